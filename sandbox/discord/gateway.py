"""The gateway: who is connected, and what is dispatched to whom."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from sandbox.discord import messages
from sandbox.discord.connection import Connection
from sandbox.discord.faults import DiscordFaults
from sandbox.discord.sessions import GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT, Sessions
from sandbox.discord.wire import Json
from sandbox.discord.world import Channel, DiscordWorld


class Gateway:
    def __init__(
        self,
        world: DiscordWorld,
        faults: DiscordFaults,
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
