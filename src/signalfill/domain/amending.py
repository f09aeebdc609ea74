"""What a follow-up message does to a position (pure). Reducing risk is always allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from signalfill.domain.holding import average_entry_price, bought
from signalfill.domain.journal import NoticeKind
from signalfill.domain.lifecycle import tighter
from signalfill.domain.position import Position, PositionEvent, PositionState, next_state
from signalfill.domain.product import ceil_to
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.domain.verdict import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class Amended:
    position: Position
    decision: Decision
    note: Note


def amend(position: Position, amendment: Amendment, *, now: datetime) -> Amended:
    """Applies a close, cancel or stop move; anything else is handed to the user as a question.

    An amendment that was applied before changes nothing.
    """
    if position.state is PositionState.CLOSED:
        return _ignored(position, amendment, "position_closed", now)
    if amendment.amendment_id in position.applied_amendment_ids:
        return _ignored(position, amendment, "already_applied", now)
    match amendment.action:
        case AmendmentAction.CLOSE if amendment.fraction in {None, "1"}:
            return _applied(close(position), amendment, "position is to be closed", now)
        case AmendmentAction.CANCEL:
            changed = position.model_copy(update={"cancel_entries": True})
            return _applied(changed, amendment, "unfilled entries are to be cancelled", now)
        case AmendmentAction.MOVE_STOP:
            return _move_stop(position, amendment, now)
        case _:
            return _ignored(position, amendment, "needs_a_human", now, notice=NoticeKind.QUESTION)


def close(position: Position) -> Position:
    """Everything of it: resting entries too."""
    state = next_state(position.state, PositionEvent.CLOSE_REQUESTED)
    return position.model_copy(
        update={"close_requested": True, "cancel_entries": True, "state": state}
    )


def _move_stop(position: Position, amendment: Amendment, now: datetime) -> Amended:
    stop = _wanted_stop(position, amendment.to)
    if stop is None:
        return _ignored(position, amendment, "no_stop_level", now, notice=NoticeKind.QUESTION)
    if bought(position) <= 0:
        return _ignored(position, amendment, "nothing_filled", now)
    stop = ceil_to(stop, position.price_increment)
    if stop <= max(each.stop_price for each in position.slices):
        return _ignored(position, amendment, "stop_not_tighter", now, value=plain(stop))
    changed = position.model_copy(update={"pending_stop": tighter(position, stop)})
    return _applied(changed, amendment, f"stop is to move to {plain(stop)}", now)


def _wanted_stop(position: Position, to: str | None) -> Decimal | None:
    if to == "entry":
        return average_entry_price(position)
    if to == "tp1":
        return position.slices[0].take_profit_price
    try:
        stop = Decimal(to or "")
    except InvalidOperation:
        return None
    return stop if stop.is_finite() and stop > 0 else None


def _applied(position: Position, amendment: Amendment, text: str, now: datetime) -> Amended:
    ids = (*position.applied_amendment_ids, amendment.amendment_id)
    decision = Decision(
        kind=DecisionKind.APPLIED,
        code=amendment.action.value,
        position_id=position.position_id,
        decided_at=now,
    )
    note = Note("amended", text, {"amendment_id": amendment.amendment_id})
    return Amended(position.model_copy(update={"applied_amendment_ids": ids}), decision, note)


def _ignored(
    position: Position,
    amendment: Amendment,
    code: str,
    now: datetime,
    *,
    value: str = "",
    notice: NoticeKind | None = None,
) -> Amended:
    decision = Decision(
        kind=DecisionKind.IGNORED,
        code=code,
        value=value,
        position_id=position.position_id,
        decided_at=now,
    )
    text = f"{amendment.action.value} of message {amendment.provenance.message_id}: {code}"
    note = Note("amendment_ignored", text, {"amendment_id": amendment.amendment_id}, notice)
    return Amended(position, decision, note)
