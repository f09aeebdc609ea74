"""An addition to a position: judged like a signal of its own, held as further slices (pure).

Its price comes from the message, its size is a part of the first plan's, stop and targets are the
position's. What the message leaves open is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from signalfill.domain.amendments.amending import positive, price_of
from signalfill.domain.amendments.taking_back import added_before
from signalfill.domain.budget import Reservation, counted
from signalfill.domain.codes import Gate
from signalfill.domain.entry.gates import SPEAKER_GATES, Early, at_most_old, coin_gate
from signalfill.domain.entry.opening import entry_of
from signalfill.domain.holding import bought, held, orders_of
from signalfill.domain.planning.plan import Means, Plan
from signalfill.domain.position import OrderPurpose, Position, Slice
from signalfill.domain.product import Product
from signalfill.domain.protection.stops import wanted_stop
from signalfill.domain.rules import MAX_RUNGS, MAX_SLICES, Rules, Sizing
from signalfill.domain.signal import Amendment, AmendmentAction, EntryKind, Signal
from signalfill.domain.verdict import GateResult

MOST_SLICES = MAX_SLICES * MAX_RUNGS
"""A position is one item: it takes additions only up to this many slices."""


def part_of(amendment: Amendment, rules: Rules) -> Decimal | None:
    """The part of the first size to add: as the message says, else `addition_size`.

    None: neither says.
    """
    return positive(amendment.fraction) or rules.addition_size


def size_to_add(position: Position, amendment: Amendment, rules: Rules) -> Decimal:
    """The size to add, less what earlier versions of the message have bought.

    Raises:
        AssertionError: only a definite addition has a size.
    """
    part = part_of(amendment, rules)
    if part is None:
        raise AssertionError("only a definite addition is enlarged")
    planned = sum((s.base_size for s in position.slices if s.added_by is None), Decimal(0))
    return max(planned * part - added_before(position, amendment), Decimal(0))


def refusal_of_size(amendment: Amendment, rules: Rules) -> GateResult | None:
    """The refusal where neither message nor settings name a size any more; None where one does."""
    if part_of(amendment, rules) is not None:
        return None
    return GateResult(gate=Gate.ADD_WITHOUT_SIZE, passed=False)


def is_definite(amendment: Amendment, position: Position, rules: Rules) -> bool:
    """Whether both price and size are known."""
    is_addition = amendment.action is AmendmentAction.ADD
    known = price_of(position, amendment.to), part_of(amendment, rules)
    return is_addition and None not in known


def as_signal(position: Position, amendment: Amendment) -> Signal:
    """The addition as a signal that gates and plan can judge, in the venue's price frame.

    Its stop is the position's tightest, resting or waiting: what is added is protected and budgeted
    there.
    """
    side, price = position.side, price_of(position, amendment.to) or position.entry_price
    open_slices = [s for s in position.slices if not _is_over(position, s.index)]
    targets = [s.take_profit_price for s in open_slices if not s.synthetic_target]
    return position.signal.model_copy(
        update={
            "provenance": amendment.provenance,
            "entry_kind": EntryKind.LIMIT,
            "entry_prices": (price,),
            "take_profits": tuple(side.in_order({t for t in targets if side.is_ahead(t, price)})),
            "stop_loss": wanted_stop(position),
            "stop_on_close": None,
            "percent_stop": None,
            "percent_targets": (),
        }
    )


def _is_over(position: Position, slice_index: int) -> bool:
    return bought(position, slice_index) > 0 and held(position, slice_index) <= 0


def _age(context: Early) -> GateResult:
    return at_most_old(context, context.rules.max_addition_age)


ADDITION_GATES = (*SPEAKER_GATES, coin_gate, _age)


def refusal_of_state(position: Position, rules: Rules) -> GateResult | None:
    """Why nothing may be added: it is closing, of another account, or full. None: it may grow."""
    mode, account = rules.mode.account, position.mode
    if mode is not account:
        return GateResult(gate=Gate.MODE, passed=False, value=mode.value, threshold=account.value)
    if position.cancel_entries and _has_working_entries(position):
        return GateResult(gate=Gate.CLOSING, passed=False, value="its entries are being canceled")
    if position.close_requested:
        return GateResult(gate=Gate.CLOSING, passed=False, value=position.state.value)
    if len(position.slices) >= MOST_SLICES:
        return GateResult(
            gate=Gate.SLICES,
            passed=False,
            value=str(len(position.slices)),
            threshold=str(MOST_SLICES),
        )
    return None


def means_of_addition(
    position: Position, size: Decimal, price: Decimal, rules: Rules, means: Means
) -> tuple[Rules, Means]:
    """Rules with the size to add as a fixed one, and caps less what the position has used of them.

    A trial position stays within the trial's size.
    """
    worth = sum((_may_hold(position, s) for s in position.slices), Decimal(0))
    used = worth * position.entry_price / means.equity if means.equity > 0 else Decimal(1)
    left = max(rules.max_notional_fraction * position.size_part - used, Decimal(0))
    sized = rules.model_copy(
        update={
            "sizing": Sizing.FIXED,
            "fixed_quote": size * price,
            "max_notional_fraction": left,
        }
    )
    if means.max_loss is None:
        return sized, means
    room = max(means.max_loss - position.worst_case_loss, Decimal(0))
    return sized, replace(means, max_loss=room)


def _may_hold(position: Position, each: Slice) -> Decimal:
    """What was entered of it, or all where its entry is still at work."""
    working = [o for o in orders_of(position, OrderPurpose.ENTRY, each.index) if not o.is_closed]
    return each.base_size if working else bought(position, each.index)


def enlarged(
    position: Position,
    plan: Plan,
    product: Product,
    amendment: Amendment,
    *,
    reservations: Sequence[Reservation],
    rules: Rules,
    now: datetime,
) -> Position:
    """The position with the new slices, their entry intents and their reservations."""
    first = len(position.slices)
    added = tuple(
        each.model_copy(update={"index": first + each.index, "added_by": amendment.amendment_id})
        for each in plan.slices
    )
    orders = tuple(
        entry_of(position.position_id, position.side, each, product, now) for each in added
    )
    return position.model_copy(
        update={
            "slices": (*position.slices, *added),
            "orders": (*position.orders, *orders),
            "reservations": _summed(position.reservations, reservations),
            "worst_case_loss": position.worst_case_loss + plan.worst_case_loss,
            "expires_at": max(position.expires_at, now + rules.entry_expiry),
            "cancel_entries": False,
            "applied_amendment_ids": (*position.applied_amendment_ids, amendment.amendment_id),
        }
    )


def _has_working_entries(position: Position) -> bool:
    return any(
        order.purpose is OrderPurpose.ENTRY and not order.is_closed for order in position.orders
    )


def _summed(before: Sequence[Reservation], added: Sequence[Reservation]) -> tuple[Reservation, ...]:
    """One for each scope, as the counters hold it: what closing gives back is what was taken."""
    more = {each.scope: counted(each.amount) for each in added}
    known = {each.scope for each in before}
    raised = (
        each.model_copy(update={"amount": counted(each.amount) + more.get(each.scope, Decimal(0))})
        for each in before
    )
    return (*raised, *(each for each in added if each.scope not in known))
