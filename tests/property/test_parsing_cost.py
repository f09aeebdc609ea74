"""No text of full length is slow to read: what it costs is counted, not timed."""

from __future__ import annotations

import sys
from random import Random
from types import FrameType
from typing import Any

import pytest

from signalfill.parsing import LONGEST_TEXT, parse
from tests.benchmarks.parsing import HOSTILE, worst_texts

MOST_CALLS = 100_000
"""Calls of our own functions; the dearest text known takes about 46,000."""


def calls_of(text: str) -> int:
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:  # noqa: ANN401
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_a_bounded_number_of_steps(piece: str) -> None:
    assert calls_of((piece * LONGEST_TEXT)[:LONGEST_TEXT]) < MOST_CALLS


def test_the_worst_text_of_a_short_search_takes_a_bounded_number_of_steps() -> None:
    found = worst_texts(cost=calls_of, random=Random(5), rounds=30)

    assert max(map(calls_of, found)) < MOST_CALLS
