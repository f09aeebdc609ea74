"""Levels in percent or R follow from the average fill, once no planned entry may fill any more."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.position import Position
from signalfill.domain.signal import AmendmentAction, EntryKind, Signal
from tests.fakes.world import World

LADDER: dict[str, Any] = {
    "entry_kind": EntryKind.LADDER,
    "entry_prices": (Decimal(100), Decimal(90)),
}


@pytest.fixture
def world() -> World:
    world = World(percent_levels="compute")
    world.venue.price("101")
    return world


def call(world: World, **changes: Any) -> Signal:  # noqa: ANN401 - fields of a signal
    """Two rungs, a target 40 % ahead and a stop 20 % behind."""
    levels = {"take_profits": (), "stop_loss": None, "percent_stop": "20%"}
    return world.signal(**{**LADDER, **levels, "percent_targets": ("40%",), **changes})


def targets(position: Position) -> set[Decimal]:
    return {each.take_profit_price for each in position.slices}


def stops(position: Position) -> set[Decimal]:
    return {each.stop_price for each in position.slices}


def resting(world: World) -> set[tuple[Decimal, Decimal]]:
    """Target and stop of every bracket that the venue holds."""
    return {
        (order.limit_price, order.stop_price)
        for order in world.venue.engine.orders.values()
        if order.stop_price and order.limit_price and not order.is_closed
    }


def test_while_a_rung_rests_they_stand_where_they_hold_for_every_entry(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9")

    position = world.position(position.position_id)
    assert (targets(position), stops(position)) == ({Decimal(140)}, {Decimal(72)})


def test_filled_whole_the_targets_follow_from_the_average(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9", "89.9", "95", "95")

    position = world.position(position.position_id)
    (target,) = targets(position)
    assert Decimal(132) < target < Decimal(134)
    assert {each for each, _ in resting(world)} == {target}


def test_the_stop_follows_to_the_tighter_one(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9", "89.9", "95", "95")

    (stop,) = stops(world.position(position.position_id))
    assert Decimal(75) < stop < Decimal(77)
    assert {each for _, each in resting(world)} == {stop}


def test_a_stop_between_the_entries_was_never_meant(world: World) -> None:
    position = world.opened(call(world, percent_stop="4%"))
    world.move("99.9", "89.9", "95", "95")

    assert stops(world.position(position.position_id)) == {Decimal("86.4")}


def test_r_is_measured_from_the_average_too(world: World) -> None:
    named = {"percent_stop": None, "stop_loss": Decimal(80), "percent_targets": ("2R",)}
    position = world.opened(call(world, **named))
    assert targets(position) == {Decimal(140)}
    world.move("99.9", "89.9", "95", "95")

    (target,) = targets(world.position(position.position_id))
    assert Decimal(123) < target < Decimal(127)
    assert stops(world.position(position.position_id)) == {Decimal(80)}


def test_each_target_stays_the_one_that_was_named(world: World) -> None:
    position = world.opened(call(world, percent_targets=("30%", "50%")))
    world.move("99.9", "89.9", "95", "95")

    near, far = sorted(targets(world.position(position.position_id)))
    assert Decimal("122.5") < near < Decimal("124.5")
    assert Decimal("141.5") < far < Decimal("143.5")


def test_a_rung_that_ends_unfilled_leaves_the_levels_of_what_was_filled(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9")
    world.say(world.amendment(AmendmentAction.CANCEL))
    world.move("99.9", "99.9")

    assert targets(world.position(position.position_id)) == {Decimal(140)}
    (stop,) = stops(world.position(position.position_id))
    assert stop == Decimal(80)


def test_targets_that_were_set_since_stay(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9")
    world.say(world.amendment(AmendmentAction.SET_TARGETS, to="130"))
    world.move("89.9", "95", "95")

    assert targets(world.position(position.position_id)) == {Decimal(130)}


def test_an_addition_has_the_stop_that_rests_and_the_targets_of_the_position(world: World) -> None:
    position = world.opened(call(world))
    world.move("99.9", "89.9", "95", "95")
    before = world.position(position.position_id)
    world.say(world.amendment(AmendmentAction.ADD, to="94", fraction="0.5"))

    after = world.position(position.position_id)
    assert len(after.slices) > len(before.slices)
    assert (targets(after), stops(after)) == (targets(before), stops(before))


def test_a_call_in_prices_follows_nothing(world: World) -> None:
    position = world.opened(world.signal(**LADDER, stop_loss=Decimal(88)))
    world.move("99.9", "89.9", "95", "95")

    assert targets(world.position(position.position_id)) == {Decimal(110), Decimal(120)}
