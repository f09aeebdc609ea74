"""Ends what earlier versions of an edited addition added, before the new version is judged."""

from __future__ import annotations

from signalfill.domain.amendments.taking_back import rests_unfilled, without_additions
from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import Event
from signalfill.domain.signal import Amendment
from signalfill.domain.step import Note
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.manage_position import work


def is_taken_back(amendment: Amendment, position_id: str, context: TradingContext) -> bool:
    """Whether nothing of it may fill any more. What still may is asked to end.

    Raises:
        RetryableError: another invocation holds the position.
    """
    if not amendment.earlier_ids:
        return True
    now = context.clock.now()
    leased = context.positions.take_lease(
        position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        raise RetryableError(f"{position_id} is held by another invocation")
    position, inbox = leased
    try:
        if not rests_unfilled(position, amendment):
            return True
        note = Note(
            Event.ADDITION_MOVED, "what was added before its message was edited is canceled"
        )
        changed = without_additions(position, amendment)
        stage = stage_of(position.version + 1)
        notes = [] if changed == position else [note]
        saved = context.positions.save(
            changed,
            owner=context.owner,
            journal=journal_entries(position_id, notes, stage=stage, at=now),
        )
        looked = work(saved, context, control=context.control.current(), inbox=inbox)
        return not rests_unfilled(looked, amendment)
    finally:
        context.positions.release_lease(position_id, owner=context.owner)
