"""Cancel and edit orders: the venue says yes first, and the order changes a little later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, VenueCall
from sandbox.coinbase.order_routes import check_can_trade, required
from sandbox.coinbase.tickets import read_number
from signalfill.matching.model import OrderRefusal
from signalfill.matching.refusals import RefusalReason

CANCEL_OK = "UNKNOWN_CANCEL_FAILURE_REASON"


def batch_cancel(exchange: Exchange, call: VenueCall) -> Answer:
    """Accepts cancels; each order ends a little later, or fills in the meantime."""
    check_can_trade(exchange)
    order_ids = call.body.get("order_ids")
    if not isinstance(order_ids, list) or not order_ids:
        raise ApiError.invalid_argument("order_ids is required")
    return Answer({"results": [_cancel(exchange, str(each)) for each in order_ids]})


def close_position(exchange: Exchange, call: VenueCall) -> Answer:
    """Futures only, and there are none here."""
    check_can_trade(exchange)
    required(call.body, "client_order_id")
    required(call.body, "product_id")
    raise ApiError.not_entitled()


def _cancel(exchange: Exchange, order_id: str) -> dict[str, Any]:
    reason = _cancel_refusal(exchange, order_id)
    if reason is None:
        race = exchange.faults.take("cancel_race") is not None
        exchange.start_cancel(order_id, is_race=race)
    return {
        "success": reason is None,
        "failure_reason": reason or CANCEL_OK,
        "order_id": order_id,
    }


def _cancel_refusal(exchange: Exchange, order_id: str) -> str | None:
    order = exchange.engine.orders.get(order_id)
    if order is None or order_id in exchange.vanished:
        return "UNKNOWN_CANCEL_ORDER"
    if order.is_closed:
        full = order.base_size is not None and not order.remaining
        return "ORDER_IS_FULLY_FILLED" if full else "UNKNOWN_CANCEL_ORDER"
    if order_id in exchange.cancels:
        return "DUPLICATE_CANCEL_REQUEST"
    if fault := exchange.faults.take("cancel_refused"):
        return str(fault.value or "COMMANDER_REJECTED_CANCEL_ORDER")
    return None


def edit(exchange: Exchange, call: VenueCall) -> Answer:
    check_can_trade(exchange)
    wanted = _scripted_refusal(exchange, call.body) or _wanted(call.body)
    if isinstance(wanted, Edit) and exchange.faults.take("edit_ignored"):
        wanted = ""
    if isinstance(wanted, Edit):
        edited = exchange.engine.edit(
            wanted.order_id,
            base_size=wanted.base_size,
            limit_price=wanted.limit_price,
            stop_price=wanted.stop_price,
            at=exchange.now(),
        )
        wanted = edited.reason if isinstance(edited, OrderRefusal) else ""
    return Answer(_edit_answer(exchange, wanted))


def preview_edit(exchange: Exchange, call: VenueCall) -> Answer:
    """The same question without the deed; `errors` is always a list here."""
    wanted = _wanted(call.body)
    if isinstance(wanted, Edit):
        refusal = exchange.engine.preview_edit(
            wanted.order_id,
            base_size=wanted.base_size,
            limit_price=wanted.limit_price,
            stop_price=wanted.stop_price,
        )
        wanted = refusal.reason if refusal else ""
    return Answer({"errors": [_edit_error(wanted)] if wanted else [], "slippage": "0"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A readable request to edit."""

    order_id: str
    base_size: Decimal
    limit_price: Decimal
    stop_price: Decimal | None


def _wanted(body: Mapping[str, Any]) -> Edit | str:
    """The edit, or the reason why it cannot be read as one."""
    order_id = required(body, "order_id")
    size, price = read_number(body.get("size")), read_number(body.get("price"))
    if size is None or price is None:
        return "INVALID_EDITED_SIZE"
    return Edit(order_id, size, price, read_number(body.get("stop_price")))


def _scripted_refusal(exchange: Exchange, body: Mapping[str, Any]) -> str | None:
    order_id = required(body, "order_id")
    order = exchange.engine.orders.get(order_id)
    if fault := exchange.faults.take("edit_refused"):
        return str(fault.value or RefusalReason.ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED)
    limit = exchange.faults.setting("edit_limit")
    if order is not None and limit is not None and len(order.edits) >= int(limit):
        return "EXCEEDED_MAX_ALLOWED_EDIT_REQUEST_COUNT"
    return "CANNOT_EDIT_ORDER_PENDING_CANCEL" if order_id in exchange.cancels else None


def _edit_answer(exchange: Exchange, reason: str) -> dict[str, Any]:
    if not reason:
        return {"success": True, "errors": []}
    error = _edit_error(reason)
    shapes = {"list": [error], "object": error, "null": None}
    return {"success": False, "errors": shapes[exchange.faults.setting("edit_errors")]}


def _edit_error(reason: str) -> dict[str, str]:
    if reason == RefusalReason.INSUFFICIENT_FUND:
        return {
            "edit_failure_reason": "UNKNOWN_EDIT_ORDER_FAILURE_REASON",
            "preview_failure_reason": f"PREVIEW_{reason}",
        }
    return {
        "edit_failure_reason": reason,
        "preview_failure_reason": "UNKNOWN_PREVIEW_FAILURE_REASON",
    }
