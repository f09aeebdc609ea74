"""Traders that are wrong on purpose: each must break an invariant within 1,000 seeded runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from signalfill.domain.order import OrderStatus, Outcome, Unknown
from signalfill.domain.position import OrderRecord, Position
from signalfill.domain.verdict import ItemKey
from signalfill.services import act, manage_position, reconcile
from tests.fakes.positions import InMemoryPositions
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


def test_trusting_a_child_that_was_not_read_back_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child_record = reconcile.child_record

    def trusting(parent: OrderRecord, attached_order_id: str, now: datetime) -> OrderRecord:
        child = child_record(parent, attached_order_id, now)
        update = {"status": OrderStatus.ACCEPTED, "base_size": parent.base_size}
        return child.model_copy(update=update)

    monkeypatch.setattr(reconcile, "child_record", trusting)
    monkeypatch.setattr(act, "child_record", trusting)

    assert caught()


def test_writing_without_the_fence_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    save, lease = InMemoryPositions.save, InMemoryPositions.take_lease

    def unfenced(
        store: InMemoryPositions,
        position: Position,
        *,
        owner: str,
        **others: Any,  # noqa: ANN401 - passed through
    ) -> Position:
        stored = store._stored[position.position_id]
        stored.owner = owner
        current = position.model_copy(update={"version": stored.position.version})
        return save(store, current, owner=owner, **others)

    def open_to_all(
        store: InMemoryPositions,
        position_id: str,
        **others: Any,  # noqa: ANN401 - passed through
    ) -> tuple[Position, Sequence[ItemKey]] | None:
        store._stored[position_id].owner = None
        return lease(store, position_id, **others)

    monkeypatch.setattr(InMemoryPositions, "save", unfenced)
    monkeypatch.setattr(InMemoryPositions, "take_lease", open_to_all)

    assert caught(rates=Rates(intruder=0.4))
