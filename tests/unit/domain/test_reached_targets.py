"""By whose sales a target was reached, and how often the end of its entries is told."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.protection.reached_targets import count_reached, end_unfilled
from signalfill.domain.rules import Rules
from signalfill.domain.step import Note
from tests.fakes.world import World


def opened(price: str) -> Position:
    """Two slices with targets at 110 and 120, entered at 100 if price came there."""
    world = World()
    position = world.opened()
    world.move(price)
    return world.position(position.position_id)


def sold_by_first(position: Position, price: str) -> Position:
    """The first slice was sold as a whole, at this price."""
    bracket = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    size = position.slices[bracket.slice_index].base_size
    done = bracket.model_copy(update={"status": OrderStatus.FILLED, "filled_size": size})
    fill = position.fills[0].model_copy(
        update={
            "trade_id": "sale",
            "venue_order_id": bracket.venue_order_id,
            "side": bracket.side,
            "price": Decimal(price),
            "base_size": size,
        }
    )
    orders = tuple(done if each is bracket else each for each in position.orders)
    return position.model_copy(update={"orders": orders, "fills": (*position.fills, fill)})


def test_a_part_that_was_sold_beyond_the_next_target_has_reached_its_own_only() -> None:
    assert count_reached(sold_by_first(opened("99.5"), "125")) == 1


def test_that_entries_outlived_their_target_is_told_once() -> None:
    notes: list[Note] = []
    waiting = opened("101")

    ended = end_unfilled(waiting, Rules(), Decimal(111), notes=notes)
    again = end_unfilled(ended, Rules(), Decimal(111), notes=notes)

    assert again is ended
    assert [note.event for note in notes] == ["entries_outlived"]


def test_an_addition_outlives_the_first_target_of_the_call_and_not_its_own() -> None:
    position = opened("101")
    first, second = position.slices
    added = second.model_copy(update={"added_by": "1-0-a0"})
    enlarged = position.model_copy(update={"slices": (first, added)})

    past_110 = end_unfilled(enlarged, Rules(), Decimal(111), notes=[])
    past_120 = end_unfilled(enlarged, Rules(), Decimal(121), notes=[])

    assert [each.unwanted is not None for each in past_110.orders] == [True, False]
    assert [each.unwanted is not None for each in past_120.orders] == [True, True]
