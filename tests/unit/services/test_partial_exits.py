"""Selling a part: each sale begins near the price, and what stays is guarded meanwhile."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought, held
from signalfill.domain.order import OPEN
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.signal import AmendmentAction
from tests.fakes.world import World


def holding(world: World) -> Position:
    position = world.opened(world.signal(take_profits=(Decimal(110),)))
    world.move("99.5", "101")
    return world.position(position.position_id)


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def covered(position: Position) -> Decimal:
    live = [o for o in position.orders if o.purpose is OrderPurpose.PROTECTION and o.status in OPEN]
    return sum((order.base_size - order.filled_size for order in live), Decimal(0))


def test_the_fifth_sale_is_no_deeper_below_the_bid_than_the_first() -> None:
    world = World()
    position = holding(world)

    for _ in range(5):
        world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.1"))

    exits = [o for o in now(world, position).orders if o.purpose is OrderPurpose.EXIT]
    assert len(exits) == 5
    assert len({order.limit_price for order in exits}) == 1


def test_the_kept_half_is_guarded_while_nobody_buys_the_other() -> None:
    world = World()
    position = holding(world)
    world.venue.engine.set_depth("BTC-USD", Decimal(0))

    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))

    half = bought(position) / 2
    after = now(world, position)
    assert held(after) == bought(after)
    assert abs(covered(after) - half) <= position.base_increment
    world.clock.advance(minutes=1)
    world.sweep()
    assert abs(covered(now(world, position)) - half) <= position.base_increment


def test_once_somebody_buys_the_other_half_the_bracket_over_the_rest_stays() -> None:
    world = World()
    position = holding(world)
    world.venue.engine.set_depth("BTC-USD", Decimal(0))
    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))
    world.venue.engine.set_depth("BTC-USD", None)

    world.move("101", "101")

    after = now(world, position)
    assert held(after) == covered(after)
    assert after.naked_since is None


def test_a_target_lowered_below_the_bid_sells_its_part() -> None:
    world = World()
    position = holding(world)
    world.move("106")

    world.say(world.amendment(AmendmentAction.SET_TARGETS, to="104"))
    world.move("106")

    assert held(now(world, position)) == 0
