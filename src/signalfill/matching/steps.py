"""What one price, or one candle, does to the open orders of a product."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.matching.market import ProductMarket, is_marketable, is_touched, is_triggered
from signalfill.matching.model import Candle, Order, OrderType, StopFill, Touch, VenueRules
from signalfill.matching.orders import stop_limit_price
from signalfill.matching.settlement import Settlement


class Steps:
    """Moves orders along a price path, worst first."""

    def __init__(self, settlement: Settlement, rules: VenueRules) -> None:
        self._settlement = settlement
        self._rules = rules

    def tick(self, market: ProductMarket, at: datetime) -> None:
        """A single trade at `market.last`: triggered stops sell into the quote beside it."""
        price = market.last
        if price is None or market.is_quiet(price, price):
            return
        self._settlement.born.clear()
        for order in list(market.open_orders.values()):
            if not order.is_live:
                continue
            if order.awaits_trade:
                self._take_next(order, market, market.opposite(order.side) or price, at)
            elif is_triggered(order, price, price):
                self._trigger(order, market, market.opposite(order.side) or price, at)
            elif is_touched(order, price, price, self._rules.touch):
                self._make(order, at)
        self._stop_newborn(market, price, price, at, gap=True)

    def candle(self, market: ProductMarket, candle: Candle, at: datetime) -> None:
        """Opens with a possible gap, then stops, then limits, then what entries brought.

        Between open and close the price is continuous, so a stop sells at its trigger. A
        child born inside the bar may be stopped in it; its target counts only at the close.
        """
        market.move(candle.open, None, None, candle.base_volume)
        if not candle.continues:
            self.tick(market, at)
        self._settlement.born.clear()
        present = [order for order in market.open_orders.values() if order.is_live]
        for order in present:
            if is_triggered(order, candle.low, candle.high):
                self._trigger(order, market, order.stop_price or candle.open, at)
            if order.awaits_trade:
                self._take_next(order, market, _worst_within(order, candle), at)
        for order in present:
            if order.is_live and is_touched(order, candle.low, candle.high, self._rules.touch):
                self._offer_beyond(order, market, candle)
                self._make(order, at)
        self._stop_newborn(market, candle.low, candle.high, at, gap=False)
        left = market.liquidity
        market.move(candle.close, None, None, None)
        market.liquidity = left if candle.base_volume is not None else market.liquidity
        self.tick(market, at)

    def _offer_beyond(self, order: Order, market: ProductMarket, candle: Candle) -> None:
        """Of a bar's volume only the share of its range beyond the limit was ours to have."""
        height = candle.high - candle.low
        if self._rules.touch is Touch.AT or candle.base_volume is None or not height:
            return
        limit = order.resting_price or candle.close
        beyond = limit - candle.low if order.is_buy else candle.high - limit
        ours = candle.base_volume * min(beyond, height) / height
        market.liquidity = market.offered(market.product.floor_size(ours))

    def _stop_newborn(
        self, market: ProductMarket, low: Decimal, high: Decimal, at: datetime, *, gap: bool
    ) -> None:
        for order in tuple(self._settlement.born):
            if order.product_id == market.product.product_id and is_triggered(order, low, high):
                level = order.stop_price or low
                price = (market.opposite(order.side) or level) if gap else level
                self._trigger(order, market, price, at)
        self._settlement.born.clear()

    def _trigger(self, order: Order, market: ProductMarket, price: Decimal, at: datetime) -> None:
        order.triggered = True
        market.changed = True
        if order.order_type is OrderType.BRACKET and order.stop_price is not None:
            order.resting_price = stop_limit_price(order.side, order.stop_price, market.product)
        if self._rules.stop_fill is StopFill.NEXT_TRADE:
            order.awaits_trade = True
        elif is_marketable(order, price):
            self._settlement.execute(order, price, at, is_maker=False)

    def _take_next(self, order: Order, market: ProductMarket, price: Decimal, at: datetime) -> None:
        """A triggered stop sells what trades now; beyond its limit it rests from now on."""
        if is_marketable(order, price):
            self._settlement.execute(order, price, at, is_maker=False)
        else:
            order.awaits_trade = False
            market.changed = True

    def _make(self, order: Order, at: datetime) -> None:
        if order.resting_price is not None:
            self._settlement.execute(order, order.resting_price, at, is_maker=True)


def _worst_within(order: Order, candle: Candle) -> Decimal:
    """The worst price that the bar may have had for a triggered stop, its own limit at most.

    A bar that lies beyond the limit as a whole had nothing for it.
    """
    limit = order.resting_price or candle.close
    if order.is_buy:
        return candle.low if candle.low > limit else min(candle.high, limit)
    return candle.high if candle.high < limit else max(candle.low, limit)
