"""What becomes of resting entries when entries are stopped: a pause must not buy for a day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.control import Flags
from signalfill.domain.holding import bought
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.signal import AmendmentAction, EntryKind
from signalfill.services.operating.put_back import paused_away, put_back
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.world import CHANNEL, OTHER_CHANNEL, World, settings


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def resting(position: Position) -> int:
    entries = [o for o in position.orders if o.purpose is OrderPurpose.ENTRY]
    return sum(not order.is_closed for order in entries)


def half_filled(world: World) -> Position:
    """One rung of two is bought."""
    call = world.signal(entry_kind=EntryKind.LADDER, entry_prices=(Decimal(100), Decimal(97)))
    position = world.opened(call)
    world.move("99.5")
    return now(world, position)


def stopped(world: World, flags: Flags) -> None:
    world.control.set_flags(flags)
    world.clock.advance(minutes=1)
    world.sweep()


def in_mode(world: World, mode: str) -> None:
    world.push(settings(mode=mode))
    world.clock.advance(minutes=1)
    world.sweep()


@pytest.mark.parametrize("flags", [Flags(paused=True), Flags(paused_channels=(CHANNEL,))])
def test_a_pause_cancels_the_entries_of_what_holds_nothing(flags: Flags) -> None:
    world = World()
    position = world.opened()

    stopped(world, flags)
    world.move("99")

    closed = now(world, position)
    assert (closed.state, closed.exit_reason) == (PositionState.CLOSED, ExitReason.CANCELED)
    assert bought(closed) == 0


def test_a_pause_leaves_the_rungs_of_what_is_held() -> None:
    world = World()
    position = half_filled(world)

    stopped(world, Flags(paused=True))

    assert resting(now(world, position)) == 2


def test_a_pause_of_another_channel_leaves_the_entries() -> None:
    world = World()
    position = world.opened()

    stopped(world, Flags(paused_channels=(OTHER_CHANNEL,)))

    assert resting(now(world, position)) == 2


@pytest.mark.parametrize("mode", ["off", "paper"])
def test_a_mode_without_live_orders_cancels_all_live_entries(mode: str) -> None:
    world = World()
    position = half_filled(world)

    in_mode(world, mode)

    assert resting(now(world, position)) == 0
    assert bought(now(world, position)) > 0


def test_a_channel_taken_out_of_the_settings_buys_no_more() -> None:
    world = World()
    position = half_filled(world)
    left = settings()
    world.push(left.model_copy(update={"channels": {OTHER_CHANNEL: left.channels[OTHER_CHANNEL]}}))
    world.clock.advance(minutes=1)

    world.sweep()

    assert resting(now(world, position)) == 0


def test_mode_approve_leaves_what_was_entered_live() -> None:
    world = World()
    position = world.opened()

    in_mode(world, "approve")

    assert resting(now(world, position)) == 2


def test_a_latched_breaker_cancels_all_entries() -> None:
    world = World()
    position = half_filled(world)

    stopped(world, Flags(breaker_latched=True))

    assert resting(now(world, position)) == 0


def test_a_breaker_of_the_other_account_cancels_none() -> None:
    world = World()
    position = world.opened()

    stopped(world, Flags(breaker_latched=True, breaker_accounts=(Mode.PAPER,)))

    assert resting(now(world, position)) == 2


def test_a_halt_sends_no_cancel() -> None:
    world = World()
    position = world.opened()

    stopped(world, Flags(paused=True, halted=True))

    assert resting(now(world, position)) == 2


def test_what_is_put_back_goes_through_the_gates_of_now() -> None:
    world = World()
    position = world.opened()
    stopped(world, Flags(paused=True))
    world.control.set_flags(Flags())
    (call,) = paused_away(world.positions, world.signals, now=world.clock.now())
    world.venue.price("111")

    decision = decide_pending(put_back(call, world.signals, now=world.clock.now()), world.context())

    assert decision is not None
    assert decision.code == "target_passed"
    assert now(world, position).state is PositionState.CLOSED


def test_an_expired_entry_is_not_offered() -> None:
    world = World()
    world.opened()
    stopped(world, Flags(paused=True))
    world.clock.advance(hours=25)

    assert list(paused_away(world.positions, world.signals, now=world.clock.now())) == []


def test_what_was_closed_by_hand_under_a_pause_is_not_offered() -> None:
    world = World()
    world.opened()
    world.control.set_flags(Flags(paused=True))
    world.say(world.amendment(AmendmentAction.CLOSE))
    world.sweep()

    assert list(paused_away(world.positions, world.signals, now=world.clock.now())) == []


def test_what_was_put_back_fills_and_is_protected() -> None:
    world = World()
    world.opened()
    stopped(world, Flags(paused=True))
    world.control.set_flags(Flags())
    (call,) = paused_away(world.positions, world.signals, now=world.clock.now())
    decide_pending(put_back(call, world.signals, now=world.clock.now()), world.context())

    world.move("99.5")

    (again,) = world.positions.positions()
    assert (again.state, again.naked_since) == (PositionState.OPEN, None)
