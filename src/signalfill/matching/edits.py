"""Editing an order: what the venue refuses, and what an edit changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from signalfill.matching.checks import bracket_refusal, is_multiple
from signalfill.matching.ledger import InsufficientFundsError
from signalfill.matching.market import ProductMarket
from signalfill.matching.model import ZERO, Order, OrderType, TimeInForce
from signalfill.matching.orders import worst_price_of
from signalfill.matching.refusals import RefusalReason as Why
from signalfill.matching.settlement import Settlement

BRACKET_WORDS = {
    Why.TAKE_PROFIT_PRICE_TOO_LOW: Why.INVALID_EDITED_TAKE_PROFIT_PRICE,
    Why.TAKE_PROFIT_PRICE_TOO_HIGH: Why.INVALID_EDITED_TAKE_PROFIT_PRICE,
    Why.STOP_LOSS_PRICE_TOO_LOW: Why.INVALID_EDITED_STOP_LOSS_PRICE,
    Why.STOP_LOSS_PRICE_TOO_HIGH: Why.INVALID_EDITED_STOP_LOSS_PRICE,
    Why.INVALID_BRACKET_PRICES: Why.INVALID_EDITED_STOP_PRICE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What an order shall be from now on; `base_size` is the new total, fills included."""

    base_size: Decimal
    limit_price: Decimal
    stop_price: Decimal | None


def edit_refusal(
    settlement: Settlement, order: Order, market: ProductMarket, change: Change
) -> Why | None:
    """The first reason against the change, funds aside."""
    return (
        _state(order)
        or _size(order, settlement.orders, change.base_size)
        or _difference(order, change)
        or _prices(order, market, change)
    )


def apply_edit(
    settlement: Settlement, order: Order, market: ProductMarket, change: Change, at: datetime
) -> Why | None:
    """Changes the order and its hold, or neither and says why."""
    reason = edit_refusal(settlement, order, market, change)
    if reason is not None:
        return reason
    before = (order.base_size, order.limit_price, order.stop_price, order.worst_price)
    order.base_size = change.base_size
    order.limit_price = change.limit_price
    order.stop_price = change.stop_price
    order.worst_price = worst_price_of(order, market)
    try:
        settlement.hold(order)
    except InsufficientFundsError:
        order.base_size, order.limit_price, order.stop_price, order.worst_price = before
        return Why.INSUFFICIENT_FUND
    order.resting_price = change.limit_price
    order.edits.append((change.limit_price, change.base_size, at))
    order.changed_at = at
    market.changed = True
    return None


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


def _difference(order: Order, change: Change) -> Why | None:
    if order.order_type is OrderType.LIMIT and change.stop_price is not None:
        return Why.ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED
    if Change(order.base_size or ZERO, order.limit_price or ZERO, order.stop_price) == change:
        return Why.EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST
    return None


def _prices(order: Order, market: ProductMarket, change: Change) -> Why | None:
    product = market.product
    resized = change.base_size != order.base_size
    if resized and not is_multiple(change.base_size, product.base_increment):
        return Why.INVALID_SIZE_PRECISION
    if change.limit_price <= 0 or not is_multiple(change.limit_price, product.price_increment):
        return Why.INVALID_PRICE_PRECISION
    if not is_multiple(change.stop_price, product.price_increment):
        return Why.INVALID_STOP_PRICE_PRECISION
    return (
        Why.MISSING_MARKET_TRADE_DATA if market.last is None else _stop(order, change, market.last)
    )


def _stop(order: Order, change: Change, last: Decimal) -> Why | None:
    if order.order_type is OrderType.BRACKET and order.can_trigger:
        reason = bracket_refusal(order.side, change.limit_price, change.stop_price, last)
        return None if reason is None else BRACKET_WORDS[reason]
    if order.order_type is OrderType.STOP_LIMIT and change.stop_price is not None:
        gap = last - change.stop_price
        passed = gap >= 0 if order.stop_rises else gap <= 0
        return Why.INVALID_EDITED_STOP_PRICE if passed else None
    return None
