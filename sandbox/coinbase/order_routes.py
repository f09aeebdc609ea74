"""Create, preview, edit and cancel orders."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, VenueCall
from sandbox.coinbase.numbers import written
from sandbox.coinbase.order_wire import attached_json, configuration_json
from sandbox.coinbase.tickets import Configured, UnusableTicketError, read_ticket
from signalfill.domain.order import OrderSide
from signalfill.matching.market import ProductMarket
from signalfill.matching.model import ZERO, Order, OrderRefusal, Ticket
from signalfill.matching.refusals import RefusalReason

LONGEST_CLIENT_ORDER_ID = 128
UNKNOWN = "UNKNOWN_FAILURE_REASON"
DIGITS = Decimal("1e-10")
ONLY_PREVIEW = (
    RefusalReason.INVALID_BASE_SIZE_TOO_SMALL,
    RefusalReason.INVALID_QUOTE_SIZE_TOO_SMALL,
    RefusalReason.INVALID_QUOTE_SIZE_PRECISION,
    RefusalReason.INVALID_STOP_PRICE_PRECISION,
    RefusalReason.STOP_PRICE_ABOVE_LIMIT_PRICE,
    RefusalReason.STOP_PRICE_BELOW_LIMIT_PRICE,
    RefusalReason.STOP_PRICE_ABOVE_LAST_TRADE_PRICE,
    RefusalReason.STOP_PRICE_BELOW_LAST_TRADE_PRICE,
    RefusalReason.NOT_ALLOWED_BY_MARKET_STATE,
)
"""Reasons that exist in the preview's list only: the create answer hides them behind UNKNOWN."""


def create(exchange: Exchange, call: VenueCall) -> Answer:
    client_order_id = required(call.body, "client_order_id")
    if len(client_order_id) > LONGEST_CLIENT_ORDER_ID:
        raise ApiError.invalid_argument("client_order_id is longer than 128 characters")
    _check_product_and_side(exchange, call.body)
    if client_order_id in exchange.by_client_order_id:
        return _duplicate(exchange, call, client_order_id)
    placed = _scripted_refusal(exchange, call.body) or _place(exchange, call.body, client_order_id)
    if isinstance(placed, Order):
        return Answer(_success(exchange, placed))
    return Answer(_failure(exchange, call.body, placed))


def required(body: Mapping[str, Any], name: str) -> str:
    """The text in this field; without it the request is an invalid argument."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ApiError.invalid_argument(f"{name} is required")
    return value


def _check_product_and_side(exchange: Exchange, body: Mapping[str, Any]) -> None:
    required(body, "product_id")
    if required(body, "side") not in set(OrderSide):
        raise ApiError.invalid_argument("side is not BUY or SELL")
    check_can_trade(exchange)


def check_can_trade(exchange: Exchange) -> None:
    """Without the scope every order call is forbidden."""
    if not exchange.permissions.can_trade:
        raise ApiError.missing_scopes()


def _duplicate(exchange: Exchange, call: VenueCall, client_order_id: str) -> Answer:
    if exchange.faults.setting("duplicate_id") == "reject":
        return Answer(_named_failure(call.body, "DUPLICATE_CLIENT_ORDER_ID", ""))
    original = exchange.engine.orders[exchange.by_client_order_id[client_order_id]]
    return Answer(_success(exchange, original))


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """A refusal whose reason a script may have chosen."""

    reason: str
    message: str = ""


def _scripted_refusal(exchange: Exchange, body: Mapping[str, Any]) -> RouteProblem | None:
    if fault := exchange.faults.take("order_refused"):
        return RouteProblem(str(fault.value or RefusalReason.INVALID_PRODUCT_ID))
    is_held = body.get("side") == "SELL" and exchange.is_held_still(str(body.get("product_id")))
    if is_held or exchange.faults.take("insufficient"):
        return RouteProblem(
            RefusalReason.INSUFFICIENT_FUND, "Insufficient balance in source account"
        )
    if body.get("attached_order_configuration") and (
        fault := exchange.faults.take("attached_refused")
    ):
        word = fault.value or RefusalReason.ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT
        return RouteProblem(str(word))
    return None


def _place(
    exchange: Exchange, body: Mapping[str, Any], client_order_id: str
) -> Order | OrderRefusal:
    try:
        return exchange.place(read_ticket(body, client_order_id))
    except UnusableTicketError as error:
        return error.refusal


def _success(exchange: Exchange, order: Order) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "success": True,
        "success_response": {
            "order_id": order.order_id,
            "product_id": order.product_id,
            "side": order.side.value,
            "client_order_id": order.ticket.client_order_id,
            "attached_order_id": order.attached_order_id or "",
        },
        "order_configuration": configuration_json(exchange, order),
    }
    if exchange.faults.setting("legacy_create_shape"):
        answer |= {"failure_reason": UNKNOWN, "order_id": order.order_id}
    if exchange.faults.take_for("null_shapes", "order_configuration"):
        answer["order_configuration"] = None
    return answer


def _failure(
    exchange: Exchange, body: Mapping[str, Any], refusal: OrderRefusal | RouteProblem
) -> dict[str, Any]:
    hidden = exchange.faults.setting("refusal_shape") == "unknown"
    if hidden or refusal.reason in ONLY_PREVIEW:
        answer = _named_failure(body, UNKNOWN, "")
        answer["error_response"]["preview_failure_reason"] = f"PREVIEW_{refusal.reason}"
        return answer
    return _named_failure(body, refusal.reason, refusal.message)


def _named_failure(body: Mapping[str, Any], reason: str, message: str) -> dict[str, Any]:
    return {
        "success": False,
        "error_response": {
            "error": reason,
            "message": message,
            "error_details": "",
            "preview_failure_reason": f"PREVIEW_{reason}" if reason != UNKNOWN else UNKNOWN,
            "new_order_failure_reason": reason,
        },
        "order_configuration": body.get("order_configuration"),
    }


def preview(exchange: Exchange, call: VenueCall) -> Answer:
    """What `create` would say, in the preview's words."""
    _check_product_and_side(exchange, call.body)
    try:
        configured = read_ticket(call.body, "preview")
    except UnusableTicketError as error:
        return Answer(_preview(exchange, None, error.refusal))
    scripted = _scripted_refusal(exchange, call.body)
    refusal = scripted or exchange.engine.preview(configured.ticket, exchange.now())
    return Answer(_preview(exchange, configured, refusal))


def _preview(
    exchange: Exchange, configured: Configured | None, refusal: OrderRefusal | RouteProblem | None
) -> dict[str, Any]:
    market = exchange.engine.markets.get(configured.ticket.product_id) if configured else None
    bid = written(market.bid) if market and market.bid is not None else ""
    ask = written(market.ask) if market and market.ask is not None else ""
    ticket = configured.ticket if configured else None
    sizes = _previewed_sizes(exchange, ticket, market)
    return {
        **{name: written(size.quantize(DIGITS)) if size else "" for name, size in sizes.items()},
        "errs": [f"PREVIEW_{refusal.reason}"] if refusal else [],
        "warning": ["UNKNOWN"],
        "best_bid": bid,
        "best_ask": ask,
        "is_max": False,
        "slippage": "0",
        "preview_id": str(uuid.uuid4()) if refusal is None else "",
        "attached_order_configuration": attached_json(ticket.attached) if ticket else None,
    }


def _previewed_sizes(
    exchange: Exchange, ticket: Ticket | None, market: ProductMarket | None
) -> dict[str, Decimal | None]:
    """What the order would come to at its limit or the quote; a quote size has its fee inside."""
    rate = exchange.engine.fees.taker
    price = (ticket.limit_price or market.opposite(ticket.side)) if ticket and market else None
    base, value = ticket.base_size if ticket else None, None
    if ticket is not None and price is not None:
        value = base * price if base else (ticket.quote_size or ZERO) / (1 + rate)
        base = base or value / price
    return {
        "order_total": value,
        "commission_total": None if value is None else value * rate,
        "quote_size": value,
        "base_size": base,
    }
