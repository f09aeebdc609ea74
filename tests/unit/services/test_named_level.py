"""A close or reduction that names a price away from now is a question, never an act."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from signalfill.domain.amendments.named_price import is_level_reached
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.holding import bought, held
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.product import PriceRange
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.verdict import DecisionKind
from tests.fakes.world import World

CLOSE, REDUCE = AmendmentAction.CLOSE, AmendmentAction.REDUCE


def holding(world: World, price: str = "101") -> Position:
    position = world.opened()
    world.move("99.5", price)
    return world.position(position.position_id)


def traded(world: World, low: str, high: str) -> None:
    world.venue.ranges["BTC-USD"] = PriceRange(
        low=Decimal(low), high=Decimal(high), open=Decimal(low)
    )


def exit_at(world: World, price: str, action: AmendmentAction = CLOSE) -> Amendment:
    fraction = "0.5" if action is REDUCE else None
    return world.amendment(action, named_price=price, fraction=fraction)


@pytest.mark.parametrize("action", [CLOSE, REDUCE])
@pytest.mark.parametrize("level", ["112", "98", "1000"])
def test_a_level_that_price_has_not_reached_is_a_question(
    action: AmendmentAction, level: str
) -> None:
    world = World()
    position = holding(world)
    traded(world, "100.5", "101.5")

    decision = world.say(exit_at(world, level, action))

    assert decision is not None
    assert (decision.kind, decision.code) == (DecisionKind.IGNORED, "level_not_reached")
    after = world.position(position.position_id)
    assert held(after) == bought(after)
    notices = [e.notice for e in world.positions.journal(position.position_id)]
    assert notices[-1] is NoticeKind.QUESTION


def test_nothing_comes_of_that_question_when_time_passes() -> None:
    world = World()
    position = holding(world)
    traded(world, "100.5", "101.5")
    world.say(exit_at(world, "112"))

    world.move("101", "112", "101")

    after = world.position(position.position_id)
    assert after.state is PositionState.OPEN
    assert held(after, 1) > 0


def test_a_close_at_a_price_of_the_last_minutes_acts() -> None:
    world = World()
    position = holding(world)
    traded(world, "100.5", "104.5")

    decision = world.say(exit_at(world, "105"))

    assert decision is not None
    assert decision.kind is DecisionKind.APPLIED
    assert held(world.position(position.position_id)) == 0


def test_a_close_at_about_the_price_of_now_acts() -> None:
    world = World()
    position = holding(world)

    world.say(exit_at(world, "101.9"))

    assert held(world.position(position.position_id)) == 0


def test_a_close_at_a_level_that_was_fallen_through_acts() -> None:
    world = World()
    position = holding(world, "96.5")
    traded(world, "96.2", "96.6")

    world.say(exit_at(world, "98.5"))

    assert held(world.position(position.position_id)) == 0


def test_a_resting_entry_is_not_withdrawn_by_a_level_of_its_own_plan() -> None:
    world = World()
    position = world.opened(world.signal(entry_prices=(Decimal(97),)))

    world.say(exit_at(world, "110"))

    assert world.position(position.position_id).state is PositionState.OPENING


def test_a_call_that_waits_for_its_decision_is_not_withdrawn_by_a_level() -> None:
    world = World()
    call = world.signal()
    key = world.signals.add(call)

    assert world.say(exit_at(world, "110")) is None

    assert world.signals.is_pending(key)


def test_a_level_is_read_in_the_frame_of_the_position() -> None:
    world = World()
    position = holding(world)
    position = position.model_copy(update={"price_divisor": Decimal(1000)})
    seen = PriceRange(low=Decimal(101), high=Decimal(101), open=Decimal(101))

    assert is_level_reached(position, exit_at(world, "101000"), seen)
    assert not is_level_reached(position, exit_at(world, "112000"), seen)


def test_what_cannot_be_judged_now_waits_and_is_judged_later() -> None:
    world = World()
    position = holding(world)
    item = exit_at(world, "101")
    price_range = world.venue.price_range

    def silent(product_id: str, *, since: datetime) -> PriceRange | None:
        del product_id, since
        raise VenueUnavailableError("no candles")

    world.venue.price_range = silent  # type: ignore[method-assign]
    assert world.say(item) is None
    assert held(world.position(position.position_id)) > 0
    world.venue.price_range = price_range  # type: ignore[method-assign]
    world.clock.advance(minutes=1)
    world.sweep()

    assert held(world.position(position.position_id)) == 0
