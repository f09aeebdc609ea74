"""What a follow-up message does to a position (pure). Reducing risk is always allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from signalfill.domain.amendments.reducing import is_measured, reduce
from signalfill.domain.amendments.taking_back import takes_back, without_additions
from signalfill.domain.codes import DecisionCode
from signalfill.domain.ending import close
from signalfill.domain.holding import average_entry_price, bought, held
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import Position, PositionState, UnsaidReduction
from signalfill.domain.product import rounded_ahead, rounded_back
from signalfill.domain.protection.kept_coins import keep_coins
from signalfill.domain.protection.stops import is_tighter, with_waiting_stop
from signalfill.domain.signal import Amendment, AmendmentAction, Signal, is_operators
from signalfill.domain.step import Note
from signalfill.domain.values import decimal_or_none, plain
from signalfill.domain.verdict import Decision, DecisionKind

ABSURD_FACTOR = 5
KEEP = "keep"
"""What a close of the operator names where he keeps the coins."""


@dataclass(frozen=True, slots=True)
class Amended:
    position: Position
    decision: Decision
    note: Note


def amend(position: Position, amendment: Amendment, *, now: datetime) -> Amended:
    """Applies what reduces risk or changes exits. What the message leaves open is put to the user.

    An amendment that was applied before changes nothing.
    """
    if position.state is PositionState.CLOSED:
        return _ignored(position, amendment, DecisionCode.POSITION_CLOSED, now)
    if amendment.amendment_id in position.applied_amendment_ids:
        return _ignored(position, amendment, DecisionCode.ALREADY_APPLIED, now)
    if amendment.amendment_id in position.revised_ids:
        return _ignored(position, amendment, DecisionCode.SUPERSEDED, now)
    if amendment.earlier_ids:
        revised = (*position.revised_ids, *amendment.earlier_ids)
        position = position.model_copy(update={"revised_ids": tuple(dict.fromkeys(revised))})
    handler = _HANDLERS.get(amendment.action, _ask)
    return handler(position, amendment, now)


def ask_about(
    position: Position, amendment: Amendment, code: DecisionCode, now: datetime, *, value: str = ""
) -> Amended:
    """Changes nothing, and asks the user."""
    return _ignored(position, amendment, code, now, value=value, notice=NoticeKind.QUESTION)


def _add(position: Position, amendment: Amendment, now: datetime) -> Amended:
    """What is definite goes through the gates; here is what leaves its price or size open."""
    position = without_additions(position, amendment)
    is_priced = price_of(position, amendment.to) is not None
    code = DecisionCode.ADD_WITHOUT_SIZE if is_priced else DecisionCode.ADD_WITHOUT_PRICE
    return ask_about(position, amendment, code, now)


def _ask(position: Position, amendment: Amendment, now: datetime) -> Amended:
    return _ignored(
        position, amendment, DecisionCode.NEEDS_A_HUMAN, now, notice=NoticeKind.QUESTION
    )


def _close(position: Position, amendment: Amendment, now: datetime) -> Amended:
    if amendment.to == KEEP and is_operators(amendment.amendment_id):
        return _applied(keep_coins(position), amendment, "its coins are to be yours", now)
    if amendment.fraction not in {None, "1"}:
        return _reduce(position, amendment, now)
    return _applied(close(position), amendment, "position is to be closed", now)


def _cancel(position: Position, amendment: Amendment, now: datetime) -> Amended:
    if takes_back(amendment):
        changed = without_additions(position, amendment)
        if changed == position:
            return _ignored(position, amendment, DecisionCode.NOTHING_ADDED, now)
        return _applied(changed, amendment, "what it added and is unfilled is to be canceled", now)
    changed = position.model_copy(update={"cancel_entries": True})
    return _applied(changed, amendment, "unfilled entries are to be canceled", now)


def close_by_short(position: Position, short: Signal, *, now: datetime) -> Amended:
    """A short by the same author closes our long in that coin."""
    decision = Decision(
        kind=DecisionKind.APPLIED,
        code=DecisionCode.CLOSED_BY_SHORT,
        position_id=position.position_id,
        decided_at=now,
    )
    if position.state is PositionState.CLOSED:
        ignored = {"kind": DecisionKind.IGNORED, "code": DecisionCode.POSITION_CLOSED.value}
        decision = decision.model_copy(update=ignored)
        return Amended(position, decision, Note(Event.AMENDMENT_IGNORED, "short: position_closed"))
    text = f"position is to be closed: message {short.provenance.message_id} is a short"
    ids = (*position.applied_amendment_ids, short.signal_id)
    closing = close(position).model_copy(update={"applied_amendment_ids": ids})
    return Amended(closing, decision, Note(Event.AMENDED, text, {"amendment_id": short.signal_id}))


def _move_stop(position: Position, amendment: Amendment, now: datetime) -> Amended:
    stop = _wanted_stop(position, amendment.to)
    if stop is None:
        return _ignored(
            position, amendment, DecisionCode.NO_STOP_LEVEL, now, notice=NoticeKind.QUESTION
        )
    side = position.side
    stop = rounded_ahead(stop, position.price_increment, side)
    if bought(position) <= 0 and not side.is_ahead(position.entry_price, stop):
        return _ignored(position, amendment, DecisionCode.NOTHING_FILLED, now)
    if position.pending_stop_by in amendment.earlier_ids:
        # It waits still: what the message says now takes its place.
        position = position.model_copy(update={"pending_stop": None, "pending_stop_by": None})
    if not is_tighter(position, stop):
        return _ignored(position, amendment, DecisionCode.STOP_NOT_TIGHTER, now, value=plain(stop))
    changed = with_waiting_stop(position, stop, by=amendment.amendment_id)
    return _applied(changed, amendment, f"stop is to move to {plain(stop)}", now)


def _reduce(position: Position, amendment: Amendment, now: datetime) -> Amended:
    fraction = positive(amendment.fraction)
    if fraction is not None and fraction > 1:
        return ask_about(position, amendment, DecisionCode.NO_FRACTION, now)
    if bought(position) <= 0:
        return _ignored(position, amendment, DecisionCode.NOTHING_FILLED, now)
    if position.close_requested:
        return _ignored(position, amendment, DecisionCode.SOLD_ALREADY, now)
    return (
        _without_part(position, amendment, now)
        if fraction is None
        else _reduce_by(position, fraction, amendment, now)
    )


def _reduce_by(
    position: Position, fraction: Decimal, amendment: Amendment, now: datetime
) -> Amended:
    if not is_measured(position, amendment):
        return ask_about(position, amendment, DecisionCode.EDITED_AFTER_SALE, now)
    changed = reduce(position, fraction, amendment)
    if changed == position:
        return _ignored(position, amendment, DecisionCode.SOLD_ALREADY, now)
    return _applied(changed, amendment, f"{plain(fraction)} of it is to be sold", now)


def _without_part(position: Position, amendment: Amendment, now: datetime) -> Amended:
    """How much is asked, and answered for him who does not (unsaid.py)."""
    waits = UnsaidReduction(
        amendment=amendment, asked_at=now, applied_before=position.applied_amendment_ids
    )
    position = position.model_copy(update={"unsaid": waits})
    return _ignored(position, amendment, DecisionCode.NO_FRACTION, now)


def _set_targets(position: Position, amendment: Amendment, now: datetime) -> Amended:
    """The open slices get the new targets, nearest first; the last one serves for the rest.

    A target at or behind the entry would be an exit at a loss by another name: a question.
    """
    side, step = position.side, position.price_increment
    prices = [price_of(position, each.strip()) for each in (amendment.to or "").split(",")]
    targets = side.in_order(rounded_back(p, step, side) for p in prices if p is not None)
    if not targets or None in prices or not side.is_ahead(targets[0], position.entry_price):
        return _ignored(
            position, amendment, DecisionCode.NO_USABLE_TARGETS, now, notice=NoticeKind.QUESTION
        )
    open_slices = [s.index for s in position.slices if not _is_sold(position, s.index)]
    wanted = dict(zip(open_slices, targets + targets[-1:] * len(open_slices), strict=False))
    slices = tuple(
        each.model_copy(
            update={"take_profit_price": wanted.get(each.index, each.take_profit_price)}
        )
        for each in position.slices
    )
    changed = position.model_copy(update={"slices": slices, "follows_fills": False})
    text = "take-profits are to be " + ", ".join(map(plain, targets))
    return _applied(changed, amendment, text, now)


def _is_sold(position: Position, slice_index: int) -> bool:
    return bought(position, slice_index) > 0 and held(position, slice_index) <= 0


def _wanted_stop(position: Position, to: str | None) -> Decimal | None:
    if to == "entry":
        return average_entry_price(position)
    if to == "tp1":
        return position.slices[0].take_profit_price
    return price_of(position, to)


def price_of(position: Position, text: str | None) -> Decimal | None:
    """A price that a follow-up names, in the position's price frame; None where it is absurd.

    Messages about a contract of 1,000 coins name the contract's price or the coin's: the one nearer
    to the entry is meant. More than five times the entry, or less than a fifth, is absurd.
    """
    named = positive(text)
    if named is None:
        return None
    entry = position.entry_price
    meant = min((named, named / position.price_divisor), key=lambda p: max(p / entry, entry / p))
    return meant if max(meant / entry, entry / meant) <= ABSURD_FACTOR else None


def positive(text: str | None) -> Decimal | None:
    """The number above zero that the text writes, or None."""
    number = decimal_or_none(text)
    return number if number is not None and number > 0 else None


def _applied(position: Position, amendment: Amendment, text: str, now: datetime) -> Amended:
    ids = (*position.applied_amendment_ids, amendment.amendment_id)
    decision = Decision(
        kind=DecisionKind.APPLIED,
        code=amendment.action.value,
        position_id=position.position_id,
        decided_at=now,
    )
    note = Note(Event.AMENDED, text, {"amendment_id": amendment.amendment_id})
    return Amended(position.model_copy(update={"applied_amendment_ids": ids}), decision, note)


def _ignored(
    position: Position,
    amendment: Amendment,
    code: DecisionCode,
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
    note = Note(Event.AMENDMENT_IGNORED, text, {"amendment_id": amendment.amendment_id}, notice)
    return Amended(position, decision, note)


_HANDLERS = {
    AmendmentAction.CLOSE: _close,
    AmendmentAction.REDUCE: _reduce,
    AmendmentAction.CANCEL: _cancel,
    AmendmentAction.MOVE_STOP: _move_stop,
    AmendmentAction.SET_TARGETS: _set_targets,
    AmendmentAction.ADD: _add,
}
