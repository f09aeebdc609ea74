"""One channel or thread being read: parked while its past is fetched, then live."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from signalfill.adapters.discord.parse import MessagePlace
from signalfill.adapters.discord.text import Json
from signalfill.domain.errors import SignalfillError
from signalfill.domain.message import MessageEvent, MessageRecord

PARK_CAPACITY = 2000
PAGE = 100


class ChannelHiddenError(SignalfillError):
    """The bot may not see the channel, or there is none."""


class Outlet(Protocol):
    """Where records go, in order, up to a bound."""

    def offer(self, record: MessageRecord) -> bool:
        """Adds a record; False where there is no room."""
        ...

    async def put(self, record: MessageRecord) -> None:
        """Waits for room."""
        ...


class History(Protocol):
    """Discord's REST as far as a reader needs it.

    Raises:
        ChannelHiddenError: no such channel for us.
        RetryableError: no usable answer now.
    """

    async def channel(self, channel_id: str) -> Json: ...

    async def page(self, channel_id: str, *, after: str | None, limit: int) -> Sequence[Json]:
        """Newest first; with `after` the oldest `limit` messages after it."""
        ...

    async def message(self, channel_id: str, message_id: str) -> Json | None:
        """None where the message was deleted."""
        ...

    async def archived_threads(self, channel_id: str, *, before: str | None) -> Sequence[Json]:
        """Public ones, those archived last first; with `before` those archived earlier."""
        ...

    async def member_roles(self, guild_id: str, user_id: str) -> Sequence[str]:
        """None for somebody who has left."""
        ...


@dataclass(frozen=True)
class Arrival:
    """An event as the gateway gave it."""

    event: MessageEvent
    raw: Json
    received_at: datetime


@dataclass
class Feed:
    channel_id: str
    home_id: str | None
    """The watched channel: the channel itself or a thread's parent.

    None until Discord has told us.
    """
    guild_id: str | None = None
    is_live: bool = False
    is_known: bool = False
    """Whether the channel was asked for: kind, guild and permissions are known."""
    is_hidden: bool = False
    has_history: bool = True
    is_archived: bool = False
    """A thread in which nothing can happen until it is opened again."""
    newest: int = 0
    """The newest message delivered in order; what turns up below it comes late."""
    present: deque[int] = field(default_factory=lambda: deque(maxlen=2 * PAGE))
    """The newest messages that were there when last looked at."""
    doubted: set[int] = field(default_factory=set)
    """Messages that are not shown any more; each is asked for before it counts as deleted."""
    overflowed: bool = False
    """Events were dropped since the last round of the backfill began."""
    parked: deque[Arrival] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None

    @property
    def place(self) -> MessagePlace:
        parent = None if self.home_id == self.channel_id else self.home_id
        return MessagePlace(self.channel_id, parent, self.guild_id)

    def park(self, arrival: Arrival, *, has_room: bool = True) -> bool:
        """Keeps an event for later.

        False where it was dropped: history has it, and nothing later overtakes it.
        """
        if self.overflowed or not has_room or len(self.parked) >= PARK_CAPACITY:
            self.overflowed = True
            return False
        self.parked.append(arrival)
        return True

    def stop(self) -> None:
        """Parks the feed; a running backfill ends where it is and loses nothing."""
        self.is_live = False
        if self.task is not None:
            self.task.cancel()
            self.task = None
