"""What becomes of a position that is held for longer than the settings allow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import AmendmentAction
from tests.fakes.world import World


def held(after: str, *prices: str) -> tuple[World, Position]:
    """Filled at 100, held for 61 minutes of an hour, then looked at once for each price."""
    world = World(max_holding="1h", after_holding=after)
    position = world.opened()
    world.move("99.5")
    world.clock.advance(minutes=61)
    world.move(*prices)
    return world, position


def events(world: World, position: Position) -> list[str]:
    return [each.event for each in world.positions.journal(position.position_id)]


def test_the_operator_is_asked_once() -> None:
    world, position = held("ask", "101", "101", "101")

    assert events(world, position).count("held_too_long") == 1
    assert world.position(position.position_id).state is PositionState.OPEN


def test_it_is_closed_where_the_settings_say_so() -> None:
    world, position = held("close", "101", "101")

    assert world.position(position.position_id).state is PositionState.CLOSED


@pytest.mark.parametrize(("price", "stop"), [("104", "100"), ("99", "95")])
def test_its_stop_goes_to_the_entry_as_soon_as_price_allows(price: str, stop: str) -> None:
    world, position = held("stop_to_entry", price)

    stops = {each.stop_price for each in world.position(position.position_id).slices}
    assert stops == {Decimal(stop)}


def test_before_its_time_nothing_happens() -> None:
    world = World(max_holding="1h", after_holding="close")
    position = world.opened()
    world.move("99.5")
    world.clock.advance(minutes=57)

    world.move("101")

    assert world.position(position.position_id).state is PositionState.OPEN


def test_what_was_never_filled_is_not_held() -> None:
    world = World(max_holding="1h", after_holding="close")
    position = world.opened()
    world.clock.advance(hours=2)

    world.move("101")

    assert events(world, position).count("held_too_long") == 0


def test_a_stop_that_stands_beyond_the_entry_already_stays() -> None:
    world = World(max_holding="1h", after_holding="stop_to_entry")
    position = world.opened()
    world.move("99.5", "106")
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="103"))
    world.move("106")
    world.clock.advance(minutes=61)

    world.move("106")

    stops = {each.stop_price for each in world.position(position.position_id).slices}
    assert stops == {Decimal(103)}
    assert events(world, position).count("held_too_long") == 1
