"""Bars never flatter: takers pay the worst, and nothing counts that may have been before."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.engine import Engine
from signalfill.matching.market import Forming
from signalfill.matching.model import (
    Candle,
    InBar,
    Order,
    OrderType,
    StopFill,
    TimeInForce,
    Touch,
    VenueRules,
)
from tests.unit.matching.making import (
    AT,
    COIN,
    a_ticket,
    an_engine,
    bracket,
    buy,
    child_of,
    later,
    placed,
    sell,
)

HALF = Decimal("0.05")
WORST = VenueRules(touch=Touch.THROUGH, stop_fill=StopFill.NEXT_TRADE, volume_share=Decimal("0.25"))
BEST = VenueRules(in_bar=InBar.TARGETS_FIRST)


def candle(bar: str, *, minute: int = 0, volume: str | None = None) -> Candle:
    """`bar` is open, high, low, close."""
    first, high, low, last = (Decimal(price) for price in bar.split())
    size = None if volume is None else Decimal(volume)
    start = AT + timedelta(minutes=minute)
    return Candle(first, high, low, last, size, half_spread=HALF, start=start)


def play(engine: Engine, bar: str, *, minute: int = 0, volume: str | None = None) -> None:
    end = AT + timedelta(minutes=minute + 1)
    engine.on_candle(COIN, candle(bar, minute=minute, volume=volume), end)


def show(engine: Engine, bar: str | None, *, last: str = "100", left: str | None = None) -> None:
    """Orders placed now arrive in this minute."""
    of_it = None if bar is None else candle(bar)
    size = None if left is None else Decimal(left)
    engine.show_minute(COIN, Decimal(last), Forming(AT, of_it, HALF, size))


def paid(order: Order) -> list[tuple[float, bool]]:
    return [(float(each.price), each.is_maker) for each in order.executions]


# --- arriving in a minute ---


def test_a_taker_pays_the_worst_of_the_minute_it_arrives_in() -> None:
    engine = an_engine(rules=WORST)
    show(engine, "100 101 99 100")

    assert paid(buy(engine, limit="102")) == [(101.05, False)]


def test_a_sale_fetches_the_worst_of_it() -> None:
    engine = an_engine(sol="1", rules=WORST)
    show(engine, "100 101 99 100")

    assert paid(sell(engine, limit="98")) == [(98.95, False)]


def test_its_own_limit_is_the_most_that_it_pays_and_such_a_fill_is_doubtful() -> None:
    engine = an_engine(rules=WORST)
    show(engine, "100 101 99 100")
    order = buy(engine, limit="100")

    assert paid(order) == [(100, False)]
    assert engine.doubtful == {order.order_id}


def test_beyond_its_limit_as_a_whole_the_minute_lets_it_rest() -> None:
    engine = an_engine(rules=WORST)
    show(engine, "100 101 99 100")

    assert paid(buy(engine, limit="99.04")) == []


def test_a_minute_without_trades_fills_nothing() -> None:
    engine = an_engine(rules=WORST)
    show(engine, None)
    order = placed(engine, a_ticket(limit="101", time_in_force=TimeInForce.IMMEDIATE_OR_CANCEL))

    assert [order.status, paid(order)] == [OrderStatus.CANCELED, []]


def test_the_price_that_stood_before_its_first_trade_belongs_to_a_minute() -> None:
    engine = an_engine(rules=WORST)
    show(engine, "98 98 97 98", last="100")

    assert paid(buy(engine, limit="102")) == [(100.05, False)]


def test_an_upper_bound_takes_the_quote_of_a_minute_without_trades() -> None:
    engine = an_engine(rules=BEST)
    show(engine, None)

    assert paid(buy(engine, limit="102")) == [(100.05, False)]


def test_what_it_leaves_of_a_crossing_order_pays_the_takers_fee_later() -> None:
    engine = an_engine(rules=WORST)
    show(engine, None)
    order = buy(engine, limit="101")
    play(engine, "100 100.5 100 100.2", minute=1)

    assert paid(order) == [(101, False)]


def test_arrivals_share_a_quarter_of_the_minutes_volume() -> None:
    engine = an_engine(rules=WORST)
    show(engine, "100 101 99 100", left="0.7")
    first, second = buy(engine, limit="102", size="0.5"), buy(engine, limit="102", size="0.5")

    assert [first.filled_size, second.filled_size] == [Decimal("0.5"), Decimal("0.2")]


def test_its_own_minute_then_has_only_what_arrivals_left() -> None:
    engine = an_engine(sol="1", rules=WORST)
    order = bracket(engine, target="110", stop="99.5", size="1")
    show(engine, "100 101 99 100", left="0.7")
    buy(engine, limit="102", size="0.5")
    play(engine, "100 101 99 100", volume="2.8")

    assert order.filled_size == Decimal("0.2")


def test_an_upper_bound_pays_the_kindest_of_the_minute() -> None:
    engine = an_engine(rules=BEST)
    show(engine, "100 101 99 100")

    assert paid(buy(engine, limit="102")) == [(99, False)]


def test_or_its_limit_as_a_maker_where_that_is_cheaper() -> None:
    engine = an_engine(rules=BEST)
    show(engine, "100 101 99.95 100")

    assert paid(buy(engine, limit="100")) == [(100, True)]


# --- stops and targets of a bar ---


@pytest.mark.parametrize(
    ("bar", "price"),
    [
        ("100 101 89 100", 88.95),
        ("88 92 87 91", 86.95),
        ("100 101 84 100", 85.50),
    ],
)
def test_a_stop_sells_at_the_low_less_half_the_spread_within_its_limit(
    bar: str, price: float
) -> None:
    engine = an_engine(sol="1", rules=WORST)
    order = bracket(engine, target="110", stop="90")
    play(engine, bar)

    assert paid(order) == [(price, False)]


def test_a_child_born_in_the_bar_is_stopped_at_its_worst_too() -> None:
    engine = an_engine(rules=WORST)
    parent = buy(engine, limit="95", bracket=("110", "90"))
    play(engine, "100 100 89 99")

    assert paid(child_of(engine, parent)) == [(88.95, False)]


def test_a_stop_that_came_in_the_bar_meets_its_low_and_no_target_its_high() -> None:
    engine = an_engine(sol="2", rules=WORST)
    engine.edit(
        bracket(engine, target="111", stop="80").order_id,
        base_size=Decimal(1),
        limit_price=Decimal(110),
        stop_price=Decimal(90),
        at=later(30),
    )
    other = bracket(engine, target="110", stop="70")
    other.changed_at = later(30)
    play(engine, "100 112 89 100")

    assert [order.filled_size for order in engine.orders.values()] == [1, 0]


def test_a_bar_that_ended_before_an_order_changed_never_meets_it() -> None:
    engine = an_engine(sol="1", rules=WORST)
    order = bracket(engine, target="110", stop="90")
    order.changed_at = later(60)
    play(engine, "85 115 80 85")

    assert order.filled_size == 0


def test_a_quarter_of_the_volume_beyond_a_limit_fills_it() -> None:
    engine = an_engine(rules=WORST)
    order = buy(engine, limit="95", size="1")
    play(engine, "100 100 90 96", volume="4")

    assert order.filled_size == Decimal("0.5")


def test_targets_first_sells_at_the_target_what_the_bar_would_have_stopped() -> None:
    engine = an_engine(sol="1", rules=BEST)
    order = bracket(engine, target="110", stop="90")
    play(engine, "100 110 85 86")

    assert paid(order) == [(110, True)]


def test_targets_first_lets_a_child_reach_its_target_in_the_bar_it_was_born_in() -> None:
    engine = an_engine(rules=BEST)
    parent = buy(engine, limit="95", bracket=("110", "90"))
    play(engine, "100 111 89 100")

    assert paid(child_of(engine, parent)) == [(110, True)]


def test_targets_first_does_not_stop_what_came_within_the_bar() -> None:
    engine = an_engine(sol="1", rules=BEST)
    order = bracket(engine, target="110", stop="90")
    order.changed_at = later(30)
    play(engine, "100 101 85 95")

    assert order.filled_size == 0


def test_unless_its_close_lies_beyond_then_it_passed_the_stop_itself() -> None:
    engine = an_engine(sol="1", rules=BEST)
    order = bracket(engine, target="110", stop="90")
    order.changed_at = later(30)
    play(engine, "100 101 85 86")

    assert paid(order) == [(90, False)]


def test_a_buying_stop_pays_the_high_and_half_the_spread() -> None:
    engine = an_engine(rules=WORST)
    ticket = a_ticket(OrderSide.BUY, OrderType.STOP_LIMIT, stop="105", limit="110")
    order = placed(engine, ticket)
    play(engine, "100 107 95 100")

    assert paid(order) == [(107.05, False)]
