"""The REST routes under /api/v10 that a reader uses, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.discord import messages, payloads
from sandbox.discord.buckets import HistoryBuckets
from sandbox.discord.faults import DiscordFaults
from sandbox.discord.wire import Json, answer, now_text, rate_limited, refusal
from sandbox.discord.world import APPLICATION_ID, BOT_ID, Channel, DiscordWorld

MAX_PAGE = 100
OPEN_ROUTES = ("/webhooks/", "/interactions/")
WEBHOOK = ("1", "abc")

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    def __init__(
        self,
        world: DiscordWorld,
        faults: DiscordFaults,
        *,
        note: Callable[..., None],
        gateway_url: Callable[[], str],
        post: Callable[[Channel, messages.MessageDraft], Json],
    ) -> None:
        self._world = world
        self._faults = faults
        self._note = note
        self._gateway_url = gateway_url
        self._post = post
        self._buckets = HistoryBuckets()

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._middleware()])
        get, post = app.router.add_get, app.router.add_post
        get("/users/@me", self._me)
        get("/oauth2/applications/@me", self._application)
        get("/applications/@me", self._application)
        get("/gateway", self._gateway)
        get("/gateway/bot", self._gateway)
        get("/users/@me/guilds", self._guilds)
        get("/guilds/{guild}", self._guild)
        get("/guilds/{guild}/channels", self._guild_channels)
        get("/guilds/{guild}/threads/active", self._active_threads)
        get("/guilds/{guild}/members/{user}", self._member)
        get("/channels/{channel}/threads/archived/public", self._archived_threads)
        get("/channels/{channel}", self._channel)
        get("/channels/{channel}/messages", self._history)
        post("/channels/{channel}/messages", self._post_message)
        get("/channels/{channel}/messages/{message}", self._message)
        post("/webhooks/{webhook}/{token}", self._execute_webhook)
        return app

    def _middleware(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        return guard

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = self._faults.rest_fault(request.path)
        if fault is not None and fault.delay_seconds:
            await asyncio.sleep(fault.delay_seconds)
        if fault is not None and fault.reset:
            self._note("rest", method=request.method, path=request.path_qs, status=0)
            return _cut(request)
        if fault is not None and fault.status == HTTPStatus.TOO_MANY_REQUESTS:
            response: web.StreamResponse = rate_limited(
                fault.retry_after, is_global=fault.is_global
            )
        elif fault is not None and fault.status:
            response = refusal(fault.status, 0, f"{fault.status}: made up")
        elif not self._is_allowed(request):
            response = refusal(401, 0, "401: Unauthorized")
        else:
            response = await handler(request)
        self._note("rest", method=request.method, path=request.path_qs, status=response.status)
        return response

    def _is_allowed(self, request: web.Request) -> bool:
        if any(part in request.path for part in OPEN_ROUTES) or request.path.endswith("/gateway"):
            return True
        return request.headers.get("Authorization") == f"Bot {self._world.token}"

    async def _me(self, _request: web.Request) -> web.Response:
        return answer(payloads.bot_user(self._world))

    async def _application(self, _request: web.Request) -> web.Response:
        return answer(payloads.application(self._world))

    async def _gateway(self, request: web.Request) -> web.Response:
        body: Json = {"url": self._gateway_url()}
        if request.path.endswith("/bot"):
            left = {"total": 1000, "remaining": self._faults.sessions_left, "reset_after": 100}
            body |= {"shards": 1, "session_start_limit": left | {"max_concurrency": 1}}
        return answer(body)

    async def _guild(self, request: web.Request) -> web.Response:
        guild_id = request.match_info["guild"]
        if guild_id not in self._world.guilds:
            return refusal(404, 10004, "Unknown Guild")
        return answer(payloads.guild(self._world, guild_id))

    async def _guilds(self, _request: web.Request) -> web.Response:
        return answer([{"id": key, "name": name} for key, name in self._world.guilds.items()])

    async def _guild_channels(self, request: web.Request) -> web.Response:
        """All, seen or not: Discord lists what a member may not view."""
        guild_id = request.match_info["guild"]
        found = [one for one in self._world.channels.values() if one.guild_id == guild_id]
        return answer([payloads.channel(one) for one in found if not one.is_thread])

    async def _active_threads(self, request: web.Request) -> web.Response:
        guild_id = request.match_info["guild"]
        if guild_id not in self._world.guilds:
            return refusal(404, 10004, "Unknown Guild")
        threads = payloads.guild(self._world, guild_id)["threads"]
        return answer({"threads": threads, "members": [], "has_more": False})

    async def _member(self, request: web.Request) -> web.Response:
        user_id = request.match_info["user"]
        roles = self._world.member_roles.get(user_id)
        if request.match_info["guild"] not in self._world.guilds:
            return refusal(404, 10004, "Unknown Guild")
        if roles is None:
            return refusal(404, 10007, "Unknown Member")
        return answer({"user": payloads.user(user_id), "roles": roles, "flags": 0})

    async def _archived_threads(self, request: web.Request) -> web.Response:
        found = self._visible(request)
        if not isinstance(found, Channel):
            return found
        before = request.query.get("before", "9999")
        threads = [
            payloads.channel(one)
            for one in self._world.channels.values()
            if one.parent_id == found.id and one.archived
        ]
        threads.sort(key=_archived_at, reverse=True)
        earlier = [each for each in threads if _archived_at(each) < before]
        limit = int(request.query.get("limit", "50"))
        more = len(earlier) > limit
        return answer({"threads": earlier[:limit], "members": [], "has_more": more})

    async def _channel(self, request: web.Request) -> web.Response:
        found = self._visible(request)
        return answer(payloads.channel(found)) if isinstance(found, Channel) else found

    def _visible(self, request: web.Request) -> Channel | web.Response:
        channel = self._world.channels.get(request.match_info["channel"])
        if channel is None:
            return refusal(404, 10003, "Unknown Channel")
        if not self._world.is_viewable(channel):
            return refusal(403, 50001, "Missing Access")
        return channel

    async def _history(self, request: web.Request) -> web.Response:
        found = self._visible(request)
        if not isinstance(found, Channel):
            return found
        limit = int(request.query.get("limit", "50"))
        if not 1 <= limit <= MAX_PAGE:
            return refusal(400, 50035, "Invalid Form Body")
        wait, headers = self._buckets.take(found.id, limited=self._faults.enforce_history_limit)
        if wait > 0:
            return rate_limited(wait, headers=headers)
        before, after = (
            int(request.query[name]) if name in request.query else None
            for name in ("before", "after")
        )
        page = found.page(limit=limit, before=before, after=after)
        # Without Read Message History Discord answers an empty page, not an error.
        seen = [self._as_seen(raw) for raw in page] if found.history_readable else []
        return answer(seen, headers=headers)

    def _as_seen(self, raw: Json) -> Json:
        return raw if self._world.content_intent_ticked else messages.blanked(raw)

    async def _message(self, request: web.Request) -> web.Response:
        found = self._visible(request)
        if not isinstance(found, Channel):
            return found
        if not found.history_readable:
            return refusal(403, 50001, "Missing Access")
        raw = found.messages.get(int(request.match_info["message"]))
        if raw is None:
            return refusal(404, 10008, "Unknown Message")
        return answer(self._as_seen(raw))

    async def _post_message(self, request: web.Request) -> web.Response:
        found = self._visible(request)
        if not isinstance(found, Channel):
            return found
        body = await request.json()
        draft = messages.MessageDraft(
            author_id=BOT_ID,
            author_is_bot=True,
            content=body.get("content") or "",
            embeds=body.get("embeds") or (),
        )
        return answer(self._post(found, draft))

    async def _execute_webhook(self, request: web.Request) -> web.Response:
        if (request.match_info["webhook"], request.match_info["token"]) != WEBHOOK:
            return refusal(404, 10015, "Unknown Webhook")
        body = await request.json()
        if not body.get("content") and not body.get("embeds"):
            return refusal(400, 50006, "Cannot send an empty message")
        notice = {"id": self._world.snowflakes.next(), "at": now_text(), **body}
        self._world.notices.append(notice)
        if request.query.get("wait") == "true":
            return answer({**notice, "webhook_id": WEBHOOK[0], "application_id": APPLICATION_ID})
        return web.Response(status=204)


def _cut(request: web.Request) -> web.Response:
    """TCP is cut: what is returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _archived_at(thread: Json) -> str:
    return str(thread["thread_metadata"]["archive_timestamp"])
