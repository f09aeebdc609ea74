"""Which positions a pause has ended, so that `resume` may offer to put them back."""

from __future__ import annotations

from signalfill.domain.entry.stopped_entries import PAUSED, was_paused_away
from signalfill.domain.position import Position
from tests.fakes.world import World


def paused(*prices: str) -> Position:
    """Its entries are marked as ended by the pause, after the market was at these prices."""
    world = World()
    opened = world.opened()
    world.move(*prices)
    position = world.position(opened.position_id)
    orders = tuple(each.model_copy(update={"unwanted": PAUSED}) for each in position.orders)
    return position.model_copy(update={"orders": orders})


def test_a_call_of_which_nothing_was_bought_was_paused_away() -> None:
    assert was_paused_away(paused("101"))


def test_a_call_of_which_something_was_bought_was_not() -> None:
    assert not was_paused_away(paused("99.5"))


def test_a_call_that_somebody_asked_to_end_was_not() -> None:
    ended = paused("101").model_copy(update={"cancel_entries": True})

    assert not was_paused_away(ended)
