from __future__ import annotations

import pytest

from tests.simulation.run import run

SLICES, SEEDS_EACH = 20, 25
PINNED = (
    1,
    3,
    44,
    54,
    917,
    30100,
    42910,
    71639,
    71858,
    72159,
    80429,
    90401,
    91181,
    201738,
    304995,
    2848729337198,
)
"""Seeds that once broke an invariant.

A change of the simulation gives them other stories: each fault has a unit test of its own, too.
"""


def broken(seeds: range) -> list[str]:
    """What to type for each seed that breaks an invariant, and which."""
    outcomes = map(run, seeds)
    return [
        f"make simulate SEEDS=1 FROM={outcome.seed}  # {'; '.join(outcome.violations)}"
        for outcome in outcomes
        if outcome.violations
    ]


@pytest.mark.parametrize("part", range(SLICES))
def test_the_invariants_hold_in_500_runs(part: int) -> None:
    """The same in every run; `make explore` and `make simulate` look for others."""
    first = part * SEEDS_EACH

    assert broken(range(first, first + SEEDS_EACH)) == []


@pytest.mark.parametrize("seed", PINNED)
def test_the_invariants_hold_where_they_were_once_broken(seed: int) -> None:
    assert broken(range(seed, seed + 1)) == []


def test_a_seed_replays_exactly() -> None:
    first, again = run(7), run(7)

    assert (first.intervals, first.orders, first.positions) == (
        again.intervals,
        again.orders,
        again.positions,
    )
