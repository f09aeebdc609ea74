"""discord.py as a bare wire: raw events in, raw history out, nothing cached, nothing fatal.

The library parses an event before it hands it on, and one odd payload ends `start()`. So the
parsers of its connection state are replaced (private: the version is pinned, tests watch).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import HTTPClient, Route

from signalfill.adapters.discord.feed import ChannelHiddenError
from signalfill.adapters.discord.identify import SessionLimit
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.text import Json
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 0.7
INTENTS = discord.Intents(guilds=True, guild_messages=True, message_content=True)
UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER = 10007, 10008, 10013
MESSAGE_EVENTS = {
    "MESSAGE_CREATE": MessageEvent.CREATE,
    "MESSAGE_UPDATE": MessageEvent.EDIT,
    "MESSAGE_DELETE": MessageEvent.DELETE,
    "MESSAGE_DELETE_BULK": MessageEvent.DELETE,
}
# A reader has no voice: nothing to warn about.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

type Parser = Callable[[Any], None]


def point_at(api_url: str, gateway_url: str | None) -> None:
    """Connects to another Discord than the real one: a stand-in."""
    Route.BASE = api_url
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class ReaderClient(discord.Client):
    def __init__(
        self,
        reader: Reader,
        status: Status,
        *,
        before_identify: Callable[[SessionLimit | None], Awaitable[None]],
        heartbeat_timeout: float = 60.0,
        identify_pause: float = 5.0,
    ) -> None:
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            heartbeat_timeout=heartbeat_timeout,
        )
        self._reader = reader
        self._status = status
        self._before_identify = before_identify
        self._identify_pause = identify_pause
        self._capture(self._connection.parsers)

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Discord takes one IDENTIFY in five seconds."""
        if not initial:
            await asyncio.sleep(self._identify_pause)
        await self._before_identify(await self._session_limit())

    async def _session_limit(self) -> SessionLimit | None:
        """None where Discord does not say: our own count decides."""
        try:
            _, _, limit = await self.http.get_bot_gateway()
            reset_after = timedelta(milliseconds=limit["reset_after"])
            return SessionLimit(limit["remaining"], reset_after)
        except Exception as error:  # noqa: BLE001 - a good citizen's look, not a condition
            logger.warning("session limit not read", extra={"error": repr(error)})
            return None

    async def close(self) -> None:
        """Also closes the socket that the library loses between HELLO and IDENTIFY."""
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and self._is_ours(thread.ws):
                with suppress(TimeoutError):
                    await asyncio.wait_for(thread.ws.close(code=1000), CLOSE_SECONDS)
        await super().close()

    def _is_ours(self, socket: DiscordWebSocket) -> bool:
        return socket._connection is self._connection  # noqa: SLF001 - its only link to a client

    async def on_disconnect(self) -> None:
        self._status.is_connected = False

    def _capture(self, parsers: dict[str, Parser]) -> None:
        for name, parser in list(parsers.items()):
            if name != "READY":
                parsers[name] = _guarded(name, parser)
        for name, event in MESSAGE_EVENTS.items():
            parsers[name] = _guarded(name, self._receiver(event))
        reader = self._reader
        self._add(parsers, "GUILD_CREATE", reader.guild_seen)
        self._add(parsers, "GUILD_DELETE", lambda raw: reader.guild_lost(str(raw["id"])))
        self._add(parsers, "THREAD_LIST_SYNC", lambda raw: reader.channels_seen(raw["threads"]))
        self._add(parsers, "THREAD_DELETE", reader.thread_gone)
        for name in ("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"):
            self._add(parsers, name, lambda raw: reader.channels_seen([raw]))
        self._add(parsers, "RESUMED", lambda _raw: self._resumed())
        parsers["READY"] = self._ready_parser(parsers["READY"])

    def _add(self, parsers: dict[str, Parser], name: str, ours: Parser) -> None:
        library, guarded = parsers[name], _guarded(name, ours)

        def both(raw: Any) -> None:  # noqa: ANN401 - the wire's
            guarded(raw)
            library(raw)

        parsers[name] = both

    def _receiver(self, event: MessageEvent) -> Parser:
        def receive(raw: Any) -> None:  # noqa: ANN401 - the wire's
            self._status.heard()
            self._reader.receive(event, raw)

        return receive

    def _ready_parser(self, parse: Parser) -> Parser:
        def ready(raw: Any) -> None:  # noqa: ANN401 - the wire's
            # In READY's own frame: a message in the next one must find its channel parked.
            self._reader.session_started(RestHistory(self.http))
            self._status.is_connected = True
            logger.info("gateway connected", extra={"guilds": len(raw.get("guilds", ()))})
            parse(raw)

        return ready

    def _resumed(self) -> None:
        self._status.is_connected = True
        logger.info("session resumed")
        self._reader.session_resumed()


def _guarded(name: str, parse: Parser) -> Parser:
    def guarded(raw: Any) -> None:  # noqa: ANN401 - the wire's
        try:
            parse(raw)
        except Exception as error:  # noqa: BLE001 - one odd payload must not end the client
            # Only its kind: an error's text may repeat the message's.
            cause = type(error).__name__
            logger.warning("event not parsed", extra={"event": name, "error": cause})

    return guarded


class RestHistory:
    """Raw history through the library's rate limiter."""

    def __init__(self, http: HTTPClient) -> None:
        self._http = http

    async def channel(self, channel_id: str) -> Json:
        return await _asked(channel_id, self._http.get_channel(channel_id))

    async def page(self, channel_id: str, *, after: str | None, limit: int) -> Sequence[Json]:
        call = self._http.logs_from(channel_id, limit, after=after)
        return await _asked(channel_id, call)

    async def message(self, channel_id: str, message_id: str) -> Json | None:
        call = _asked(channel_id, self._http.get_message(channel_id, message_id))
        return await _or_none(call, UNKNOWN_MESSAGE)

    async def archived_threads(self, channel_id: str, *, before: str | None) -> Sequence[Json]:
        # The library annotates a snowflake; Discord wants the moment of the archiving.
        call = self._http.get_public_archived_threads(channel_id, before=before)
        answer = await _asked(channel_id, call)
        return answer["threads"]

    async def member_roles(self, guild_id: str, user_id: str) -> Sequence[str]:
        call = _asked(f"members of {guild_id}", self._http.get_member(guild_id, user_id))
        member = await _or_none(call, UNKNOWN_MEMBER, UNKNOWN_USER)
        return [] if member is None else [str(each) for each in member["roles"]]


async def _or_none[T](call: Awaitable[T], *codes: int) -> T | None:
    """None where Discord says that there is no such thing, by one of these codes."""
    try:
        return await call
    except ChannelHiddenError as error:
        if isinstance(error.__cause__, discord.HTTPException) and error.__cause__.code in codes:
            return None
        raise


async def _asked[T](channel_id: str, call: Awaitable[T]) -> T:
    try:
        return await call
    except (discord.Forbidden, discord.NotFound) as error:
        raise ChannelHiddenError(
            f"channel {channel_id}: Discord answers {error.status}; invite the bot to its server "
            "and give it View Channel and Read Message History there"
        ) from error
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise RetryableError(f"history of {channel_id}: {error!r}") from error
