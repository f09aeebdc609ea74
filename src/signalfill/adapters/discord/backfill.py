"""Reads a channel's past until nothing is missing, then lets the channel go live."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.feed import PAGE, Arrival, ChannelHiddenError, Feed, History
from signalfill.adapters.discord.members import Members
from signalfill.adapters.discord.records import Records
from signalfill.adapters.discord.text import Json, nested
from signalfill.domain.message import MessageEvent, MessageSource
from signalfill.domain.values import first_snowflake
from signalfill.ports import Clock

logger = logging.getLogger(__name__)

OVERLAP = timedelta(seconds=5)
"""Ids made in the same moment may be out of order: look back a little and drop repetitions."""
THREAD_MARGIN = timedelta(hours=1)
CONCURRENT_CALLS = 8
HIDDEN_RETRY_SECONDS = 60.0
FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 60.0
THREADS = frozenset({10, 11, 12})
WITHOUT_MESSAGES = frozenset({15, 16})
"""Forums and media channels: only their threads hold messages."""


class Backfill:
    def __init__(
        self,
        *,
        history: History,
        checkpoints: Checkpoints,
        records: Records,
        members: Members,
        clock: Clock,
        is_watched: Callable[[str], bool],
    ) -> None:
        self._history = history
        self._checkpoints = checkpoints
        self._records = records
        self._members = members
        self._clock = clock
        self._is_watched = is_watched
        self._calls = asyncio.Semaphore(CONCURRENT_CALLS)

    async def run(self, feed: Feed) -> None:
        """Ends when the feed is live, or when the channel turns out not to be watched."""
        retry = FIRST_RETRY_SECONDS
        while not feed.is_live:
            try:
                await self._round(feed)
            except ChannelHiddenError as error:
                if not feed.is_hidden:
                    logger.warning("channel not read", extra={"error": str(error)})
                feed.is_hidden = True
                await asyncio.sleep(HIDDEN_RETRY_SECONDS)
            except Exception as error:  # noqa: BLE001 - nothing may end the reading of a channel
                logger.warning("backfill interrupted", extra={"error": repr(error)})
                await asyncio.sleep(retry)
                retry = min(retry * 2, LONGEST_RETRY_SECONDS)

    async def _round(self, feed: Feed) -> None:
        feed.overflowed = False
        if not feed.is_known:
            await self._ask(feed)
        if feed.home_id is not None and not self._is_watched(feed.home_id):
            feed.is_live = True
            return
        if feed.has_history:
            await self._fetch(feed, await self._start(feed))
        await self._flush(feed)
        feed.is_live = not feed.overflowed

    async def _ask(self, feed: Feed) -> None:
        async with self._calls:
            raw = await self._history.channel(feed.channel_id)
        feed.is_hidden = False
        feed.guild_id = raw.get("guild_id") or feed.guild_id
        is_thread = raw.get("type") in THREADS
        feed.home_id = str(raw.get("parent_id")) if is_thread else feed.channel_id
        feed.has_history = raw.get("type") not in WITHOUT_MESSAGES
        feed.is_archived = is_archived(raw)
        if not self._is_watched(feed.home_id):
            return
        if await self._checkpoints.position(feed.channel_id) is None:
            await self._checkpoints.begin(feed.channel_id, await self._baseline(feed, raw))
        feed.is_known = True
        if feed.has_history and raw.get("last_message_id"):
            await self._probe(feed)

    async def _baseline(self, feed: Feed, raw: Json) -> str:
        """Where a channel never seen before starts: now.

        Events of the last seconds may still be on their way: in order they come from history.
        """
        home = feed.home_id or feed.channel_id
        if home != feed.channel_id:
            await self._checkpoints.position(home)
            known = self._checkpoints.first(home)
            if known is not None:
                return self._thread_baseline(feed.channel_id, home, known)
        seen = str(raw.get("last_message_id") or feed.channel_id)
        waiting = [int(each.raw["id"]) - 1 for each in feed.parked if "id" in each.raw]
        just_now = int(first_snowflake(self._clock.now() - OVERLAP))
        return str(min([int(seen), just_now, *waiting]))

    def _thread_baseline(self, thread_id: str, home: str, known: str) -> str:
        """A thread never seen is read since we know its parent.

        A reader that died may have delivered the parent's later messages and not yet begun
        the thread: what is a little older, or the whole of a young thread, is read too.
        """
        if self._checkpoints.floor(home) == known:
            return known
        margin = int(known) - snowflakes(THREAD_MARGIN)
        return str(max(int(thread_id) - 1, margin, int(self._checkpoints.floor(home))))

    async def _probe(self, feed: Feed) -> None:
        """Without Read Message History Discord answers an empty page instead of an error."""
        async with self._calls:
            newest = await self._history.page(feed.channel_id, after=None, limit=1)
        if not newest:
            logger.error(
                "history is empty although there are messages: give the bot the permission "
                "Read Message History in this channel",
                extra={"channel_id": feed.channel_id},
            )

    async def _start(self, feed: Feed) -> str:
        position = int(await self._checkpoints.position(feed.channel_id) or feed.channel_id)
        floor = int(self._checkpoints.floor(feed.channel_id))
        feed.newest = max(feed.newest, position)
        return str(max(floor, position - snowflakes(OVERLAP)))

    async def _fetch(self, feed: Feed, after: str) -> None:
        while True:
            async with self._calls:
                page = await self._history.page(feed.channel_id, after=after, limit=PAGE)
            for raw in reversed(page):
                whole = await self._members.complete(raw, feed, self._history)
                arrival = Arrival(MessageEvent.CREATE, whole, self._clock.now())
                await self._records.put(arrival, feed, MessageSource.HISTORY)
                after = str(raw.get("id", after))
            if len(page) < PAGE:
                return

    async def _flush(self, feed: Feed) -> None:
        while feed.parked:
            await self._records.put(feed.parked[0], feed, MessageSource.GATEWAY)
            feed.parked.popleft()


def is_archived(channel: Json) -> bool:
    return nested(channel, "thread_metadata").get("archived") is True


def snowflakes(span: timedelta) -> int:
    """How far apart ids are that were made this far apart in time."""
    return int(span.total_seconds() * 1000) << 22
