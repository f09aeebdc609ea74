"""What was open when an earlier release stopped goes on as its own release would have had it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.holding import held
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from tests.stored.items import names
from tests.stored.world import StoredWorld, stored_world

pytestmark = pytest.mark.integration

POSITIONS = names("positions")


def position(world: StoredWorld, name: str) -> Position:
    return world.position(POSITIONS[name])


def stops(position: Position) -> set[Decimal | None]:
    return {
        order.stop_price
        for order in position.orders
        if order.status is OrderStatus.ACCEPTED and order.purpose is OrderPurpose.PROTECTION
    }


def test_a_bracket_of_before_that_the_venue_lost_is_armed_again() -> None:
    with stored_world("open") as world:
        for order in position(world, "open").orders:
            if order.purpose is OrderPurpose.PROTECTION:
                assert order.venue_order_id is not None
                world.venue.engine.cancel(order.venue_order_id, world.clock.now())

        world.sweep()

        armed = position(world, "open")
        assert (armed.naked_since, stops(armed)) == (None, {Decimal(140)})


def test_what_was_stranded_without_a_stop_gets_one_once_the_venue_takes_it() -> None:
    with stored_world("unprotected") as world:
        assert position(world, "unprotected").naked_since is not None

        world.sweep()

        cared_for = position(world, "unprotected")
        assert (cared_for.naked_since, stops(cared_for)) == (None, {Decimal("18.50")})


def test_an_entry_of_before_fills_is_protected_and_sells_at_its_targets() -> None:
    with stored_world("opening") as world:
        world.move("BTC-USD", "58990", "63001", "65001", "65001")

        over = position(world, "opening")
        assert (over.state, over.exit_reason) == (PositionState.CLOSED, ExitReason.TAKE_PROFIT)


def test_a_half_filled_entry_fills_on_under_its_bracket() -> None:
    with stored_world("half_filled") as world:
        world.move("ETH-USD", "2489")

        filled = position(world, "half_filled")
        assert {o.status for o in filled.orders if o.request is not None} == {OrderStatus.FILLED}
        assert filled.naked_since is None


def test_a_stop_of_before_sells() -> None:
    with stored_world("open") as world:
        world.move("SOL-USD", "139.9", "139.9")

        over = position(world, "open")
        assert (over.state, over.exit_reason) == (PositionState.CLOSED, ExitReason.STOP_LOSS)


def test_a_stop_that_waited_for_its_price_is_set_once_price_allows() -> None:
    with stored_world("wanted_stop") as world:
        world.move("NEAR-USD", "5.4")

        assert stops(position(world, "wanted_stop")) == {Decimal("5.20")}


def test_a_twin_of_before_ends_with_its_position() -> None:
    with stored_world("open") as world:
        world.move("SOL-USD", "170.1", "180.1", "180.1")

        result = position(world, "open").twin
        assert result is not None
        assert result.paper_r > 0


def test_stops_that_were_mixed_stand_alike_after_a_sweep() -> None:
    with stored_world("mixed_stops") as world:
        world.sweep()

        moved = position(world, "mixed_stops")
        assert (moved.mixed_since, stops(moved)) == (None, {Decimal("172.00")})


def test_what_waited_in_an_inbox_is_done_once_the_lease_is_over() -> None:
    with stored_world("inbox") as world:
        before = held(position(world, "inbox"))

        world.sweep()

        assert held(position(world, "inbox")) < before


def test_an_entry_whose_answer_was_lost_is_given_up() -> None:
    with stored_world("entry_unknown") as world:
        for _ in range(3):
            world.sweep()

        given_up = position(world, "entry_unknown")
        assert {order.status for order in given_up.orders} == {OrderStatus.ABANDONED}
