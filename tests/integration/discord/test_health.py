from __future__ import annotations

import asyncio
import json

import pytest

from signalfill.adapters.discord.health import HOST, serve_health
from tests.fakes.discord_standin import in_loop

pytestmark = pytest.mark.integration


async def ask(path: str, *, ready: bool) -> tuple[str, object]:
    server = await serve_health(0, lambda: {"ready": ready, "reason": "why"})
    async with server:
        reader, writer = await asyncio.open_connection(HOST, server.sockets[0].getsockname()[1])
        writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
        writer.close()
        await writer.wait_closed()
    return head.split()[1], json.loads(body)["reason"]


@in_loop
async def test_it_is_alive_whatever_discord_does() -> None:
    assert await ask("/healthz", ready=False) == ("200", "why")


@in_loop
async def test_it_is_not_ready_until_it_has_caught_up() -> None:
    assert await ask("/readyz", ready=False) == ("503", "why")


@in_loop
async def test_it_is_ready_once_it_has_caught_up() -> None:
    assert await ask("/readyz", ready=True) == ("200", "why")
