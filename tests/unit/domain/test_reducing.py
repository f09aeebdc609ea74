"""How much of which slice a reduction sells."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.amendments.reducing import is_measured, reduce
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


def test_a_larger_part_sells_the_difference_whatever_else_its_message_asks_for() -> None:
    world = World()
    quarter = world.amendment(AmendmentAction.REDUCE, fraction="0.25")
    sold = reduce(holding(world), Decimal("0.25"), quarter)
    edited = quarter.model_copy(
        update={
            "amendment_id": f"{quarter.provenance.message_id}-1-a0",
            "earlier_ids": (quarter.amendment_id,),
            "fraction": "0.3",
            "fraction_in_all": "0.8",
        }
    )

    after = reduce(sold, Decimal("0.3"), edited)

    asked_in_all = sum((each.sell_size for each in after.slices), Decimal(0))
    assert asked_in_all == bought(after) * Decimal("0.3")


def test_what_other_messages_had_done_needs_no_measure() -> None:
    world = World()
    said = reduction(world)
    before = {"applied_amendment_ids": ("of-an-older-release",)}
    position = holding(world).model_copy(update=before)
    edited = said.model_copy(update={"earlier_ids": ("of-an-older-release",)})

    assert is_measured(position, said)
    assert not is_measured(position, edited)
