"""`--check`: would the scraper work? Asked over REST alone, so that no IDENTIFY is spent."""

from __future__ import annotations

from collections.abc import Collection

import discord

from signalfill.adapters.discord.backfill import THREADS, WITHOUT_MESSAGES
from signalfill.adapters.discord.client import INTENTS, RestHistory
from signalfill.adapters.discord.fatal import (
    INTENTS_NOT_TICKED,
    NOT_A_BOT,
    FatalCloseError,
    fatal_reason,
    refuse_user_token,
)
from signalfill.adapters.discord.feed import ChannelHiddenError, History
from signalfill.domain.errors import RetryableError

CONTENT_FLAGS = (1 << 18) | (1 << 19)
"""The application's flags for the message content intent: verified, or just ticked."""


async def problems(token: str, channel_ids: Collection[str]) -> list[str]:
    """What is wrong, one line each, with the remedy; empty where all is well."""
    client = discord.Client(intents=INTENTS)
    try:
        refuse_user_token(token)
        await client.login(token)
        if client.user is None or not client.user.bot:
            return [NOT_A_BOT]
        found = [] if client.application_flags.value & CONTENT_FLAGS else [INTENTS_NOT_TICKED]
        if not channel_ids:
            found.append("no channel is watched: push settings that name channels")
        history = RestHistory(client.http)
        for channel_id in channel_ids:
            found += await channel_problems(history, channel_id)
    except (FatalCloseError, discord.LoginFailure) as error:
        return [fatal_reason(error) or str(error)]
    except (discord.HTTPException, OSError) as error:
        return [f"Discord gives no usable answer: {type(error).__name__}"]
    else:
        return found
    finally:
        await client.close()


async def channel_problems(history: History, channel_id: str) -> list[str]:
    """What keeps the channel from being read, with the remedy."""
    try:
        raw = await history.channel(channel_id)
        if raw.get("type") in THREADS:
            return [f"{channel_id} is a thread: name its parent {raw.get('parent_id')} instead"]
        if raw.get("type") in WITHOUT_MESSAGES:
            return []
        newest = await history.page(channel_id, after=None, limit=1)
    except (ChannelHiddenError, RetryableError) as error:
        return [str(error)]
    if raw.get("last_message_id") and not newest:
        found = f"channel {channel_id}: history is empty although there are messages; give the bot"
        return [f"{found} the permission Read Message History"]
    return []
