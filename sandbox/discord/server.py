"""The whole stand-in on one port of 127.0.0.1, driven in process or over HTTP."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Self

from aiohttp import web

from sandbox.discord import messages, payloads
from sandbox.discord.control import DiscordControlRoutes
from sandbox.discord.faults import DiscordFaults
from sandbox.discord.gateway import Gateway
from sandbox.discord.rest import WEBHOOK, Rest
from sandbox.discord.wire import Json, now_text
from sandbox.discord.world import Channel, DiscordWorld

HOST = "127.0.0.1"
SOURCE_MESSAGE_DELETED = 1 << 3
DEFAULT_TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.stand.in-discord-bot"  # noqa: S105 - made up


class StandInDiscord:
    """`async with StandInDiscord() as discord:` for tests; `start` and `stop` otherwise."""

    def __init__(
        self, *, port: int = 0, token: str = DEFAULT_TOKEN, heartbeat_milliseconds: int = 41_250
    ) -> None:
        self._port = port
        self.world = DiscordWorld(token)
        self.faults = DiscordFaults()
        self.log: deque[Json] = deque(maxlen=50_000)
        self.gateway = Gateway(
            self.world,
            self.faults,
            note=self._note,
            url=lambda: self.gateway_url,
            heartbeat_milliseconds=heartbeat_milliseconds,
        )
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        rest = Rest(
            self.world,
            self.faults,
            note=self._note,
            gateway_url=lambda: self.gateway_url,
            post=self.post,
        )
        app = web.Application()
        app.add_subapp("/api/v10", rest.application())
        app.add_subapp("/control", DiscordControlRoutes(self).application())
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        return f"http://{HOST}:{self._port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{HOST}:{self._port}/gateway"

    def addresses(self) -> Json:
        return {
            "api_url": self.api_url,
            "gateway_url": self.gateway_url,
            "control_url": f"http://{HOST}:{self._port}/control",
            "token": self.world.token,
            "webhook_url": f"{self.api_url}/webhooks/{'/'.join(WEBHOOK)}",
        }

    def add_channel(
        self,
        name: str,
        *,
        guild_id: str | None = None,
        channel_id: str | None = None,
        kind: int = 0,
        parent_id: str | None = None,
    ) -> Channel:
        """A channel or (kind 10 to 12) a thread; readers are told."""
        known = set(self.world.guilds)
        channel = self.world.add_channel(
            name, guild_id=guild_id, channel_id=channel_id, kind=kind, parent_id=parent_id
        )
        if channel.guild_id not in known:
            self.gateway.dispatch("GUILD_CREATE", payloads.guild(self.world, channel.guild_id))
        elif channel.is_thread:
            created = payloads.channel(channel) | {"newly_created": True}
            self.gateway.dispatch("THREAD_CREATE", created, channel)
        else:
            self.gateway.dispatch("CHANNEL_CREATE", payloads.channel(channel), channel)
        return channel

    def announce(self, channel: Channel) -> None:
        """Tells readers what a channel or thread is like now."""
        event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
        self.gateway.dispatch(event, payloads.channel(channel), channel)

    def post(
        self,
        place: Channel,
        draft: messages.MessageDraft,
        *,
        at: datetime | None = None,
        roles: tuple[str, ...] = (),
        dispatched: bool = True,
        overrides: Json | None = None,
    ) -> Json:
        """Stores a message; `overrides` (a None removes the field) makes odd payloads."""
        flakes = self.world.snowflakes
        message_id = flakes.next() if at is None else flakes.forge(at)
        raw = messages.message(message_id, place, draft) | (overrides or {})
        raw = {key: value for key, value in raw.items() if not _is_removed(key, overrides)}
        if place.archived:
            # A message opens its thread, and readers are told so.
            place.archived = False
            self.announce(place)
        place.store(raw)
        if dispatched:
            extra: Json = {"guild_id": place.guild_id, "channel_type": place.type}
            if raw.get("webhook_id") is None:
                extra["member"] = {"roles": list(roles), "joined_at": now_text(), "flags": 0}
            self.gateway.dispatch("MESSAGE_CREATE", raw | extra, place)
        return raw

    def edit(
        self,
        place: Channel,
        message_id: str,
        changes: Json,
        *,
        unfurl: bool = False,
        dispatched: bool = True,
    ) -> Json:
        """A link unfurl changes embeds and leaves `edited_timestamp` as it was."""
        stamp = {} if unfurl else {"edited_timestamp": now_text()}
        return self._update(place, message_id, changes | stamp, dispatched=dispatched)

    def delete_source(self, place: Channel, message_id: str) -> Json:
        """What Discord does to a crosspost whose source was deleted."""
        flags = place.messages[int(message_id)]["flags"] | SOURCE_MESSAGE_DELETED
        changes = {"flags": flags, "content": "[Original Message Deleted]", "embeds": []}
        return self._update(place, message_id, changes)

    def _update(
        self, place: Channel, message_id: str, changes: Json, *, dispatched: bool = True
    ) -> Json:
        raw = place.messages[int(message_id)] | changes
        place.store(raw)
        extra = {"guild_id": place.guild_id, "channel_type": place.type}
        if dispatched:
            self.gateway.dispatch("MESSAGE_UPDATE", raw | extra, place)
        return raw

    def delete(self, place: Channel, message_ids: list[str], *, dispatched: bool = True) -> None:
        """One id: MESSAGE_DELETE; several: MESSAGE_DELETE_BULK."""
        removed = [one for one in message_ids if place.remove(one)]
        ids = {"channel_id": place.id, "guild_id": place.guild_id}
        if not dispatched:
            return
        if len(message_ids) > 1:
            self.gateway.dispatch("MESSAGE_DELETE_BULK", {"ids": removed, **ids}, place)
        elif removed:
            self.gateway.dispatch("MESSAGE_DELETE", {"id": removed[0], **ids}, place)

    def _note(self, what: str, **details: object) -> None:
        self.log.append({"at": now_text(), "what": what, **details})

    def noted(self, what: str) -> list[Json]:
        """What the client did of this kind, oldest first."""
        return [entry for entry in self.log if entry["what"] == what]


def _is_removed(key: str, overrides: Json | None) -> bool:
    return overrides is not None and key in overrides and overrides[key] is None
