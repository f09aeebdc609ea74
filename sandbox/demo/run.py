"""The demo from start to end: set the stage, play the script, judge, clear everything away."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console

from sandbox.aws import measured
from sandbox.aws.tools import ROOT, SandboxError
from sandbox.demo import books, checks, figures, summary
from sandbox.demo.crash import victim
from sandbox.demo.director import POLL_SECONDS, Director, MissedMilestoneError
from sandbox.demo.messages import read_messages
from sandbox.demo.row import Row
from sandbox.demo.screen import Screen
from sandbox.demo.script import SCRIPT
from sandbox.demo.sweeper import Sweeper
from sandbox.demo.watch import Watch
from sandbox.stage import Stage, StagePlan
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.domain.position import Position
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS

SETTINGS = ROOT / "sandbox" / "demo" / "channels.yaml"
SCRAPER_WAS_AWAY = timedelta(hours=48)
SETTLED_WITHIN_SECONDS = 20
QUOTE, DEPOSIT = "USD", "20000"
CANARY = "CanaryMilliseconds"
FAILURE_QUEUES = ("DeadMessagesQueueUrl", "FailuresQueueUrl")


@dataclass(frozen=True)
class Outcome:
    """What the demo came to; `failures` are the expectations that did not hold."""

    failures: list[str]
    rows: list[Row]
    latency: figures.Latency | None
    canaries: list[float]
    comparisons: list[books.Comparison]


def run_demo(
    directory: Path,
    console: Console,
    *,
    kill: str | None = None,
    auth: bool = False,
    docker_host: str | None = None,
) -> list[str]:
    """Every expectation that did not hold; all that was started has ended."""
    plan = StagePlan(directory, SETTINGS, deposit=DEPOSIT, auth=auth, docker_host=docker_host)
    with Screen(len(SCRIPT), console) as screen:
        screen.scene("The stage: Discord, Coinbase and AWS on this machine")
        with Stage(plan, say=screen.doing) as stage:
            outcome = _perform(stage, screen, kill)
    summary.print_rows(console, outcome.rows)
    summary.print_latency(console, outcome.latency)
    summary.print_canaries(console, outcome.canaries)
    summary.print_books(console, outcome.comparisons)
    summary.print_failures(console, outcome.failures)
    return outcome.failures


def _perform(stage: Stage, screen: Screen, kill: str | None) -> Outcome:
    messages, watch = read_messages(), Watch(stage.stack)
    with Sweeper(stage.sweep) as sweeper:
        director = Director(
            stage,
            messages,
            watch=watch,
            sweeper=sweeper,
            screen=screen,
            victim=victim(kill, stage),
        )
        _scraper_was_away(stage)
        failures = _play(director, screen)
        venue = _settled(stage, watch, director)
    # A script that was cut short says nothing of what would have come later.
    if not failures:
        failures += checks.unmet(messages.values(), watch.rows, disturbed=director.late)
    failures += [] if kill else sweeper.failures
    positions = watch.positions.positions(include_closed=True)
    comparisons = books.compare(positions, venue, quote=QUOTE, deposit=Decimal(DEPOSIT))
    failures += [*_judge(stage, positions, venue), *books.differences(comparisons)]
    prompt = [row.message_id for key, row in watch.rows.items() if key not in director.late]
    timing = figures.latency(venue["requests"], prompt)
    canaries = measured(stage.stack, "OnSignalFunction", CANARY)
    return Outcome(failures, list(watch.rows.values()), timing, canaries, comparisons)


def _play(director: Director, screen: Screen) -> list[str]:
    try:
        for act in SCRIPT:
            director.play(act)
            screen.step()
    except (MissedMilestoneError, SandboxError) as error:
        return [str(error)]
    return []


def _scraper_was_away(stage: Stage) -> None:
    """Checkpoints as a scraper left them that was stopped two days ago."""
    control = DynamoControl(stage.stack.outputs["ControlTable"], stage.stack.client("dynamodb"))
    then = int((time.time() - SCRAPER_WAS_AWAY.total_seconds()) * 1000)
    for room in stage.rooms.values():
        control.advance_checkpoint(room.channel_id, str((then - DISCORD_EPOCH_MILLISECONDS) << 22))


def _settled(stage: Stage, watch: Watch, director: Director) -> dict[str, Any]:
    """The venue's state once every order has come to rest and every notice was sent."""
    deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        director.look()
        if not any(_restless(stage, watch)):
            break
        time.sleep(POLL_SECONDS)
    return stage.coinbase.state()


def _restless(stage: Stage, watch: Watch) -> Iterator[str]:
    yield from (key for key, row in watch.rows.items() if not row.is_decided)
    yield from checks.unprotected(watch.positions.positions())
    yield from checks.without_notice(stage.discord.state()["notices"])


def _judge(stage: Stage, positions: Sequence[Position], venue: dict[str, Any]) -> list[str]:
    return [
        *checks.unprotected(positions),
        *figures.doubled(venue["requests"], positions),
        *checks.without_notice(stage.discord.state()["notices"]),
        *checks.waiting({name: stage.queue_length(name) for name in FAILURE_QUEUES}),
    ]
