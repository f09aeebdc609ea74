"""The scraper, with the real discord.py, reading a stand-in Discord in one event loop."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from functions.scraper.pace import Pace
from functions.scraper.runtime import Scraper
from sandbox.discord import StandInDiscord
from sandbox.discord.messages import MessageDraft
from sandbox.discord.world import Channel
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.discord.client import point_at
from signalfill.domain.settings import ChannelSettings, Settings
from signalfill.ports import LiveMessages
from tests.fakes.clock import START
from tests.fakes.control import InMemoryControl
from tests.fakes.queue import InMemoryQueue

AUTHOR = "2000000000000000001"
HURRY = Pace(
    settings_seconds=0.05,
    metrics_seconds=60.0,
    retry_seconds=0.05,
    heartbeat_timeout_seconds=60.0,
    identify_pause_seconds=0.05,
)


def in_loop[**P](test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Runs an async test in a loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), 60))

    return run


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits for a fact; a test that waits in vain fails."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the fact may be anywhere
            await asyncio.sleep(0.005)


@dataclass
class Story:
    """One Discord, one queue, one control table; scrapers come and go."""

    discord: StandInDiscord
    queue: InMemoryQueue = field(default_factory=InMemoryQueue)
    control: InMemoryControl = field(default_factory=InMemoryControl)
    live: LiveMessages | None = None

    def watch(self, *channels: Channel, **more: object) -> None:
        named = {
            each.id: ChannelSettings.model_validate({"name": each.name, **more})
            for each in channels
        }
        settings = Settings(channels=named)
        self.control.push_settings(settings, pushed_at=START, pushed_by="test")

    def channel(self, name: str = "signals") -> Channel:
        """A new channel that settings name."""
        channel = self.discord.add_channel(name)
        self.watch(channel)
        return channel

    def say(self, place: Channel, *texts: str) -> list[str]:
        """Posts; returns the message ids."""
        return [self.discord.post(place, MessageDraft(AUTHOR, text))["id"] for text in texts]

    @property
    def texts(self) -> list[str]:
        return [record.content for record in self.queue.records]

    def scraper(self, pace: Pace = HURRY, token: str | None = None) -> Scraper:
        return Scraper(
            lambda: token or self.discord.world.token,
            queue=self.queue,
            control=self.control,
            clock=SystemClock(),
            live=self.live,
            pace=pace,
        )

    @asynccontextmanager
    async def reading(
        self, pace: Pace = HURRY, *, token: str | None = None, ready: bool = True
    ) -> AsyncIterator[Scraper]:
        """A running scraper; it is stopped as SIGTERM stops it."""
        scraper, stop = self.scraper(pace, token), asyncio.Event()
        running = asyncio.create_task(scraper.run(stop))
        try:
            if ready:
                await until(lambda: scraper.state()["ready"])
            yield scraper
        finally:
            stop.set()
            await running


@asynccontextmanager
async def story(heartbeat_milliseconds: int = 41_250) -> AsyncIterator[Story]:
    async with StandInDiscord(heartbeat_milliseconds=heartbeat_milliseconds) as discord:
        point_at(discord.api_url, discord.gateway_url)
        yield Story(discord)
