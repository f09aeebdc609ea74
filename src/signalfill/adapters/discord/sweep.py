"""Looking again: the only way to notice a deaf gateway, or one event that never came.

The newest messages of every channel are compared with what was seen. What turns up is sent
with the source `sweep`: it comes late, and the checkpoint does not move for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from signalfill.adapters.discord.backfill import snowflakes
from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.feed import PAGE, Arrival, ChannelHiddenError, Feed, History
from signalfill.adapters.discord.members import Members
from signalfill.adapters.discord.parse import (
    SOURCE_MESSAGE_DELETED,
    edited_moment,
    version_of,
)
from signalfill.adapters.discord.records import Records
from signalfill.adapters.discord.text import Json
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent, MessageSource
from signalfill.domain.values import snowflake_moment
from signalfill.ports import Clock

logger = logging.getLogger(__name__)

BEFORE_START = timedelta(minutes=10)
"""What a dead reader may have missed and not looked for again."""
MAX_DOUBTED = 20
"""Messages asked for one by one in a round, to be sure that they were deleted."""


class Sweep:
    def __init__(
        self,
        *,
        records: Records,
        checkpoints: Checkpoints,
        members: Members,
        clock: Clock,
        catch_up: Callable[[Feed], None],
        grace: timedelta,
        seems_deaf: Callable[[datetime], None],
    ) -> None:
        self._records = records
        self._checkpoints = checkpoints
        self._members = members
        self._clock = clock
        self._catch_up = catch_up
        self._grace = grace
        self._seems_deaf = seems_deaf
        self.found = 0
        """Versions and deletes that only a second look found, in all."""
        self._told = 0

    def take_found(self) -> int:
        found, self._told = self.found - self._told, self.found
        return found

    async def look(self, feed: Feed, history: History) -> None:
        """One channel, once. What cannot be read now is looked at the next time."""
        try:
            await self._look(feed, history)
        except (ChannelHiddenError, RetryableError) as error:
            logger.info("channel not swept", extra={"error": str(error)})
        except Exception as error:  # noqa: BLE001 - one odd payload must not end the looking
            logger.warning("channel not swept", extra={"error": type(error).__name__})

    async def _look(self, feed: Feed, history: History) -> None:
        answer = await history.page(feed.channel_id, after=None, limit=PAGE)
        page = [raw for raw in answer if str(raw.get("id")).isdigit()]
        if not feed.is_live:
            return
        # Empty: all are gone, or the permission to read them. Which, is found by asking for each.
        ids = [int(raw["id"]) for raw in reversed(page)]
        is_whole = len(answer) < PAGE
        if not is_whole and ids[0] > feed.newest:
            # More is missing than one page shows: history gives all of it, in order.
            self._catch_up(feed)
            return
        gone = {each for each in feed.present if is_whole or each > ids[0]} - set(ids)
        feed.doubted |= {each for each in gone if not self._is_told_deleted(str(each))}
        for raw in reversed(page):
            if not self._records.knows(raw) and self._is_ours(raw, feed):
                whole = await self._members.complete(raw, feed, history)
                await self._send(MessageEvent.CREATE, whole, feed)
        for message_id in sorted(feed.doubted)[-MAX_DOUBTED:]:
            await self.look_at(str(message_id), feed, history)
            feed.doubted.discard(message_id)
        # Not the page alone: what came while it was being looked at is there too.
        there = {each for each in (*feed.present, *ids) if not self._is_told_deleted(str(each))}
        feed.present.clear()
        feed.present.extend(sorted(there))

    def _is_told_deleted(self, message_id: str) -> bool:
        return self._records.knows({"id": message_id, "flags": SOURCE_MESSAGE_DELETED})

    async def look_at(self, message_id: str, feed: Feed, history: History) -> None:
        """One known message: only its edits and its end are of interest."""
        if not self._is_told_deleted(message_id):
            await self._look_at(message_id, feed, history)

    async def _look_at(self, message_id: str, feed: Feed, history: History) -> None:
        raw = await history.message(feed.channel_id, message_id)
        if raw is None:
            await self._send(MessageEvent.DELETE, {"id": message_id}, feed)
        elif not self._records.knows(raw) and version_of(raw) != int(message_id):
            whole = await self._members.complete(raw, feed, history)
            await self._send(MessageEvent.EDIT, whole, feed)

    async def _send(self, event: MessageEvent, raw: Json, feed: Feed) -> None:
        arrival = Arrival(event, raw, self._clock.now())
        found = await self._records.put(arrival, feed, MessageSource.SWEEP)
        if found:
            self.found += found
            if event is MessageEvent.CREATE and int(raw["id"]) > feed.newest:
                self._seems_deaf(snowflake_moment(str(raw["id"])))
            logger.warning(
                "message found by sweep",
                extra={"channel_id": feed.channel_id, "message_id": str(raw["id"])},
            )

    def _is_ours(self, raw: Json, feed: Feed) -> bool:
        """Not what the gateway may just be bringing, nor what was there before we came."""
        message_id = int(raw["id"])
        start = int(self._checkpoints.first(feed.channel_id) or 0) - snowflakes(BEFORE_START)
        edited_at = edited_moment(raw)
        moment = edited_at or snowflake_moment(str(message_id))
        if self._clock.now() - moment < self._grace:
            return False
        is_new = message_id > max(start, int(self._checkpoints.floor(feed.channel_id)))
        return is_new or (edited_at is not None and edited_at >= _moment_of(start))


def _moment_of(snowflake: int) -> datetime:
    return snowflake_moment(str(max(0, snowflake)))
