"""Traders that are wrong on purpose: each must break an invariant within 1,000 seeded runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from signalfill.domain import protection
from signalfill.domain.order import IN_FLIGHT, OPEN, OrderStatus, Outcome, Unknown
from signalfill.domain.position import OrderRecord, Position
from signalfill.matching.model import AttachedChild
from signalfill.services import act, manage_position, reconcile
from tests.fakes.world import World
from tests.simulation.faults import Rates
from tests.simulation.run import run

SEEDS = 1000


def caught(mutate: Callable[[World], None] | None = None, *, rates: Rates | None = None) -> bool:
    return any(run(seed, mutate=mutate, rates=rates) for seed in range(SEEDS))


def acts_first(world: World) -> None:
    store = world.positions.create

    def create(position: Position, **others: Any) -> None:  # noqa: ANN401 - passed through
        for order in position.orders:
            if order.request is not None:
                world.venue.place(order.request)
        store(position, **others)

    world.positions.create = create  # type: ignore[method-assign]


def test_acting_before_the_intent_is_stored_is_caught() -> None:
    assert caught(acts_first)


def test_taking_absent_for_not_placed_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "RESEND_WINDOW", timedelta(0))

    assert caught()


def test_dropping_the_write_of_the_intent_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    save = manage_position._save

    def forgetful(step: Any, *others: Any) -> Position:  # noqa: ANN401 - passed through
        if step.actions:
            position: Position = step.position
            return position
        return save(step, *others)

    monkeypatch.setattr(manage_position, "_save", forgetful)

    assert caught()


def test_taking_no_answer_for_a_no_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    after = act._after

    def hasty(order: OrderRecord, outcome: Outcome) -> OrderRecord:
        if isinstance(outcome, Unknown):
            return order.model_copy(update={"status": OrderStatus.REJECTED})
        return after(order, outcome)

    monkeypatch.setattr(act, "_after", hasty)

    assert caught()


def refuses_children(world: World) -> None:
    world.venue.engine.rules.attached_child = AttachedChild.AT_ACCEPT
    world.venue.engine.rules.child_refused_at_fill = True


def test_trusting_a_child_that_is_not_live_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = {OrderStatus.SUBMITTED}
    monkeypatch.setattr(protection, "OPEN", OPEN | trusted)
    monkeypatch.setattr(protection, "IN_FLIGHT", IN_FLIGHT - trusted)

    assert caught(refuses_children)
