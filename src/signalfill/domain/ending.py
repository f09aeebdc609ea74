"""When a position is over, why, and with which result (pure)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.domain.budget import Release, charges, settle, traded_scope
from signalfill.domain.holding import (
    ZERO,
    books_agree,
    bought,
    filled,
    held,
    is_dust,
    orders_of,
    realized_pnl,
)
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import (
    ExitReason,
    OrderPurpose,
    Position,
    PositionEvent,
    PositionState,
    next_state,
)
from signalfill.domain.signal import is_operators
from signalfill.domain.step import Note, Step
from signalfill.domain.values import plain


def close(position: Position) -> Position:
    """Marks everything for sale; resting entries are to end as well."""
    state = next_state(position.state, PositionEvent.CLOSE_REQUESTED)
    return position.model_copy(
        update={"close_requested": True, "cancel_entries": True, "state": state}
    )


def nothing_left(position: Position) -> bool:
    """Whether every order has ended and no slice holds more than dust."""
    if any(not order.is_closed for order in position.orders) or not books_agree(position):
        return False
    return all(
        is_dust(position, held(position, each.index), each.index) for each in position.slices
    )


def closed(position: Position, now: datetime, notes: list[Note]) -> Step:
    if position.state is PositionState.CLOSED:
        return Step(position, (), tuple(notes))
    reason = _exit_reason(position)
    pnl, dust = realized_pnl(position), held(position)
    text = f"closed ({reason.value}), result {plain(pnl)} after fees"
    if dust > 0:
        text += f"; {plain(dust)} {position.signal.base} is left, too little to sell"
    notice = NoticeKind.EXIT if bought(position) > 0 else NoticeKind.REFUSAL
    details = {"realized_pnl": plain(pnl), "dust": plain(dust), "exit_reason": reason.value}
    notes.append(Note(Event.CLOSED, text, details, notice=notice))
    overrun = max(-pnl - position.worst_case_loss, ZERO)
    if overrun > 0:
        notes.append(_overrun_note(position, overrun))
    update = {
        "overrun": overrun,
        "state": next_state(position.state, PositionEvent.NOTHING_LEFT),
        "exit_reason": reason,
        "closed_at": now,
    }
    return Step(position.model_copy(update=update), (), tuple(notes))


def _overrun_note(position: Position, overrun: Decimal) -> Note:
    """The whole loss is charged to the counters; this says that the reserve was too small."""
    text = (
        f"lost {plain(overrun)} beyond the {plain(position.worst_case_loss)} that were reserved: "
        "the price fell through the stop by more than the gap allowance"
    )
    return Note(Event.OVERRUN, text, {"overrun": plain(overrun)}, NoticeKind.OVERRUN)


def _exit_reason(position: Position) -> ExitReason:
    if bought(position) == 0:
        return _why_never_filled(position)
    if position.close_stop is not None and position.close_stop.hit_at is not None:
        return ExitReason.STOP_LOSS
    if position.close_requested:
        by_operator = any(map(is_operators, position.applied_amendment_ids))
        return ExitReason.OPERATOR_CLOSED if by_operator else ExitReason.SIGNAL_CLOSED
    exits = [o for o in orders_of(position, OrderPurpose.EXIT) if filled(position, o) > 0]
    brackets = [o for o in orders_of(position, OrderPurpose.PROTECTION) if filled(position, o) > 0]
    if any(order.stop_triggered for order in brackets):
        return ExitReason.STOP_LOSS
    return ExitReason.EMERGENCY if exits else ExitReason.TAKE_PROFIT


def _why_never_filled(position: Position) -> ExitReason:
    entries = orders_of(position, OrderPurpose.ENTRY)
    if all(o.status in {OrderStatus.REJECTED, OrderStatus.ABANDONED} for o in entries):
        return ExitReason.REFUSED
    expired = position.expires_at
    asked = [o.cancel_requested_at for o in entries if o.cancel_requested_at is not None]
    return ExitReason.EXPIRED if asked and min(asked) >= expired else ExitReason.CANCELED


def reopening_changes(position: Position, now: datetime) -> list[Release]:
    """Takes back what closing released, whatever the limits: the risk exists again.

    A loss of a day that is over was taken out of its counters when that day ended.
    """
    undone = [Release(scope=each.scope, amount=-each.amount) for each in closing_releases(position)]
    if position.closed_at is None or position.closed_at.date() == now.date():
        return undone
    losses = charges(position.reservations, -realized_pnl(position))
    return [*undone, *losses]


def closing_releases(position: Position) -> list[Release]:
    """Releases the reservation; a realised loss stays charged until the day is over.

    A position that was filled counts as one more of its channel.
    """
    settled = settle(position.reservations, -realized_pnl(position))
    if bought(position) == 0:
        return settled
    scope = traded_scope(position.account, position.signal.provenance.channel_id)
    return [*settled, Release(scope=scope, amount=Decimal(1))]
