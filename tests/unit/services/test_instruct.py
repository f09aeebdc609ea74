from __future__ import annotations

from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.services.operating.instruct import instruct
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.venue import product
from tests.fakes.world import World


def close(world: World, position: Position) -> str:
    """The operator says so, and the stream delivers it."""
    key = instruct(
        AmendmentAction.CLOSE, position.signal, signals=world.signals, now=world.clock.now()
    )
    decision = decide_pending(key, world.context())
    assert decision is not None
    return decision.code


def test_the_operator_closes_a_position_that_is_none_of_his() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")

    assert close(world, position) == "close"
    assert world.position(position.position_id).state is PositionState.CLOSED


def test_a_close_names_one_position_of_several_in_the_channel() -> None:
    world = World()
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    bitcoin, ether = world.opened(), world.opened(world.signal(base="ETH"))

    close(world, ether)

    assert world.position(bitcoin.position_id).state is PositionState.OPENING
    assert world.position(ether.position_id).state is PositionState.CLOSED


def test_what_the_stream_lost_the_sweep_applies() -> None:
    world = World()
    position = world.opened()
    instruct(AmendmentAction.CLOSE, position.signal, signals=world.signals, now=world.clock.now())

    world.clock.advance(seconds=31)
    world.sweep()

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_an_instruction_about_a_closed_position_changes_nothing() -> None:
    world = World()
    position = world.opened()
    close(world, position)
    world.clock.advance(seconds=1)

    assert close(world, position) == "no_position"


def test_a_signal_that_waits_is_withdrawn_by_its_id() -> None:
    world = World()
    signal = world.signal()
    world.signals.add(signal)

    key = instruct(AmendmentAction.CLOSE, signal, signals=world.signals, now=world.clock.now())
    decision = decide_pending(key, world.context())

    assert decision is not None
    assert decision.code == "withdrawn"
