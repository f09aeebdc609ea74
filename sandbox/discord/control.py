"""Driving the stand-in over HTTP: every POST takes and answers one JSON object."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.discord import messages, payloads
from sandbox.discord.faults import RestFault
from sandbox.discord.wire import Json, answer
from sandbox.discord.world import Channel

if TYPE_CHECKING:
    from sandbox.discord.server import StandInDiscord

type Action = Callable[[Json], Awaitable[Json]]
CHANGEABLE = ("viewable", "history_readable", "archived")
OPERATION_RECONNECT = 7
OPERATION_INVALID_SESSION = 9


class DiscordControlRoutes:
    def __init__(self, discord: StandInDiscord) -> None:
        self._discord = discord

    def application(self) -> web.Application:
        app = web.Application()
        actions: dict[str, Action] = {
            "guild": self._guild,
            "channel": self._channel,
            "post": self._post,
            "edit": self._edit,
            "delete": self._delete,
            "drop": self._drop,
            "fault": self._fault,
        }
        for name, action in actions.items():
            app.router.add_post(f"/{name}", _door(action))
        app.router.add_get("/state", self._state)
        return app

    async def _guild(self, body: Json) -> Json:
        return {
            "guild_id": self._discord.world.add_guild(body.get("name", "Signals"), body.get("id"))
        }

    async def _channel(self, body: Json) -> Json:
        """Makes a channel, or changes `viewable`, `history_readable`, `archived` of one.

        Readers that may see it hear of the change.
        """
        channel = self._discord.world.channels.get(body.get("id", ""))
        if channel is None:
            channel = self._discord.add_channel(
                body.get("name", "signals"),
                guild_id=body.get("guild_id"),
                channel_id=body.get("id"),
                kind=int(body.get("type", 0)),
                parent_id=body.get("parent_id"),
            )
        changes = {name: body[name] for name in CHANGEABLE if name in body}
        for name, value in changes.items():
            setattr(channel, name, value)
        if changes:
            self._discord.announce(channel)
        return {"channel_id": channel.id, "guild_id": channel.guild_id}

    def _place(self, body: Json) -> Channel:
        try:
            return self._discord.world.channels[body["channel_id"]]
        except KeyError as error:
            raise web.HTTPNotFound(text=f"unknown {error}") from error

    async def _post(self, body: Json) -> Json:
        draft = messages.MessageDraft(
            author_id=str(body.get("author_id", "2000000000000000001")),
            content=body.get("content", ""),
            author_is_bot=body.get("author_is_bot", False),
            embeds=body.get("embeds", ()),
            attachments=body.get("attachments", ()),
            webhook_id=body.get("webhook_id"),
            reply_to=body.get("reply_to"),
            crosspost_of=body.get("crosspost_of"),
            forward_of=body.get("forward_of"),
        )
        raw = self._discord.post(
            self._place(body),
            draft,
            at=datetime.fromisoformat(body["at"]) if body.get("at") else None,
            roles=tuple(body.get("roles", ())),
            dispatched=body.get("dispatch", True),
            overrides=body.get("overrides"),
        )
        return {"message_id": raw["id"]}

    async def _edit(self, body: Json) -> Json:
        changes: Json = {key: body[key] for key in ("content", "embeds", "flags") if key in body}
        place, unfurl = self._place(body), body.get("unfurl", False)
        raw = self._discord.edit(
            place,
            body["message_id"],
            changes,
            unfurl=unfurl,
            dispatched=body.get("dispatch", True),
        )
        return {"message_id": raw["id"], "edited_at": raw["edited_timestamp"]}

    async def _delete(self, body: Json) -> Json:
        """`message_id`, or `message_ids` in bulk; `source`: the crosspost's source is gone."""
        place = self._place(body)
        if body.get("source"):
            self._discord.delete_source(place, body["message_id"])
        else:
            message_ids = body.get("message_ids") or [body["message_id"]]
            self._discord.delete(place, message_ids, dispatched=body.get("dispatch", True))
        return {}

    async def _drop(self, body: Json) -> Json:
        """Without `code` TCP is cut; `lose_sessions` makes every session invalid first."""
        if body.get("lose_sessions"):
            self._discord.gateway.sessions.invalidate_all()
        await self._discord.gateway.drop(body.get("code"))
        return {}

    async def _fault(self, body: Json) -> Json:
        discord, kind, on = self._discord, body["kind"], body.get("on", True)
        match kind:
            case "reconnect":
                discord.gateway.send_all({"op": OPERATION_RECONNECT, "d": None})
            case "invalid_session":
                resumable = body.get("resumable", False)
                discord.gateway.send_all({"op": OPERATION_INVALID_SESSION, "d": resumable})
            case "freeze":
                discord.gateway.freeze()
            case "deaf" | "gateway_down" | "enforce_history_limit":
                setattr(discord.faults, kind, on)
            case "next_identify" | "next_resume":
                getattr(discord.faults, kind).append(body["answer"])
            case "rest":
                options = {key: value for key, value in body.items() if key != "kind"}
                discord.faults.rest.append(RestFault(**options))
            case "sessions_left":
                discord.faults.sessions_left = int(body["count"])
            case "raw":
                discord.gateway.dispatch(body["event"], body["data"])
            case "intent_ticked":
                discord.world.content_intent_ticked = on
            case _:
                raise web.HTTPBadRequest(text=f"unknown fault {kind}")
        return {}

    async def _state(self, _request: web.Request) -> web.Response:
        discord = self._discord
        world = discord.world
        channels = [payloads.channel(one) for one in world.channels.values()]
        return answer(
            {
                "guilds": world.guilds,
                "channels": channels,
                "messages": {
                    one.id: [one.messages[key] for key in one.order]
                    for one in world.channels.values()
                },
                "log": list(discord.log),
                "notices": world.notices,
                "identifies": discord.gateway.identifies,
                "connections": len(discord.gateway.connections),
            }
        )


def _door(action: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        return answer(await action(body))

    return handle
