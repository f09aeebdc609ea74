"""Single lines between a fault and money: each has the fact that it stands for."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.gates import may_speak
from signalfill.domain.holding import bought, with_fills
from signalfill.domain.order import OrderStatus, Refused
from signalfill.domain.settings import ChannelSettings, Mode
from signalfill.domain.stops import place_pending
from signalfill.services.act import _after
from tests.fakes.world import World


def test_the_refusal_of_a_resend_is_not_a_no() -> None:
    world = World()
    order = world.opened().orders[0].model_copy(update={"sent_again_at": world.clock.now()})

    assert _after(order, Refused(reason="INSUFFICIENT_FUND")).status is OrderStatus.UNKNOWN


def test_a_repeated_fill_changes_nothing() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    filled = world.position(position.position_id)

    again, new = with_fills(filled, filled.fills)

    assert (again, new, bought(again)) == (filled, [], bought(filled))


def test_a_stop_at_or_above_the_bid_is_never_the_wanted_one() -> None:
    world = World()
    position = world.opened().model_copy(update={"pending_stop": Decimal(101)})
    quote = world.venue.quotes(["BTC-USD"])["BTC-USD"]

    assert place_pending(position, quote, []).slices == position.slices


def test_an_empty_list_means_nobody_live() -> None:
    who = World().provenance()

    assert not may_speak(ChannelSettings(name="alpha"), who, Mode.LIVE)
    assert may_speak(ChannelSettings(name="alpha"), who, Mode.PAPER)
