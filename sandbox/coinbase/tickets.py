"""From the wire's order configuration to the engine's ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from signalfill.domain.order import AttachedBracket, OrderSide
from signalfill.matching.model import (
    Order,
    OrderRefusal,
    OrderType,
    Ticket,
    TimeInForce,
    TurnedStop,
)
from signalfill.matching.refusals import RefusalReason

CONFIGURATIONS = {
    "market_market_ioc": (OrderType.MARKET, TimeInForce.IMMEDIATE_OR_CANCEL),
    "sor_limit_ioc": (OrderType.LIMIT, TimeInForce.IMMEDIATE_OR_CANCEL),
    "limit_limit_gtc": (OrderType.LIMIT, TimeInForce.GOOD_UNTIL_CANCELED),
    "limit_limit_gtd": (OrderType.LIMIT, TimeInForce.GOOD_UNTIL_DATE_TIME),
    "limit_limit_fok": (OrderType.LIMIT, TimeInForce.FILL_OR_KILL),
    "stop_limit_stop_limit_gtc": (OrderType.STOP_LIMIT, TimeInForce.GOOD_UNTIL_CANCELED),
    "stop_limit_stop_limit_gtd": (OrderType.STOP_LIMIT, TimeInForce.GOOD_UNTIL_DATE_TIME),
    "trigger_bracket_gtc": (OrderType.BRACKET, TimeInForce.GOOD_UNTIL_CANCELED),
    "trigger_bracket_gtd": (OrderType.BRACKET, TimeInForce.GOOD_UNTIL_DATE_TIME),
}
ATTACHED = "trigger_bracket_gtc"
DOWN, UP = "STOP_DIRECTION_STOP_DOWN", "STOP_DIRECTION_STOP_UP"
USUAL_DIRECTIONS = {OrderSide.SELL: DOWN, OrderSide.BUY: UP}
"""The venue takes the other ones as well: a sale may wait for a rise."""


class UnusableTicketError(Exception):
    """The configuration cannot be an order; `refusal` is the venue's word for it."""

    def __init__(self, reason: RefusalReason, message: str = "") -> None:
        super().__init__(message or reason)
        self.refusal = OrderRefusal(reason, message)


@dataclass(frozen=True, slots=True)
class Configured:
    """A ticket and the name of the configuration it came in."""

    key: str
    ticket: Ticket


def read_ticket(body: Mapping[str, Any], client_order_id: str) -> Configured:
    """Reads the body of a create or preview request.

    Raises:
        UnusableTicketError: no such configuration, or a number that is none.
    """
    configuration = body.get("order_configuration")
    if not isinstance(configuration, Mapping) or len(configuration) != 1:
        raise UnusableTicketError(RefusalReason.UNSUPPORTED_ORDER_CONFIGURATION)
    key, fields = next(iter(configuration.items()))
    if key not in CONFIGURATIONS or not isinstance(fields, Mapping):
        raise UnusableTicketError(RefusalReason.UNSUPPORTED_ORDER_CONFIGURATION, str(key))
    order_type, time_in_force = CONFIGURATIONS[key]
    side = OrderSide(str(body["side"]))
    bracket = order_type is OrderType.BRACKET
    form = _form(order_type, side, fields)
    ticket = form(
        client_order_id=client_order_id,
        product_id=str(body["product_id"]),
        side=side,
        order_type=order_type,
        time_in_force=time_in_force,
        base_size=_number(fields, "base_size"),
        quote_size=_number(fields, "quote_size"),
        limit_price=_number(fields, "limit_price"),
        stop_price=_number(fields, "stop_trigger_price" if bracket else "stop_price"),
        post_only=fields.get("post_only") is True,
        expires_at=_moment(fields.get("end_time")),
        attached=_attached(body.get("attached_order_configuration")),
    )
    return Configured(key, ticket)


def _form(order_type: OrderType, side: OrderSide, fields: Mapping[str, Any]) -> type[Ticket]:
    direction = fields.get("stop_direction")
    if order_type is not OrderType.STOP_LIMIT or direction == USUAL_DIRECTIONS[side]:
        return Ticket
    if direction not in {UP, DOWN}:
        raise UnusableTicketError(
            RefusalReason.UNSUPPORTED_ORDER_CONFIGURATION, "stop_direction is neither up nor down"
        )
    return TurnedStop


def direction_of(order: Order) -> str:
    return UP if order.stop_rises else DOWN


def _attached(configuration: object) -> AttachedBracket | None:
    if configuration is None:
        return None
    fields = configuration.get(ATTACHED) if isinstance(configuration, Mapping) else None
    if not isinstance(fields, Mapping):
        raise UnusableTicketError(
            RefusalReason.ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT,
            f"only {ATTACHED} can be attached",
        )
    if fields.get("base_size") or fields.get("baseSize"):
        raise UnusableTicketError(RefusalReason.ATTACHED_ORDER_SIZE_MUST_BE_NIL)
    target, stop = _number(fields, "limit_price"), _number(fields, "stop_trigger_price")
    if target is None or stop is None:
        raise UnusableTicketError(RefusalReason.SINGLE_LEGGED_TPSL_NOT_ALLOWED)
    return AttachedBracket(take_profit_price=target, stop_price=stop)


def read_number(text: object) -> Decimal | None:
    """A plain decimal string, as the venue wants numbers; anything else is None."""
    if not isinstance(text, str) or "e" in text.lower():
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _number(fields: Mapping[str, Any], name: str) -> Decimal | None:
    text = fields.get(name)
    if text is None or text == "":
        return None
    number = read_number(text)
    if number is None:
        raise UnusableTicketError(
            RefusalReason.UNSUPPORTED_ORDER_CONFIGURATION, f"{name} is no plain decimal string"
        )
    return number


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
