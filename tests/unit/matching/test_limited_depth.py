"""What finds too little on offer takes the next trade, at that trade's price."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.order import OrderStatus
from signalfill.matching.engine import Engine
from signalfill.matching.model import Candle
from tests.unit.matching.making import COIN, an_engine, bracket, buy, later, trade


def with_depth(size: str, *, sol: str = "0") -> Engine:
    engine = an_engine(sol=sol)
    engine.set_depth(COIN, Decimal(size))
    return engine


def prices(engine: Engine) -> list[tuple[float, float, bool]]:
    return [(float(fill.base_size), float(fill.price), fill.is_maker) for fill in engine.fills]


def test_the_rest_of_a_triggered_stop_sells_at_the_market() -> None:
    engine = with_depth("4", sol="10")
    bracket(engine, target="110", stop="95", size="10")
    for _ in range(3):
        trade(engine, "95")

    assert prices(engine) == [(4, 95, False), (4, 95, False), (2, 95, False)]


def test_the_rest_of_an_order_that_crosses_pays_what_the_market_asks() -> None:
    engine = with_depth("4")
    buy(engine, limit="101", size="10")
    trade(engine, "99")

    assert prices(engine) == [(4, 100, False), (4, 99, False)]


def test_once_the_market_is_beyond_its_limit_the_rest_rests() -> None:
    engine = with_depth("4")
    order = buy(engine, limit="101", size="5")
    trade(engine, "102")
    trade(engine, "101")

    assert [order.status, prices(engine)[1]] == [OrderStatus.FILLED, (1, 101, True)]


def test_of_a_bar_the_open_is_the_next_trade() -> None:
    engine = with_depth("4", sol="10")
    bracket(engine, target="110", stop="95", size="10")
    trade(engine, "95")
    bar = Candle(Decimal(95), Decimal(97), Decimal(94), Decimal(96), base_volume=Decimal(100))
    engine.on_candle(COIN, bar, later(60))

    assert prices(engine)[1:] == [(6, 95, False)]
