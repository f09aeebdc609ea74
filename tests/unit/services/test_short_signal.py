"""Spot holds no shorts: a SHORT is denied by name, or closes the long that its author called."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.amendments.amending import close_by_short
from signalfill.domain.order import OrderKind
from signalfill.domain.position import ExitReason, PositionState
from signalfill.domain.side import Side
from signalfill.domain.signal import AmendmentAction, Signal
from signalfill.domain.verdict import Decision, DecisionKind
from tests.fakes.world import OTHER_CHANNEL, STRANGER, World


def short(world: World, **who: object) -> Signal:
    return world.signal(
        world.provenance(**who),  # type: ignore[arg-type]
        side=Side.SHORT,
        stop_loss=Decimal(110),
        take_profits=(Decimal(90),),
    )


def said(world: World, signal: Signal) -> Decision:
    decision = world.say(signal)
    assert decision is not None
    return decision


def test_a_short_is_denied_where_the_settings_do_not_say_more() -> None:
    world = World()
    world.opened()

    assert said(world, short(world)).code == "short_on_spot"


def test_a_short_closes_the_long_of_the_same_channel_author_and_coin() -> None:
    world = World(short_signal="close_long")
    position = world.opened()
    world.move("99.5")

    decision = said(world, short(world))

    closed = world.position(position.position_id)
    assert (decision.code, decision.position_id) == ("closed_by_short", position.position_id)
    assert (closed.state, closed.exit_reason) == (
        PositionState.CLOSED,
        ExitReason.SIGNAL_CLOSED,
    )
    assert world.venue.placed[-1].kind is OrderKind.LIMIT_IOC


def test_a_short_of_another_author_or_channel_closes_nothing() -> None:
    world = World(short_signal="close_long")
    world.opened()

    strangers = short(world, author_id=STRANGER)
    elsewhere = short(world, channel_id=OTHER_CHANNEL)

    assert [said(world, each).code for each in (strangers, elsewhere)] == [
        "author",
        "short_on_spot",
    ]


def test_a_short_that_was_said_before_the_long_does_not_close_it() -> None:
    world = World(short_signal="close_long")
    earlier = short(world, age_seconds=60)
    position = world.opened()

    assert said(world, earlier).code == "short_on_spot"
    assert world.position(position.position_id).state is PositionState.OPENING


def test_a_short_that_comes_after_the_close_changes_nothing() -> None:
    world = World(short_signal="close_long")
    position = world.opened()
    world.say(world.amendment(AmendmentAction.CLOSE))
    closed = world.position(position.position_id)

    late = close_by_short(closed, short(world), now=world.clock.now())

    assert (late.position, late.decision.code) == (closed, "position_closed")


def test_a_short_that_was_refused_while_it_waited_closes_nothing() -> None:
    world = World(short_signal="close_long")
    position = world.opened()
    world.move("99.5")
    key = world.signals.add(short(world))
    world.positions.add_to_inbox(position.position_id, key)
    world.signals.decide(
        key,
        Decision(kind=DecisionKind.DENIED, code="short_on_spot", decided_at=world.clock.now()),
    )

    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="96"))

    assert world.position(position.position_id).state is PositionState.OPEN
    leased = world.positions.take_lease(
        position.position_id,
        owner="test",
        now=world.clock.now(),
        until=world.clock.now(),
    )
    assert leased is not None
    assert leased[1] == ()
