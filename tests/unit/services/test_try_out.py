from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.position import Position
from tests.fakes.venue import product
from tests.fakes.world import OTHER_CHANNEL, World


def size(position: Position) -> Decimal:
    return sum((each.base_size for each in position.slices), Decimal(0))


def notes(world: World, position: Position) -> list[str]:
    plan: list[str] = world.positions.journal(position.position_id)[0].details["notes"]
    return plan


@pytest.mark.parametrize(
    "sizing",
    [
        {"sizing": "risk_fraction"},
        {"sizing": "fixed_quote", "fixed_quote": "800"},
        {"sizing": "equity_fraction"},
        {"risk_fraction": "50 %", "max_notional_fraction": "10 %"},
    ],
)
def test_a_channels_first_live_positions_have_a_quarter_of_the_size(
    sizing: dict[str, str],
) -> None:
    full = World(rules=None, **sizing).opened()

    small = World(rules=None, trial_positions="10", **sizing).opened()

    assert abs(size(small) * 4 - size(full)) < Decimal("0.001") * size(full)


def test_the_plan_says_so() -> None:
    world = World(trial_positions="10")

    opened = world.opened()

    assert "live position 1 of this channel: the first 10 have 25 % of the size" in notes(
        world, opened
    )


def test_paper_positions_have_their_full_size() -> None:
    paper = World(trial_positions="10", mode="paper").opened()

    assert size(paper) == size(World(mode="paper").opened())


def test_the_trial_ends_after_so_many_positions_that_were_filled() -> None:
    world = World(trial_positions="1", cool_down="0s", same_call_window="0s")
    small = world.opened()
    world.move("99.5", "94")
    world.venue.price("100")
    world.clock.advance(minutes=1)

    full = world.opened()

    assert size(full) > size(small) * 3
    assert not any("live position" in note for note in notes(world, full))


def test_a_position_that_was_never_filled_is_no_experience() -> None:
    world = World(trial_positions="1", entry_expiry="1m", cool_down="0s", same_call_window="0s")
    world.venue.price("102")
    first = world.opened()
    world.clock.advance(minutes=2)
    world.sweep()

    second = world.opened()

    assert abs(size(second) - size(first)) < size(first) / 10


def test_open_positions_count_and_other_channels_do_not() -> None:
    world = World(trial_positions="1")
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    small = world.opened()

    same = world.opened(world.signal(base="ETH"))
    world.venue.add_product(product("SOL"))
    world.venue.price("100", "SOL-USD")
    other = world.opened(world.signal(world.provenance(channel_id=OTHER_CHANNEL), base="SOL"))

    assert size(same) > size(small) * 3
    assert size(other) < size(same) / 3
