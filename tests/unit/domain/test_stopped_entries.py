"""Which positions a pause has ended, so that `resume` may offer to put them back."""

from __future__ import annotations

from signalfill.domain.control import Control
from signalfill.domain.entry.stopped_entries import (
    PAUSED,
    resting_entries,
    was_paused_away,
    why_stopped,
)
from signalfill.domain.position import Position
from signalfill.domain.settings import Settings
from tests.fakes.world import World, settings


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


def stopped(**control: object) -> str | None:
    return why_stopped(paused("101"), Control.model_validate({"settings": settings(), **control}))


def test_settings_that_cannot_be_read_end_no_entry() -> None:
    unknown = {"settings": Settings()}

    assert stopped(**unknown) == "mode off"
    assert stopped(**unknown, settings_readable=False) is None


def test_an_entry_that_was_ended_already_rests_no_more() -> None:
    position = paused("101")
    orders = tuple(each.model_copy(update={"unwanted": None}) for each in position.orders)
    resting = position.model_copy(update={"orders": orders})

    assert resting_entries(position) == []
    assert resting_entries(resting) == list(orders)
