"""Reductions that do not say how much: asked, and answered by a small one in the end (pure).

A fifth of all reductions name no part. They can only lower the risk of a position that is
certain, so silence is answered by the mildest of them, and both is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.amendments.reducing import reduce
from signalfill.domain.holding import held, orders_of
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import OrderPurpose, Position, UnsaidReduction
from signalfill.domain.rules import Rules
from signalfill.domain.step import Note
from signalfill.domain.values import plain

MINUTE = 60
JUST_SOLD = timedelta(minutes=10)
"""A target of ours that filled so shortly before the words is what they speak of."""


def answer_unsaid(
    position: Position, rules: Rules, *, is_awake: bool, now: datetime, notes: list[Note]
) -> Position:
    """Asks how much, once; after `answer_within`, or at once where nobody is awake, sells
    `reduce_unsaid` of what was bought. Nothing where a target of ours has just sold.
    """
    asked = position.unsaid
    if asked is None:
        return position
    if _is_over(position, asked):
        return position.model_copy(update={"unsaid": None})
    part = rules.reduce_unsaid
    if part is None or (is_awake and now < asked.asked_at + rules.answer_within):
        return _told(position, asked, rules, notes)
    position = position.model_copy(update={"unsaid": None})
    if _target_just_sold(position, asked):
        notes.append(_note(position, "a target of ours has just sold: nothing more is sold"))
        return position
    changed = reduce(position, part, asked.amendment)
    if changed == position:
        return position
    text = f"{percent(part)} of it is to be sold: how much was not said"
    notes.append(_note(position, text))
    return changed


def _is_over(position: Position, asked: UnsaidReduction) -> bool:
    """Said anew or taken back since, answered by hand, or nothing is left to sell."""
    answered = set(position.applied_amendment_ids) - set(asked.applied_before)
    withdrawn = asked.amendment.amendment_id in position.revised_ids
    return bool(answered) or withdrawn or position.close_requested or held(position) <= 0


def _told(position: Position, asked: UnsaidReduction, rules: Rules, notes: list[Note]) -> Position:
    if asked.is_told:
        return position
    part = rules.reduce_unsaid
    text = f"message {asked.amendment.provenance.message_id} asks to sell a part and not how much"
    if part is not None:
        seconds = int(rules.answer_within.total_seconds())
        within = f"{seconds} s" if seconds < MINUTE else f"{seconds // MINUTE} min"
        text += f": {percent(part)} unless you say otherwise within {within}"
    answers = [
        f"signalfill reduce {position.position_id} {percent(part or Decimal('0.25'))}",
        f"signalfill close {position.position_id}",
    ]
    notes.append(Note(Event.PART_UNSAID, text, {"answers": answers}, NoticeKind.QUESTION))
    return position.model_copy(update={"unsaid": asked.model_copy(update={"is_told": True})})


def _note(position: Position, text: str) -> Note:
    return Note(Event.UNSAID_ANSWERED, f"{position.signal.base}: {text}", notice=NoticeKind.EXIT)


def _target_just_sold(position: Position, asked: UnsaidReduction) -> bool:
    ours = {
        order.venue_order_id
        for order in orders_of(position, OrderPurpose.PROTECTION)
        if not order.stop_triggered
    }
    since = asked.asked_at - JUST_SOLD
    return any(f.venue_order_id in ours and f.filled_at >= since for f in position.fills)


def percent(part: Decimal) -> str:
    """`25%` of 0.25, as it may be typed."""
    return f"{plain((part * 100).normalize())}%"
