from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.position import OrderPurpose, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.services.sweeping.sweep import LOOKS_AT_ONCE, PENDING_GRACE
from tests.fakes.venue import product
from tests.fakes.world import World


def test_a_signal_that_the_stream_lost_is_taken_after_its_grace() -> None:
    world = World()
    world.signals.add(world.signal())

    world.sweep()
    assert world.positions.positions() == []
    world.clock.advance(seconds=PENDING_GRACE.total_seconds())
    result = world.sweep()

    assert result.decided == 1
    assert len(world.positions.positions()) == 1


def test_a_reduction_is_decided_before_an_entry() -> None:
    world = World()
    signal = world.signal()
    key = world.signals.add(signal)
    reply = world.provenance(reply_to=signal.provenance.message_id)
    world.signals.add(world.amendment(AmendmentAction.CLOSE, reply))

    world.clock.advance(seconds=31)
    world.sweep()

    decision = world.signals.decision(key)
    assert decision is not None
    assert decision.code == "withdrawn"


def test_a_sweep_goes_on_while_something_is_without_a_stop() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    for order in world.position(position.position_id).orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])
    world.venue.is_silent = True
    start = world.clock.now()

    result = world.sweep(seconds=30)

    assert result.failed > 1
    assert (world.clock.now() - start).total_seconds() >= 20


def test_one_position_that_fails_does_not_stop_the_sweep() -> None:
    world = World()
    position = world.opened()
    world.venue.is_silent = True

    result = world.sweep(seconds=0)

    assert (result.positions, result.failed) == (1, 2)  # the order list, and the position
    assert world.position(position.position_id).state is PositionState.OPENING


def test_a_quiet_sweep_ends_at_once() -> None:
    world = World()
    world.opened()
    start = world.clock.now()

    world.sweep()

    assert world.clock.now() == start


def test_a_fill_that_is_listed_late_is_asked_for_until_it_is_booked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(110),)))
    world.move("99.9")
    with monkeypatch.context() as late:
        late.setattr(world.venue, "fills", lambda _ids: [])
        world.move("110")
    assert world.position(position.position_id).state is PositionState.OPEN

    world.move("110")

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_what_is_not_reached_in_time_is_looked_at_next() -> None:
    world = World()
    for base in ("ETH", "SOL", "ADA", "XRP", "DOT"):
        world.venue.add_product(product(base))
        world.venue.price("100", f"{base}-USD")
        world.opened(world.signal(base=base))
    live = world.positions.positions()
    for position in live:  # canceled by hand: every position differs from the order list
        world.venue.cancel([order.venue_order_id or "" for order in position.orders])

    result = world.sweep(seconds=0)

    late = [each.position_id for each in live[LOOKS_AT_ONCE:]]
    assert [each for each in result.attention if each in late] == late
