"""Where the trades since the last look are known, they and nothing else meet our orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.order import OrderKind, OrderStatus
from tests.unit.adapters.paper.test_venue import BRACKET, World, request

WITHOUT_END = 10_000


@pytest.fixture
def world() -> World:
    made = World()
    made.prices.page = WITHOUT_END
    return made


def protected(world: World) -> str:
    entry = world.place(attached=BRACKET)
    world.trade("97", "100")
    child = world.order(entry).attached_order_id
    assert child is not None
    return child


def test_a_resting_limit_takes_no_more_than_what_printed_through_it(world: World) -> None:
    entry = world.place()
    world.trade("98.5", volume="50")
    world.trade("97.5", volume="0.4")
    world.trade("98", volume="50")
    assert world.order(entry).filled_size == Decimal("0.4")


def test_two_limits_share_what_printed(world: World) -> None:
    first = world.place()
    second = world.place(client_order_id="sf1-1-1-e0")
    world.trade("97", volume="3")
    sizes = (world.order(first).filled_size, world.order(second).filled_size)
    assert sizes == (Decimal(2), Decimal(1))


def test_a_trade_is_met_once(world: World) -> None:
    entry = world.place()
    world.trade("97", volume="0.5")
    world.order(entry)
    world.clock.advance(seconds=5)
    assert world.order(entry).filled_size == Decimal("0.5")


def test_a_triggered_stop_waits_for_the_next_trade(world: World) -> None:
    child = protected(world)
    world.trade("89.9")
    order = world.order(child)
    assert (order.stop_triggered, order.filled_size) == (True, Decimal(0))


def test_a_triggered_stop_sells_at_the_next_trade(world: World) -> None:
    child = protected(world)
    world.trade("89.9", "89.2")
    assert world.venue.fills([child])[0].price == Decimal("89.2")


def test_a_triggered_stop_sells_no_more_than_the_trades_take(world: World) -> None:
    child = protected(world)
    world.trade("89.9", "89.2", "89", volume="0.5")
    assert world.order(child).filled_size == 1


def test_a_triggered_stop_waits_over_a_restart(world: World) -> None:
    child = protected(world)
    world.trade("89.9")
    world.order(child)
    world.venue = world.restarted()
    world.trade("89.2")
    assert world.status(child) is OrderStatus.FILLED


def test_a_stop_that_the_next_trade_jumps_over_rests(world: World) -> None:
    child = protected(world)
    world.trade("89.9", "80")
    assert world.order(child).filled_size == 0


def test_a_stop_that_rests_sells_at_its_limit_when_the_price_comes_back(world: World) -> None:
    child = protected(world)
    world.trade("89.9", "80", "86")
    assert world.venue.fills([child])[0].price == Decimal("85.5")


def test_the_order_of_trades_decides_between_target_and_stop(world: World) -> None:
    child = protected(world)
    world.trade("111", "80")
    assert world.venue.fills([child])[0].price == 110


def test_a_gap_in_the_trades_is_replayed_by_candles_stop_first(world: World) -> None:
    child = protected(world)
    world.prices.page = 1
    world.clock.advance(minutes=1)
    world.trade("100", "111", "89", "100")
    assert world.order(child).stop_triggered


def test_after_a_gap_trades_count_again(world: World) -> None:
    entry = world.place()
    world.prices.page = 1
    world.trade("99", "99.5")
    world.order(entry)
    world.prices.page = WITHOUT_END
    world.trade("97", volume="0.3")
    assert world.order(entry).filled_size == Decimal("0.3")


def test_what_was_met_as_trades_is_not_met_again_as_a_candle(world: World) -> None:
    entry = world.place()
    world.trade("97", volume="0.5")
    world.order(entry)
    world.prices.page = 1
    world.trade("99", "99.5", volume="0.1")
    assert world.order(entry).filled_size == Decimal("0.5")


def test_a_tape_that_began_anew_is_read_by_candles(world: World) -> None:
    world.trade("100")
    entry = world.place()
    world.prices.prints.clear()
    world.clock.advance(minutes=1)
    world.trade("97")
    assert world.status(entry) is OrderStatus.FILLED


def test_a_taker_walks_the_book(world: World) -> None:
    world.prices.depth = [("100.5", "0.5"), ("101", "1"), ("102", "9")]
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(103))
    fills = [(fill.price, fill.base_size) for fill in world.venue.fills([order])]
    assert fills == [
        (Decimal("100.5"), Decimal("0.5")),
        (Decimal(101), Decimal(1)),
        (Decimal(102), Decimal("0.5")),
    ]


def test_a_taker_stops_at_its_limit(world: World) -> None:
    world.prices.depth = [("100.5", "0.5"), ("101", "1"), ("102", "9")]
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(101))
    shown = world.order(order)
    assert (shown.status, shown.filled_size) == (OrderStatus.CANCELED, Decimal("1.5"))


def test_what_was_taken_a_moment_ago_is_not_there_again(world: World) -> None:
    world.prices.depth = [("100.5", "2"), ("102", "9")]
    world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(103))
    second = world.place(
        client_order_id="sf1-1-1-e0", kind=OrderKind.LIMIT_IOC, limit_price=Decimal(103)
    )
    assert world.venue.fills([second])[0].price == 102


def test_a_taker_meets_the_book_as_it_is_a_round_trip_later(world: World) -> None:
    world.prices.latency = 0.4
    began = world.clock.now()
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(103))
    (fill,) = world.venue.fills([order])
    assert (fill.filled_at - began).total_seconds() == pytest.approx(0.8)


def test_a_crossed_book_takes_no_order(world: World) -> None:
    world.prices.depth = [("90", "1")]
    outcome = world.venue.place(request())
    assert "MISSING_PRODUCT_PRICE_BOOK" in str(outcome)
