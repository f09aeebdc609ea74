"""Living with a human who trades the same account."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import held
from signalfill.domain.position import OrderPurpose, Position, PositionState
from tests.fakes.world import World


def filled_position(world: World) -> Position:
    position = world.opened()
    world.move("99.5")
    return world.position(position.position_id)


def sell_by_hand(world: World, position: Position, size: Decimal) -> None:
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])
    world.venue.engine.withdraw("BTC", size)


def test_a_position_that_was_sold_by_hand_ends_and_asks() -> None:
    world = World()
    position = filled_position(world)
    sell_by_hand(world, position, held(position))

    world.move("99.5", "99.5", "99.5")

    assert world.position(position.position_id).state is PositionState.CLOSED
    events = [entry.event for entry in world.positions.journal(position.position_id)]
    assert "sold_by_hand" in events


def test_a_part_sold_by_hand_leaves_the_rest_guarded() -> None:
    world = World()
    position = filled_position(world)
    half = held(position) / 2
    sell_by_hand(world, position, half)

    world.move("99.5", "99.5", "99.5")

    position = world.position(position.position_id)
    assert position.state is PositionState.OPEN
    assert held(position) == half
    assert position.naked_since is None


def test_coins_that_are_not_ours_hide_no_position_and_are_left_alone() -> None:
    world = World()
    world.venue.engine.deposit("BTC", Decimal(5))
    position = filled_position(world)

    world.move("99.5", "99.5")

    assert held(world.position(position.position_id)) == held(position)
    assert world.venue.balances()["BTC"].total == held(position) + 5


def test_a_stop_moved_by_hand_is_kept_as_it_is() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    seen = world.venue.orders([child.venue_order_id or ""])[child.venue_order_id or ""]
    world.venue.edit(seen, stop_price=Decimal(92))

    world.move("99.5", "99.5")

    position = world.position(position.position_id)
    assert [each.stop_price for each in position.slices] == [Decimal(92), Decimal(95)]
    live = world.venue.orders([child.venue_order_id or ""])[child.venue_order_id or ""]
    assert live.stop_price == Decimal(92)
