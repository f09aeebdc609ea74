from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.model import OrderType, TimeInForce, Touch, VenueRules
from signalfill.matching.snapshot import restore
from tests.unit.matching.making import (
    AT,
    COIN,
    SOL,
    a_ticket,
    an_engine,
    balance,
    buy,
    later,
    market_buy,
    market_sell,
    placed,
    refused,
    sell,
    trade,
    turned,
)

IOC = TimeInForce.IMMEDIATE_OR_CANCEL
STOP_LIMIT = OrderType.STOP_LIMIT


def test_a_buy_below_the_market_rests_and_holds_its_cost_with_the_taker_fee() -> None:
    engine = an_engine()

    order = buy(engine, limit="95", size="2")

    assert order.status is OrderStatus.ACCEPTED
    assert balance(engine, "USD").hold == Decimal("191.14")


def test_a_resting_buy_fills_at_its_own_price_as_maker() -> None:
    engine = an_engine()
    order = buy(engine, limit="95")

    trade(engine, "93")

    (fill,) = engine.fills
    assert [fill.price, fill.is_maker, fill.commission] == [95, True, Decimal("0.38")]
    assert order.status is OrderStatus.FILLED


def test_a_filled_buy_gives_back_what_it_held_too_much() -> None:
    engine = an_engine()
    buy(engine, limit="95")

    trade(engine, "95")

    assert balance(engine, "USD").available == Decimal("9904.62")
    assert balance(engine, "USD").hold == 0
    assert balance(engine, "SOL").available == 1


def test_a_buy_that_crosses_takes_the_ask() -> None:
    engine = an_engine()
    trade(engine, "100", spread="0.5")

    buy(engine, limit="103")

    (fill,) = engine.fills
    assert [fill.price, fill.is_maker, fill.commission] == [
        Decimal("100.5"),
        False,
        Decimal("0.603"),
    ]


def test_what_a_crossing_limit_cannot_take_rests() -> None:
    engine = an_engine()
    engine.set_depth(COIN, Decimal("0.4"))

    order = buy(engine, limit="101")

    assert [order.status, order.filled_size] == [OrderStatus.PARTIALLY_FILLED, Decimal("0.4")]
    assert balance(engine, "USD").hold == Decimal("0.6") * 101 * Decimal("1.006")


def test_an_immediate_order_gives_up_what_it_cannot_take() -> None:
    engine = an_engine()
    engine.set_depth(COIN, Decimal("0.4"))

    order = buy(engine, limit="101", time_in_force=IOC)

    assert [order.status, order.filled_size] == [OrderStatus.CANCELED, Decimal("0.4")]
    assert balance(engine, "USD").hold == 0


def test_an_immediate_order_away_from_the_market_ends_without_a_fill() -> None:
    engine = an_engine()

    order = buy(engine, limit="99", time_in_force=IOC)

    assert [order.status, order.filled_size] == [OrderStatus.CANCELED, 0]


def test_fill_or_kill_does_not_fill_in_part() -> None:
    engine = an_engine()
    engine.set_depth(COIN, Decimal("0.4"))

    order = buy(engine, limit="101", time_in_force=TimeInForce.FILL_OR_KILL)

    assert [order.status, order.filled_size] == [OrderStatus.CANCELED, 0]


def test_a_market_buy_by_quote_size_pays_its_fee_out_of_it() -> None:
    engine = an_engine(price="23009.51")

    order = placed(engine, market_buy(quote="15"))

    assert order.filled_value == Decimal("14.9105367793")
    assert order.filled_value + order.total_fees == 15
    assert order.status is OrderStatus.FILLED


def test_a_market_buy_by_quote_size_fills_below_the_base_increment() -> None:
    engine = an_engine()

    order = placed(engine, market_buy(quote="15"))

    assert order.filled_size % SOL.base_increment != 0


def test_a_market_buy_by_quote_size_in_a_thin_market_keeps_the_rest() -> None:
    engine = an_engine()
    engine.set_depth(COIN, Decimal("0.05"))

    order = placed(engine, market_buy(quote="15"))

    assert [order.status, order.filled_value] == [OrderStatus.CANCELED, 5]
    assert balance(engine, "USD").available == Decimal("9994.97")


def test_a_market_sell_gives_the_base_exactly_and_the_quote_less_the_fee() -> None:
    engine = an_engine(usd="0", sol="2")

    placed(engine, market_sell("2"))

    assert balance(engine, "SOL").total == 0
    assert balance(engine, "USD").available == Decimal("198.8")


def test_a_resting_sell_holds_its_base() -> None:
    engine = an_engine(sol="3")

    sell(engine, size="2")

    assert balance(engine, "SOL").available == 1
    assert balance(engine, "SOL").hold == 2


def test_a_cancel_frees_the_hold() -> None:
    engine = an_engine(sol="3")
    order = sell(engine, size="2")

    assert engine.cancel(order.order_id, AT)
    assert balance(engine, "SOL").available == 3


def test_an_ended_order_cannot_be_canceled() -> None:
    engine = an_engine(sol="1")
    order = sell(engine)
    trade(engine, "111")

    assert not engine.cancel(order.order_id, AT)
    assert order.status is OrderStatus.FILLED


def test_an_unknown_order_cannot_be_canceled() -> None:
    assert not an_engine().cancel("nobody", AT)


def test_the_size_of_a_trade_limits_what_it_fills() -> None:
    engine = an_engine()
    order = buy(engine, size="2")

    trade(engine, "95", size="0.5")

    assert order.filled_size == Decimal("0.5")


def test_orders_share_what_a_trade_offers_in_their_order_of_arrival() -> None:
    engine = an_engine()
    first, second = buy(engine), buy(engine)

    trade(engine, "95", size="1.25")

    assert [first.filled_size, second.filled_size] == [1, Decimal("0.25")]


@pytest.mark.parametrize(("price", "filled"), [("95", 0), ("94.99", 1)])
def test_where_trades_must_go_through_a_touch_does_not_fill(price: str, filled: int) -> None:
    engine = an_engine(rules=VenueRules(touch=Touch.THROUGH))
    order = buy(engine, limit="95")

    trade(engine, price)

    assert order.filled_size == filled


def test_an_order_ends_at_its_good_until_time() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(60))

    seen = []
    for moment in (later(59), later(60)):
        engine.expire(moment)
        seen.append(order.status)

    assert seen == [OrderStatus.ACCEPTED, OrderStatus.EXPIRED]


def test_a_price_after_the_good_until_time_does_not_fill() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(60))

    engine.on_price(COIN, Decimal(90), later(61))

    assert order.status is OrderStatus.EXPIRED


def test_a_stop_limit_sells_once_its_stop_trades() -> None:
    engine = an_engine(sol="1")
    ticket = a_ticket(OrderSide.SELL, STOP_LIMIT, stop="95", limit="94")
    order = placed(engine, ticket)

    trade(engine, "95.01")
    assert not order.triggered
    trade(engine, "94.5")

    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, Decimal("94.5")]


def test_a_stop_limit_that_the_price_jumped_over_rests_at_its_limit() -> None:
    engine = an_engine(sol="1")
    ticket = a_ticket(OrderSide.SELL, STOP_LIMIT, stop="95", limit="94")
    order = placed(engine, ticket)

    trade(engine, "90")
    assert [order.triggered, order.filled_size] == [True, 0]
    trade(engine, "94")

    assert [order.status, engine.fills[0].is_maker] == [OrderStatus.FILLED, True]


def test_a_buying_stop_limit_triggers_above_the_market() -> None:
    engine = an_engine()
    order = placed(engine, a_ticket(OrderSide.BUY, STOP_LIMIT, stop="105", limit="106"))

    trade(engine, "105.5")

    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, Decimal("105.5")]


def test_a_product_that_does_not_trade_matches_nothing() -> None:
    engine = an_engine()
    order = buy(engine)
    engine.set_product(SOL.model_copy(update={"trading_disabled": True}), AT)

    trade(engine, "90")

    assert order.status is OrderStatus.ACCEPTED


def test_the_market_can_be_told_to_fill_an_order_where_it_rests() -> None:
    engine = an_engine(sol="1")
    order = sell(engine, limit="110")

    assert engine.fill(order.order_id, AT)
    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, 110]


def test_an_ended_order_cannot_be_filled() -> None:
    engine = an_engine(sol="1")
    order = sell(engine)
    engine.cancel(order.order_id, AT)

    assert not engine.fill(order.order_id, AT)


def test_in_an_auction_a_crossing_limit_only_rests() -> None:
    engine = an_engine()
    engine.set_product(SOL.model_copy(update={"auction_mode": True}), AT)

    order = buy(engine, limit="101")

    assert order.status is OrderStatus.ACCEPTED
    assert not engine.fills


def test_an_end_time_means_nothing_to_an_order_that_is_good_until_canceled() -> None:
    engine = an_engine()
    order = buy(engine, expires_at=later(1))

    engine.expire(later(2))

    assert order.status is OrderStatus.ACCEPTED


def test_an_order_that_was_canceled_does_not_expire() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(60))
    engine.cancel(order.order_id, AT)

    engine.expire(later(61))

    assert order.status is OrderStatus.CANCELED


def test_an_order_with_an_end_time_still_ends_after_a_restart() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(60))
    fresh = an_engine(usd="0", price=None)

    restore(fresh, orders=engine.orders.values(), balances=engine.balances.values())
    fresh.expire(later(60))

    assert order.status is OrderStatus.EXPIRED
    assert balance(fresh, "USD").available == 10000


def test_a_limit_by_quote_size_is_floored_to_what_it_is_worth() -> None:
    order = placed(an_engine(), a_ticket(size=None, quote="10", limit="99"))

    assert order.base_size == Decimal("0.101")


def test_a_limit_by_quote_size_holds_its_cost_with_the_taker_fee() -> None:
    engine = an_engine()
    placed(engine, a_ticket(size=None, quote="95", limit="95"))

    assert balance(engine, "USD").hold == Decimal("95.57")


def test_a_sale_may_wait_for_a_rise() -> None:
    engine = an_engine(sol="1")
    order = placed(engine, turned(OrderSide.SELL, stop="105", limit="104"))

    trade(engine, "103")
    before = order.status
    trade(engine, "105")

    assert (before, order.status) == (OrderStatus.ACCEPTED, OrderStatus.FILLED)


def test_a_purchase_may_wait_for_a_fall() -> None:
    engine = an_engine()
    order = placed(engine, turned(OrderSide.BUY, stop="95", limit="96"))

    trade(engine, "97")
    before = order.status
    trade(engine, "95")

    assert (before, order.status) == (OrderStatus.ACCEPTED, OrderStatus.FILLED)


@pytest.mark.parametrize(
    ("side", "stop", "reason"),
    [
        (OrderSide.SELL, "100", "STOP_PRICE_BELOW_LAST_TRADE_PRICE"),
        (OrderSide.BUY, "100", "STOP_PRICE_ABOVE_LAST_TRADE_PRICE"),
    ],
)
def test_a_wait_for_a_price_that_is_there_already_is_refused(
    side: OrderSide, stop: str, reason: str
) -> None:
    assert refused(an_engine(sol="1"), turned(side, stop=stop, limit="100")) == reason


def test_the_smallest_size_that_the_venue_names_is_taken() -> None:
    engine = an_engine()

    assert buy(engine, limit="100", size="0.01").status is OrderStatus.FILLED
