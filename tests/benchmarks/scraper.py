"""The reader's process against its bars: `python -m tests.benchmarks.scraper`.

Stand-in Discord and queue run in this process, on the same cores: what they take makes the
times longer, never shorter. CPU and memory are the reader's own, as the kernel counts them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

from aiohttp import ClientError, ClientSession

from sandbox.aws.ministack import free_port
from sandbox.discord.messages import MessageDraft
from tests.benchmarks.reader_process import cpu_seconds, resident_megabytes
from tests.benchmarks.result import Figure, at_least, at_most, informative, percentile
from tests.fakes.discord_standin import AUTHOR, until
from tests.fakes.quick_queue import QuickAws
from tests.fakes.scraper_process import ScraperWorld, scraper_world

CHANNELS = 20
STARTS = 3
SINGLE_MESSAGES, BETWEEN_SINGLES = 300, 0.025
IDLE_SECONDS = 15.0
RATE, RATE_SECONDS = 500, 10
QUEUE_SECONDS = 0.01
"""About what SQS takes for a batch."""
MESSAGES, FILLED, OUTSTANDING = 50_000, 30_000, 1500
"""All; those after which nothing may grow (the reader remembers 20,000 versions)."""
TEXT = (
    "LONG SOL/USDT\nEntry: 142.50\nTP1: 150\nTP2: 158\nSL: 136.80\n"
    + "as always: mind your risk " * 6
)


@dataclass
class Bench:
    """One world, the reader of the moment, what was posted when."""

    world: ScraperWorld
    aws: QuickAws
    process: Process
    posted: dict[str, float]

    def post(self, count: int = 1) -> None:
        for _ in range(count):
            place = self.world.channels[len(self.posted) % CHANNELS]
            moment = time.perf_counter()
            self.posted[self.world.told.discord.post(place, MessageDraft(AUTHOR, TEXT))["id"]] = (
                moment
            )

    @property
    def outstanding(self) -> int:
        return len(self.posted) - len(self.aws.arrived)

    async def settled(self) -> None:
        await until(lambda: self.outstanding <= 0, seconds=120)


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    async with scraper_world(CHANNELS, aws_kind=QuickAws) as world:
        if not isinstance(world.aws, QuickAws):
            raise TypeError(world.aws)
        starts = [await _start(world) for _ in range(STARTS)]
        for process, _, _ in starts[:-1]:
            process.kill()
            await process.wait()
        bench = Bench(world, world.aws, starts[-1][0], {})
        return [
            informative("load when the reader was measured", _load()),
            at_most("scraper, start to ready", median(each[1] for each in starts), 2, "s"),
            informative("  of it CPU", f"{median(each[2] for each in starts):.2f} s"),
            *await _lag(bench),
            await _idle(bench),
            *await _sustained(bench),
            *await _memory(bench),
            await _stop(bench),
            await _stop_beside_a_dead_queue(world, world.aws),
        ]


def _load() -> str:
    """Times suffer where this is above the number of cores; CPU and memory do not."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


async def _start(world: ScraperWorld) -> tuple[Process, float, float]:
    """The process, and seconds until it was ready: by the clock, and of its CPU."""
    port = free_port()
    began = time.perf_counter()
    process = await world.spawn(stdout=DEVNULL, SIGNALFILL_HEALTH_PORT=str(port))
    async with ClientSession() as session:
        while not await _is_ready(session, port):  # noqa: ASYNC110 - a process gives no sign
            await asyncio.sleep(0.01)
    return process, time.perf_counter() - began, cpu_seconds(process.pid)


async def _is_ready(session: ClientSession, port: int) -> bool:
    with suppress(ClientError):
        async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    return False


async def _lag(bench: Bench) -> list[Figure]:
    """From the gateway's frame to the queue's request, one message after the other."""
    for _ in range(SINGLE_MESSAGES):
        bench.post()
        await asyncio.sleep(BETWEEN_SINGLES)
    await bench.settled()
    lags = [(bench.aws.arrived[each] - at) * 1000 for each, at in bench.posted.items()]
    return [
        at_most("gateway frame → queue request when idle, p50", median(lags), 5, "ms"),
        at_most("gateway frame → queue request when idle, p99", percentile(lags, 99), 30, "ms"),
    ]


async def _idle(bench: Bench) -> Figure:
    before = cpu_seconds(bench.process.pid)
    await asyncio.sleep(IDLE_SECONDS)
    used = (cpu_seconds(bench.process.pid) - before) / IDLE_SECONDS
    return at_most(f"scraper idle, {CHANNELS} channels (CPU)", used * 100, 1, "% of a core")


async def _sustained(bench: Bench) -> list[Figure]:
    """At the bar's pace, and what is left to send when the posting ends."""
    bench.aws.delay_seconds[0] = QUEUE_SECONDS
    cpu, began, count = cpu_seconds(bench.process.pid), time.perf_counter(), 0
    while count < RATE * RATE_SECONDS:
        due = int((time.perf_counter() - began) * RATE)
        bench.post(due - count)
        count = due
        await asyncio.sleep(0.01)
    await bench.settled()
    taken = time.perf_counter() - began
    bench.aws.delay_seconds[0] = 0.0
    each = (cpu_seconds(bench.process.pid) - cpu) / count
    what = (
        f"scraper, {RATE} messages/s for {RATE_SECONDS} s, queue takes {QUEUE_SECONDS * 1e3:g} ms"
    )
    return [
        # A twentieth for the queue's last batches, and for the clock of this loop.
        at_least(what, count / taken, RATE * 0.95, "messages/s"),
        informative("  of it CPU", f"{each * 1000:.2f} ms a message"),
    ]


async def _memory(bench: Bench) -> list[Figure]:
    filled = 0.0
    while len(bench.posted) < MESSAGES:
        bench.post(50)
        await until(lambda: bench.outstanding <= OUTSTANDING, seconds=120)
        if not filled and len(bench.posted) >= FILLED:
            await bench.settled()
            filled = resident_megabytes(bench.process.pid)
    await bench.settled()
    last = resident_megabytes(bench.process.pid)
    slope = (last - filled) / (MESSAGES - FILLED) * 10_000
    return [
        at_most(f"scraper resident after {MESSAGES} messages", last, 110, "MB", is_gate=True),
        at_most("  growth in 10,000 of the last", slope, 1, "MB", is_gate=True),
    ]


async def _stop(bench: Bench) -> Figure:
    bench.post(500)
    await until(lambda: bench.outstanding < 400)
    return at_most("scraper, SIGTERM to end in a burst", await _ended(bench.process), 5, "s")


async def _stop_beside_a_dead_queue(world: ScraperWorld, aws: QuickAws) -> Figure:
    process, _, _ = await _start(world)
    aws.delay_seconds[0] = 60.0
    world.told.discord.post(world.channels[0], MessageDraft(AUTHOR, TEXT))
    await asyncio.sleep(1.0)
    return at_most("scraper, SIGTERM to end, queue never answers", await _ended(process), 5, "s")


async def _ended(process: Process) -> float:
    began = time.perf_counter()
    process.send_signal(signal.SIGTERM)
    await process.wait()
    return time.perf_counter() - began


if __name__ == "__main__":
    for figure in measure():
        sys.stdout.write(f"{figure.what}: {figure.value} (bar {figure.bar or 'none'})\n")
