"""No text of full length is slow to read: what it costs is counted, not timed."""

from __future__ import annotations

import sys
from random import Random
from types import FrameType
from typing import Any

import pytest

from signalfill.domain.teaching import MOST_SENTENCES, MOST_TEMPLATES, Teaching, Template
from signalfill.parsing import LONGEST_TEXT, parse
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import teach
from tests.benchmarks.parsing import HOSTILE, PIECES, worst_texts

MOST_CALLS = 100_000
"""Calls of our own functions; the dearest text known takes about 46,000."""


def calls_of(text: str, lexicon: Lexicon = LEXICON) -> int:
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:  # noqa: ANN401
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text, lexicon)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_a_bounded_number_of_steps(piece: str) -> None:
    assert calls_of((piece * LONGEST_TEXT)[:LONGEST_TEXT]) < MOST_CALLS


def test_the_worst_text_of_a_short_search_takes_a_bounded_number_of_steps() -> None:
    """Of every fifth piece; `make bench` searches long, and among all."""
    found = worst_texts(cost=calls_of, random=Random(5), rounds=10, pieces=PIECES[::5])

    assert max(map(calls_of, found)) < MOST_CALLS


# --- what a channel is taught at most ---


def taught_to_the_brim() -> Lexicon:
    """Templates and sentences that begin alike and differ at their end."""
    layout = "{coin} {side}\nin {entry} - {entry} out {targets} cut {stop} end"
    teaching = Teaching(
        ignore=tuple(f"this is no {'so ' * at}signal" for at in range(MOST_SENTENCES)),
        templates=tuple(
            Template(layout=layout + "x" * at, example="x") for at in range(MOST_TEMPLATES)
        ),
    )
    lexicon, refusals = teach(teaching)
    assert refusals == ()
    return lexicon


NEARLY = (
    "SOL long\nin 5 - 5 out 6 6 6 6 6 6 cut 4 enx\n",
    "SOL long\nin 5 - 5 out 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6 6\n",
    "this is no so so so so so so so so noise.",
    "this. ",
)


@pytest.mark.parametrize("piece", [*HOSTILE, *NEARLY])
def test_the_most_that_can_be_taught_costs_a_bounded_number_of_steps(piece: str) -> None:
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]

    assert calls_of(text, taught_to_the_brim()) < MOST_CALLS
