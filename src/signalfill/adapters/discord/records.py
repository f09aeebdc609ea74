"""Arrivals become records, each version once, and leave through the outlet."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator

from signalfill.adapters.discord.feed import Arrival, Feed, Outlet
from signalfill.adapters.discord.parse import (
    MessagePlace,
    read_delete,
    read_message,
    usable_ids,
    version_of,
)
from signalfill.adapters.discord.text import Json
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource

logger = logging.getLogger(__name__)

REMEMBERED = 20_000
"""Versions; what is repeated beyond them the queue and the parser recognise."""


class Records:
    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._seen: OrderedDict[int | str, None] = OrderedDict()

    def offer(self, arrival: Arrival, feed: Feed) -> bool:
        """False where the outlet has no room; the arrival must then be parked."""
        for record in self._new(arrival, feed, MessageSource.GATEWAY):
            if not self._outlet.offer(record):
                return False
            self._remember(record, feed)
        return True

    async def put(self, arrival: Arrival, feed: Feed, source: MessageSource) -> int:
        """Waits for room; how many records there were that nobody had seen."""
        count = 0
        for record in self._new(arrival, feed, source):
            await self._outlet.put(record)
            self._remember(record, feed)
            count += 1
        return count

    def knows(self, raw: Json) -> bool:
        """Whether this version was seen. Those asked for again are remembered longest."""
        key = version_of(raw)
        if key in self._seen:
            self._seen.move_to_end(key)
            return True
        return False

    def _new(self, arrival: Arrival, feed: Feed, source: MessageSource) -> Iterator[MessageRecord]:
        for record in _read(arrival, feed.place, source):
            if _key(record) not in self._seen:
                yield _marked_late(record, feed)

    def _remember(self, record: MessageRecord, feed: Feed) -> None:
        self._seen[_key(record)] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        if record.event is not MessageEvent.DELETE:
            message_id = int(record.message_id)
            feed.present.append(message_id)
            if record.source is not MessageSource.SWEEP:
                feed.newest = max(feed.newest, message_id)


def _key(record: MessageRecord) -> int | str:
    if record.event is MessageEvent.DELETE:
        return f"{record.message_id}-D"
    if record.edited_at is None:
        return int(record.message_id)
    return f"{record.message_id}-{record.edited_at.isoformat()}"


def _marked_late(record: MessageRecord, feed: Feed) -> MessageRecord:
    """History below what was delivered already cannot come in order any more."""
    is_late = record.source is MessageSource.HISTORY and int(record.message_id) < feed.newest
    return record.model_copy(update={"source": MessageSource.SWEEP}) if is_late else record


def _read(arrival: Arrival, place: MessagePlace, source: MessageSource) -> list[MessageRecord]:
    try:
        return list(_records(arrival, place, source))
    except Exception as error:  # noqa: BLE001 - one odd payload must not end the reading
        logger.error(  # noqa: TRY400 - a stack would show the message's text
            "event not read",
            extra={"channel_id": place.channel_id, "error": type(error).__name__},
        )
        return []


def _records(
    arrival: Arrival, place: MessagePlace, source: MessageSource
) -> Iterator[MessageRecord]:
    raw, received_at = arrival.raw, arrival.received_at
    if arrival.event is MessageEvent.DELETE:
        for message_id in usable_ids(raw.get("ids") or [raw.get("id")]):
            yield read_delete(message_id, place, source=source, received_at=received_at)
        return
    record = read_message(raw, place, event=arrival.event, source=source, received_at=received_at)
    if record is not None:
        yield record
