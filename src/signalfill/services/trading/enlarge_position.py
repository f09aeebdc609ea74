"""Adds protected slices to a position, through the gates of now."""

from __future__ import annotations

import logging
from dataclasses import replace

from signalfill.domain.actions import Place
from signalfill.domain.amendments.adding import (
    ADDITION_GATES,
    as_signal,
    enlarged,
    means_of_addition,
    refusal_of_size,
    refusal_of_state,
    size_to_add,
)
from signalfill.domain.codes import Gate
from signalfill.domain.control import Control
from signalfill.domain.entry.gates import Early, first_refusal
from signalfill.domain.entry.market_gates import ADDITION_MARKET_GATES, Market
from signalfill.domain.entry.opening import loss_reservations
from signalfill.domain.entry.unknown_layout import Course
from signalfill.domain.errors import BudgetExceededError, RetryableError
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.planning.entries import entry_prices
from signalfill.domain.planning.plan import Means, Plan, make_plan
from signalfill.domain.planning.size_part import SMALL
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.signal import Amendment, AmendmentAction, Signal
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.domain.verdict import Decision, DecisionKind, GateResult, ItemKey
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.know_layout import LayoutFinding, look_up, note_use, question_of
from signalfill.services.trading.manage_position import work
from signalfill.services.trading.propose import ask_operator, superseded, unanswered
from signalfill.services.trading.read_market import Readings, read_market
from signalfill.services.trading.take_back import is_taken_back

logger = logging.getLogger(__name__)


def enlarge_position(
    key: ItemKey,
    amendment: Amendment,
    position_id: str,
    context: TradingContext,
    *,
    approved: bool = False,
) -> Decision | None:
    """Decides an addition whose price and size are known.

    None while the operator is asked, or while what its earlier versions added may still fill.
    `approved` is the operator's yes to the plan that was put.

    Raises:
        RetryableError: nothing was decided; the addition stays pending.
    """
    addition = _Addition(key, amendment, context)
    proposal = context.signals.proposal(key)
    over = superseded(amendment, context.signals)
    if proposal is not None and over is None and not approved:
        over = unanswered(proposal, amendment.provenance, context)
    if over is not None:
        gates = [] if proposal is None else [*proposal.gates]
        return addition.deny([*gates, over], over, position_id)
    if proposal is not None and not approved:
        return None
    if not is_taken_back(amendment, position_id, context):
        return None
    now = context.clock.now()
    leased = context.positions.take_lease(
        position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        raise RetryableError(f"{position_id} is held by another invocation")
    position, inbox = leased
    try:
        decision = addition.judge(position, inbox, approved=approved)
        if not addition.is_enlarged:
            # Whoever holds the lease looks: a sweep that came meanwhile has passed it by.
            work(position, context, control=context.control.current(), inbox=inbox)
        return decision
    finally:
        context.positions.release_lease(position_id, owner=context.owner)


class _Addition:
    """One addition on its way through the gates, under the lease of its position."""

    def __init__(self, key: ItemKey, amendment: Amendment, context: TradingContext) -> None:
        self._key = key
        self._amendment = amendment
        self._context = context
        self._gates: list[GateResult] = []
        self.is_enlarged = False

    def judge(
        self, position: Position, inbox: tuple[ItemKey, ...], *, approved: bool
    ) -> Decision | None:
        if not self._context.signals.is_pending(self._key):
            return None  # decided while the lease was taken
        control, now = self._context.control.current(), self._context.clock.now()
        signal = as_signal(position, self._amendment)
        early = Early(signal=signal, control=control, now=now)
        gates, refusal = first_refusal(ADDITION_GATES, early)
        self._gates += gates
        refusal = refusal or refusal_of_size(self._amendment, early.rules)
        refusal = refusal or refusal_of_state(position, early.rules)
        if position.state is PositionState.CLOSED:
            refusal = GateResult(gate=Gate.POSITION_CLOSED, passed=False)
        if refusal is not None:
            return self._refuse(refusal, position)
        layout = look_up(signal, control, self._context, approved=approved)
        self._gates.append(layout.gate)
        if not layout.gate.passed:
            return self._refuse(layout.gate, position)
        found = self._plan(position, signal, control, layout.course)
        if isinstance(found, GateResult):
            return self._refuse(found, position)
        readings, plan = found
        if not approved and (early.rules.mode is Mode.APPROVE or layout.course is Course.ASK):
            return self._ask(position, readings.market, plan, layout)
        decision = self._enlarge(position, inbox, readings, plan, control)
        note_use(layout)
        return decision

    def _ask(
        self, position: Position, market: Market, plan: Plan, layout: LayoutFinding
    ) -> Decision | None:
        news = question_of(market.signal, layout, mode=market.rules.mode)
        if isinstance(news, GateResult):
            return self._refuse(news, position)
        ask_operator(
            self._key,
            market,
            plan,
            self._gates,
            self._context,
            is_addition=True,
            first_of_kind=news,
        )
        return None

    def _plan(
        self, position: Position, signal: Signal, control: Control, course: Course
    ) -> tuple[Readings, Plan] | GateResult:
        context = self._context
        readings = read_market(
            signal,
            control=control,
            venue=context.venue_for(position.mode),
            positions=context.positions,
            pool=context.pool,
            now=context.clock.now(),
        )
        if isinstance(readings, GateResult):
            return readings
        # Its prices are in the venue's frame already.
        market = replace(readings.market, signal=signal)
        gates, refusal = first_refusal(ADDITION_MARKET_GATES, market)
        self._gates += gates
        if refusal is not None:
            return refusal
        plan = self._sized(position, market, readings.means, course)
        if isinstance(plan, GateResult):
            return plan
        self._gates += plan.gates
        return replace(readings, market=market), plan

    def _sized(
        self, position: Position, market: Market, means: Means, course: Course
    ) -> Plan | GateResult:
        # Where it is entered below the price that it names, it still buys its part and no more.
        (price,) = entry_prices(market.signal, market.rules, market.product, market.quote)
        size = size_to_add(position, self._amendment, market.rules)
        if size < market.product.base_min_size:
            return GateResult(gate=Gate.ALREADY_ADDED, passed=False, value=plain(size))
        size *= SMALL if course is Course.SMALL else 1
        rules, means = means_of_addition(position, size, price, market.rules, means)
        return make_plan(
            market.signal, rules=rules, product=market.product, quote=market.quote, means=means
        )

    def _enlarge(
        self,
        position: Position,
        inbox: tuple[ItemKey, ...],
        readings: Readings,
        plan: Plan,
        control: Control,
    ) -> Decision | None:
        market, context, now = readings.market, self._context, self._context.clock.now()
        reservations = loss_reservations(
            market.signal,
            plan.worst_case_loss,
            market.product,
            control.settings,
            readings.day_equity,
        )
        after = enlarged(
            position,
            plan,
            market.product,
            self._amendment,
            reservations=reservations,
            rules=market.rules,
            now=now,
        )
        decision = self._decision(
            DecisionKind.APPLIED, AmendmentAction.ADD.value, position.position_id
        )
        stage = stage_of(position.version + 1)
        try:
            saved = context.positions.save(
                after,
                owner=context.owner,
                reservations=reservations,
                decisions={self._key: decision},
                journal=journal_entries(
                    position.position_id, [_note(position, plan)], stage=stage, at=now
                ),
            )
        except BudgetExceededError as error:
            value = f"{error.scope} has no room for {plain(plan.worst_case_loss)}"
            return self._refuse(GateResult(gate=Gate.BUDGET, passed=False, value=value), position)
        self.is_enlarged = True
        logger.info("position enlarged", extra={"position_id": position.position_id})
        new = saved.orders[len(position.orders) :]
        actions = tuple(Place(order) for order in new)
        work(saved, context, control=control, first_actions=actions, inbox=inbox)
        return decision

    def _refuse(self, refusal: GateResult, position: Position) -> Decision | None:
        gates = self._gates if refusal in self._gates else [*self._gates, refusal]
        return self.deny(gates, refusal, position.position_id)

    def deny(
        self, gates: list[GateResult], refusal: GateResult, position_id: str
    ) -> Decision | None:
        self._gates = gates
        decision = self._decision(
            DecisionKind.DENIED, refusal.gate, position_id, refusal.value, refusal.threshold
        )
        limit = f" (limit {refusal.threshold})" if refusal.threshold else ""
        text = f"nothing is added: {refusal.gate} {refusal.value}{limit}"
        note = Note(Event.DENIED, text, notice=NoticeKind.REFUSAL)
        stage = f"denied-{self._amendment.amendment_id}"
        entries = journal_entries(position_id, [note], stage=stage, at=self._context.clock.now())
        return decision if self._context.signals.decide(self._key, decision, entries) else None

    def _decision(
        self, kind: DecisionKind, code: str, position_id: str, value: str = "", threshold: str = ""
    ) -> Decision:
        return Decision(
            kind=kind,
            code=code,
            value=value,
            threshold=threshold,
            position_id=position_id,
            gates=tuple(self._gates),
            decided_at=self._context.clock.now(),
        )


def _note(position: Position, plan: Plan) -> Note:
    text = (
        f"{plain(plan.base_size)} {position.signal.base} more in {len(plan.slices)} slices at "
        f"{plain(plan.entry_price)}, stop {plain(plan.stop_price)}, "
        f"worst case {plain(plan.worst_case_loss)} more"
    )
    return Note(Event.ENLARGED, text, plan.model_dump(mode="json"))
