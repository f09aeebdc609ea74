"""The engine's orders in the words of the port, and ours in the engine's."""

from __future__ import annotations

from signalfill.domain.order import Fill, OrderKind, OrderRequest, OrderStatus, VenueOrder
from signalfill.matching.model import Execution, Order, OrderType, Ticket, TimeInForce

_TYPES = {OrderKind.BRACKET: OrderType.BRACKET, OrderKind.STOP_LIMIT: OrderType.STOP_LIMIT}
_KINDS = {order_type: kind for kind, order_type in _TYPES.items()}


def ticket_of(request: OrderRequest) -> Ticket:
    return Ticket(
        client_order_id=request.client_order_id,
        product_id=request.product_id,
        side=request.side,
        order_type=_TYPES.get(request.kind, OrderType.LIMIT),
        time_in_force=_time_in_force(request),
        base_size=request.base_size,
        limit_price=request.limit_price,
        stop_price=request.stop_price,
        expires_at=request.expires_at,
        attached=request.attached,
    )


def _time_in_force(request: OrderRequest) -> TimeInForce:
    if request.kind is OrderKind.LIMIT_IOC:
        return TimeInForce.IMMEDIATE_OR_CANCEL
    if request.expires_at is not None:
        return TimeInForce.GOOD_UNTIL_DATE_TIME
    return TimeInForce.GOOD_UNTIL_CANCELED


def order_of(order: Order) -> VenueOrder:
    partly = order.status is OrderStatus.ACCEPTED and order.filled_size > 0
    status = OrderStatus.PARTIALLY_FILLED if partly else order.status
    return VenueOrder(
        venue_order_id=order.order_id,
        client_order_id=order.ticket.client_order_id,
        product_id=order.product_id,
        side=order.side,
        status=status,
        venue_status=status.value,
        kind=_kind(order),
        base_size=order.base_size,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        stop_triggered=order.triggered,
        filled_size=order.filled_size,
        filled_value=order.filled_value,
        total_fees=order.total_fees,
        attached_order_id=order.attached_order_id,
        originating_order_id=order.originating_order_id,
        attached=order.ticket.attached,
        expires_at=order.ticket.expires_at,
        created_at=order.created_at,
        reject_reason=order.cancel_reason or None,
    )


def fill_of(execution: Execution) -> Fill:
    return Fill(
        trade_id=execution.trade_id,
        venue_order_id=execution.order_id,
        product_id=execution.product_id,
        side=execution.side,
        price=execution.price,
        base_size=execution.base_size,
        commission=execution.commission,
        is_maker=execution.is_maker,
        filled_at=execution.at,
    )


def _kind(order: Order) -> OrderKind:
    if order.order_type in _KINDS:
        return _KINDS[order.order_type]
    if order.ticket.time_in_force is TimeInForce.IMMEDIATE_OR_CANCEL:
        return OrderKind.LIMIT_IOC
    return OrderKind.LIMIT_GTC
