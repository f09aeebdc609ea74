"""What the venue refuses when an order is edited."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from signalfill.matching.checks import bracket_refusal, is_multiple
from signalfill.matching.market import Market
from signalfill.matching.model import Order, OrderType, TimeInForce
from signalfill.matching.refusals import RefusalReason as Why

BRACKET_WORDS = {
    Why.TAKE_PROFIT_PRICE_TOO_LOW: Why.INVALID_EDITED_TAKE_PROFIT_PRICE,
    Why.TAKE_PROFIT_PRICE_TOO_HIGH: Why.INVALID_EDITED_TAKE_PROFIT_PRICE,
    Why.STOP_LOSS_PRICE_TOO_LOW: Why.INVALID_EDITED_STOP_LOSS_PRICE,
    Why.STOP_LOSS_PRICE_TOO_HIGH: Why.INVALID_EDITED_STOP_LOSS_PRICE,
    Why.INVALID_BRACKET_PRICES: Why.INVALID_EDITED_STOP_PRICE,
}


def edit_refusal(
    order: Order,
    orders: Mapping[str, Order],
    market: Market,
    base_size: Decimal,
    limit_price: Decimal,
    stop_price: Decimal | None,
) -> Why | None:
    """The first reason against the change, funds aside."""
    return (
        _state(order)
        or _size(order, orders, base_size)
        or _change(order, base_size, limit_price, stop_price)
        or _prices(order, market, base_size, limit_price, stop_price)
    )


def _state(order: Order) -> Why | None:
    if not order.is_live:
        return Why.ONLY_OPEN_ORDERS_CAN_BE_EDITED
    if order.ticket.quote_size is not None:
        return Why.SIZE_IN_QUOTE_EDITS_NOT_ALLOWED
    if order.ticket.time_in_force is not TimeInForce.GOOD_UNTIL_CANCELED:
        return Why.ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED
    return Why.CANNOT_EDIT_TRIGGERED_ORDER if order.triggered else None


def _size(order: Order, orders: Mapping[str, Order], base_size: Decimal) -> Why | None:
    if base_size < order.filled_size:
        return Why.CANNOT_EDIT_TO_BELOW_FILLED_SIZE
    parent = orders.get(order.originating_order_id or "")
    if parent is not None and not parent.is_closed and base_size != order.base_size:
        return Why.CANNOT_EDIT_ATTACHED_ORDER_SIZE_WITH_OPEN_ORIGINATING_ORDER
    return None


def _change(
    order: Order, base_size: Decimal, limit_price: Decimal, stop_price: Decimal | None
) -> Why | None:
    if order.order_type is OrderType.LIMIT and stop_price is not None:
        return Why.ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED
    present = (order.base_size, order.limit_price, order.stop_price)
    if present == (base_size, limit_price, stop_price):
        return Why.EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST
    return None


def _prices(
    order: Order,
    market: Market,
    base_size: Decimal,
    limit_price: Decimal,
    stop_price: Decimal | None,
) -> Why | None:
    product = market.product
    if base_size != order.base_size and not is_multiple(base_size, product.base_increment):
        return Why.INVALID_SIZE_PRECISION
    if limit_price <= 0 or not is_multiple(limit_price, product.price_increment):
        return Why.INVALID_PRICE_PRECISION
    if not is_multiple(stop_price, product.price_increment):
        return Why.INVALID_STOP_PRICE_PRECISION
    if market.last is None:
        return Why.MISSING_MARKET_TRADE_DATA
    if order.order_type is OrderType.BRACKET and order.can_trigger:
        reason = bracket_refusal(order.side, limit_price, stop_price, market.last)
        return None if reason is None else BRACKET_WORDS[reason]
    if order.order_type is OrderType.STOP_LIMIT and stop_price is not None:
        gap = market.last - stop_price
        passed = gap >= 0 if order.is_buy else gap <= 0
        return Why.INVALID_EDITED_STOP_PRICE if passed else None
    return None
