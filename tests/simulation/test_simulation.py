from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from signalfill.domain.position import Position
from signalfill.services import reconcile
from tests.fakes.world import World
from tests.simulation.run import run

SEEDS = int(os.environ.get("SEEDS", "300"))
FIRST = int(os.environ.get("FROM", "0"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_the_invariants_hold_in_every_seeded_run(seed: int) -> None:
    assert run(seed) == []


def caught(mutate: Callable[[World], None] | None = None) -> bool:
    return any(run(seed, mutate=mutate) for seed in range(1000))


def act_before_the_intent(world: World) -> None:
    store = world.positions.create

    def create(position: Position, **others: Any) -> None:  # noqa: ANN401 - passed through
        for order in position.orders:
            if order.request is not None:
                world.venue.place(order.request)
        store(position, **others)

    world.positions.create = create  # type: ignore[method-assign]


def test_a_trader_that_acts_before_its_intent_is_stored_is_caught() -> None:
    assert caught(act_before_the_intent)


def test_a_trader_that_takes_absent_for_not_placed_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reconcile, "RESEND_WINDOW", timedelta(0))

    assert caught()
