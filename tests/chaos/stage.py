"""One Discord, one AWS, readers as processes, and everything that ever reached the queue."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import IO

from sandbox.discord.messages import MessageDraft
from sandbox.discord.world import Channel
from signalfill.adapters.dynamodb.items import encode_all
from signalfill.domain.message import MessageRecord
from tests.fakes.discord_standin import AUTHOR, Story, until
from tests.fakes.quick_queue import QuickAws
from tests.fakes.scraper_process import ScraperWorld, scraper_world
from tests.integration.dynamodb.tables import POSITIONS

CHANNELS, THREADS = 14, 6
RECENT = 20
"""Of each place: what a second look at its newest hundred can still find edited."""


@dataclass
class Stage:
    world: ScraperWorld
    places: list[Channel]
    random: Random
    _received: list[MessageRecord] = field(default_factory=list)
    undispatched: set[str] = field(default_factory=set)
    """Messages that Discord stored and told nobody of."""
    delivered_deletes: set[str] = field(default_factory=set)
    """Messages that were on the queue, and then deleted."""
    readers: list[Process] = field(default_factory=list)
    posted: int = 0
    log: IO[bytes] | None = None

    @property
    def told(self) -> Story:
        return self.world.told

    @property
    def aws(self) -> QuickAws:
        assert isinstance(self.world.aws, QuickAws)
        return self.world.aws

    @property
    def received(self) -> Sequence[MessageRecord]:
        """All that ever reached the queue, in order."""
        new = self.aws.bodies[len(self._received) :]
        self._received += map(MessageRecord.model_validate_json, new)
        return self._received

    def say(self, place: Channel, count: int = 1) -> list[str]:
        """Posts; returns the message ids."""
        ids = []
        for _ in range(count):
            self.posted += 1
            ids.append(
                self.told.discord.post(place, MessageDraft(AUTHOR, f"message {self.posted}"))["id"]
            )
        return ids

    async def burst(self, rounds: int) -> None:
        """In every open place, turn by turn, with edits; others get to run in between."""
        for _ in range(rounds):
            places = [place for place in self.places if not place.archived]
            for place in self.random.sample(places, len(places)):
                self.say(place)
            self._edit_one_of_the_last(self.random.choice(places))
            await asyncio.sleep(self.random.uniform(0.0, 0.02))

    def _edit_one_of_the_last(self, place: Channel) -> None:
        newest = place.order[-RECENT:]
        unheard = [each for each in newest if str(each) not in self.undispatched]
        self.edit(place, str(self.random.choice(unheard)))

    def say_unheard(self, place: Channel) -> None:
        self.posted += 1
        raw = self.told.discord.post(
            place, MessageDraft(AUTHOR, f"unheard {self.posted}"), dispatched=False
        )
        self.undispatched.add(raw["id"])

    def edit(self, place: Channel, message_id: str) -> None:
        self.told.discord.edit(place, message_id, {"content": f"edited {message_id}"})

    def delete(self, place: Channel, message_id: str) -> None:
        self.told.discord.delete(place, [message_id])
        self.delivered_deletes.add(message_id)

    def purge(self, place: Channel, message_ids: list[str], *, is_told: bool) -> None:
        self.told.discord.delete(place, message_ids, dispatched=is_told)
        self.delivered_deletes.update(message_ids)

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
        discord = self.world.told.discord
        sessions = discord.gateway.identifies
        out = self.log or DEVNULL
        process = await self.world.spawn(module="tests.chaos.reader", stdout=out)
        self.readers.append(process)
        await until(lambda: discord.gateway.identifies > sessions, seconds=60)
        return process


@asynccontextmanager
async def stage(seed: int) -> AsyncIterator[Stage]:
    async with scraper_world(CHANNELS, heartbeat_milliseconds=500, aws_kind=QuickAws) as world:
        threads = [
            world.told.discord.add_channel(f"thread-{n}", kind=11, parent_id=world.channels[n].id)
            for n in range(THREADS)
        ]
        here = Stage(world, [*world.channels, *threads], Random(seed))
        try:
            yield here
        finally:
            for process in here.readers:
                if process.returncode is None:
                    process.kill()
                await process.wait()
