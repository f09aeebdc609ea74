"""A replay by skipping comes to what a replay minute by minute comes to, and always to the same."""

from __future__ import annotations

import pytest

from signalfill.domain.evidence.results import Lane, run_lines
from tests.replay.audit import differences
from tests.replay.worlds import world

SEEDS = range(5)
"""One world for each manner of `worlds.MANNERS`; `make evidence-audit` has a hundred."""


@pytest.mark.parametrize("seed", SEEDS)
def test_skipping_comes_to_what_stepping_comes_to(seed: int) -> None:
    lane = (Lane.WORST, Lane.ACHIEVED)[seed % 2]
    of_seed = world(seed, days=2, calls_a_day=5)

    skipped, stepped = (of_seed.lane(lane, stepwise=each) for each in (False, True))

    assert sum(len(each.fills) for each in skipped.trades.values()) > 0
    assert differences(skipped, stepped) == []


def test_the_same_inputs_make_the_same_bytes() -> None:
    first, second = (world(7, days=2).run() for _ in range(2))

    assert list(run_lines(first)) == list(run_lines(second))
