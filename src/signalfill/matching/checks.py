"""What the venue refuses at the door, before any balance moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from signalfill.domain.order import OrderSide
from signalfill.domain.product import Product
from signalfill.matching.market import ProductMarket
from signalfill.matching.model import (
    IMMEDIATE,
    OrderRefusal,
    OrderType,
    Ticket,
    TimeInForce,
    TurnedStop,
)
from signalfill.matching.refusals import RefusalReason as Why

CENT = Decimal("0.01")
ATTACHABLE = frozenset({OrderType.MARKET, OrderType.LIMIT})


def refusal_of(ticket: Ticket, market: ProductMarket, at: datetime) -> OrderRefusal | None:
    """The first reason against the ticket, funds aside."""
    checks: tuple[Callable[[], Why | None], ...] = (
        lambda: _market_state(ticket, market.product),
        lambda: _shape(ticket),
        lambda: _expiry(ticket, at),
        lambda: _precision(ticket, market.product),
        lambda: _minimums(ticket, market),
        lambda: _prices(ticket, market),
        lambda: _attached(ticket, market),
    )
    reason = next((reason for check in checks if (reason := check())), None)
    return None if reason is None else OrderRefusal(reason, MESSAGES.get(reason, ""))


MESSAGES = {
    Why.INVALID_SIZE_PRECISION: "Too many decimals in order amount",
    Why.INVALID_PRICE_PRECISION: "Too many decimals in order price",
    Why.INSUFFICIENT_FUND: "Insufficient balance in source account",
}


def _first(barriers: Iterable[tuple[bool, Why]]) -> Why | None:
    return next((reason for stands, reason in barriers if stands), None)


def _market_state(ticket: Ticket, product: Product) -> Why | None:
    limits_only = product.limit_only or product.post_only or product.auction_mode
    bracket = ticket.order_type is OrderType.BRACKET
    return _first(
        (
            (not product.online or product.view_only, Why.UNTRADABLE_PRODUCT),
            (product.trading_disabled, Why.TRADING_DISABLED),
            (product.cancel_only, Why.ORDER_ENTRY_DISABLED),
            (
                limits_only and ticket.time_in_force in IMMEDIATE,
                Why.NOT_ALLOWED_BY_MARKET_STATE,
            ),
            (product.post_only and not ticket.post_only, Why.INVALID_LIMIT_PRICE_POST_ONLY),
            (product.auction_mode and bracket, Why.NOT_ALLOWED_BY_MARKET_STATE),
        )
    )


def _shape(ticket: Ticket) -> Why | None:
    """The sizes and prices that each order type has, and no others."""
    if ticket.order_type is OrderType.BRACKET and ticket.quote_size is not None:
        return Why.QUOTE_SIZE_NOT_ALLOWED_FOR_BRACKET
    one_size = (ticket.base_size is None) != (ticket.quote_size is None)
    market_buy = ticket.order_type is OrderType.MARKET and ticket.side is OrderSide.BUY
    by_quote = market_buy or ticket.order_type is OrderType.LIMIT
    if not one_size or (ticket.quote_size is not None and not by_quote):
        return Why.UNSUPPORTED_ORDER_CONFIGURATION
    has_limit = ticket.order_type is not OrderType.MARKET
    has_stop = ticket.order_type in {OrderType.STOP_LIMIT, OrderType.BRACKET}
    shaped = (ticket.limit_price is not None) == has_limit and (
        (ticket.stop_price is not None) == has_stop
    )
    numbers = (ticket.base_size, ticket.quote_size, ticket.limit_price, ticket.stop_price)
    positive = all(number is None or number > 0 for number in numbers)
    return None if shaped and positive else Why.UNSUPPORTED_ORDER_CONFIGURATION


def _expiry(ticket: Ticket, at: datetime) -> Why | None:
    if ticket.time_in_force is not TimeInForce.GOOD_UNTIL_DATE_TIME:
        return None
    if ticket.expires_at is None:
        return Why.GTD_ORDERS_MUST_HAVE_END_TIME
    return Why.END_TIME_IS_IN_THE_PAST if ticket.expires_at <= at else None


def is_multiple(value: Decimal | None, increment: Decimal) -> bool:
    return value is None or value % increment == 0


def _precision(ticket: Ticket, product: Product) -> Why | None:
    price_step = product.price_increment
    return _first(
        (
            (not is_multiple(ticket.base_size, product.base_increment), Why.INVALID_SIZE_PRECISION),
            (
                not is_multiple(ticket.quote_size, min(price_step, CENT)),
                Why.INVALID_QUOTE_SIZE_PRECISION,
            ),
            (not is_multiple(ticket.limit_price, price_step), Why.INVALID_PRICE_PRECISION),
            (not is_multiple(ticket.stop_price, price_step), Why.INVALID_STOP_PRICE_PRECISION),
        )
    )


def _minimums(ticket: Ticket, market: ProductMarket) -> Why | None:
    product = market.product
    price = ticket.limit_price or market.opposite(ticket.side)
    if price is None:
        return Why.MISSING_MARKET_TRADE_DATA
    if ticket.base_size is not None and ticket.base_size < product.base_min_size:
        return Why.INVALID_BASE_SIZE_TOO_SMALL
    notional = ticket.quote_size or (ticket.base_size or Decimal(0)) * price
    return Why.INVALID_QUOTE_SIZE_TOO_SMALL if notional < product.quote_min_size else None


def _prices(ticket: Ticket, market: ProductMarket) -> Why | None:
    if market.last is None:
        return Why.MISSING_MARKET_TRADE_DATA
    if ticket.order_type is OrderType.BRACKET:
        return bracket_refusal(ticket.side, ticket.limit_price, ticket.stop_price, market.last)
    if ticket.order_type is OrderType.STOP_LIMIT:
        return _stop_limit(ticket, market.last)
    opposite = market.opposite(ticket.side)
    if ticket.post_only and ticket.limit_price is not None and opposite is not None:
        gap = opposite - ticket.limit_price
        crosses = gap <= 0 if ticket.side is OrderSide.BUY else gap >= 0
        return Why.INVALID_LIMIT_PRICE_POST_ONLY if crosses else None
    return None


def bracket_refusal(
    side: OrderSide, target: Decimal | None, stop: Decimal | None, last: Decimal
) -> Why | None:
    """The last trade lies strictly between stop and take-profit, or the bracket is refused."""
    if target is None or stop is None:
        return Why.INVALID_BRACKET_PRICES
    sells = side is OrderSide.SELL
    gain = 1 if sells else -1
    return _first(
        (
            ((target - stop) * gain <= 0, Why.INVALID_BRACKET_PRICES),
            (
                (target - last) * gain <= 0,
                Why.TAKE_PROFIT_PRICE_TOO_LOW if sells else Why.TAKE_PROFIT_PRICE_TOO_HIGH,
            ),
            (
                (last - stop) * gain <= 0,
                Why.STOP_LOSS_PRICE_TOO_HIGH if sells else Why.STOP_LOSS_PRICE_TOO_LOW,
            ),
        )
    )


def _stop_limit(ticket: Ticket, last: Decimal) -> Why | None:
    stop, limit = ticket.stop_price or Decimal(0), ticket.limit_price or Decimal(0)
    if isinstance(ticket, TurnedStop):
        return _turned_stop(ticket.side, stop, last)
    if ticket.side is OrderSide.SELL:
        if stop >= last:
            return Why.STOP_PRICE_ABOVE_LAST_TRADE_PRICE
        return Why.STOP_PRICE_BELOW_LIMIT_PRICE if stop < limit else None
    if stop <= last:
        return Why.STOP_PRICE_BELOW_LAST_TRADE_PRICE
    return Why.STOP_PRICE_ABOVE_LIMIT_PRICE if stop > limit else None


def _turned_stop(side: OrderSide, stop: Decimal, last: Decimal) -> Why | None:
    """The price must not be there yet; its limit may lie on either side of the stop."""
    if side is OrderSide.SELL:
        return Why.STOP_PRICE_BELOW_LAST_TRADE_PRICE if stop <= last else None
    return Why.STOP_PRICE_ABOVE_LAST_TRADE_PRICE if stop >= last else None


def _attached(ticket: Ticket, market: ProductMarket) -> Why | None:
    bracket = ticket.attached
    if bracket is None:
        return None
    gtd = ticket.time_in_force is TimeInForce.GOOD_UNTIL_DATE_TIME
    target, stop, step = (
        bracket.take_profit_price,
        bracket.stop_price,
        market.product.price_increment,
    )
    entry = ticket.limit_price or market.opposite(ticket.side) or Decimal(0)
    return _first(
        (
            (ticket.side is not OrderSide.BUY, Why.INVALID_ORDER_SIDE_FOR_ATTACHED_TPSL),
            (
                ticket.order_type not in ATTACHABLE or gtd,
                Why.ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT,
            ),
            (not is_multiple(target, step), Why.INVALID_ATTACHED_TAKE_PROFIT_PRICE_PRECISION),
            (not is_multiple(stop, step), Why.INVALID_ATTACHED_STOP_LOSS_PRICE_PRECISION),
            (target <= entry, Why.INVALID_ATTACHED_TAKE_PROFIT_PRICE_OUT_OF_BOUNDS),
            (stop >= entry, Why.INVALID_ATTACHED_STOP_LOSS_PRICE_OUT_OF_BOUNDS),
        )
    )
