"""What is looked at again and again while a session lasts: channels, and live signals."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from signalfill.adapters.discord.check import channel_problems
from signalfill.adapters.discord.feed import Feed, History
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.sweep import Sweep
from signalfill.domain.errors import SignalfillError
from signalfill.ports import LiveMessage, LiveMessages

logger = logging.getLogger(__name__)

BETWEEN_CALLS_SECONDS = 0.05


async def sweep_channels(sweep: Sweep, reader: Reader, *, every_seconds: float) -> None:
    """Each channel once in this time, one after the other."""
    while True:
        due = reader.feeds_to_sweep()
        for feed in due:
            if reader.history is not None and feed.is_live:
                await sweep.look(feed, reader.history)
            await asyncio.sleep(every_seconds / len(due))
        if not due:
            await asyncio.sleep(every_seconds)


async def recheck_signals(
    sweep: Sweep, reader: Reader, live: LiveMessages, *, every_seconds: float
) -> None:
    """Soon after every connection, and then at this pace: an edit missed may move a stop."""
    while True:
        reader.caught_up_again.clear()
        newest_first = sorted(await _live(live), key=lambda each: int(each.message_id))[::-1]
        for message in newest_first:
            await _recheck(message, sweep, reader)
            await asyncio.sleep(BETWEEN_CALLS_SECONDS)
        try:
            await asyncio.wait_for(reader.caught_up_again.wait(), every_seconds)
        except TimeoutError:
            continue


async def _live(live: LiveMessages) -> Sequence[LiveMessage]:
    try:
        return await asyncio.to_thread(live.live_messages)
    except SignalfillError as error:
        logger.warning("live messages not read", extra={"error": str(error)})
        return ()


async def _recheck(message: LiveMessage, sweep: Sweep, reader: Reader) -> None:
    if reader.history is None or not reader.watches(message.channel_id):
        return
    place = message.thread_id or message.channel_id
    feed = reader.feed(place) or Feed(place, message.channel_id)
    try:
        await sweep.look_at(message.message_id, feed, reader.history)
    except SignalfillError as error:
        logger.info("message not read", extra={"error": str(error)})


async def probe_permissions(
    reader: Reader, *, every_seconds: float, tell: Callable[[int], None]
) -> None:
    """Missing Read Message History looks like an empty channel: it must be asked for.

    `tell` hears how many channels cannot be read; the remedy is logged once.
    """
    known: set[str] = set()
    while True:
        while reader.history is None:  # noqa: ASYNC110 - clients come and go
            await asyncio.sleep(min(1.0, every_seconds))
        found = await _problems(reader, reader.history)
        for problem in sorted(found - known):
            logger.error("%s", problem)
        known = found
        tell(len(found))
        await asyncio.sleep(every_seconds)


async def _problems(reader: Reader, history: History) -> set[str]:
    found: set[str] = set()
    for channel_id in reader.watched:
        try:
            found.update(await channel_problems(history, channel_id))
        except Exception as error:  # noqa: BLE001 - a look that fails is no finding
            logger.info("permissions not read", extra={"error": repr(error)})
    return found
