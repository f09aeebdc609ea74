"""From the gateway's frame to the create-order request, through the deployed sandbox.

The real scraper, queue, functions and SDK; the stand-in's own latency is 0. One signal at a
time, warm; each is taken back before the next one is said.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sandbox.demo.figures import create_orders
from sandbox.stage import Stage, StagePlan
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.domain.position import Position
from signalfill.domain.values import snowflake_moment
from tests.benchmarks.cpu import cpu_seconds
from tests.benchmarks.result import Figure, at_most, informative, percentile

SETTINGS = Path(__file__).with_name("road.yaml")
SIGNALS = int(os.environ.get("SIGNALS", "120"))
WARM_UP = 8
PATIENCE = 10.0
SHOWN_WITHIN = 1.0
POLL = 0.1
COINS = {"SOL": 150, "LINK": 14, "AVAX": 28, "LTC": 80, "UNI": 8, "APT": 9, "INJ": 22, "BCH": 450}
STAGES = (
    "frame → scraper has the message",
    "scraper → queue → parser begins",
    "parser → table → stream → trader's first question",
    "the venue's answers",
    "gates, plan, intent stored → create order",
)


@dataclass(frozen=True)
class Trip:
    """Moments of one signal on its way, in order."""

    moments: tuple[datetime, ...]
    questions: int

    @property
    def milliseconds(self) -> float:
        return (self.moments[-1] - self.moments[0]) / timedelta(milliseconds=1)

    @property
    def stages(self) -> list[float]:
        pairs = zip(self.moments, self.moments[1:], strict=False)
        return [(after - before) / timedelta(milliseconds=1) for before, after in pairs]


def measure() -> list[Figure]:
    with TemporaryDirectory(prefix="signalfill-road-") as directory:  # its name marks processes
        plan = StagePlan(Path(directory), SETTINGS, deposit="100000")
        with Stage(plan) as stage:
            stage.start_scraper()
            trips = list(_trips(stage, WARM_UP))
            before = cpu_seconds(directory)
            trips = list(_trips(stage, SIGNALS))
            spent = {
                name: seconds - before.get(name, 0)
                for name, seconds in cpu_seconds(directory).items()
            }
    return [*_whole(trips), *_by_stage(trips), *_cpu(spent)]


def _trips(stage: Stage, count: int) -> Iterator[Trip]:
    client = stage.stack.client("dynamodb")
    outputs = stage.stack.outputs
    positions = DynamoPositions(outputs["PositionsTable"], outputs["SignalsTable"], client)
    room = stage.rooms["calls"]
    for _, (coin, price) in zip(range(count), cycle(COINS.items()), strict=False):
        stage.coinbase.reset_requests()
        text = _call(coin, price)
        message_id = stage.discord.say(room.channel_id, text, author_id=room.author_id)
        requests = _until_ordered(stage)
        position = _loaded(positions, f"{message_id}-0")
        yield _trip(message_id, position, requests)
        stage.discord.delete(room.channel_id, message_id)
        _until_closed(positions, stage)


def _call(coin: str, price: float) -> str:
    entry, stop = price * 0.99, price * 0.95
    targets = "\n".join(f"TP{n}: {price * (1 + n * 0.05):.2f}" for n in (1, 2, 3))
    return f"#{coin}/USDT LONG\nEntry: {entry:.2f}\n{targets}\nSL: {stop:.2f}"


def _until_ordered(stage: Stage) -> list[dict[str, Any]]:
    """The venue's log once the first order came; asked rarely, as asking costs it time too."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(POLL)
        requests: list[dict[str, Any]] = stage.coinbase.state()["requests"]
        if create_orders(requests):
            return requests
    raise TimeoutError("no order came")


def _loaded(positions: DynamoPositions, position_id: str) -> Position:
    position = positions.load(position_id)
    if position is None:
        raise TimeoutError(f"there is no position {position_id}")
    return position


def _until_closed(positions: DynamoPositions, stage: Stage) -> None:
    """Where the venue shows a cancel only later, the next sweep sees it."""
    began = time.monotonic()
    while positions.live_positions():
        waited = time.monotonic() - began
        if waited > PATIENCE:
            raise TimeoutError("a position was not closed")
        time.sleep(POLL)
        if waited > SHOWN_WITHIN:
            stage.sweep()


def _trip(message_id: str, position: Position, requests: Sequence[dict[str, Any]]) -> Trip:
    said = position.signal.provenance
    posted = snowflake_moment(message_id)
    order = datetime.fromisoformat(create_orders(requests)[0]["at"])
    asked = [datetime.fromisoformat(each["at"]) for each in requests]
    questions = [at for at in asked if posted <= at < order and at >= said.parsed_at]
    moments = (
        posted,
        said.received_at,
        said.parsed_at,
        questions[0],
        questions[-1],
        order,
    )
    return Trip(moments, len(questions))


def _whole(trips: Sequence[Trip]) -> list[Figure]:
    taken = [trip.milliseconds for trip in trips]
    name = f"gateway frame → create order, sandbox, {len(trips)} signals"
    questions = median(trip.questions for trip in trips)
    return [
        at_most(f"{name}, p50", median(taken), 100, "ms"),
        at_most(f"{name}, p99", percentile(taken, 99), 300, "ms"),
        informative("    questions to the venue before the order", f"{questions:.0f}"),
    ]


def _by_stage(trips: Sequence[Trip]) -> Iterator[Figure]:
    parts: dict[str, list[float]] = defaultdict(list)
    for trip in trips:
        for name, milliseconds in zip(STAGES, trip.stages, strict=True):
            parts[name].append(milliseconds)
    for name, found in parts.items():
        value = f"p50 {median(found):.1f} ms, p99 {percentile(found, 99):.1f} ms"
        yield informative(f"    {name}", value)


def _cpu(spent: dict[str, float]) -> Iterator[Figure]:
    """A busy machine stretches the clock; this it does not stretch."""
    for name, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        yield informative(f"    CPU a signal, {name}", f"{seconds * 1000 / SIGNALS:.1f} ms")
