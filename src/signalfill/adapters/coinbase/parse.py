"""Wire to domain for orders and fills. A status that we do not know is kept as in flight."""

from __future__ import annotations

import logging
from datetime import datetime
from decimal import Decimal

from signalfill.adapters.coinbase.replies import Json, as_object, number, number_or_zero
from signalfill.domain.order import (
    AttachedBracket,
    Fill,
    OrderKind,
    OrderSide,
    OrderStatus,
    VenueOrder,
)
from signalfill.domain.values import decimal_or_none

_log = logging.getLogger(__name__)

_STATUSES = {
    "PENDING": OrderStatus.SUBMITTED,
    "QUEUED": OrderStatus.SUBMITTED,
    "OPEN": OrderStatus.ACCEPTED,
    "EDIT_QUEUED": OrderStatus.ACCEPTED,
    "CANCEL_QUEUED": OrderStatus.PENDING_CANCEL,
    "FILLED": OrderStatus.FILLED,
    "CANCELLED": OrderStatus.CANCELED,
    "EXPIRED": OrderStatus.EXPIRED,
    "FAILED": OrderStatus.REJECTED,
}
_KINDS = {
    "limit_limit_gtc": OrderKind.LIMIT_GTC,
    "limit_limit_gtd": OrderKind.LIMIT_GTC,
    "sor_limit_ioc": OrderKind.LIMIT_IOC,
    "stop_limit_stop_limit_gtc": OrderKind.STOP_LIMIT,
    "stop_limit_stop_limit_gtd": OrderKind.STOP_LIMIT,
    "trigger_bracket_gtc": OrderKind.BRACKET,
    "trigger_bracket_gtd": OrderKind.BRACKET,
}
# The configuration can be null; the order type is then all there is.
_KINDS_BY_TYPE = {
    ("BRACKET", "GOOD_UNTIL_CANCELLED"): OrderKind.BRACKET,
    ("BRACKET", "GOOD_UNTIL_DATE_TIME"): OrderKind.BRACKET,
    ("STOP_LIMIT", "GOOD_UNTIL_CANCELLED"): OrderKind.STOP_LIMIT,
    ("STOP_LIMIT", "GOOD_UNTIL_DATE_TIME"): OrderKind.STOP_LIMIT,
    ("LIMIT", "GOOD_UNTIL_CANCELLED"): OrderKind.LIMIT_GTC,
    ("LIMIT", "GOOD_UNTIL_DATE_TIME"): OrderKind.LIMIT_GTC,
    ("LIMIT", "IMMEDIATE_OR_CANCEL"): OrderKind.LIMIT_IOC,
}
_NOT_A_FILL = frozenset({"REVERSAL", "CORRECTION"})


def parse_order(row: Json) -> VenueOrder:
    """One order.

    Raises:
        KeyError, ValueError: a field that every order has is missing or not readable.
    """
    name, configuration = _configuration(row)
    filled_size = number_or_zero(row, "filled_size")
    return VenueOrder(
        venue_order_id=_text(row, "order_id"),
        client_order_id=str(row.get("client_order_id") or ""),
        product_id=_text(row, "product_id"),
        side=OrderSide(row["side"]),
        status=_status(row, filled_size),
        venue_status=str(row.get("status") or ""),
        kind=_kind(row, name),
        base_size=decimal_or_none(configuration.get("base_size")),
        limit_price=decimal_or_none(configuration.get("limit_price")),
        stop_price=decimal_or_none(
            configuration.get("stop_trigger_price") or configuration.get("stop_price")
        ),
        stop_triggered=row.get("trigger_status") == "STOP_TRIGGERED",
        filled_size=filled_size,
        filled_value=number_or_zero(row, "filled_value"),
        total_fees=number_or_zero(row, "total_fees"),
        attached_order_id=row.get("attached_order_id") or None,
        originating_order_id=row.get("originating_order_id") or None,
        attached=_attached(row),
        expires_at=_end_time(configuration),
        created_at=moment(row["created_time"]),
        reject_reason=_reject_reason(row),
    )


def parse_fill(row: Json) -> Fill | None:
    """One execution, its size in base; None for a row that takes a trade back.

    Raises:
        KeyError, ValueError: a field that every fill has is missing or not readable.
    """
    if row.get("trade_type") in _NOT_A_FILL:
        _log.warning("fill not counted", extra={"trade_type": row["trade_type"]})
        return None
    price, size = number(row, "price"), number(row, "size")
    if price <= 0 or size <= 0:
        raise ValueError("a fill of nothing, or for nothing")
    return Fill(
        trade_id=_text(row, "trade_id"),
        venue_order_id=_text(row, "order_id"),
        product_id=_text(row, "product_id"),
        side=OrderSide(row["side"]),
        price=price,
        base_size=size / price if row.get("size_in_quote") is True else size,
        commission=number_or_zero(row, "commission"),
        is_maker=row.get("liquidity_indicator") == "MAKER",
        filled_at=moment(row["trade_time"]),
    )


def moment(text: str) -> datetime:
    """An aware time; digits beyond the microsecond are cut.

    Raises:
        ValueError: not a time with a zone.
    """
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value


def _configuration(row: Json) -> tuple[str, Json]:
    """The one entry of the configuration, whatever its name."""
    configuration = row.get("order_configuration")
    if not isinstance(configuration, dict) or not configuration:
        return "", {}
    name = next(iter(configuration))
    return name, as_object(configuration[name])


def _attached(row: Json) -> AttachedBracket | None:
    """The take-profit and stop that ride on an entry."""
    configuration = row.get("attached_order_configuration")
    if not isinstance(configuration, dict):
        return None
    bracket = as_object(configuration.get("trigger_bracket_gtc"))
    target = decimal_or_none(bracket.get("limit_price"))
    stop = decimal_or_none(bracket.get("stop_trigger_price"))
    if target is None or stop is None:
        return None
    return AttachedBracket(take_profit_price=target, stop_price=stop)


def _end_time(configuration: Json) -> datetime | None:
    """When the venue ends it; one that cannot be read leaves the order readable."""
    text = configuration.get("end_time")
    if not text:
        return None
    try:
        return moment(text)
    except (TypeError, ValueError):
        _log.warning("end time not read")
        return None


def _status(row: Json, filled_size: Decimal) -> OrderStatus:
    status = _STATUSES.get(str(row.get("status")), OrderStatus.SUBMITTED)
    if status is not OrderStatus.ACCEPTED:
        return status
    if row.get("pending_cancel") is True:
        return OrderStatus.PENDING_CANCEL
    return OrderStatus.PARTIALLY_FILLED if filled_size > 0 else status


def _kind(row: Json, name: str) -> OrderKind | None:
    if name:
        return _KINDS.get(name)
    return _KINDS_BY_TYPE.get((str(row.get("order_type")), str(row.get("time_in_force"))))


def _reject_reason(row: Json) -> str | None:
    reason = row.get("reject_reason")
    if reason and reason != "REJECT_REASON_UNSPECIFIED":
        return str(reason)
    return row.get("reject_message") or row.get("cancel_message") or None


def _text(row: Json, name: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is empty")
    return value
