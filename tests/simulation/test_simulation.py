from __future__ import annotations

import os

import pytest

from tests.simulation.run import run

SEEDS = int(os.environ.get("SEEDS", "300"))
FIRST = int(os.environ.get("FROM", "0"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_the_invariants_hold_in_every_seeded_run(seed: int) -> None:
    assert run(seed) == []
