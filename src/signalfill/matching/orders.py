"""How an order begins: from a ticket, or as the child of a filled parent."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from signalfill.domain.order import OrderSide
from signalfill.domain.product import Product
from signalfill.matching.market import ProductMarket
from signalfill.matching.model import ZERO, Order, OrderType, Ticket

STOP_LIMIT_ALLOWANCE = Decimal("0.05")
"""A triggered bracket becomes a limit 5 % beyond its trigger (Coinbase, field text)."""


def counted_ids() -> Callable[[], str]:
    """Ids that are the same in every run: `m-1`, `m-2` and so on."""
    numbers = itertools.count(1)
    return lambda: f"m-{next(numbers)}"


def stop_limit_price(side: OrderSide, stop_price: Decimal, product: Product) -> Decimal:
    """The limit of a triggered bracket; beyond it a gap leaves the order resting."""
    if side is OrderSide.SELL:
        return product.floor_price(stop_price * (1 - STOP_LIMIT_ALLOWANCE))
    return product.ceil_price(stop_price * (1 + STOP_LIMIT_ALLOWANCE))


def worst_price_of(order: Order, market: ProductMarket) -> Decimal:
    """What a unit may cost at most; a bracket that buys may do so beyond its trigger."""
    if order.order_type is OrderType.BRACKET and order.stop_price is not None:
        beyond_stop = stop_limit_price(order.side, order.stop_price, market.product)
        # Its target may be edited beyond its stop once it began to fill there.
        return max(beyond_stop, order.limit_price or ZERO)
    if order.limit_price is not None:
        return order.limit_price
    return max((level.price for level in market.ladder(order.side)), default=ZERO)


def order_of(order_id: str, ticket: Ticket, market: ProductMarket, at: datetime) -> Order:
    order = Order(
        order_id=order_id,
        ticket=ticket,
        product_id=ticket.product_id,
        side=ticket.side,
        order_type=ticket.order_type,
        created_at=at,
        changed_at=at,
        base_size=_base_size(ticket, market.product),
        limit_price=ticket.limit_price,
        stop_price=ticket.stop_price,
        resting_price=ticket.limit_price,
    )
    order.worst_price = worst_price_of(order, market)
    return order


def _base_size(ticket: Ticket, product: Product) -> Decimal | None:
    """A limit by quote size is worth that much at its limit; a market buy finds its size out."""
    if ticket.quote_size is None or ticket.limit_price is None:
        return ticket.base_size
    return product.floor_size(ticket.quote_size / ticket.limit_price)


def child_of(
    parent: Order, order_id: str, size: Decimal, market: ProductMarket, at: datetime
) -> Order:
    """The bracket that protects what the parent bought.

    Raises:
        ValueError: the parent carries none.
    """
    bracket = parent.ticket.attached
    if bracket is None:
        raise ValueError(f"order {parent.order_id} has no attached bracket")
    ticket = Ticket(
        client_order_id=order_id,
        product_id=parent.product_id,
        side=OrderSide.SELL if parent.is_buy else OrderSide.BUY,
        order_type=OrderType.BRACKET,
        base_size=size,
        limit_price=bracket.take_profit_price,
        stop_price=bracket.stop_price,
    )
    child = order_of(order_id, ticket, market, at)
    child.originating_order_id = parent.order_id
    return child
