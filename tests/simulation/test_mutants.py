from __future__ import annotations

import pytest

from tests.simulation.fresh import first_fresh_seed
from tests.simulation.mutants import MUTANTS
from tests.simulation.run import run

SEEDS = 1000


@pytest.mark.parametrize("name", MUTANTS)
def test_a_trader_that_is_wrong_on_purpose_is_caught(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate = MUTANTS[name](monkeypatch)
    first = first_fresh_seed()

    assert any(run(seed, mutate=mutate).violations for seed in range(first, first + SEEDS))
