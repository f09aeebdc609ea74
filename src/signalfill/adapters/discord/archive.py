"""Threads that were written to and archived again while the scraper was away.

Discord lists open threads only. A message opens its thread, so a thread with messages newer than
the parent's checkpoint was archived after it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import datetime

from signalfill.adapters.discord.backfill import THREAD_MARGIN
from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.feed import History
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.text import Json, nested
from signalfill.domain.values import snowflake_moment

logger = logging.getLogger(__name__)

MAX_PAGES = 20


async def follow_archived(reader: Reader, checkpoints: Checkpoints) -> None:
    """After each new session, once for every watched channel."""
    while True:
        await reader.session_began.wait()
        reader.session_began.clear()
        for channel_id in reader.watched:
            history = reader.history
            if history is not None:
                await _follow(channel_id, history, reader, checkpoints)


async def _follow(
    channel_id: str, history: History, reader: Reader, checkpoints: Checkpoints
) -> None:
    try:
        if await checkpoints.position(channel_id) is None:
            return
        known = checkpoints.first(channel_id) or channel_id
        since = snowflake_moment(known) - THREAD_MARGIN
        async for thread in _archived(channel_id, history, since):
            newest = thread.get("last_message_id")
            position = await checkpoints.position(str(thread["id"]))
            if newest and int(position or known) < int(newest):
                reader.channels_seen([thread])
    except Exception as error:  # noqa: BLE001 - a kind of channel that has no threads, an outage
        logger.info("archive not read", extra={"channel_id": channel_id, "error": repr(error)})


async def _archived(channel_id: str, history: History, since: datetime) -> AsyncIterator[Json]:
    """Those archived last first."""
    before = None
    for _ in range(MAX_PAGES):
        page = await history.archived_threads(channel_id, before=before)
        for thread in page:
            before = str(nested(thread, "thread_metadata")["archive_timestamp"])
            if datetime.fromisoformat(before) < since:
                return
            yield thread
        if not page:
            return
