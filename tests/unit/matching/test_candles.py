from __future__ import annotations

from decimal import Decimal

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.engine import Engine
from signalfill.matching.model import Candle, OrderType, TimeInForce
from tests.unit.matching.making import (
    COIN,
    SOL,
    a_ticket,
    an_engine,
    bracket,
    buy,
    child_of,
    later,
    placed,
)


def play(engine: Engine, bar: str, *, volume: str | None = None) -> None:
    """`bar` is open, high, low, close."""
    first, high, low, last = (Decimal(price) for price in bar.split())
    size = None if volume is None else Decimal(volume)
    engine.on_candle(COIN, Candle(first, high, low, last, size), later(60))


def test_in_one_bar_the_stop_comes_before_the_target() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine, target="110", stop="90")

    play(engine, "100 115 85 112")

    assert [order.triggered, engine.fills[0].price] == [True, 90]


def test_a_bar_that_opens_beyond_the_stop_sells_at_the_open() -> None:
    engine = an_engine(sol="1")
    bracket(engine, target="110", stop="90")

    play(engine, "88 95 87 94")

    assert engine.fills[0].price == 88


def test_a_target_within_the_bar_fills_at_its_price() -> None:
    engine = an_engine(sol="1")
    bracket(engine, target="110", stop="90")

    play(engine, "100 115 91 112")

    assert engine.fills[0].price == 110


def test_an_entry_may_be_stopped_in_its_own_bar() -> None:
    engine = an_engine()
    buy(engine, limit="95", bracket=("110", "90"))

    play(engine, "100 100 85 99")

    assert [fill.price for fill in engine.fills] == [95, 90]


def test_an_entry_does_not_reach_its_target_by_a_high_that_may_have_come_before() -> None:
    engine = an_engine()
    parent = buy(engine, limit="95", bracket=("110", "90"))

    play(engine, "100 115 94 105")

    assert child_of(engine, parent).status is OrderStatus.ACCEPTED


def test_an_entry_reaches_its_target_if_the_bar_closes_beyond_it() -> None:
    engine = an_engine()
    parent = buy(engine, limit="95", bracket=("110", "90"))

    play(engine, "100 115 94 112")

    assert child_of(engine, parent).status is OrderStatus.FILLED


def test_a_bar_that_touches_no_order_only_moves_the_market() -> None:
    engine = an_engine()
    order = buy(engine, limit="95")

    play(engine, "100 103 96 101")

    assert order.filled_size == 0
    assert engine.markets[COIN].last == 101


def test_a_bars_volume_bounds_its_fills() -> None:
    engine = an_engine()
    order = buy(engine, limit="95")

    play(engine, "100 103 94 93", volume="0.5")

    assert order.filled_size == Decimal("0.5")


def test_a_buying_stop_takes_the_high() -> None:
    engine = an_engine()
    order = placed(engine, a_ticket(OrderSide.BUY, OrderType.STOP_LIMIT, stop="105", limit="106"))

    play(engine, "100 107 95 100")

    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, 105]


def test_a_bar_after_the_good_until_time_does_not_fill() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(30))

    play(engine, "100 100 90 95")

    assert order.status is OrderStatus.EXPIRED


def test_a_product_that_does_not_trade_fills_nothing_in_a_bar() -> None:
    engine = an_engine()
    order = buy(engine)
    engine.set_product(SOL.model_copy(update={"trading_disabled": True}), later(1))

    play(engine, "100 100 90 95")

    assert order.status is OrderStatus.ACCEPTED


def test_a_bar_that_goes_on_does_not_meet_its_open_again() -> None:
    engine = an_engine()
    order = buy(engine, limit="95")
    bar = Candle(Decimal(94), Decimal(97), Decimal(96), Decimal(96), continues=True)

    engine.on_candle(COIN, bar, later(60))

    assert order.status is OrderStatus.ACCEPTED
