"""How long fills are without a stop when nothing goes wrong, or everything at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.fakes.side_by_side import SideBySide
from tests.fakes.world import World
from tests.simulation.crowd import COINS, SLICES, Crowd
from tests.simulation.fate import Chances
from tests.simulation.run import run
from tests.simulation.venue import Habits

LATENCY = 0.1
"""Seconds that the venue takes for a call: more than Coinbase from the same region."""
CALM = Chances().times(0)


def test_thirty_positions_that_lose_all_stops_at_once_have_them_again_within_twelve_seconds() -> (
    None
):
    world = Crowd()
    assert world.cancel_all_stops() == COINS * SLICES
    world.pool = SideBySide(world.clock)
    world.venue.before_read = world.venue.before_call = lambda _call: wait(world)
    began = world.clock.now()
    armed_at = began
    place = world.venue.after_call

    def armed(call: str) -> None:
        nonlocal armed_at
        place(call)
        armed_at = max(armed_at, world.clock.now())

    world.venue.after_call = armed
    world.sweep(seconds=50)

    assert world.stops() == [Decimal(95)] * COINS * SLICES
    assert (armed_at - began).total_seconds() <= 12


def wait(world: World) -> None:
    world.clock.advance(seconds=LATENCY)


def without_faults(part: int, habits: Habits) -> list[float]:
    """Seconds without a stop, of 25 runs; what is being sold as asked has none on purpose."""
    outcomes = [run(seed, chances=CALM, habits=habits) for seed in range(part * 25, part * 25 + 25)]
    assert [each for outcome in outcomes for each in outcome.violations] == []
    found = [each for outcome in outcomes for each in outcome.intervals]
    return [each.seconds for each in found if each.cause != "selling as asked"]


@pytest.mark.parametrize("part", range(4))
def test_without_faults_an_attached_entry_is_bare_only_while_its_bracket_is_replaced(
    part: int,
) -> None:
    """A cancel, a look and a new order for each of up to six slices, at 0.02 s a call."""
    assert max(without_faults(part, Habits.honest()), default=0) <= 0.5


@pytest.mark.parametrize("part", range(4))
def test_without_faults_an_entry_without_attachment_has_its_stop_within_ten_seconds(
    part: int,
) -> None:
    assert max(without_faults(part, Habits.honest(takes_attachments=False)), default=0) <= 10
