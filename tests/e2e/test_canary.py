"""A record that nobody posted goes the whole way, again and again, while all of it lives."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from functions.trader.app import CANARY
from sandbox.aws import measured
from tests.e2e.theatre import Theatre

pytestmark = pytest.mark.e2e

WITHIN_SECONDS = 60


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.2)


def test_canaries_come_to_the_traders_door_and_are_measured_there(theatre: Theatre) -> None:
    until(lambda: len(measured(theatre.stage.stack, "OnSignalFunction", CANARY)) > 2)

    assert all(
        0 < each < WITHIN_SECONDS * 1000
        for each in measured(theatre.stage.stack, "OnSignalFunction", CANARY)
    )


def test_a_canary_is_neither_verdict_nor_signal(theatre: Theatre) -> None:
    until(lambda: "canary" in kinds(theatre))

    assert kinds(theatre)["canary"] == {"canary"}


def kinds(theatre: Theatre) -> dict[str, set[str]]:
    """By channel, what the signals table holds."""
    stack, found = theatre.stage.stack, dict[str, set[str]]()
    for item in stack.client("dynamodb").scan(TableName=stack.outputs["SignalsTable"])["Items"]:
        found.setdefault(item["channel_id"]["S"], set()).add(item["item"]["S"])
    return found


def test_they_stop_with_the_scraper_and_come_again_with_it(theatre: Theatre) -> None:
    stage = theatre.stage
    stage.scraper.stop()
    until(lambda: stage.queue_length("MessagesQueueUrl") == 0)
    time.sleep(1.0)
    silent = len(measured(stage.stack, "OnSignalFunction", CANARY))
    time.sleep(7.0)
    still_silent = len(measured(stage.stack, "OnSignalFunction", CANARY))
    stage.start_scraper()
    until(lambda: len(measured(stage.stack, "OnSignalFunction", CANARY)) > silent)

    assert still_silent == silent
