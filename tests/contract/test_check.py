"""`make venue-check` itself, pointed at a stand-in where it believes Coinbase to be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.coinbase import StandInCoinbase
from tests.contract.real import VENUE

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(bool(os.environ.get(VENUE)), reason="the check does not check itself"),
]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stand_in() -> Iterator[StandInCoinbase]:
    with StandInCoinbase() as running:  # by real time, as the check is a process of its own
        yield running


def check(
    stand_in: StandInCoinbase, *options: str, typed: str = "", **changes: str
) -> tuple[int, str]:
    environment = {
        **os.environ,
        "SIGNALFILL_COINBASE_BASE_URL": stand_in.base_url,
        "SIGNALFILL_COINBASE_CA_BUNDLE": str(stand_in.ca_bundle),
        "SIGNALFILL_COINBASE_KEY": json.dumps(stand_in.key),
        **changes,
    }
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.contract", "key", *options],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def posts(stand_in: StandInCoinbase) -> list[str]:
    logged = stand_in.control.state()["requests"]
    return [each["path"] for each in logged if each["method"] == "POST"]


def test_it_reads_only(stand_in: StandInCoinbase) -> None:
    status, said = check(stand_in)
    assert status == 0, said
    assert "passed" in said
    assert posts(stand_in) == []


def test_it_places_nothing_when_asked_once(stand_in: StandInCoinbase) -> None:
    assert check(stand_in, "--place", typed="yes\n")[0] == 1
    assert posts(stand_in) == []


def test_asked_twice_it_leaves_nothing_behind(stand_in: StandInCoinbase) -> None:
    status, said = check(stand_in, "--place", typed="orders\n")
    assert status == 0, said
    assert {each["status"] for each in stand_in.control.state()["orders"]} == {"CANCELLED"}


def test_without_a_key_it_is_one_line_that_says_what_to_do(stand_in: StandInCoinbase) -> None:
    status, said = check(stand_in, SIGNALFILL_COINBASE_KEY="")
    assert (status, len(said.splitlines())) == (2, 1)
    assert "SIGNALFILL_COINBASE_KEY is not set" in said


def test_a_venue_that_does_not_answer_is_one_line(stand_in: StandInCoinbase) -> None:
    status, said = check(stand_in, SIGNALFILL_COINBASE_BASE_URL="127.0.0.1:9")
    assert (status, len(said.splitlines())) == (2, 1)
    assert "no usable answer" in said


def test_a_key_that_is_refused_is_one_line(stand_in: StandInCoinbase) -> None:
    stand_in.control.fault("unauthorized", 9)
    status, said = check(stand_in)
    assert (status, len(said.splitlines())) == (2, 1)
    assert "refused the API key" in said
