"""A small market for the matching engine's tests."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from signalfill.domain.order import AttachedBracket, OrderSide
from signalfill.domain.product import Balance, FeeRates, Product
from signalfill.matching.engine import Engine
from signalfill.matching.model import (
    Order,
    OrderRefusal,
    OrderType,
    Ticket,
    TimeInForce,
    TurnedStop,
    VenueRules,
)

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
COIN = "SOL-USD"
SOL = Product(
    product_id=COIN,
    base="SOL",
    quote="USD",
    base_increment=Decimal("0.001"),
    price_increment=Decimal("0.01"),
    base_min_size=Decimal("0.01"),
    quote_min_size=Decimal(1),
)
FEES = FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006"))


def later(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def an_engine(
    *,
    usd: str = "10000",
    sol: str = "0",
    price: str | None = "100",
    rules: VenueRules | None = None,
) -> Engine:
    engine = Engine(products=[SOL], fees=FEES, rules=rules)
    engine.deposit("USD", Decimal(usd))
    engine.deposit("SOL", Decimal(sol))
    if price is not None:
        trade(engine, price)
    return engine


def trade(engine: Engine, price: str, *, spread: str = "0", size: str | None = None) -> None:
    engine.on_price(
        COIN,
        Decimal(price),
        AT,
        ask=Decimal(price) + Decimal(spread),
        base_size=None if size is None else Decimal(size),
    )


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def a_ticket(
    side: OrderSide = OrderSide.BUY,
    order_type: OrderType = OrderType.LIMIT,
    *,
    size: str | None = "1",
    quote: str | None = None,
    limit: str | None = None,
    stop: str | None = None,
    bracket: tuple[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - a ticket's other fields
) -> Ticket:
    """`bracket` is take-profit and stop."""
    base_size, quote_size, limit_price, stop_price = map(exact, (size, quote, limit, stop))
    attached = bracket and AttachedBracket(
        take_profit_price=Decimal(bracket[0]), stop_price=Decimal(bracket[1])
    )
    return Ticket(
        client_order_id="sf1-a",
        product_id=more.pop("product_id", COIN),
        side=side,
        order_type=order_type,
        attached=attached or None,
        base_size=base_size,
        quote_size=quote_size,
        limit_price=limit_price,
        stop_price=stop_price,
        **more,
    )


def placed(engine: Engine, ticket: Ticket) -> Order:
    order = engine.place(ticket, AT)
    assert isinstance(order, Order), order
    return order


def refused(engine: Engine, ticket: Ticket) -> str:
    refusal = engine.place(ticket, AT)
    assert isinstance(refusal, OrderRefusal)
    return refusal.reason.value


def buy(engine: Engine, *, limit: str = "95", size: str = "1", **more: Any) -> Order:  # noqa: ANN401
    return placed(engine, a_ticket(limit=limit, size=size, **more))


def sell(engine: Engine, *, limit: str = "110", size: str = "1", **more: Any) -> Order:  # noqa: ANN401
    return placed(engine, a_ticket(OrderSide.SELL, limit=limit, size=size, **more))


def bracket(engine: Engine, *, target: str = "110", stop: str = "90", size: str = "1") -> Order:
    ticket = a_ticket(OrderSide.SELL, OrderType.BRACKET, limit=target, stop=stop, size=size)
    return placed(engine, ticket)


def turned(side: OrderSide, *, stop: str, limit: str) -> Ticket:
    """A stop-limit that waits where others of its side do not."""
    usual = a_ticket(side, OrderType.STOP_LIMIT, stop=stop, limit=limit)
    return TurnedStop(**{each.name: getattr(usual, each.name) for each in fields(usual)})


def market_buy(*, size: str | None = None, quote: str | None = None) -> Ticket:
    return a_ticket(
        OrderSide.BUY,
        OrderType.MARKET,
        size=size,
        quote=quote,
        time_in_force=TimeInForce.IMMEDIATE_OR_CANCEL,
    )


def market_sell(size: str) -> Ticket:
    return a_ticket(
        OrderSide.SELL,
        OrderType.MARKET,
        size=size,
        time_in_force=TimeInForce.IMMEDIATE_OR_CANCEL,
    )


def child_of(engine: Engine, parent: Order) -> Order:
    assert parent.attached_order_id is not None
    return engine.orders[parent.attached_order_id]


def balance(engine: Engine, currency: str) -> Balance:
    return engine.balances[currency]
