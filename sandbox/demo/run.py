"""The demo from start to end: set the stage, play the script, judge, clear everything away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console

from sandbox.aws.tools import ROOT, SandboxError
from sandbox.demo import books, checks, figures, summary
from sandbox.demo.crash import victim
from sandbox.demo.director import POLL_SECONDS, Director, MissedMilestoneError
from sandbox.demo.messages import read_messages
from sandbox.demo.screen import Screen
from sandbox.demo.script import SCRIPT
from sandbox.demo.sweeper import Sweeper
from sandbox.demo.watch import Watch
from sandbox.stage import DEPOSIT, Plan, Stage
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS

SETTINGS = ROOT / "sandbox" / "demo" / "settings.yaml"
SCRAPER_WAS_AWAY = timedelta(hours=48)
SETTLED_WITHIN_SECONDS = 20
QUOTE = "USD"
FAILURE_QUEUES = ("DeadMessagesQueueUrl", "FailuresQueueUrl")


def run_demo(
    directory: Path, console: Console, *, kill: str | None = None, auth: bool = False
) -> list[str]:
    """Every expectation that did not hold."""
    messages = read_messages()
    with Screen(len(SCRIPT), console) as screen:
        screen.scene("The stage: Discord, Coinbase and AWS on this machine")
        with Stage(Plan(directory, SETTINGS, auth=auth), say=screen.doing) as stage:
            watch = Watch(stage.stack)
            with Sweeper(stage.sweep) as sweeper:
                sweeper.ask()  # the function is warm before the first price moves
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
            if kill is None:
                failures += sweeper.failures
            failures += _judge(stage, watch, venue)
            failures += checks.unmet(messages.values(), watch.rows)
            comparisons = books.compare(
                watch.positions.positions(include_closed=True),
                venue,
                quote=QUOTE,
                deposit=Decimal(DEPOSIT),
            )
    failures += books.differences(comparisons)
    summary.print_rows(screen.console, watch.rows.values())
    prompt = [r.message_id for key, r in watch.rows.items() if key not in director.late]
    summary.print_latency(screen.console, figures.latency(venue["requests"], prompt))
    summary.print_books(screen.console, comparisons)
    summary.print_failures(screen.console, failures)
    return failures


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


def _judge(stage: Stage, watch: Watch, venue: dict[str, Any]) -> list[str]:
    positions = watch.positions.positions(include_closed=True)
    return [
        *checks.unprotected(positions),
        *figures.doubled(venue["requests"], positions),
        *checks.without_notice(stage.discord.state()["notices"]),
        *checks.waiting({name: stage.queue_length(name) for name in FAILURE_QUEUES}),
    ]
