"""The gateway: HELLO, IDENTIFY, RESUME, heartbeats, dispatches, close codes."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from contextlib import suppress

from aiohttp import WSMsgType, web

from sandbox.discord import messages, payloads
from sandbox.discord.faults import Faults
from sandbox.discord.sessions import GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT, Session, Sessions
from sandbox.discord.wire import Json
from sandbox.discord.world import Channel, World

AUTHENTICATION_FAILED = 4004
INVALID_SEQUENCE = 4007
DISALLOWED_INTENTS = 4014
DECODE_ERROR = 4002
NEVER_RESUMABLE = (1000, 1001)
MAX_CLIENT_PAYLOAD = 4096


class Connection:
    """One socket. What it sends passes through one queue, so that order is kept."""

    def __init__(self, request: web.Request, gateway: Gateway) -> None:
        self._request = request
        self._gateway = gateway
        self._socket = web.WebSocketResponse(max_msg_size=0, autoping=True)
        compress = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compress else None
        self.outgoing: asyncio.Queue[Json | None] = asyncio.Queue()
        self.session: Session | None = None
        self._frozen = False
        self._closed_by_us = False

    async def serve(self) -> web.WebSocketResponse:
        await self._socket.prepare(self._request)
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
        if len(text.encode()) > MAX_CLIENT_PAYLOAD:
            await self.close(DECODE_ERROR)
            return
        payload = json.loads(text)
        match payload["op"]:
            case 1:
                self._gateway.note("heartbeat")
                if not self._frozen:
                    self.send({"op": 11, "d": None})
            case 2:
                await self._identify(payload["d"])
            case 6:
                await self._resume(payload["d"])

    async def _identify(self, data: Json) -> None:
        gateway = self._gateway
        gateway.note("identify", intents=data["intents"])
        gateway.identifies += 1
        if await self._is_refused(gateway.faults.next_identify):
            return
        if data["token"] != gateway.world.token:
            await self.close(AUTHENTICATION_FAILED)
        elif data["intents"] & MESSAGE_CONTENT and not gateway.world.content_intent_ticked:
            await self.close(DISALLOWED_INTENTS)
        else:
            self._start(gateway.sessions.open(data["intents"]))

    def _start(self, session: Session) -> None:
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
        if session is None or sequence is None or not session.can_replay(sequence):
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

    def _attach(self, session: Session) -> None:
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


class Gateway:
    def __init__(
        self,
        world: World,
        faults: Faults,
        *,
        note: Callable[..., None],
        url: Callable[[], str],
        heartbeat_milliseconds: int,
    ) -> None:
        self.world = world
        self.faults = faults
        self.note = note
        self.url = url
        self.heartbeat_milliseconds = heartbeat_milliseconds
        self.sessions = Sessions()
        self.connections: set[Connection] = set()
        self.identifies = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.note("connect", query=request.query_string)
        if self.faults.gateway_down:
            return web.Response(status=503)
        connection = Connection(request, self)
        self.connections.add(connection)
        return await connection.serve()

    def dispatch(self, event: str, data: Json, place: Channel | None = None) -> None:
        """To every session that asked for such events and may see the place."""
        if self.faults.deaf or (place is not None and not self.world.is_viewable(place)):
            return
        is_message = event.startswith("MESSAGE_")
        for session in self.sessions.all():
            if not session.intents & (GUILD_MESSAGES if is_message else GUILDS):
                continue
            hidden = is_message and "author" in data and not session.intents & MESSAGE_CONTENT
            seen = messages.blanked(data) if hidden else data
            session.dispatch(event, seen)

    def send_all(self, payload: Json) -> None:
        """Op 7 or op 9 to every socket."""
        for connection in self.connections:
            connection.send(payload)

    def freeze(self) -> None:
        for connection in self.connections:
            connection.freeze()

    async def drop(self, code: int | None = None) -> None:
        for connection in list(self.connections):
            if code is None:
                connection.abort()
            else:
                await connection.close(code)
