"""A history as it would have arrived, and how its messages are read: once, for every lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signalfill.domain.message import FIRST_VERSION, MessageRecord
from signalfill.domain.signal import Reading
from signalfill.parsing import parse

EDIT_GRACE = timedelta(minutes=2)
"""A text that was edited later than this may say what came of it: nobody could have traded it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message version, and when the trader would have had it."""

    at: datetime
    record: MessageRecord


@dataclass(slots=True)
class ReadHistory:
    """What was read of a history, in the order in which it arrived.

    `edited_late` are those whose last text alone is known, and came too late to be traded.
    """

    records: list[MessageRecord] = field(default_factory=list)
    edited_late: list[MessageRecord] = field(default_factory=list)
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    """Seconds from the posting to the last edit, by message."""

    def arrivals(self, delay: timedelta) -> list[Incoming]:
        found = [Incoming(each.received_at + delay, each) for each in self.records]
        return sorted(found, key=lambda each: (each.at, int(each.record.message_id)))

    def in_order(self) -> list[MessageRecord]:
        """All of it, whatever became of it, in one fixed order."""
        found = (*self.records, *self.edited_late)
        return sorted(found, key=lambda each: (int(each.message_id), each.version))

    def reading_of(self, channel_id: str, text: str) -> Reading:
        """What the channel's words make of a text; one that was not read before reads itself."""
        known = self.readings.get((channel_id, text))
        return known if known is not None else parse(text)


def read_history(
    records: Iterable[MessageRecord], reader_of: Callable[[str], Callable[[str], Reading]]
) -> ReadHistory:
    """Sorts what could be traded from what was edited afterwards, and reads each text once.

    `reader_of` is how a channel is read.
    """
    read, firsts = ReadHistory(), set[str]()
    for record in records:
        is_first = record.version == FIRST_VERSION
        if is_first:
            firsts.add(record.message_id)
        is_known = is_first or record.message_id in firsts
        late = not is_known and _edited_late(record)
        if record.edited_at is not None:
            after = record.edited_at - record.posted_at
            read.edits[record.message_id] = int(after.total_seconds())
        (read.edited_late if late else read.records).append(record)
        key = record.home_channel_id, record.content
        if key not in read.readings:
            read.readings[key] = reader_of(key[0])(record.content)
    return read


def _edited_late(record: MessageRecord) -> bool:
    return record.edited_at is not None and record.edited_at - record.posted_at > EDIT_GRACE
