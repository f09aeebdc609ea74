"""What happens when a signal arrives: gates, plan, intent, orders."""

from __future__ import annotations

import logging
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from signalfill.domain.actions import Place
from signalfill.domain.codes import DecisionCode, Gate
from signalfill.domain.control import Control
from signalfill.domain.entry.gates import EARLY_GATES, Early, first_refusal
from signalfill.domain.entry.market_gates import MARKET_GATES
from signalfill.domain.entry.opening import new_position, with_call
from signalfill.domain.entry.unknown_layout import Course
from signalfill.domain.errors import (
    AlreadyDecidedError,
    BudgetExceededError,
    RetryableError,
    VersionConflictError,
)
from signalfill.domain.holding import orders_of
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.planning.plan import Plan, make_plan
from signalfill.domain.planning.size_part import author_part, layout_part, scaled, smallest
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.rules import Mode
from signalfill.domain.signal import Signal
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.domain.verdict import Decision, DecisionKind, GateResult, ItemKey
from signalfill.ports import Entry
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.know_layout import LayoutFinding, look_up, note_use, question_of
from signalfill.services.trading.manage_position import work
from signalfill.services.trading.propose import ask_operator, superseded, unanswered
from signalfill.services.trading.read_market import Readings, read_market
from signalfill.services.trading.replace_entry import was_traded
from signalfill.services.trading.trial_size import trial_of

logger = logging.getLogger(__name__)

TRIES = 3
"""How often a signal is judged again after another one changed the coin's calls."""
SPREAD_STEP = Decimal("1e-8")
"""A stored spread is no finer."""


class Seen(NamedTuple):
    """The pending item and what is in force, as read a moment ago."""

    entry: Entry
    control: Control


def look_at(key: ItemKey, context: TradingContext) -> Seen | None:
    """Reads both at the same time. None where nothing waits for a decision."""
    control = context.pool.submit(context.control.current)
    entry = context.signals.entry(key)
    if entry is None or not entry.is_pending:
        return None
    return Seen(entry, control.result())


def open_position(
    key: ItemKey, context: TradingContext, *, approved: bool = False, seen: Seen | None = None
) -> Decision | None:
    """Decides a pending signal once. None where it was decided before, or the operator is asked.

    `approved` is the operator's yes to the plan that was put. `seen` is what the caller has just
    read.

    Raises:
        RetryableError: no decision was stored; the signal stays pending.
    """
    seen = seen or look_at(key, context)
    if seen is None or not isinstance(seen.entry.item, Signal):
        return None
    signal, proposal = seen.entry.item, seen.entry.proposal
    if proposal is not None:
        over = superseded(signal, context.signals)
        if over is None and not approved:
            over = unanswered(proposal, signal.provenance, context)
        if over is not None:
            return _deny(key, signal, [*proposal.gates, over], over, context)
        if not approved:
            return None
    if was_traded(signal, context):
        traded = GateResult(gate=Gate.ALREADY_TRADED, passed=False, value=signal.earlier_ids[-1])
        return _deny(key, signal, [traded], traded, context)
    return _decide(key, signal, seen.control, context, approved=approved)


def _decide(
    key: ItemKey, signal: Signal, control: Control, context: TradingContext, *, approved: bool
) -> Decision | None:
    for _ in range(TRIES):
        try:
            return _judge(key, signal, control, context, approved=approved)
        except VersionConflictError:
            control = context.control.current()
        except AlreadyDecidedError:
            # Delivered twice: decided meanwhile. Edited: its position exists, whatever became
            # of it; the same message never opens a second one.
            again = GateResult(gate=Gate.ALREADY_TRADED, passed=False, value=signal.signal_id)
            return _deny(key, signal, [again], again, context)
    raise RetryableError(f"signal {signal.signal_id}: the coin's calls kept changing")


def _judge(
    key: ItemKey, signal: Signal, control: Control, context: TradingContext, *, approved: bool
) -> Decision | None:
    early = Early(signal=signal, control=control, now=context.clock.now())
    gates, refusal = first_refusal(EARLY_GATES, early)
    if refusal is not None:
        return _deny(key, signal, gates, refusal, context)
    readings, found = _look_round(early, gates, context, approved=approved)
    spread = _spread_of(readings)
    if isinstance(found, GateResult):
        return _deny(key, signal, gates, found, context, spread=spread)
    if readings is None:
        raise AssertionError("a layout is found only beside what the market says")
    plan = _plan(readings, found.course, context)
    if isinstance(plan, GateResult):
        return _deny(key, signal, [*gates, plan], plan, context, spread=spread)
    gates += plan.gates
    if not approved and (early.rules.mode is Mode.APPROVE or found.course is Course.ASK):
        return _ask(key, signal, readings, plan, found, gates=gates, context=context)
    decision = _within_budget(
        key, signal, readings, plan, gates=gates, control=control, context=context
    )
    note_use(found)
    return decision


def _look_round(
    early: Early, gates: list[GateResult], context: TradingContext, *, approved: bool
) -> tuple[Readings | None, LayoutFinding | GateResult]:
    """What market and layout say; each gate's word joins `gates`. A refusal is the second."""
    signal, control = early.signal, early.control
    # Beside the venue's reads, which take longer.
    layout = context.pool.submit(look_up, signal, control, context, approved=approved)
    readings = read_market(
        signal,
        control=control,
        venue=context.venue_for(early.rules.mode.account),
        positions=context.positions,
        pool=context.pool,
        now=early.now,
    )
    if isinstance(readings, GateResult):
        gates.append(readings)
        return None, readings
    market_gates, refusal = first_refusal(MARKET_GATES, readings.market)
    gates += market_gates
    if refusal is not None:
        return readings, refusal
    found = layout.result()
    gates.append(found.gate)
    return readings, found if found.gate.passed else found.gate


def _spread_of(readings: Readings | None) -> Decimal | None:
    quote = readings.market.quote if readings is not None else None
    return quote.spread.quantize(SPREAD_STEP) if quote is not None and quote.is_sane else None


def _ask(
    key: ItemKey,
    signal: Signal,
    readings: Readings,
    plan: Plan,
    found: LayoutFinding,
    *,
    gates: list[GateResult],
    context: TradingContext,
) -> Decision | None:
    news = question_of(signal, found, mode=readings.market.rules.mode)
    if isinstance(news, GateResult):
        return _deny(key, signal, [*gates, news], news, context)
    ask_operator(key, readings.market, plan, gates, context, first_of_kind=news)
    return None


def _plan(readings: Readings, course: Course, context: TradingContext) -> Plan | GateResult:
    market = readings.market
    channel_id = market.signal.provenance.channel_id
    found = (
        trial_of(market.rules, channel_id, context.positions),
        layout_part() if course is Course.SMALL else None,
        author_part(market.signal.author_size, market.rules),
    )
    parts = [each for each in found if each is not None]
    plan = make_plan(
        market.signal,
        rules=scaled(market.rules, smallest(parts)),
        product=market.product,
        quote=market.quote,
        means=readings.means,
    )
    if isinstance(plan, GateResult):
        return plan
    notes = (*plan.notes, *(each.note for each in parts))
    return plan.model_copy(update={"notes": notes, "size_part": smallest(parts)})


def _within_budget(
    key: ItemKey,
    signal: Signal,
    readings: Readings,
    plan: Plan,
    *,
    gates: list[GateResult],
    control: Control,
    context: TradingContext,
) -> Decision | None:
    try:
        return _open(key, readings, plan, gates=gates, control=control, context=context)
    except BudgetExceededError as error:
        full = GateResult(
            gate=Gate.BUDGET,
            passed=False,
            value=f"{error.scope} has no room for {plain(plan.worst_case_loss)}",
        )
        spread = _spread_of(readings)
        return _deny(key, signal, [*gates, full], full, context, spread=spread)


def _deny(
    key: ItemKey,
    signal: Signal,
    gates: list[GateResult],
    refusal: GateResult,
    context: TradingContext,
    *,
    spread: Decimal | None = None,
) -> Decision | None:
    now = context.clock.now()
    decision = Decision(
        kind=DecisionKind.DENIED,
        code=refusal.gate,
        value=refusal.value,
        threshold=refusal.threshold,
        gates=tuple(gates),
        decided_at=now,
        spread=spread,
    )
    limit = f" (limit {refusal.threshold})" if refusal.threshold else ""
    text = f"{signal.base} {signal.side.value} refused: {refusal.gate} {refusal.value}{limit}"
    note = Note(Event.DENIED, text, notice=NoticeKind.REFUSAL)
    entries = journal_entries(signal.signal_id, [note], stage="denied", at=now)
    logger.info("signal denied", extra={"signal_id": signal.signal_id, "code": refusal.gate})
    return decision if context.signals.decide(key, decision, entries) else None


def _open(
    key: ItemKey,
    readings: Readings,
    plan: Plan,
    *,
    gates: list[GateResult],
    control: Control,
    context: TradingContext,
) -> Decision:
    market, now = readings.market, context.clock.now()
    position = new_position(
        market.signal,
        plan,
        market.product,
        settings=control.settings,
        day_equity=readings.day_equity,
        now=now,
    ).model_copy(
        update={
            "taker_fee": readings.means.fees.taker,
            "price_divisor": readings.price_divisor,
        }
    )
    _begin_day(readings, context)
    decision = Decision(
        kind=DecisionKind.OPENED,
        code=DecisionCode.OPENED,
        position_id=position.position_id,
        gates=tuple(gates),
        decided_at=now,
        spread=_spread_of(readings),
    )
    context.positions.create(
        position,
        signal_key=key,
        decision=decision,
        call_book=with_call(market.call_book, position),
        journal=journal_entries(
            position.position_id, [_plan_note(position, plan)], stage=stage_of(1), at=now
        ),
        owner=context.owner,
        lease_until=now + context.lease,
    )
    logger.info("position created", extra={"position_id": position.position_id})
    actions = tuple(Place(order) for order in orders_of(position, OrderPurpose.ENTRY))
    work(position, context, control=control, first_actions=actions)
    return decision


def _begin_day(readings: Readings, context: TradingContext) -> None:
    """The first entry of the day notes what the account was worth before it."""
    watch, now = readings.market.watch, readings.market.now
    if watch.day_equity(now) is None:
        # Another invocation has just noted it: then it is noted.
        with suppress(VersionConflictError):
            context.positions.save_watch(watch.opened(now, readings.means.equity))


def _plan_note(position: Position, plan: Plan) -> Note:
    text = (
        f"{position.mode.value}: buy {plain(plan.base_size)} {position.signal.base} in "
        f"{len(plan.slices)} slices at {plain(plan.entry_price)}, stop {plain(plan.stop_price)}, "
        f"worst case {plain(plan.worst_case_loss)}"
    )
    return Note(Event.PLANNED, text, plan.model_dump(mode="json"))
