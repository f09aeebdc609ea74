"""`/healthz` on 127.0.0.1, for the container's health check.

Alive means that this loop answers. Discord's absence, or a fatal close, is no reason to restart:
every restart costs an IDENTIFY, and too many of them cost the bot its token.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

HOST = "127.0.0.1"


async def serve_health(port: int, state: Callable[[], Mapping[str, object]]) -> asyncio.Server:
    """Answers `/readyz` with 503 while `state()["ready"]` is false, anything else with 200."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readline()
        now = state()
        ready = now["ready"] or b"/readyz" not in request
        body = json.dumps(now).encode()
        writer.write(
            f"HTTP/1.0 {'200 OK' if ready else '503 Service Unavailable'}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, HOST, port)
