"""Triggered stops that wait for the next trade, and takers that walk a book."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.engine import Engine
from signalfill.matching.market import Level
from signalfill.matching.model import Candle, OrderType, StopFill, TimeInForce, VenueRules
from tests.unit.matching.making import (
    COIN,
    a_ticket,
    an_engine,
    bracket,
    later,
    market_buy,
    placed,
    trade,
)

NEXT = VenueRules(stop_fill=StopFill.NEXT_TRADE)


def levels(*rows: tuple[str, str]) -> list[Level]:
    return [Level(Decimal(price), Decimal(size)) for price, size in rows]


def bar(prices: str) -> Candle:
    """Open, high, low, close."""
    first, high, low, last = (Decimal(price) for price in prices.split())
    return Candle(first, high, low, last)


def with_book(usd: str = "10000") -> Engine:
    engine = an_engine(usd=usd)
    asks = levels(("100.1", "1"), ("100.5", "2"), ("103", "5"))
    engine.show_book(COIN, Decimal(100), bids=levels(("99.9", "1")), asks=asks)
    return engine


def test_a_stop_does_not_sell_into_the_trade_that_triggers_it() -> None:
    engine = an_engine(sol="1", rules=NEXT)
    order = bracket(engine, stop="90")
    trade(engine, "89")

    assert [order.triggered, order.filled_size] == [True, 0]


def test_it_sells_into_the_next_trade() -> None:
    engine = an_engine(sol="1", rules=NEXT)
    bracket(engine, stop="90")
    trade(engine, "89")
    trade(engine, "88")

    assert engine.fills[0].price == 88


def test_beyond_its_limit_it_rests_instead() -> None:
    engine = an_engine(sol="1", rules=NEXT)
    order = bracket(engine, stop="90")
    trade(engine, "89")
    trade(engine, "80")
    trade(engine, "84")

    assert [order.awaits_trade, order.filled_size] == [False, 0]


def test_a_buying_stop_takes_the_next_trade_as_well() -> None:
    engine = an_engine(rules=NEXT)
    order = placed(engine, a_ticket(OrderSide.BUY, OrderType.STOP_LIMIT, stop="105", limit="110"))
    trade(engine, "106")
    trade(engine, "107")

    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, 107]


def test_within_a_bar_a_buying_stop_pays_the_worst_price_up_to_its_limit() -> None:
    engine = an_engine(rules=NEXT)
    placed(engine, a_ticket(OrderSide.BUY, OrderType.STOP_LIMIT, stop="105", limit="107"))
    engine.on_candle(COIN, bar("100 120 100 101"), later(60))

    assert engine.fills[0].price == 107


def test_a_bar_wholly_beyond_the_limit_sells_nothing() -> None:
    engine = an_engine(sol="1", rules=NEXT)
    order = bracket(engine, stop="90")
    engine.on_candle(COIN, bar("80 81 79 80"), later(60))

    assert [order.triggered, order.filled_size] == [True, 0]


def test_a_taker_walks_level_by_level() -> None:
    engine = with_book()
    placed(engine, market_buy(size="2.5"))

    prices = [(fill.price, fill.base_size) for fill in engine.fills]
    assert prices == [(Decimal("100.1"), 1), (Decimal("100.5"), Decimal("1.5"))]


def test_what_one_taker_took_the_next_does_not_find() -> None:
    engine = with_book()
    placed(engine, market_buy(size="1"))
    placed(engine, market_buy(size="1"))

    assert [fill.price for fill in engine.fills] == [Decimal("100.1"), Decimal("100.5")]


def test_a_quote_sized_taker_spends_to_the_last_digit() -> None:
    engine = with_book()
    order = placed(engine, market_buy(quote="500"))

    assert [order.status, order.filled_value + order.total_fees] == [OrderStatus.FILLED, 500]
    assert len(engine.fills) == 3


def test_all_or_nothing_counts_every_level_within_the_limit() -> None:
    kill = TimeInForce.FILL_OR_KILL
    filled = placed(with_book(), a_ticket(size="3", limit="101", time_in_force=kill))
    killed = placed(with_book(), a_ticket(size="4", limit="101", time_in_force=kill))

    assert [filled.status, killed.status] == [OrderStatus.FILLED, OrderStatus.CANCELED]


def test_a_move_of_the_market_ends_the_book() -> None:
    engine = with_book()
    trade(engine, "101")
    placed(engine, market_buy(size="9"))

    assert [fill.price for fill in engine.fills] == [101]


def test_the_book_does_not_limit_what_rests() -> None:
    engine = with_book()
    order = placed(engine, a_ticket(size="20", limit="95"))
    trade(engine, "95")

    assert order.status is OrderStatus.FILLED
