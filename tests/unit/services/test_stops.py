"""Where the stop goes when targets are reached, by the channel's settings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.position import Position
from signalfill.domain.signal import AmendmentAction
from tests.fakes.world import World

TARGETS = (Decimal(110), Decimal(120), Decimal(140))


def stop_of_the_last_slice(world: World, position: Position) -> Decimal:
    return world.position(position.position_id).slices[-1].stop_price


def position_at(world: World, *prices: str) -> Position:
    position = world.opened(world.signal(take_profits=TARGETS))
    world.move("99.5", *prices)
    return position


@pytest.mark.parametrize(
    ("policy", "prices", "expected"),
    [
        ("stay", ["110.5"], "95"),
        ("entry", ["110.5"], "100"),
        ("net", ["110.5"], "100.31"),
        ("net", ["110.5", "100.4"], "100.31"),
        ("previous_target", ["110.5"], "100"),
        ("previous_target", ["110.5", "120.5"], "110"),
        ("trail", ["109"], "95"),
        ("trail", ["110.5"], "107.18"),
    ],
)
def test_the_stop_goes_where_the_settings_say(
    policy: str, prices: list[str], expected: str
) -> None:
    world = World(after_first_target=policy)

    position = position_at(world, *prices)

    assert stop_of_the_last_slice(world, position) == Decimal(expected)


def test_a_trailing_stop_never_goes_back() -> None:
    world = World(after_first_target="trail")

    position = position_at(world, "115", "112")

    assert stop_of_the_last_slice(world, position) == Decimal("111.54")


def test_a_trailing_stop_rests_for_five_minutes_between_its_steps() -> None:
    world = World(after_first_target="trail")
    position = position_at(world, "111", "115")
    before = stop_of_the_last_slice(world, position)

    world.move("115", "115", "115", "115")

    assert before == Decimal("107.66")
    assert stop_of_the_last_slice(world, position) == Decimal("111.54")


NET = Decimal("100.31")
"""100 and the maker's 0.1 % of it, by what a taker keeps of a sale: 99.8 %."""


def test_the_stop_waits_at_the_entry_until_the_price_leaves_room_for_both_fees() -> None:
    world = World(after_first_target="net")
    position = world.opened(world.signal(take_profits=(Decimal("100.4"), Decimal(120))))
    world.move("99.5")

    world.move("100.45")
    at_once = stop_of_the_last_slice(world, position)
    world.move("101")

    assert at_once == 100
    assert stop_of_the_last_slice(world, position) == NET


def test_a_stop_that_stands_beyond_both_fees_stays() -> None:
    world = World(after_first_target="net")
    position = position_at(world, "110.5")

    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="105"))
    world.move("110.5")

    assert stop_of_the_last_slice(world, position) == 105
