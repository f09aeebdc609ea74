"""How much of which slice a reduction sells."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.amendments.reducing import reduce
from signalfill.domain.holding import bought
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.side import Side
from signalfill.domain.signal import Amendment, AmendmentAction
from tests.fakes.world import World

HALF = Decimal("0.5")


def holding(world: World) -> Position:
    """Two slices of one size, with targets at 110 and 120."""
    position = world.opened()
    world.move("99.5")
    return world.position(position.position_id)


def reduction(world: World, **fields: int) -> Amendment:
    said = world.amendment(AmendmentAction.REDUCE, fraction="0.5")
    return said.model_copy(update=dict(fields))


def asked(position: Position) -> list[Decimal]:
    return [each.sell_size / bought(position, each.index) for each in position.slices]


def test_the_nearest_target_gives_first() -> None:
    world = World()

    assert asked(reduce(holding(world), HALF, reduction(world))) == [1, 0]


def test_the_nearest_target_of_a_short_is_the_highest() -> None:
    world = World()
    position = holding(world)
    slices = tuple(
        each.model_copy(update={"take_profit_price": 200 - each.take_profit_price})
        for each in position.slices
    )
    short = position.model_copy(update={"side": Side.SHORT, "slices": slices})

    sizes = [each.sell_size for each in reduce(short, HALF, reduction(world)).slices]

    assert sizes[0] > 0
    assert sizes[1] == 0


def test_a_second_half_is_taken_from_what_nobody_asked_for_yet() -> None:
    world = World()
    once = reduce(holding(world), HALF, reduction(world))

    assert asked(reduce(once, HALF, reduction(world))) == [1, 1]


def test_what_a_bracket_sold_at_its_target_is_not_sold_once_more() -> None:
    world = World()
    position = sold_by_first_bracket(world, by_stop=False)

    assert asked(reduce(position, HALF, reduction(world, target=1)))[1] == 0


def test_what_a_stop_sold_was_not_sold_at_a_target() -> None:
    world = World()
    position = sold_by_first_bracket(world, by_stop=True)

    assert asked(reduce(position, HALF, reduction(world, target=1)))[1] == 1


def sold_by_first_bracket(world: World, *, by_stop: bool) -> Position:
    """The first slice is gone, at its target or at its stop."""
    position = holding(world)
    orders = tuple(
        order.model_copy(
            update={
                "status": OrderStatus.FILLED,
                "filled_size": bought(position, 0),
                "stop_triggered": by_stop,
            }
        )
        if order.purpose is OrderPurpose.PROTECTION and order.slice_index == 0
        else order
        for order in position.orders
    )
    return position.model_copy(update={"orders": orders})
