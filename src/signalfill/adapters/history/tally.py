"""What is noted while a history is read: where it is from, what was passed over and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from signalfill.adapters.history.ordered import Counts
from signalfill.domain.history import HistoryChannel, HistoryKind, HistorySummary

_NAMED_FIELDS = 8


@dataclass
class HistoryTally:
    kind: HistoryKind
    guild_id: str | None = None
    guild_name: str = ""
    channels: dict[str, HistoryChannel] = field(default_factory=dict)
    exported_at: datetime | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    author_names: dict[str, str] = field(default_factory=dict)
    unknown_fields: Counter[str] = field(default_factory=Counter)
    unknown_types: Counter[str] = field(default_factory=Counter)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def note_channel(self, channel_id: str, name: str = "", parent_id: str | None = None) -> None:
        known = self.channels.get(channel_id)
        if known is None or not known.name:
            self.channels[channel_id] = HistoryChannel(
                channel_id=channel_id, name=name, parent_id=parent_id
            )

    def note_exported(self, moment: datetime | None) -> None:
        """Of several files the oldest: nothing later is known of all of them."""
        if moment is not None:
            self.exported_at = min(self.exported_at or moment, moment)

    def note_fields(self, found: Iterable[str], known: Collection[str]) -> None:
        self.unknown_fields.update(name for name in found if name not in known)

    def add(self, other: HistoryTally) -> None:
        """Another file of the same history."""
        if self.guild_id is None:
            self.guild_id, self.guild_name = other.guild_id, other.guild_name
        for each in other.channels.values():
            self.note_channel(each.channel_id, each.name, each.parent_id)
        self.note_exported(other.exported_at)
        for note in other.notes:
            self.note(note)
        self.skipped += other.skipped
        self.unknown_fields += other.unknown_fields
        self.unknown_types += other.unknown_types
        self.author_names = {**other.author_names, **self.author_names}

    def summary(self, counts: Counts) -> HistorySummary:
        return HistorySummary(
            kind=self.kind,
            guild_id=self.guild_id,
            guild_name=self.guild_name,
            channels=tuple(self.channels.values()),
            exported_at=self.exported_at,
            skipped=dict(sorted(self.skipped.items())),
            notes=self.all_notes(),
            author_names=self.author_names,
            **counts._asdict(),
        )

    def all_notes(self) -> tuple[str, ...]:
        return (*self.notes, *self._newer())

    def _newer(self) -> list[str]:
        """A newer shape is said: what this release does not know may have been words."""
        said = []
        if self.unknown_fields:
            said.append(
                f"holds fields that this release does not know: {_most(self.unknown_fields)}"
            )
        if self.unknown_types:
            said.append(
                f"holds messages of unknown types, read as text: {_most(self.unknown_types)}"
            )
        return said


def _most(counted: Counter[str]) -> str:
    named = ", ".join(f"{name[:40]} ({n})" for name, n in counted.most_common(_NAMED_FIELDS))
    return named + (", …" if len(counted) > _NAMED_FIELDS else "")
