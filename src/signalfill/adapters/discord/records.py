"""Arrivals become records, each version once, and leave through the outlet."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator

from signalfill.adapters.discord.feed import Arrival, Outlet
from signalfill.adapters.discord.normalize import Place, read_delete, read_message
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource

logger = logging.getLogger(__name__)

REMEMBERED = 10_000
"""Versions; what is repeated beyond them the queue and the parser recognise."""


class Records:
    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._seen: OrderedDict[str, None] = OrderedDict()

    def offer(self, arrival: Arrival, place: Place) -> bool:
        """False where the outlet has no room; the arrival must then be parked."""
        for record in self._new(arrival, place, MessageSource.GATEWAY):
            if not self._outlet.offer(record):
                return False
            self._remember(record)
        return True

    async def put(self, arrival: Arrival, place: Place, source: MessageSource) -> None:
        for record in self._new(arrival, place, source):
            await self._outlet.put(record)
            self._remember(record)

    def _new(
        self, arrival: Arrival, place: Place, source: MessageSource
    ) -> Iterator[MessageRecord]:
        for record in _read(arrival, place, source):
            if record.deduplication_id not in self._seen:
                yield record

    def _remember(self, record: MessageRecord) -> None:
        self._seen[record.deduplication_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)


def _read(arrival: Arrival, place: Place, source: MessageSource) -> list[MessageRecord]:
    try:
        return list(_records(arrival, place, source))
    except Exception as error:  # noqa: BLE001 - one odd payload must not end the reading
        logger.error(  # noqa: TRY400 - a stack would show the message's text
            "unreadable event",
            extra={"channel_id": place.channel_id, "cause": type(error).__name__},
        )
        return []


def _records(arrival: Arrival, place: Place, source: MessageSource) -> Iterator[MessageRecord]:
    raw, received_at = arrival.raw, arrival.received_at
    if arrival.event is MessageEvent.DELETE:
        for message_id in raw.get("ids") or [raw.get("id")]:
            yield read_delete(str(message_id), place, source=source, received_at=received_at)
        return
    record = read_message(raw, place, event=arrival.event, source=source, received_at=received_at)
    if record is not None:
        yield record
