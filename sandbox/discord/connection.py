"""One gateway socket: HELLO, IDENTIFY, RESUME, heartbeats, and how Discord closes it."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from sandbox.discord import payloads
from sandbox.discord.sessions import GUILDS, MESSAGE_CONTENT, GatewaySession
from sandbox.discord.wire import Json

if TYPE_CHECKING:
    from sandbox.discord.gateway import Gateway

UNKNOWN_OPCODE = 4001
DECODE_ERROR = 4002
NOT_AUTHENTICATED = 4003
AUTHENTICATION_FAILED = 4004
ALREADY_AUTHENTICATED = 4005
INVALID_SEQUENCE = 4007
RATE_LIMITED = 4008
INVALID_SHARD = 4010
INVALID_API_VERSION = 4012
INVALID_INTENTS = 4013
DISALLOWED_INTENTS = 4014
"""Those that a client earns; all others, 4000, 4009 and 4011 too, come by `drop` alone."""
NEVER_RESUMABLE = (1000, 1001)
API_VERSIONS = ("9", "10")
INTENTS = (1 << 26) - 1
AFTER_IDENTIFY = (3, 4, 8, 31)
"""Presence, voice, members, sounds: taken and not answered."""
MAX_CLIENT_PAYLOAD = 4096
SENDS, SENDS_SECONDS = 120, 60.0


class Connection:
    """One socket. What it sends passes through one queue, so that order is kept."""

    def __init__(self, request: web.Request, gateway: Gateway) -> None:
        self._request = request
        self._gateway = gateway
        self._socket = web.WebSocketResponse(max_msg_size=0, autoping=True)
        compress = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compress else None
        self.outgoing: asyncio.Queue[Json | None] = asyncio.Queue()
        self.session: GatewaySession | None = None
        self._frozen = False
        self._closed_by_us = False
        self._sends: deque[float] = deque(maxlen=SENDS)

    async def serve(self) -> web.WebSocketResponse:
        await self._socket.prepare(self._request)
        if self._request.query.get("v", "10") not in API_VERSIONS:
            await self.close(INVALID_API_VERSION)
        self.send({"op": 10, "d": {"heartbeat_interval": self._gateway.heartbeat_milliseconds}})
        writer = asyncio.create_task(self._write())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(message.data)
        finally:
            self._leave()
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        return self._socket

    def send(self, payload: Json) -> None:
        self.outgoing.put_nowait(payload)

    def abort(self) -> None:
        """Cuts TCP without a close frame; from this instant events go only to the buffer."""
        self._closed_by_us = True
        self._detach()
        if self._request.transport is not None:
            self._request.transport.abort()

    def freeze(self) -> None:
        """TCP stays open, but nothing is sent or acknowledged on this socket any more."""
        self._frozen = True
        self._detach()

    async def close(self, code: int) -> None:
        self._closed_by_us = True
        self._detach()
        await self._socket.close(code=code)

    async def _write(self) -> None:
        with suppress(ConnectionError):
            while (payload := await self.outgoing.get()) is not None:
                text = json.dumps(payload)
                if self._deflate is None:
                    await self._socket.send_str(text)
                else:
                    data = self._deflate.compress(text.encode())
                    await self._socket.send_bytes(data + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    async def _receive(self, text: str) -> None:
        if self._is_too_fast():
            await self.close(RATE_LIMITED)
            return
        payload = _decoded(text)
        if payload is None:
            await self.close(DECODE_ERROR)
            return
        match payload.get("op"):
            case 1:
                self._gateway.note("heartbeat")
                if not self._frozen:
                    self.send({"op": 11, "d": None})
            case 2 if self.session is None:
                await self._identify(payload["d"])
            case 2:
                await self.close(ALREADY_AUTHENTICATED)
            case 6:
                await self._resume(payload["d"])
            case operation if operation in AFTER_IDENTIFY:
                if self.session is None:
                    await self.close(NOT_AUTHENTICATED)
            case _:
                await self.close(UNKNOWN_OPCODE)

    def _is_too_fast(self) -> bool:
        now = time.monotonic()
        is_full = len(self._sends) == SENDS and now - self._sends[0] < SENDS_SECONDS
        self._sends.append(now)
        return is_full

    async def _identify(self, data: Json) -> None:
        gateway = self._gateway
        gateway.note("identify", intents=data["intents"])
        gateway.identifies += 1
        if await self._is_refused(gateway.faults.next_identify):
            return
        code = self._refusal(data)
        if code is not None:
            await self.close(code)
        else:
            self._start(gateway.sessions.open(data["intents"]))

    def _refusal(self, data: Json) -> int | None:
        world, intents = self._gateway.world, data["intents"]
        shard, shards = data.get("shard") or (0, 1)
        if data["token"] != world.token:
            return AUTHENTICATION_FAILED
        if not 0 <= shard < shards:
            return INVALID_SHARD
        if intents & ~INTENTS:
            return INVALID_INTENTS
        if intents & MESSAGE_CONTENT and not world.content_intent_ticked:
            return DISALLOWED_INTENTS
        return None

    def _start(self, session: GatewaySession) -> None:
        self._attach(session)
        world = self._gateway.world
        url = self._gateway.url()
        session.dispatch("READY", payloads.ready(world, session_id=session.id, gateway_url=url))
        if session.intents & GUILDS:
            for guild_id in world.guilds:
                session.dispatch("GUILD_CREATE", payloads.guild(world, guild_id))

    async def _resume(self, data: Json) -> None:
        gateway = self._gateway
        gateway.note("resume", session_id=data["session_id"], sequence=data["seq"])
        if await self._is_refused(gateway.faults.next_resume):
            return
        session = gateway.sessions.find(data["session_id"] or "")
        sequence = data["seq"]
        if data["token"] != gateway.world.token:
            await self.close(AUTHENTICATION_FAILED)
        elif session is None or sequence is None or not session.can_replay(sequence):
            self.send({"op": 9, "d": False})
        elif sequence > session.sequence:
            await self.close(INVALID_SEQUENCE)
        else:
            self._attach(session)
            for payload in session.after(sequence):
                self.send(payload)
            session.dispatch("RESUMED", {"_trace": []})

    async def _is_refused(self, planned: list[int | str]) -> bool:
        if not planned:
            return False
        fault = planned.pop(0)
        if isinstance(fault, int):
            await self.close(fault)
        elif fault == "invalid":
            self.send({"op": 9, "d": False})
        return True

    def _attach(self, session: GatewaySession) -> None:
        self.session = session
        session.left_at = None
        session.outgoing = self.outgoing

    def _detach(self) -> None:
        if self.session is not None and self.session.outgoing is self.outgoing:
            self.session.detach()
        self.outgoing = asyncio.Queue()

    def _leave(self) -> None:
        code = self._socket.close_code
        self._gateway.note("close", code=code)
        self._detach()
        self._gateway.connections.discard(self)
        # Only the client's own close with 1000 or 1001 ends the session.
        if code in NEVER_RESUMABLE and self.session is not None and not self._closed_by_us:
            self._gateway.sessions.invalidate(self.session.id)


def _decoded(text: str) -> Json | None:
    """The payload; None where Discord could not read it, or not so much of it."""
    if len(text.encode()) > MAX_CLIENT_PAYLOAD:
        return None
    try:
        payload = json.loads(text)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
