"""A queue that takes everything at once and remembers when: moto's is slower than the reader."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.aws_loopback import AwsLoopback

QUEUE = "AmazonSQS"


@dataclass(frozen=True)
class QuickAws(AwsLoopback):
    arrived: dict[str, float] = field(default_factory=dict)
    """When the request with each message came, by its id."""
    delay_seconds: list[float] = field(default_factory=lambda: [0.0])
    """How long the queue thinks before it answers."""

    async def handle(self, request: web.Request) -> web.Response:
        if not request.headers["X-Amz-Target"].startswith(QUEUE):
            return await super().handle(request)
        now = time.perf_counter()
        entries = json.loads(await request.read())["Entries"]
        for each in entries:
            # Without reading the record: who measures should not weigh.
            self.arrived.setdefault(each["MessageDeduplicationId"].partition("-")[0], now)
        await asyncio.sleep(self.delay_seconds[0])
        stored = [{"Id": each["Id"], "MessageId": each["Id"]} for each in entries]
        return web.json_response({"Successful": stored, "Failed": []})
