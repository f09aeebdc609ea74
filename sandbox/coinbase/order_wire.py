"""Orders and fills as the venue writes them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.numbers import written
from sandbox.coinbase.tickets import ATTACHED, direction_of
from signalfill.domain.order import AttachedBracket, OrderStatus
from signalfill.domain.values import rfc3339
from signalfill.matching.model import ZERO, Execution, Order, OrderType, TimeInForce

TIME_IN_FORCE_WORDS = {
    TimeInForce.GOOD_UNTIL_CANCELED: "GOOD_UNTIL_CANCELLED",
    TimeInForce.GOOD_UNTIL_DATE_TIME: "GOOD_UNTIL_DATE_TIME",
    TimeInForce.IMMEDIATE_OR_CANCEL: "IMMEDIATE_OR_CANCEL",
    TimeInForce.FILL_OR_KILL: "FILL_OR_KILL",
}
TRIGGERED_TYPES = frozenset({OrderType.BRACKET, OrderType.STOP_LIMIT})
KEPT_EDITS = 5


def order_json(exchange: Exchange, order: Order) -> dict[str, Any]:
    """The complete order object."""
    with localcontext(prec=28):
        return _identity(exchange, order) | _progress(exchange, order) | _relations(order)


def _identity(exchange: Exchange, order: Order) -> dict[str, Any]:
    portfolio = exchange.permissions.portfolio_uuid
    return {
        "order_id": order.order_id,
        "product_id": order.product_id,
        "user_id": exchange.user_id,
        "order_configuration": configuration_json(exchange, order),
        "side": order.side.value,
        "client_order_id": order.ticket.client_order_id,
        "time_in_force": TIME_IN_FORCE_WORDS[order.ticket.time_in_force],
        "created_time": rfc3339(order.created_at),
        "order_type": order.order_type.value,
        "product_type": "SPOT",
        "order_placement_source": "RETAIL_ADVANCED",
        "is_liquidation": False,
        "leverage": "",
        "margin_type": "UNKNOWN_MARGIN_TYPE",
        "retail_portfolio_id": portfolio,
        "size_in_quote": order.ticket.quote_size is not None,
        "size_inclusive_of_fees": order.spends_quote,
        "reject_reason": "REJECT_REASON_UNSPECIFIED",
        "reject_message": "",
    }


def _progress(exchange: Exchange, order: Order) -> dict[str, Any]:
    if exchange.is_lagging(order):
        filled, value, fees, fills = ZERO, ZERO, ZERO, []
    else:
        filled, value, fees = order.filled_size, order.filled_value, order.total_fees
        fills = order.executions
    return {
        "status": exchange.status_of(order),
        "pending_cancel": order.order_id in exchange.cancels,
        "cancel_message": order.cancel_reason,
        "completion_percentage": _percentage(order, filled),
        "filled_size": written(filled),
        "average_filled_price": written(value / filled) if filled else "0",
        "fee": "",
        "number_of_fills": str(len(fills)),
        "filled_value": written(value),
        "total_fees": written(fees),
        "total_value_after_fees": written(value + fees if order.is_buy else value - fees),
        "outstanding_hold_amount": written(order.hold),
        "last_fill_time": rfc3339(fills[-1].at) if fills else None,
        "last_update_time": rfc3339(order.changed_at),
        "settled": order.status is OrderStatus.FILLED,
        "trigger_status": _trigger_status(exchange, order),
        "edit_history": [
            {
                "price": written(price),
                "size": written(size),
                "replace_accept_timestamp": rfc3339(at),
            }
            for price, size, at in order.edits[-KEPT_EDITS:]
        ],
        "current_pending_replace": None,
    }


def _percentage(order: Order, filled: Decimal) -> str:
    if not filled:
        return "0"
    whole = order.base_size
    if whole is None:
        return "100.00" if order.status is OrderStatus.FILLED else "0"
    return f"{filled / whole * 100:.2f}"


def _trigger_status(exchange: Exchange, order: Order) -> str:
    if order.order_type not in TRIGGERED_TYPES:
        return "INVALID_ORDER_TYPE"
    is_told = order.triggered and not exchange.faults.setting("silent_triggers")
    return "STOP_TRIGGERED" if is_told else "STOP_PENDING"


def _relations(order: Order) -> dict[str, Any]:
    child = order.originating_order_id is not None
    size = order.base_size or ZERO
    return {
        "originating_order_id": order.originating_order_id or "",
        "attached_order_id": order.attached_order_id or "",
        "attached_order_configuration": attached_json(order.ticket.attached),
        "workable_size": written(size if order.is_live or order.is_closed else ZERO)
        if child
        else "",
        "workable_size_completion_pct": _percentage(order, order.filled_size) if child else "",
    }


def attached_json(bracket: AttachedBracket | None) -> dict[str, Any] | None:
    if bracket is None:
        return None
    return {
        ATTACHED: {
            "limit_price": written(bracket.take_profit_price),
            "stop_trigger_price": written(bracket.stop_price),
        }
    }


def configuration_json(exchange: Exchange, order: Order) -> dict[str, Any]:
    """The configuration as it stands now, edits included."""
    key = exchange.configuration_key(order)
    ticket = order.ticket
    fields: dict[str, Any] = {}
    numbers = {
        "base_size": order.base_size,
        "quote_size": ticket.quote_size,
        "limit_price": order.limit_price,
        "stop_trigger_price" if ticket.order_type is OrderType.BRACKET else "stop_price": (
            order.stop_price
        ),
    }
    fields |= {name: written(number) for name, number in numbers.items() if number is not None}
    if order.order_type is OrderType.STOP_LIMIT:
        fields["stop_direction"] = direction_of(order)
    if ticket.expires_at is not None:
        fields["end_time"] = rfc3339(ticket.expires_at)
    if key.startswith("limit_limit"):
        fields["post_only"] = ticket.post_only
    if key.startswith(("limit", "market", "sor")):
        fields |= {"rfq_enabled": False, "rfq_disabled": False, "reduce_only": False}
    return {key: fields}


def fill_json(exchange: Exchange, fill: Execution) -> dict[str, Any]:
    """A fill of a quote-sized order carries its size in quote."""
    in_quote = exchange.engine.orders[fill.order_id].ticket.quote_size is not None
    return {
        "entry_id": f"{fill.trade_id}-entry",
        "trade_id": fill.trade_id,
        "order_id": fill.order_id,
        "trade_time": rfc3339(fill.at),
        "trade_type": "FILL",
        "price": written(fill.price),
        "size": written(fill.value if in_quote else fill.base_size),
        "commission": written(fill.commission),
        "product_id": fill.product_id,
        "sequence_timestamp": rfc3339(fill.at),
        "liquidity_indicator": "MAKER" if fill.is_maker else "TAKER",
        "size_in_quote": in_quote,
        "user_id": exchange.user_id,
        "side": fill.side.value,
        "retail_portfolio_id": exchange.permissions.portfolio_uuid,
        "fillSource": "FILL_SOURCE_CLOB",
        "commission_detail_total": {"total_commission": written(fill.commission)},
    }
