"""Domain to wire: every number a plain decimal string, every optional field left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from signalfill.domain.order import (
    AttachedBracket,
    OrderKind,
    OrderRequest,
    OrderSide,
    VenueOrder,
)
from signalfill.domain.values import plain

LONGEST_CLIENT_ORDER_ID = 128

_WITH_STOP = frozenset({OrderKind.BRACKET, OrderKind.STOP_LIMIT})
# A sell stop waits below the market, a buy stop above it.
_STOP_DIRECTIONS = {
    OrderSide.SELL: "STOP_DIRECTION_STOP_DOWN",
    OrderSide.BUY: "STOP_DIRECTION_STOP_UP",
}


def unsendable(request: OrderRequest) -> str | None:
    """Why the order must not leave this process.

    The SDK would replace an empty id by a random one, and the same order could exist twice.
    """
    if not 0 < len(request.client_order_id) <= LONGEST_CLIENT_ORDER_ID:
        return "INVALID_CLIENT_ORDER_ID"
    if request.kind in _WITH_STOP and request.stop_price is None:
        return f"{request.kind.name}_WITHOUT_STOP"
    return None


def order_body(request: OrderRequest) -> dict[str, Any]:
    return {"client_order_id": request.client_order_id, **preview_body(request)}


def preview_body(request: OrderRequest) -> dict[str, Any]:
    """The order without its id: a preview creates nothing."""
    body: dict[str, Any] = {
        "product_id": request.product_id,
        "side": request.side.value,
        "order_configuration": _configuration(request),
    }
    if request.attached is not None:
        body["attached_order_configuration"] = _attached(request.attached)
    return body


def edit_body(order: VenueOrder, *, stop_price: str) -> dict[str, Any] | None:
    """Price and size are required and are total values; None where the order shows none."""
    if order.limit_price is None or order.base_size is None:
        return None
    return {
        "order_id": order.venue_order_id,
        "price": plain(order.limit_price),
        "size": plain(order.base_size),
        "stop_price": plain(Decimal(stop_price)),
    }


def _configuration(request: OrderRequest) -> dict[str, Any]:
    sized = {
        "base_size": plain(request.base_size),
        "limit_price": plain(request.limit_price),
    }
    if request.kind is OrderKind.LIMIT_IOC:
        return {"sor_limit_ioc": sized}
    if request.stop_price is not None:
        stop_price = plain(request.stop_price)
        if request.kind is OrderKind.BRACKET:
            return {"trigger_bracket_gtc": sized | {"stop_trigger_price": stop_price}}
        if request.kind is OrderKind.STOP_LIMIT:
            direction = _STOP_DIRECTIONS[request.side]
            stop = {"stop_price": stop_price, "stop_direction": direction}
            return {"stop_limit_stop_limit_gtc": sized | stop}
    return {"limit_limit_gtc": sized | {"post_only": False}}


def _attached(bracket: AttachedBracket) -> dict[str, Any]:
    # No size: the child has its parent's (ATTACHED_ORDER_SIZE_MUST_BE_NIL).
    return {
        "trigger_bracket_gtc": {
            "limit_price": plain(bracket.take_profit_price),
            "stop_trigger_price": plain(bracket.stop_price),
        }
    }
