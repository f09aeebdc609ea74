"""What is written down when an edited call takes the place of its entry."""

from __future__ import annotations

from signalfill.domain.journal import Event
from signalfill.services.trading.replace_entry import end_entry
from tests.fakes.world import World


def test_an_entry_that_makes_way_is_told_so_once() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")

    for _ in range(2):
        end_entry(position.position_id, world.context())

    journal = world.positions.journal(position.position_id)
    assert [entry.event for entry in journal].count(Event.ENTRY_REPLACED) == 1
