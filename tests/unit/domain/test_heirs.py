"""Which orders of ours may have gone on under another id of the venue."""

from __future__ import annotations

import pytest

from signalfill.domain.adoption.heirs import child_record, lost_orders
from signalfill.domain.holding import orders_of, with_order
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position
from tests.fakes.clock import START
from tests.fakes.world import World


def entered() -> Position:
    """One slice, its entry at work, its bracket never shown."""
    position = World().opened()
    entry = orders_of(position, OrderPurpose.ENTRY, 0)[0]
    return position.model_copy(update={"slices": position.slices[:1], "orders": (entry,)})


def filled_with_child(position: Position, status: OrderStatus) -> Position:
    (entry,) = position.orders
    filled = {"status": OrderStatus.FILLED, "filled_size": entry.base_size}
    child = child_record(entry, "child-1", START).model_copy(update={"status": status})
    return with_order(with_order(position, entry.model_copy(update=filled)), child)


@pytest.mark.parametrize(
    ("status", "expected"), [(OrderStatus.CANCELED, 1), (OrderStatus.ACCEPTED, 0)]
)
def test_a_bracket_first_shown_when_it_has_ended_unasked_may_have_gone_on(
    status: OrderStatus, expected: int
) -> None:
    """Filled, triggered and renamed between two looks: a sale would sell the coins twice."""
    before = entered()

    assert len(lost_orders(before, filled_with_child(before, status))) == expected


def test_a_bracket_that_had_ended_before_is_not_looked_for_at_every_look() -> None:
    known = filled_with_child(entered(), OrderStatus.CANCELED)

    assert lost_orders(known, known) == []
