"""One Discord, one AWS, readers as processes, and everything that ever reached the queue."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sandbox.discord.messages import Draft
from sandbox.discord.world import Channel
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.items import encode_all
from signalfill.domain.message import MessageRecord
from signalfill.domain.settings import ChannelSettings, Settings
from tests.fakes.aws_loopback import AwsLoopback, aws_loopback
from tests.fakes.clock import START
from tests.fakes.discord_standin import AUTHOR, Story, story, until
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, create_tables

ROOT = Path(__file__).parents[2]
CHANNELS, THREADS = 14, 6


@dataclass
class Stage:
    told: Story
    aws: AwsLoopback
    places: list[Channel]
    received: list[MessageRecord] = field(default_factory=list)
    undispatched: set[str] = field(default_factory=set)
    """Messages that Discord stored and told nobody of."""
    delivered_deletes: set[str] = field(default_factory=set)
    """Messages that were on the queue, and then deleted."""
    readers: list[Process] = field(default_factory=list)
    posted: int = 0
    log: IO[bytes] | None = None

    def say(self, place: Channel, count: int = 1) -> list[str]:
        """Posts; returns the message ids."""
        ids = []
        for _ in range(count):
            self.posted += 1
            ids.append(self.told.discord.post(place, Draft(AUTHOR, f"message {self.posted}"))["id"])
        return ids

    async def burst(self, rounds: int) -> None:
        """In every open place, turn by turn; others get to run in between."""
        for _ in range(rounds):
            for place in self.places:
                if not place.archived:
                    self.say(place)
            await asyncio.sleep(0.01)

    def say_unheard(self, place: Channel) -> None:
        self.posted += 1
        raw = self.told.discord.post(
            place, Draft(AUTHOR, f"unheard {self.posted}"), dispatched=False
        )
        self.undispatched.add(raw["id"])

    def edit(self, place: Channel, message_id: str) -> None:
        self.told.discord.edit(place, message_id, {"content": f"edited {message_id}"})

    def delete(self, place: Channel, message_id: str) -> None:
        self.told.discord.delete(place, [message_id])
        self.delivered_deletes.add(message_id)

    def make_live(self, place: Channel, message_id: str) -> None:
        """As if a position stood on this message's signal."""
        home = place.parent_id if place.is_thread else place.id
        thread = place.id if place.is_thread else None
        said = {"channel_id": home, "message_id": message_id, "thread_id": thread}
        item = {
            "pk": f"P#{message_id}-0",
            "sk": "POSITION",
            "live": "live",
            "document": {"signal": {"provenance": said}},
        }
        self.aws.dynamodb.put_item(TableName=POSITIONS, Item=encode_all(item))

    async def start(self) -> Process:
        discord = self.told.discord
        sessions = discord.gateway.identifies
        environment = {
            "PATH": os.environ["PATH"],
            **self.aws.environment,
            "SIGNALFILL_DISCORD_TOKEN": discord.world.token,
            "SIGNALFILL_DISCORD_API_URL": discord.api_url,
            "SIGNALFILL_DISCORD_GATEWAY_URL": discord.gateway_url,
            "SIGNALFILL_MESSAGES_QUEUE_URL": self.aws.queue_url,
            "SIGNALFILL_CONTROL_TABLE": CONTROL,
            "SIGNALFILL_POSITIONS_TABLE": POSITIONS,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.reader"),
            cwd=ROOT,
            env=environment,
            stdout=self.log or DEVNULL,
        )
        self.readers.append(process)
        await until(lambda: discord.gateway.identifies > sessions)
        return process

    async def collect(self) -> None:
        while True:
            taken = await asyncio.to_thread(self._take)
            self.received += taken
            if not taken:
                await asyncio.sleep(0.02)

    def _take(self) -> list[MessageRecord]:
        sqs, url = self.aws.sqs, self.aws.queue_url
        batch = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for each in batch:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return [MessageRecord.model_validate_json(each["Body"]) for each in batch]


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    async with story(heartbeat_milliseconds=500) as told, aws_loopback() as aws:
        create_tables(aws.dynamodb)
        channels = [told.discord.add_channel(f"signals-{n}") for n in range(CHANNELS)]
        threads = [
            told.discord.add_channel(f"thread-{n}", kind=11, parent_id=channels[n].id)
            for n in range(THREADS)
        ]
        settings = Settings(channels={one.id: ChannelSettings(name=one.name) for one in channels})
        control = DynamoControl(CONTROL, aws.dynamodb)
        control.push_settings(settings, pushed_at=START, pushed_by="chaos")
        here = Stage(told, aws, [*channels, *threads])
        collecting = asyncio.create_task(here.collect())
        try:
            yield here
        finally:
            for process in here.readers:
                if process.returncode is None:
                    process.kill()
                await process.wait()
            collecting.cancel()
            await asyncio.gather(collecting, return_exceptions=True)
