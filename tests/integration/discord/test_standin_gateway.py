from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from sandbox.discord import StandInDiscord
from sandbox.discord.sessions import GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT
from tests.fakes.discord_standin import in_loop, until
from tests.integration.discord.test_standin import Remote

pytestmark = pytest.mark.integration

ALL = GUILDS | GUILD_MESSAGES | MESSAGE_CONTENT
SCRIPTED = [1000, 1001, *range(4000, 4015)]

type Payload = dict[str, Any]


class Socket:
    """A client of the gateway that says just what it is told to."""

    def __init__(self, socket: ClientWebSocketResponse, discord: StandInDiscord) -> None:
        self.socket = socket
        self.discord = discord

    async def send(self, operation: int, data: object = None) -> None:
        await self.socket.send_json({"op": operation, "d": data})

    async def next(self, operation: int | None = None) -> Payload:
        """The next payload, or the next with this operation."""
        while True:
            payload: Payload = await self.socket.receive_json()
            if operation in (None, payload["op"]):
                return payload

    async def event(self, name: str) -> Payload:
        while True:
            payload = await self.next(0)
            if payload["t"] == name:
                return payload

    async def identify(self, intents: int = ALL, **more: object) -> Payload:
        """Returns what READY said."""
        await self.send(2, {"token": self.discord.world.token, "intents": intents, **more})
        ready: Payload = (await self.event("READY"))["d"]
        return ready

    async def resume(self, session_id: str, sequence: int | None) -> None:
        token = self.discord.world.token
        await self.send(6, {"token": token, "session_id": session_id, "seq": sequence})

    async def closed(self) -> int | None:
        """The code that the gateway closes with."""
        while (await self.socket.receive()).type is not WSMsgType.CLOSE:
            pass
        return self.socket.close_code


@asynccontextmanager
async def gateway(query: str = "v=10&encoding=json") -> AsyncIterator[tuple[Remote, Socket]]:
    async with (
        StandInDiscord() as discord,
        ClientSession() as session,
        session.ws_connect(f"{discord.gateway_url}?{query}") as socket,
    ):
        yield Remote(discord, session), Socket(socket, discord)


@in_loop
async def test_it_says_hello_and_acknowledges_heartbeats_before_anybody_identifies() -> None:
    async with gateway() as (_, socket):
        assert (await socket.next())["d"] == {"heartbeat_interval": 41_250}
        await socket.send(1)
        assert (await socket.next())["op"] == 11


@in_loop
async def test_with_zlib_stream_all_payloads_share_one_context() -> None:
    inflate = zlib.decompressobj()
    async with gateway("v=10&compress=zlib-stream") as (_, socket):
        first = await socket.socket.receive_bytes()
        await socket.send(1)
        second = await socket.socket.receive_bytes()
    assert first.endswith(b"\x00\x00\xff\xff")
    operations = [json.loads(inflate.decompress(each))["op"] for each in (first, second)]
    assert operations == [10, 11]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{", 4002),
        (json.dumps({"op": 3, "d": "x" * 4096}), 4002),
        (json.dumps({"op": 99, "d": None}), 4001),
        (json.dumps({"op": 3, "d": {}}), 4003),
        (json.dumps({"op": 2, "d": {"token": "wrong", "intents": 1}}), 4004),
        (json.dumps({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}), 4004),
    ],
)
@in_loop
async def test_what_a_client_may_not_say_has_its_close_code(said: str, code: int) -> None:
    async with gateway() as (_, socket):
        await socket.socket.send_str(said)
        assert await socket.closed() == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"shard": [1, 1]}, 4010),
        ({"intents": 1 << 26}, 4013),
        ({"intents": MESSAGE_CONTENT}, 4014),
    ],
)
@in_loop
async def test_an_identify_that_cannot_be_served_has_its_close_code(
    more: Payload, code: int
) -> None:
    async with gateway() as (there, socket):
        await there.control("fault", kind="intent_ticked", on=False)
        token = socket.discord.world.token
        await socket.send(2, {"token": token, "intents": GUILDS, **more})
        assert await socket.closed() == code


@in_loop
async def test_identifying_twice_is_refused() -> None:
    async with gateway() as (_, socket):
        await socket.identify()
        await socket.send(2, {"token": socket.discord.world.token, "intents": GUILDS})
        assert await socket.closed() == 4005


@in_loop
async def test_a_sequence_that_was_never_reached_is_refused() -> None:
    async with gateway() as (_, socket):
        ready = await socket.identify()
        await socket.resume(ready["session_id"], 1000)
        assert await socket.closed() == 4007


@in_loop
async def test_a_client_that_says_too_much_is_closed() -> None:
    async with gateway() as (_, socket):
        for _ in range(121):
            await socket.send(1)
        assert await socket.closed() == 4008


@in_loop
async def test_another_version_of_the_api_is_refused() -> None:
    async with gateway("v=8") as (_, socket):
        assert await socket.closed() == 4012


@pytest.mark.parametrize("code", SCRIPTED)
@in_loop
async def test_it_can_be_told_to_close_with_any_code(code: int) -> None:
    async with gateway() as (there, socket):
        await socket.identify()
        await there.control("drop", code=code)
        assert await socket.closed() == code


@pytest.mark.parametrize(("kind", "operation"), [("next_identify", 2), ("next_resume", 6)])
@in_loop
async def test_the_next_identify_or_resume_can_be_answered_by_a_code(
    kind: str, operation: int
) -> None:
    async with gateway() as (there, socket):
        await there.control("fault", kind=kind, answer=4000)
        known = {"token": socket.discord.world.token, "session_id": "x", "seq": 1}
        await socket.send(operation, known | {"intents": ALL})
        assert await socket.closed() == 4000


@in_loop
async def test_a_session_outlives_its_socket_and_is_replayed_in_order() -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        ready = await socket.identify()
        await there.control("drop")
        for text in ("one", "two"):
            await there.post(channel, text)
        async with there.session.ws_connect(socket.discord.gateway_url) as again:
            second = Socket(again, socket.discord)
            await second.resume(ready["session_id"], 1)
            texts = [(await second.event("MESSAGE_CREATE"))["d"]["content"] for _ in "12"]
            resumed = await second.event("RESUMED")
    assert (texts, resumed["s"]) == (["one", "two"], 5)


@pytest.mark.parametrize("lost", ["unknown", "sequence", "hole", "expired"])
@in_loop
async def test_what_cannot_be_replayed_is_an_invalid_session(lost: str) -> None:
    async with gateway() as (there, socket):
        sessions = socket.discord.gateway.sessions
        sessions.replay_limit = 1
        channel = await there.channel()
        session_id = (await socket.identify())["session_id"]
        await there.post(channel)
        if lost == "expired":
            await there.control("drop")
            sessions.seconds_to_live = 0.0
            await until(lambda: not socket.discord.gateway.connections)
        async with there.session.ws_connect(socket.discord.gateway_url) as again:
            second = Socket(again, socket.discord)
            await second.resume(
                "x" if lost == "unknown" else session_id, None if lost == "sequence" else 1
            )
            assert await second.next(9) == {"op": 9, "d": False}


@in_loop
async def test_a_client_that_says_goodbye_ends_its_session() -> None:
    async with gateway() as (_, socket):
        await socket.identify()
        await socket.socket.close(code=1000)
        await until(lambda: not socket.discord.gateway.sessions.all())


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ({"kind": "reconnect"}, {"op": 7, "d": None}),
        ({"kind": "invalid_session", "resumable": True}, {"op": 9, "d": True}),
        ({"kind": "invalid_session"}, {"op": 9, "d": False}),
    ],
)
@in_loop
async def test_it_can_be_told_to_send_a_client_away(kind: Payload, payload: Payload) -> None:
    async with gateway() as (there, socket):
        await socket.identify()
        await there.control("fault", **kind)
        assert await socket.next(payload["op"]) == payload


@in_loop
async def test_a_gateway_that_is_down_refuses_the_upgrade() -> None:
    async with gateway() as (there, socket):
        await there.control("fault", kind="gateway_down")
        async with there.session.get(socket.discord.gateway_url.replace("ws", "http")) as answer:
            assert answer.status == 503


@in_loop
async def test_a_frozen_gateway_answers_no_heartbeat() -> None:
    async with gateway() as (there, socket):
        await socket.identify()
        await there.control("fault", kind="freeze")
        await socket.send(1)
        await until(lambda: socket.discord.noted("heartbeat"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.next(11), 0.1)


@in_loop
async def test_a_deaf_gateway_answers_heartbeats_and_dispatches_nothing() -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        await socket.identify(GUILD_MESSAGES | MESSAGE_CONTENT)
        await there.control("fault", kind="deaf")
        await there.post(channel, "unheard")
        await there.control("fault", kind="deaf", on=False)
        await there.post(channel, "heard")
        await socket.send(1)
        assert (await socket.event("MESSAGE_CREATE"))["d"]["content"] == "heard"
        assert (await socket.next())["op"] == 11


@pytest.mark.parametrize("lost", ["post", "edit", "delete"])
@in_loop
async def test_one_event_alone_can_be_lost(lost: str) -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        message_id = await there.post(channel)
        await socket.identify(GUILD_MESSAGES)
        about = {"channel_id": channel, "dispatch": False}
        if lost == "post":
            await there.control("post", **about)
        else:
            await there.control(lost, message_id=message_id, content="new", **about)
        last = await there.post(channel)
        payload = await socket.next(0)
    assert (payload["t"], payload["d"]["id"]) == ("MESSAGE_CREATE", last)


@in_loop
async def test_events_of_messages_need_their_intent() -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        await socket.identify(GUILDS)
        await socket.event("GUILD_CREATE")
        await there.post(channel)
        await there.control("channel", id=channel, archived=False)
        assert (await socket.next(0))["t"] == "CHANNEL_UPDATE"


@in_loop
async def test_without_the_content_intent_the_text_is_blank() -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        await socket.identify(GUILD_MESSAGES)
        await there.post(channel, "secret", embeds=[{"title": "secret"}])
        said = (await socket.event("MESSAGE_CREATE"))["d"]
    assert (said["content"], said["embeds"]) == ("", [])


@in_loop
async def test_a_channel_that_the_bot_may_not_see_dispatches_nothing() -> None:
    async with gateway() as (there, socket):
        hidden, seen = await there.channel(), await there.channel()
        await socket.identify(GUILD_MESSAGES)
        await there.control("channel", id=hidden, viewable=False)
        await there.post(hidden)
        await there.post(seen)
        assert (await socket.next(0))["d"]["channel_id"] == seen


@in_loop
async def test_a_message_opens_its_archived_thread() -> None:
    async with gateway() as (there, socket):
        parent = await there.channel()
        thread = (await there.control("channel", type=11, parent_id=parent))["channel_id"]
        await there.control("channel", id=thread, archived=True)
        await socket.identify(GUILDS | GUILD_MESSAGES)
        await there.post(thread)
        update = await socket.event("THREAD_UPDATE")
    assert update["d"]["thread_metadata"]["archived"] is False


@in_loop
async def test_every_session_of_the_token_receives_everything() -> None:
    async with gateway() as (there, socket):
        channel = await there.channel()
        async with there.session.ws_connect(socket.discord.gateway_url) as again:
            second = Socket(again, socket.discord)
            for each in (socket, second):
                await each.identify()
            message_id = await there.post(channel)
            ids = [(await each.event("MESSAGE_CREATE"))["d"]["id"] for each in (socket, second)]
    assert ids == [message_id, message_id]
