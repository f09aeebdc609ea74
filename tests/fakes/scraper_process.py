"""The container's command as a process, between a stand-in Discord and moto's AWS."""

from __future__ import annotations

import os
import sys
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sandbox.discord.world import Channel
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.domain.settings import ChannelSettings, Settings
from tests.fakes.aws_loopback import AwsLoopback, aws_loopback
from tests.fakes.clock import START
from tests.fakes.discord_standin import Story, story
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, create_tables

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class ScraperWorld:
    told: Story
    aws: AwsLoopback
    channels: Sequence[Channel]

    def environment(self, **more: str) -> dict[str, str]:
        """What the container gets, and where AWS and Discord are."""
        discord = self.told.discord
        ours = {
            "SIGNALFILL_DISCORD_TOKEN": discord.world.token,
            "SIGNALFILL_DISCORD_API_URL": discord.api_url,
            "SIGNALFILL_DISCORD_GATEWAY_URL": discord.gateway_url,
            "SIGNALFILL_MESSAGES_QUEUE_URL": self.aws.queue_url,
            "SIGNALFILL_CONTROL_TABLE": CONTROL,
            "SIGNALFILL_POSITIONS_TABLE": POSITIONS,
        }
        return {"PATH": os.environ["PATH"], **self.aws.environment, **ours, **more}

    async def spawn(
        self,
        *arguments: str,
        module: str = "functions.scraper.app",
        stdout: int | IO[bytes] | None = None,
        stderr: int | IO[bytes] | None = None,
        **more: str,
    ) -> Process:
        return await create_subprocess_exec(
            *(sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            env=self.environment(**more),
            stdout=stdout,
            stderr=stderr,
        )


@asynccontextmanager
async def scraper_world(
    channels: int = 1,
    *,
    heartbeat_milliseconds: int = 41_250,
    aws_kind: type[AwsLoopback] = AwsLoopback,
) -> AsyncIterator[ScraperWorld]:
    """Channels that settings name, an empty queue, empty tables."""
    async with (
        story(heartbeat_milliseconds=heartbeat_milliseconds) as told,
        aws_loopback(aws_kind) as aws,
    ):
        create_tables(aws.dynamodb)
        places = [told.discord.add_channel(f"signals-{number}") for number in range(channels)]
        settings = Settings(channels={one.id: ChannelSettings(name=one.name) for one in places})
        control = DynamoControl(CONTROL, aws.dynamodb)
        control.push_settings(settings, pushed_at=START, pushed_by="test")
        yield ScraperWorld(told, aws, places)
