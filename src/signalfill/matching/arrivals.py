"""How an order meets the minute that it arrives in: at which second of it nobody can say.

A taker pays the worst that its limit allows of the minute's prices, and the taker's fee where
any of them would have crossed. Where some would and some would not, the fill is *doubtful*.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.domain.product import FeeRates
from signalfill.matching.market import Forming, ProductMarket, is_marketable
from signalfill.matching.model import IMMEDIATE, Candle, InBar, Order, OrderType, VenueRules
from signalfill.matching.settlement import Settlement

ARRIVES = frozenset({OrderType.LIMIT, OrderType.MARKET})
"""The legs of a bracket and a stop rest: in the minute they were sent they are not filled."""


class Arrivals:
    """`doubtful` are orders that may not have been filled where they were, or not at all."""

    def __init__(self, settlement: Settlement, rules: VenueRules, fees: FeeRates) -> None:
        self._settlement = settlement
        self._stops_first = rules.in_bar is InBar.STOPS_FIRST
        self._fees = fees
        self.doubtful: set[str] = set()

    def arrive(self, order: Order, market: ProductMarket, forming: Forming, at: datetime) -> None:
        """Fills what the minute has for it; the rest of an immediate order is canceled.

        A minute without trades fills nothing. What it leaves of an order that the quote crosses
        rests at its limit, and pays a taker's fee there: it may have had to. The upper bound
        takes the quote.
        """
        if market.matches and order.order_type in ARRIVES and not order.is_closed:
            if forming.candle is not None:
                self._take(order, market, forming, _from_the_start(forming.candle, market), at)
            quoted = market.opposite(order.side)
            if not order.is_closed and quoted is not None and is_marketable(order, quoted):
                if self._stops_first:
                    self._settlement.takers.add(order.order_id)
                else:
                    self._settlement.execute(order, quoted, at, is_maker=False)
        if order.ticket.time_in_force in IMMEDIATE and not order.is_closed:
            self._settlement.close(order, OrderStatus.CANCELED, at)

    def _take(
        self,
        order: Order,
        market: ProductMarket,
        forming: Forming,
        candle: Candle,
        at: datetime,
    ) -> None:
        side = order.side
        dearest = candle.worst(side)
        kindest = _between(candle, side) if self._stops_first else candle.best(side)
        if not is_marketable(order, kindest):
            return
        price, is_maker = self._price(order, kindest, dearest)
        if not is_marketable(order, dearest):
            self.doubtful.add(order.order_id)
        market.liquidity = forming.left
        self._settlement.execute(order, price, at, is_maker=is_maker)
        forming.left = market.liquidity

    def _price(self, order: Order, kindest: Decimal, dearest: Decimal) -> tuple[Decimal, bool]:
        """And whether it is a maker's. The limit is the worst that may be paid."""
        limit = order.resting_price
        if self._stops_first:
            within = limit is None or is_marketable(order, dearest)
            return dearest if within or limit is None else limit, False
        if limit is None or order.ticket.time_in_force in IMMEDIATE:
            return kindest, False
        sign = 1 if order.is_buy else -1
        as_taker = kindest * (1 + sign * self._fees.taker) * sign
        as_maker = limit * (1 + sign * self._fees.maker) * sign
        return (kindest, False) if as_taker <= as_maker else (limit, True)


def _from_the_start(candle: Candle, market: ProductMarket) -> Candle:
    """The minute with the price that stood until its first trade: it may have arrived before."""
    last = candle.open if market.last is None else market.last
    return replace(candle, high=max(candle.high, last), low=min(candle.low, last))


def _between(candle: Candle, side: OrderSide) -> Decimal:
    """The kindest that a taker could pay in the bar, the spread in."""
    half = candle.half_spread
    return candle.low + half if side is OrderSide.BUY else candle.high - half
