from __future__ import annotations

import asyncio
import json
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sandbox.discord.world import Channel
from tests.fakes.discord_standin import in_loop, until
from tests.fakes.scraper_process import ScraperWorld, scraper_world

pytestmark = pytest.mark.integration


class World(ScraperWorld):
    @property
    def place(self) -> Channel:
        return self.channels[0]

    @asynccontextmanager
    async def process(self, *arguments: str, **more: str) -> AsyncIterator[Process]:
        """The container's command, killed at the end if it is still there."""
        process = await self.spawn(*arguments, stdout=PIPE, stderr=STDOUT, **more)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def connected(self, times: int = 1) -> None:
        await until(lambda: self.told.discord.gateway.identifies >= times)

    async def received(self, count: int) -> list[str]:
        """The texts on the queue, once there are so many."""
        texts: list[str] = []
        async with asyncio.timeout(20):
            while len(texts) < count:
                taken = await asyncio.to_thread(self.aws.take)
                texts += [record.content for record in taken]
        return texts


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    async with scraper_world() as here:
        yield World(here.told, here.aws, here.channels)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@in_loop
async def test_ended_in_the_middle_of_a_burst_it_loses_nothing(number: signal.Signals) -> None:
    texts = [f"message {n}" for n in range(150)]
    async with world() as here:
        async with here.process() as process:
            await here.connected()
            here.told.say(here.place, "first")
            assert await here.received(1) == ["first"]
            here.told.say(here.place, *texts[:100])
            process.send_signal(number)
            await process.wait()
        here.told.say(here.place, *texts[100:])
        async with here.process():
            received = await here.received(len(texts))
    assert received == texts


@in_loop
async def test_a_stop_signal_ends_it_with_success() -> None:
    async with world() as here, here.process() as process:
        await here.connected()
        process.terminate()
        assert await process.wait() == 0


@in_loop
async def test_the_check_succeeds_where_all_is_well() -> None:
    async with world() as here, here.process("--check") as process:
        assert await process.wait() == 0


@in_loop
async def test_a_wrong_token_fails_the_check_in_one_line_that_does_not_show_it() -> None:
    wrong = "a-token-that-is-wrong"
    async with (
        world() as here,
        here.process("--check", SIGNALFILL_DISCORD_TOKEN=wrong) as process,
    ):
        output, _ = await process.communicate()
    lines = output.decode().splitlines()
    assert (process.returncode, len(lines), wrong in lines[0]) == (1, 1, False)


@in_loop
async def test_with_a_wrong_token_it_stays_up_and_says_why_once() -> None:
    wrong = {"SIGNALFILL_DISCORD_TOKEN": "a-token-that-is-wrong"}
    async with world() as here, here.process(**wrong) as process:
        assert process.stdout is not None
        line = json.loads(await process.stdout.readline())
        process.terminate()
        assert await process.wait() == 0
    assert (line["level"], "Reset Token" in line["message"]) == ("CRITICAL", True)


@in_loop
async def test_a_missing_setting_is_one_line_that_names_it() -> None:
    async with world() as here, here.process(SIGNALFILL_CONTROL_TABLE="") as process:
        output, _ = await process.communicate()
    [line] = output.decode().splitlines()
    assert (process.returncode, "SIGNALFILL_CONTROL_TABLE" in line) == (1, True)
