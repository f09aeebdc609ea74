"""A reader with a made-up past and an outlet of made-up size, without any Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.text import Json
from signalfill.domain.message import MessageEvent, MessageRecord
from tests.fakes.clock import FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.discord_standin import until
from tests.unit.scraper.examples import raw_message

CHANNEL = "66666"
SECOND = 1000 << 22
FIRST = 1442117836800000000


def identity(number: int) -> str:
    """Ids a minute apart, so that no overlap joins them."""
    return str(FIRST + number * 60 * SECOND)


class FakeHistory:
    """One channel's past, or with `parent_id` that of a thread whose parent is empty.

    `gate` holds answers back, `failures` come first.
    """

    def __init__(self, *numbers: int, parent_id: str | None = None) -> None:
        self.numbers = list(numbers)
        self.gate = asyncio.Event()
        self.gate.set()
        self.failures: list[Exception] = []
        self.page_failures: list[Exception] = []
        self.edits: dict[int, str] = {}
        self.odd: list[Json] = []
        self.archived: list[Json] = []
        self.is_archived = False
        self.members_asked: list[str] = []
        self.calls = 0
        self._parent_id = parent_id

    async def channel(self, channel_id: str) -> Json:
        if self.failures:
            raise self.failures.pop(0)
        numbers = self._numbers_of(channel_id)
        return {
            "id": channel_id,
            "type": 11 if self._is_thread(channel_id) else 0,
            "guild_id": "55555",
            "parent_id": self._parent_id,
            "thread_metadata": {"archived": self.is_archived},
            "last_message_id": identity(numbers[-1]) if numbers else None,
        }

    def _is_thread(self, channel_id: str) -> bool:
        return self._parent_id is not None and channel_id != CHANNEL

    def _numbers_of(self, channel_id: str) -> list[int]:
        return self.numbers if self._is_thread(channel_id) == bool(self._parent_id) else []

    async def page(self, channel_id: str, *, after: str | None, limit: int) -> Sequence[Json]:
        await self.gate.wait()
        self.calls += 1
        if self.page_failures:
            raise self.page_failures.pop(0)
        numbers = self._numbers_of(channel_id)
        if after is None:
            return [*[self._stored(number) for number in numbers[-limit:]][::-1], *self.odd]
        later = [each for each in numbers if int(identity(each)) > int(after)]
        return [self._stored(each) | {"channel_id": channel_id} for each in later[:limit]][::-1]

    def _stored(self, number: int) -> dict[str, Any]:
        return message(number) | {"edited_timestamp": self.edits.get(number)}

    async def message(self, channel_id: str, message_id: str) -> Json | None:
        known = {identity(number): number for number in self._numbers_of(channel_id)}
        return self._stored(known[message_id]) if message_id in known else None

    async def archived_threads(self, _channel_id: str, *, before: str | None) -> Sequence[Json]:
        return [] if before else self.archived

    async def member_roles(self, _guild_id: str, user_id: str) -> Sequence[str]:
        self.members_asked.append(user_id)
        return ["30003"]


def message(number: int) -> dict[str, Any]:
    return raw_message(identity(number), content=str(number))


class Outlet:
    def __init__(self) -> None:
        self.records: list[MessageRecord] = []
        self.room = 10_000

    def offer(self, record: MessageRecord) -> bool:
        if len(self.records) < self.room:
            self.records.append(record)
        return len(self.records) < self.room or self.records[-1] is record

    async def put(self, record: MessageRecord) -> None:
        await until(lambda: len(self.records) < self.room)
        self.records.append(record)

    @property
    def texts(self) -> list[str]:
        return [each.content for each in self.records]


class Desk:
    """A reader that watches one channel known up to message 0."""

    def __init__(self, *, known: bool = True) -> None:
        self.outlet = Outlet()
        self.control = InMemoryControl()
        if known:
            self.control.advance_checkpoint(CHANNEL, identity(0))
        self.checkpoints = Checkpoints(self.control)
        self.reader = Reader(outlet=self.outlet, checkpoints=self.checkpoints, clock=FakeClock())
        self.reader.watch([CHANNEL])

    def say(self, *numbers: int, channel_id: str = CHANNEL) -> None:
        for number in numbers:
            raw = message(number) | {"channel_id": channel_id}
            self.reader.receive(MessageEvent.CREATE, raw)

    async def live(self) -> None:
        await until(lambda: self.reader.is_caught_up)
