"""Domain to wire: every number a plain decimal string, every unset field left out."""

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
from signalfill.domain.values import plain, rfc3339

LONGEST_CLIENT_ORDER_ID = 128

_NAMES = {
    OrderKind.LIMIT_GTC: "limit_limit",
    OrderKind.STOP_LIMIT: "stop_limit_stop_limit",
    OrderKind.BRACKET: "trigger_bracket",
}
_WITH_STOP = frozenset({OrderKind.BRACKET, OrderKind.STOP_LIMIT})
# A sell stop waits below the market, a buy stop above it.
_STOP_DIRECTIONS = {
    OrderSide.SELL: "STOP_DIRECTION_STOP_DOWN",
    OrderSide.BUY: "STOP_DIRECTION_STOP_UP",
}


def unsendable(request: OrderRequest) -> str | None:
    """Why the order must not be sent; None where it may.

    The SDK would replace an empty id by a random one, and the same order could exist twice.
    """
    if not 0 < len(request.client_order_id) <= LONGEST_CLIENT_ORDER_ID:
        return "INVALID_CLIENT_ORDER_ID"
    if request.kind is OrderKind.LIMIT_IOC and request.expires_at is not None:
        return "IMMEDIATE_WITH_END_TIME"
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


def edit_body(
    order: VenueOrder,
    *,
    limit_price: Decimal | None = None,
    base_size: Decimal | None = None,
    stop_price: Decimal | None = None,
) -> dict[str, Any] | None:
    """The body of an edit, with price and size as total values; None where neither is known.

    The present stop goes along: whether a stop that is left out stays is not documented.
    """
    price, size = limit_price or order.limit_price, base_size or order.base_size
    stop = stop_price or order.stop_price
    if price is None or size is None:
        return None
    body = {"order_id": order.venue_order_id, "price": plain(price), "size": plain(size)}
    return body if stop is None else body | {"stop_price": plain(stop)}


def _configuration(request: OrderRequest) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "base_size": plain(request.base_size),
        "limit_price": plain(request.limit_price),
    }
    if request.kind is OrderKind.LIMIT_IOC:
        return {"sor_limit_ioc": fields}
    lasting = "gtc" if request.expires_at is None else "gtd"
    if request.expires_at is not None:
        fields["end_time"] = rfc3339(request.expires_at)
    return {f"{_NAMES[request.kind]}_{lasting}": fields | _particulars(request)}


def _particulars(request: OrderRequest) -> dict[str, Any]:
    """What one kind has and the others have not."""
    if request.stop_price is None or request.kind not in _WITH_STOP:
        return {"post_only": False}
    stop_price = plain(request.stop_price)
    if request.kind is OrderKind.BRACKET:
        return {"stop_trigger_price": stop_price}
    return {"stop_price": stop_price, "stop_direction": _STOP_DIRECTIONS[request.side]}


def _attached(bracket: AttachedBracket) -> dict[str, Any]:
    # No size: the child has its parent's (ATTACHED_ORDER_SIZE_MUST_BE_NIL).
    return {
        "trigger_bracket_gtc": {
            "limit_price": plain(bracket.take_profit_price),
            "stop_trigger_price": plain(bracket.stop_price),
        }
    }
