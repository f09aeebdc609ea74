"""Turns notes into journal entries with ids that follow from the position's version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signalfill.domain.journal import JournalEntry
from signalfill.domain.step import Note


def journal_entries(
    position_id: str, notes: Sequence[Note], *, stage: str, at: datetime
) -> list[JournalEntry]:
    """The entries of one write. `stage` names it: the version it makes, or `denied`."""
    return [
        JournalEntry(
            position_id=position_id,
            entry_id=f"{stage}-{number:02d}",
            event=note.event,
            text=note.text,
            details=note.details,
            notice=note.notice,
            at=at,
        )
        for number, note in enumerate(notes)
    ]


def stage_of(version: int) -> str:
    """The version as text that sorts in the order of versions."""
    return f"{version:06d}"
