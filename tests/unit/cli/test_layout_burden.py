from __future__ import annotations

from datetime import timedelta

from cli.layout_burden import burden
from tests.fakes.world import CHANNEL
from tests.unit.services.layouts import CARD, PLANK, Channel


def of(channel: Channel) -> dict[str, object]:
    world = channel.world
    since = world.clock.now() - timedelta(days=7)
    return burden(CHANNEL, world.signals, world.layouts, since)


def test_each_new_layout_counts_once_as_if_it_got_a_yes() -> None:
    channel = Channel(mode="paper")
    for text in (CARD, CARD.replace("100", "99"), PLANK, CARD):
        channel.post(text)

    assert of(channel) == {"confirmed_lines": 0, "calls": 4, "new": 2}


def test_what_was_confirmed_is_not_new() -> None:
    channel = Channel()
    channel.approve(channel.post(CARD))
    channel.post(CARD)

    assert of(channel) == {"confirmed_lines": 4, "calls": 2, "new": 0}


def test_what_was_said_before_does_not_count() -> None:
    channel = Channel(mode="paper")
    channel.post(CARD)
    channel.world.clock.advance(minutes=8 * 24 * 60)

    assert of(channel)["calls"] == 0
