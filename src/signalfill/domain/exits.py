"""The orders that protect a slice or sell it: brackets, and marketable exits ever deeper."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.holding import filled
from signalfill.domain.order import OrderKind, OrderRequest, OrderSide, OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, client_order_id
from signalfill.domain.product import ceil_to, floor_to
from signalfill.domain.slice_view import View

STOP_BUFFER = Decimal("0.001")
"""A stop nearer to the bid than this fraction is not sent: it would be a sale."""
AFTER_REFUSAL = timedelta(seconds=4)
"""Holds are released with a lag: a refused guard or exit is not tried again at once."""
AFTER_LAST_DEPTH = timedelta(seconds=30)
"""Nobody buys even at the floor: tries go on, slower."""
GUARDS_TRIED = 3
"""A venue that refused so many guards in a row will not have one: sell."""
EXIT_DEPTHS = tuple(map(Decimal, ("0.002", "0.005", "0.01", "0.02", "0.05")))
"""How far below the bid each further try of an exit goes; the last is the floor."""


def guard_or_exit(view: View) -> OrderRecord:
    """A new bracket where the price and the venue allow one, else a sale at once."""
    bid = view.quote.bid
    fits = view.slice.stop_price < bid * (1 - STOP_BUFFER) and bid < view.slice.take_profit_price
    tried = _own(view, OrderPurpose.PROTECTION)[-GUARDS_TRIED:]
    refused = [order for order in tried if order.status is OrderStatus.REJECTED]
    return _guard_order(view) if fits and len(refused) < GUARDS_TRIED else exit_order(view)


def _own(view: View, *purposes: OrderPurpose) -> list[OrderRecord]:
    """Guards and exits that we sent ourselves, oldest first."""
    return [
        order
        for order in view.position.orders
        if order.slice_index == view.slice.index
        and order.purpose in purposes
        and order.request is not None
    ]


def too_soon(view: View) -> bool:
    """Whether the last try was refused, or found nobody at the floor, a moment ago."""
    sent = _own(view, OrderPurpose.PROTECTION, OrderPurpose.EXIT)
    if not sent:
        return False
    age = view.now - sent[-1].intended_at
    if sent[-1].status is OrderStatus.REJECTED:
        return age < AFTER_REFUSAL
    exits = _own(view, OrderPurpose.EXIT)
    in_vain = len(exits) >= len(EXIT_DEPTHS) and filled(view.position, sent[-1]) == 0
    return in_vain and age < AFTER_LAST_DEPTH


def _guard_order(view: View) -> OrderRecord:
    return _record(
        view,
        OrderPurpose.PROTECTION,
        OrderKind.BRACKET,
        view.held,
        limit_price=view.slice.take_profit_price,
        stop_price=ceil_to(view.slice.stop_price, view.position.price_increment),
    )


def exit_order(view: View) -> OrderRecord:
    tried = len(_own(view, OrderPurpose.EXIT))
    depth = EXIT_DEPTHS[min(tried, len(EXIT_DEPTHS) - 1)]
    price = floor_to(view.quote.bid * (1 - depth), view.position.price_increment)
    size = view.leaving or view.held
    return _record(view, OrderPurpose.EXIT, OrderKind.LIMIT_IOC, size, limit_price=price)


def _record(
    view: View,
    purpose: OrderPurpose,
    kind: OrderKind,
    base_size: Decimal,
    *,
    limit_price: Decimal,
    stop_price: Decimal | None = None,
) -> OrderRecord:
    size = floor_to(base_size, view.position.base_increment)
    identity = client_order_id(
        view.position.position_id, view.slice.index, purpose, view.slice.attempts
    )
    request = OrderRequest(
        client_order_id=identity,
        product_id=view.position.product_id,
        side=OrderSide.SELL,
        kind=kind,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
    )
    return OrderRecord(
        client_order_id=identity,
        purpose=purpose,
        slice_index=view.slice.index,
        side=OrderSide.SELL,
        request=request,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
        intended_at=view.now,
    )
