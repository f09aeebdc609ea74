"""How an order that crosses the market walks the book."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.domain.order import OrderStatus
from signalfill.matching.market import Level, ProductMarket, is_marketable
from signalfill.matching.model import IMMEDIATE, Order, TimeInForce
from signalfill.matching.settlement import Settlement


def cross(settlement: Settlement, order: Order, market: ProductMarket, at: datetime) -> None:
    """Takes what the market offers within the limit; an immediate order's rest is canceled.

    Where a depth was all there was, the rest takes what trades next: the market did not move.
    """
    if market.matches and order.rests:
        levels = [level for level in market.ladder(order.side) if is_marketable(order, level.price)]
        kill = order.ticket.time_in_force is TimeInForce.FILL_OR_KILL
        if not kill or _covers(levels, order.remaining):
            _walk(settlement, order, levels, market, at)
        has_book = bool(market.bids or market.asks)
        if levels and not has_book and not order.is_closed:
            order.awaits_trade = market.changed = True
    if order.ticket.time_in_force in IMMEDIATE and not order.is_closed:
        settlement.close(order, OrderStatus.CANCELED, at)


def _walk(
    settlement: Settlement, order: Order, levels: list[Level], market: ProductMarket, at: datetime
) -> None:
    for level in levels:
        if order.is_closed:
            break
        market.liquidity = level.size
        settlement.execute(order, level.price, at, is_maker=False)
        level.size = market.liquidity


def _covers(levels: list[Level], size: Decimal) -> bool:
    offered = Decimal(0)
    for level in levels:
        if level.size is None:
            return True
        offered += level.size
    return offered >= size
