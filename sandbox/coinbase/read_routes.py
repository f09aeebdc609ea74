"""Read orders and fills."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, VenueCall
from sandbox.coinbase.order_wire import TIME_IN_FORCE_WORDS, fill_json, order_json
from signalfill.matching.model import Execution, Order

FILLS_PAGE = 100
NOTHING_NEWER = datetime.max.replace(tzinfo=UTC)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def get_order(exchange: Exchange, call: VenueCall) -> Answer:
    order = exchange.engine.orders.get(call.parts["order_id"])
    is_lost = call.parts["order_id"] in exchange.vanished
    if order is None or is_lost or exchange.faults.take("404_after_create"):
        raise ApiError.not_found("order with this orderID was not found")
    if exchange.faults.take_for("null_shapes", "order"):
        return Answer({"order": None})
    return Answer({"order": _shaped(exchange, order)})


def _shaped(exchange: Exchange, order: Order) -> dict[str, Any]:
    shown = order_json(exchange, order)
    for name in ("edit_history", "order_configuration"):
        if exchange.faults.take_for("null_shapes", name):
            shown[name] = None
    return shown


def list_orders(exchange: Exchange, call: VenueCall) -> Answer:
    """Newest first, by cursor. OPEN stands alone: with another status it is no valid query."""
    statuses = call.many("order_status")
    if "OPEN" in statuses and len(statuses) > 1:
        raise ApiError.invalid_argument("order_status OPEN cannot be combined with others")
    orders = [order for order in exchange.shown_orders() if _wanted(exchange, call, order)]
    orders.reverse()
    if orders and exchange.faults.take("list_misses_newest"):
        orders = orders[1:]
    page, cursor = _page(exchange, call, orders, int(exchange.faults.setting("page_size")))
    return Answer(
        {
            "orders": [_shaped(exchange, order) for order in page],
            "sequence": "0",
            "has_next": bool(cursor),
            "cursor": cursor,
        }
    )


def _wanted(exchange: Exchange, call: VenueCall, order: Order) -> bool:
    exact = {
        "order_ids": order.order_id,
        "product_ids": order.product_id,
        "product_id": order.product_id,
        "order_status": exchange.status_of(order),
        "order_types": order.order_type.value,
        "time_in_forces": TIME_IN_FORCE_WORDS[order.ticket.time_in_force],
        "order_side": order.side.value,
    }
    matches = all(not call.many(name) or value in call.many(name) for name, value in exact.items())
    since = _moment(call.one("start_date"), LONG_AGO)
    until = _moment(call.one("end_date"), NOTHING_NEWER)
    return matches and since <= order.created_at < until


def _moment(text: str, default: datetime) -> datetime:
    if not text:
        return default
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ApiError.invalid_argument(f"{text} is not an RFC 3339 time") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _page[Item](
    exchange: Exchange, call: VenueCall, items: list[Item], default: int
) -> tuple[list[Item], str]:
    """A page from the cursor on, and the next cursor ('' at the end)."""
    limit = min(call.number("limit", default) or default, int(exchange.faults.setting("page_size")))
    start = call.number("cursor", 0)
    end = start + limit
    return items[start:end], str(end) if end < len(items) else ""


def list_fills(exchange: Exchange, call: VenueCall) -> Answer:
    """Newest first; there is no has_next, only a cursor."""
    if exchange.faults.take_for("null_shapes", "fills"):
        return Answer({"fills": None, "cursor": ""})
    since = _moment(call.one("start_sequence_timestamp"), LONG_AGO)
    until = _moment(call.one("end_sequence_timestamp"), NOTHING_NEWER)
    wanted = [
        fill
        for fill in exchange.visible_fills()
        if since <= fill.at < until
        and (not call.many("order_ids") or fill.order_id in call.many("order_ids"))
        and (not call.many("trade_ids") or fill.trade_id in call.many("trade_ids"))
        and (not call.many("product_ids") or fill.product_id in call.many("product_ids"))
    ]
    page, cursor = _page(exchange, call, wanted, FILLS_PAGE)
    return Answer({"fills": [_listed(exchange, fill) for fill in page], "cursor": cursor})


def _listed(exchange: Exchange, fill: Execution) -> dict[str, Any]:
    """As it was, or with a price or side that nobody can use."""
    shown = fill_json(exchange, fill)
    if exchange.faults.take_for("odd_fill", "price"):
        return shown | {"price": "0", "size_in_quote": True}
    if exchange.faults.take_for("odd_fill", "side"):
        return shown | {"side": "UNKNOWN_ORDER_SIDE"}
    return shown
