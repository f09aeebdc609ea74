from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientResponse, ClientSession

from sandbox.discord import StandInDiscord
from tests.fakes.discord_standin import in_loop

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]


class Remote:
    """The stand-in as somebody drives it over HTTP."""

    def __init__(self, discord: StandInDiscord, session: ClientSession) -> None:
        self.discord = discord
        self.session = session

    async def control(self, name: str, /, **body: object) -> dict[str, Any]:
        url = f"{self.discord.addresses()['control_url']}/{name}"
        async with self.session.post(url, json=body) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def state(self) -> dict[str, Any]:
        url = f"{self.discord.addresses()['control_url']}/state"
        async with self.session.get(url) as response:
            state: dict[str, Any] = await response.json()
            return state

    async def get(self, path: str, *, token: str | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {token or self.discord.world.token}"}
        url = f"{self.discord.api_url}{path}"
        async with self.session.get(url, headers=headers) as response:
            return response.status, await response.json()

    async def answer(self, path: str) -> ClientResponse:
        headers = {"Authorization": f"Bot {self.discord.world.token}"}
        return await self.session.get(f"{self.discord.api_url}{path}", headers=headers)

    async def channel(self) -> str:
        return str((await self.control("channel", name="signals"))["channel_id"])

    async def post(self, channel_id: str, content: str = "buy", **more: object) -> str:
        said = await self.control("post", channel_id=channel_id, content=content, **more)
        return str(said["message_id"])


@asynccontextmanager
async def remote() -> AsyncIterator[Remote]:
    async with StandInDiscord() as discord, ClientSession() as session:
        yield Remote(discord, session)


@in_loop
async def test_history_answers_newest_first() -> None:
    async with remote() as there:
        channel = await there.channel()
        ids = [await there.post(channel) for _ in range(3)]
        _, page = await there.get(f"/channels/{channel}/messages?limit=2")
    assert [each["id"] for each in page] == ids[:0:-1]


@in_loop
async def test_history_after_an_id_gives_the_oldest_ones_after_it() -> None:
    async with remote() as there:
        channel = await there.channel()
        ids = [await there.post(channel) for _ in range(4)]
        _, page = await there.get(f"/channels/{channel}/messages?limit=2&after={ids[0]}")
    assert [each["id"] for each in page] == [ids[2], ids[1]]


@in_loop
async def test_history_items_hold_neither_guild_nor_member() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.post(channel, roles=["50001"])
        _, [item] = await there.get(f"/channels/{channel}/messages")
    assert {"guild_id", "member"}.isdisjoint(item)


@in_loop
async def test_a_message_can_be_posted_at_another_time() -> None:
    async with remote() as there:
        channel = await there.channel()
        message_id = await there.post(channel, at="2026-11-20T10:00:00+00:00")
        _, message = await there.get(f"/channels/{channel}/messages/{message_id}")
    assert message["timestamp"].startswith("2026-11-20T10:00:00")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/channels/12345", 404, 10003),
        ("/guilds/12345", 404, 10004),
        ("/channels/{channel}/messages/12345", 404, 10008),
        ("/channels/{channel}/messages?limit=101", 400, 50035),
    ],
)
@in_loop
async def test_a_refusal_carries_discords_code(path: str, status: int, code: int) -> None:
    async with remote() as there:
        channel = await there.channel()
        answered, body = await there.get(path.format(channel=channel))
    assert (answered, body["code"]) == (status, code)


@in_loop
async def test_another_token_is_refused() -> None:
    async with remote() as there:
        status, _ = await there.get("/users/@me", token="another")
    assert status == 401


@in_loop
async def test_a_hidden_channel_is_refused() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.control("channel", id=channel, viewable=False)
        status, body = await there.get(f"/channels/{channel}/messages")
    assert (status, body["code"]) == (403, 50001)


@in_loop
async def test_history_without_permission_is_an_empty_page() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.post(channel)
        await there.control("channel", id=channel, history_readable=False)
        answered = await there.get(f"/channels/{channel}/messages")
    assert answered == (200, [])


@in_loop
async def test_a_single_message_without_permission_is_refused() -> None:
    async with remote() as there:
        channel = await there.channel()
        message_id = await there.post(channel)
        await there.control("channel", id=channel, history_readable=False)
        status, body = await there.get(f"/channels/{channel}/messages/{message_id}")
    assert (status, body["code"]) == (403, 50001)


@in_loop
async def test_content_is_blank_without_the_intent() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.post(channel)
        await there.control("fault", kind="intent_ticked", on=False)
        _, [item] = await there.get(f"/channels/{channel}/messages")
    assert item["content"] == ""


@in_loop
async def test_the_sixth_history_call_in_five_seconds_has_to_wait() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.control("fault", kind="enforce_history_limit")
        statuses = [(await there.get(f"/channels/{channel}/messages"))[0] for _ in range(6)]
    assert statuses == [200] * 5 + [429]


@in_loop
async def test_a_rate_limit_is_told_with_discords_headers() -> None:
    async with remote() as there:
        channel = await there.channel()
        await there.control("fault", kind="enforce_history_limit")
        for _ in range(6):
            answer = await there.answer(f"/channels/{channel}/messages")
        headers, body = answer.headers, await answer.json()
    assert (headers["Via"], headers["X-RateLimit-Remaining"]) == ("1.1 google", "0")
    assert headers["X-RateLimit-Scope"] == "user"
    assert body["retry_after"] == pytest.approx(float(headers["X-RateLimit-Reset-After"]), abs=0.01)


@in_loop
async def test_a_global_rate_limit_names_no_bucket() -> None:
    async with remote() as there:
        limit = {"path": "/users/@me", "status": 429, "is_global": True}
        await there.control("fault", kind="rest", **limit)
        answer = await there.answer("/users/@me")
        headers, body = answer.headers, await answer.json()
    assert (body["global"], headers["X-RateLimit-Global"]) == (True, "true")
    assert "X-RateLimit-Bucket" not in headers


@in_loop
async def test_a_call_can_be_cut_without_an_answer() -> None:
    async with remote() as there:
        # Twice: the client itself asks again where a connection that it kept was cut.
        await there.control("fault", kind="rest", path="/users/@me", reset=True, times=2)
        with pytest.raises(ClientError):
            await there.get("/users/@me")
        assert (await there.get("/users/@me"))[0] == 200


@in_loop
async def test_history_can_be_slow() -> None:
    async with remote() as there:
        channel = await there.channel()
        slow = {"path": f"{channel}/messages", "status": 0, "delay_seconds": 0.1}
        await there.control("fault", kind="rest", **slow)
        slow_one = asyncio.create_task(there.get(f"/channels/{channel}/messages"))
        await there.get("/users/@me")
        assert not slow_one.done()
        assert (await slow_one)[0] == 200


@in_loop
async def test_a_planned_rest_fault_happens_as_often_as_planned() -> None:
    async with remote() as there:
        await there.control("fault", kind="rest", path="/users/@me", status=502, times=2)
        statuses = [(await there.get("/users/@me"))[0] for _ in range(3)]
    assert statuses == [502, 502, 200]


@in_loop
async def test_a_webhook_takes_a_notice() -> None:
    async with remote() as there:
        notice = {"content": "position opened"}
        url = there.discord.addresses()["webhook_url"]
        async with there.session.post(url, json=notice) as response:
            status = response.status
        state = await there.state()
    assert (status, state["notices"][0]["content"]) == (204, "position opened")


@in_loop
async def test_an_unknown_webhook_is_refused() -> None:
    async with remote() as there:
        url = f"{there.discord.api_url}/webhooks/9/xyz"
        async with there.session.post(url, json={"content": "x"}) as response:
            assert (response.status, (await response.json())["code"]) == (404, 10015)


@in_loop
async def test_the_state_tells_what_was_edited_and_deleted() -> None:
    async with remote() as there:
        channel = await there.channel()
        kept, gone = await there.post(channel), await there.post(channel)
        await there.control("edit", channel_id=channel, message_id=kept, content="sell")
        await there.control("delete", channel_id=channel, message_id=gone)
        state = await there.state()
    assert [(each["id"], each["content"]) for each in state["messages"][channel]] == [
        (kept, "sell")
    ]


@in_loop
async def test_as_a_process_it_says_where_it_is_and_ends_on_sigterm() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.discord", "--token", "made-up"), cwd=ROOT, stdout=PIPE
    )
    assert process.stdout is not None
    addresses = json.loads(await process.stdout.readline())
    process.terminate()
    assert (await process.wait(), sorted(addresses), addresses["token"]) == (
        0,
        ["api_url", "control_url", "gateway_url", "token", "webhook_url"],
        "made-up",
    )
