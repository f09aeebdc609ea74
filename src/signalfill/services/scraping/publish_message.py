"""From the reader to the queue: bounded, in order, at once when idle, nothing dropped."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageRecord
from signalfill.ports import MessageQueue

logger = logging.getLogger(__name__)

BATCH_RECORDS = 10
BATCH_BYTES = 250_000
LANES = 4
"""Calls under way at most; one alone could not carry a burst at the queue's usual 10 to 20 ms."""
FIRST_BACKOFF_SECONDS = 0.2
LONGEST_BACKOFF_SECONDS = 10.0


class Outbox:
    """A channel's records take one lane, so that order out is order in for every channel.

    `acknowledged` hears of records the queue has stored. All lanes share the capacity.
    """

    def __init__(
        self,
        queue: MessageQueue,
        *,
        acknowledged: Callable[[Sequence[MessageRecord]], None],
        capacity: int = 2000,
    ) -> None:
        self._acknowledged = acknowledged
        self._capacity = capacity
        self._count = 0
        self._lanes = [_Lane(queue, self._stored) for _ in range(LANES)]
        self._changed = asyncio.Condition()

    def __len__(self) -> int:
        return self._count

    @property
    def is_failing(self) -> bool:
        return any(lane.is_failing for lane in self._lanes)

    def offer(self, record: MessageRecord) -> bool:
        """False where there is no room: the caller must keep the record findable."""
        if self._count >= self._capacity:
            return False
        self._append(record)
        return True

    async def put(self, record: MessageRecord) -> None:
        """Waits for room, and leaves half of it to what is posted now."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._count < max(1, self._capacity // 2))
            self._append(record)

    def _append(self, record: MessageRecord) -> None:
        self._count += 1
        self._lanes[hash(record.home_channel_id) % LANES].append(record)

    async def drained(self) -> None:
        """Returns once everything was acknowledged."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._count == 0)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as senders:
            for lane in self._lanes:
                senders.create_task(lane.run())

    async def _stored(self, records: Sequence[MessageRecord]) -> None:
        async with self._changed:
            self._count -= len(records)
            self._acknowledged(records)
            self._changed.notify_all()


@dataclass(frozen=True)
class _Entry:
    record: MessageRecord
    size: int


class _Lane:
    """One sender over one queue of records.

    While a call is under way new records gather and go together in the next one; when idle a
    record leaves alone and at once.
    """

    def __init__(
        self, queue: MessageQueue, stored: Callable[[Sequence[MessageRecord]], Awaitable[None]]
    ) -> None:
        self._queue = queue
        self._stored = stored
        self._entries: deque[_Entry] = deque()
        self._filled = asyncio.Event()
        self.is_failing = False

    def append(self, record: MessageRecord) -> None:
        self._entries.append(_Entry(record, len(record.model_dump_json(by_alias=True).encode())))
        self._filled.set()

    async def run(self) -> None:
        backoff = FIRST_BACKOFF_SECONDS
        while True:
            await self._filled.wait()
            if await self._send_batch():
                backoff = FIRST_BACKOFF_SECONDS
            else:
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)

    async def _send_batch(self) -> bool:
        """Whether the whole batch was stored; only its stored front leaves the lane."""
        batch = self._front()
        try:
            stored = await asyncio.to_thread(self._queue.send, batch)
        except RetryableError as error:
            stored = 0
            if not self.is_failing:
                logger.warning("records not queued", extra={"error": str(error)})
        self.is_failing = stored < len(batch)
        for _ in range(stored):
            self._entries.popleft()
        if not self._entries:
            self._filled.clear()
        await self._stored(batch[:stored])
        return not self.is_failing

    def _front(self) -> list[MessageRecord]:
        batch: list[MessageRecord] = []
        size = 0
        for entry in self._entries:
            size += entry.size
            if len(batch) == BATCH_RECORDS or (batch and size > BATCH_BYTES):
                break
            batch.append(entry.record)
        return batch
