"""Faults that are short stories of the market rather than of the wire."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.tickets import Configured
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.product import floor_to
from signalfill.matching.model import Order, OrderType, Ticket
from signalfill.matching.orders import stop_limit_price

HALF = Decimal("0.5")
BELOW_STOP = Decimal("0.97")
BELOW_STOP_LIMIT = Decimal("0.94")
"""Beyond the 5 % that a triggered bracket allows itself."""

MARKET_STATES: dict[str, dict[str, bool]] = {
    "limit_only": {"limit_only": True},
    "cancel_only": {"cancel_only": True},
    "post_only": {"post_only": True},
    "trading_disabled": {"trading_disabled": True},
    "auction_cancels_brackets": {"auction_mode": True},
    "delisted": {"online": False, "trading_disabled": True},
}
"""`value` is the product; clearing the faults brings the market back to normal."""


def _bracket_partial_then_drop(exchange: Exchange, order_id: str) -> None:
    """Half of the bracket fills at its target; then the price falls through its dead stop."""
    order, target, stop = _bracket(exchange, order_id)
    increment = exchange.listings[order.product_id].product.base_increment
    exchange.price(order.product_id, target, floor_to(order.remaining * HALF, increment))
    _fall(exchange, order.product_id, stop * BELOW_STOP)


def _gap_through_stop(exchange: Exchange, order_id: str) -> None:
    """The next trade lies beyond the limit that the stop becomes: it stays unsold."""
    order, _, stop = _bracket(exchange, order_id)
    _fall(exchange, order.product_id, stop * BELOW_STOP_LIMIT)


def _order_vanishes(exchange: Exchange, order_id: str) -> None:
    """The order is gone: from the market, from lists and by its id."""
    if not exchange.engine.cancel(order_id, exchange.now()):
        raise InvalidInputError(f"there is no open order {order_id}")
    exchange.vanished.add(order_id)


def _bracket_renamed(exchange: Exchange, order_id: str) -> None:
    """The stop is triggered, and the order goes on under another id, unsold."""
    bracket, _, stop = _bracket(exchange, order_id)
    engine, now = exchange.engine, exchange.now()
    size, product = bracket.remaining, engine.markets[bracket.product_id].product
    engine.cancel(order_id, now, "Triggered")
    _fall(exchange, bracket.product_id, stop * BELOW_STOP_LIMIT)
    ticket = Ticket(
        client_order_id=str(uuid.uuid4()),
        product_id=bracket.product_id,
        side=bracket.side,
        order_type=OrderType.LIMIT,
        base_size=size,
        limit_price=stop_limit_price(bracket.side, stop, product),
    )
    heir = exchange.place(Configured("limit_limit_gtc", ticket))
    if isinstance(heir, Order):
        heir.originating_order_id = order_id


def _increments(exchange: Exchange, value: object) -> None:
    """The product counts in other steps from now on; what rests stays as it is."""
    wanted = _fields(value, "product_id", "base_increment", "price_increment")
    steps = {name: Decimal(wanted[name]) for name in ("base_increment", "price_increment")}
    exchange.set_market(wanted["product_id"], steps)


def deposit(exchange: Exchange, value: object) -> None:
    wanted = _fields(value, "currency", "amount")
    exchange.engine.deposit(wanted["currency"], Decimal(wanted["amount"]))


def withdrawal(exchange: Exchange, value: object) -> None:
    """Raises InsufficientFundsError where less is free."""
    wanted = _fields(value, "currency", "amount")
    exchange.engine.withdraw(wanted["currency"], Decimal(wanted["amount"]))


def manual_sale(exchange: Exchange, value: object) -> None:
    """The owner sells free base by hand, outside the API key's orders."""
    wanted = _fields(value, "product_id", "base_size")
    market, size = exchange.engine.markets[wanted["product_id"]], Decimal(wanted["base_size"])
    exchange.engine.withdraw(market.product.base, size)
    proceeds = size * (market.bid or Decimal(0)) * (1 - exchange.engine.fees.taker)
    exchange.engine.deposit(market.product.quote, proceeds)


def _fields(value: object, *names: str) -> dict[str, str]:
    if not isinstance(value, Mapping) or any(value.get(name) is None for name in names):
        raise InvalidInputError(f"value must have {' and '.join(names)}")
    return {name: str(value[name]) for name in names}


def _bracket(exchange: Exchange, order_id: str) -> tuple[Order, Decimal, Decimal]:
    order = exchange.engine.orders.get(order_id)
    is_bracket = order is not None and order.order_type is OrderType.BRACKET and order.is_live
    if order is None or not is_bracket or order.limit_price is None or order.stop_price is None:
        raise InvalidInputError(f"there is no open bracket {order_id}")
    return order, order.limit_price, order.stop_price


def _fall(exchange: Exchange, product_id: str, price: Decimal) -> None:
    exchange.price(product_id, exchange.listings[product_id].product.floor_price(price))


SCENES: dict[str, Callable[[Exchange, str], None]] = {
    "bracket_partial_then_drop": _bracket_partial_then_drop,
    "gap_through_stop": _gap_through_stop,
    "bracket_renamed": _bracket_renamed,
    "order_vanishes": _order_vanishes,
}
"""`value` is the order's id; the scene plays at once."""

BY_VALUE: dict[str, Callable[[Exchange, object], None]] = {
    "deposit": deposit,
    "withdrawal": withdrawal,
    "manual_sale": manual_sale,
    "increments": _increments,
}
"""What the owner does in the app, and what the venue does to a product; `value` says what."""


def play(exchange: Exchange, name: str, value: object) -> bool:
    """Whether there is such a scene; it has been played."""
    if name in MARKET_STATES:
        exchange.set_market(str(value), MARKET_STATES[name])
    elif name in SCENES:
        SCENES[name](exchange, str(value))
    elif name in BY_VALUE:
        BY_VALUE[name](exchange, value)
    else:
        return False
    return True
