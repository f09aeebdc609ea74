"""What one trade does to the open orders of a product."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from decimal import Decimal

from signalfill.matching.market import ProductMarket, is_marketable, is_touched, is_triggered
from signalfill.matching.model import Order, OrderType, StopFill, VenueRules
from signalfill.matching.orders import stop_limit_price
from signalfill.matching.settlement import Settlement

NOBODY: frozenset[str] = frozenset()


class Steps:
    """Moves orders along prices, worst first."""

    def __init__(self, settlement: Settlement, rules: VenueRules) -> None:
        self.settlement = settlement
        self.rules = rules

    def tick(
        self, market: ProductMarket, at: datetime, *, without: Container[str] = NOBODY
    ) -> None:
        """A single trade at `market.last`: triggered stops sell into the quote beside it.

        `without` are the ids of orders that came after this trade.
        """
        price = market.last
        if price is None or market.is_quiet(price, price):
            return
        self.settlement.born.clear()
        for order in list(market.open_orders.values()):
            if not order.is_live or order.order_id in without:
                continue
            if order.awaits_trade:
                self.take_next(order, market, market.opposite(order.side) or price, at)
            elif is_triggered(order, price, price):
                self.trigger(order, market, market.opposite(order.side) or price, at)
            elif is_touched(order, price, price, self.rules.touch):
                self.make(order, at)
        for order in self.newborn(market):
            if is_triggered(order, price, price):
                self.trigger(order, market, market.opposite(order.side) or price, at)

    def newborn(self, market: ProductMarket) -> list[Order]:
        """The children of this product that came to be in this step; each is named once."""
        found = [o for o in self.settlement.born if o.product_id == market.product.product_id]
        self.settlement.born.clear()
        return found

    def trigger(self, order: Order, market: ProductMarket, price: Decimal, at: datetime) -> None:
        order.triggered = True
        market.changed = True
        if order.order_type is OrderType.BRACKET and order.stop_price is not None:
            order.resting_price = stop_limit_price(order.side, order.stop_price, market.product)
        if self.rules.stop_fill is StopFill.NEXT_TRADE:
            order.awaits_trade = True
        else:
            self.take_next(order, market, price, at)

    def take_next(self, order: Order, market: ProductMarket, price: Decimal, at: datetime) -> None:
        """Takes what trades now; what found too little goes on with the next trade.

        Beyond its limit it rests from now on.
        """
        is_within = is_marketable(order, price)
        if is_within:
            self.settlement.execute(order, price, at, is_maker=False)
        if order.awaits_trade is not is_within:
            order.awaits_trade = is_within
            market.changed = True

    def make(self, order: Order, at: datetime) -> None:
        if order.resting_price is not None:
            is_maker = order.order_id not in self.settlement.takers
            self.settlement.execute(order, order.resting_price, at, is_maker=is_maker)
