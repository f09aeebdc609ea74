"""A queue that takes everything at once and remembers it: moto's is slower than the reader.

Unlike SQS it drops nothing that it has seen before: what comes twice must be seen to come twice.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import web

from tests.fakes.aws_loopback import AwsLoopback

QUEUE = "AmazonSQS"


@dataclass(frozen=True)
class QuickAws(AwsLoopback):
    """moto's tables beside a queue of our own."""

    bodies: list[str] = field(default_factory=list)
    """Every record that was stored, in order."""
    arrived: dict[str, float] = field(default_factory=dict)
    """When the request with each message came first, by its id."""
    delay_seconds: list[float] = field(default_factory=lambda: [0.0])
    """How long the queue thinks before it answers."""
    dice: list[Random] = field(default_factory=list)
    """With one of them in it the queue is unsteady: fronts of batches stored, answers lost."""

    async def handle(self, request: web.Request) -> web.Response:
        if QUEUE in self.failing or not request.headers["X-Amz-Target"].startswith(QUEUE):
            return await super().handle(request)
        now = time.perf_counter()
        try:
            entries = json.loads(await request.read())["Entries"]
        except ConnectionError:  # whoever asked was killed
            return web.Response()
        for each in entries:
            # Without reading the record: who measures should not weigh.
            self.arrived.setdefault(each["MessageDeduplicationId"].partition("-")[0], now)
        await asyncio.sleep(self.delay_seconds[0])
        return self._store(entries)

    def _store(self, entries: Sequence[dict[str, Any]]) -> web.Response:
        stored, is_answer_lost = len(entries), False
        if self.dice:
            stored = self.dice[0].choice([stored, stored, self.dice[0].randint(0, stored)])
            is_answer_lost = self.dice[0].random() < 1 / 4
        self.bodies.extend(each["MessageBody"] for each in entries[:stored])
        if is_answer_lost:
            return web.Response(status=503)
        failed = {"SenderFault": False, "Code": "InternalError"}
        return web.json_response(
            {
                "Successful": [{"Id": e["Id"], "MessageId": e["Id"]} for e in entries[:stored]],
                "Failed": [{"Id": e["Id"], **failed} for e in entries[stored:]],
            }
        )
