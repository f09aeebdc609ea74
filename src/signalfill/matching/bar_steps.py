"""What one bar does to the open orders of a product: its path is not known, only its bounds.

The rules never flatter (docs/evidence.md has them beside what other engines do): stops before
targets, takers at the worst price that the bar may have had, limits only by what traded beyond
them. `InBar.TARGETS_FIRST` turns each choice round: what comes of it is an upper bound.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum, auto

from signalfill.matching.market import ProductMarket, is_touched, is_triggered
from signalfill.matching.model import Candle, InBar, Order, StopFill, Touch
from signalfill.matching.steps import Steps


class Meets(Enum):
    """How much of a bar an order can have met, by when it changed last."""

    ALL = auto()
    A_PART = auto()
    """It changed within: an extreme may have been before."""
    NOTHING = auto()
    """The bar had ended."""


class BarSteps:
    """Lets bars meet orders, each on the path that the rules take for given."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._rules = steps.rules
        self._stops_first = steps.rules.in_bar is InBar.STOPS_FIRST

    def bar(self, market: ProductMarket, candle: Candle, at: datetime) -> None:
        """Opens with a possible gap, then stops, then limits, then what entries brought.

        A child born inside the bar may be stopped in it; its target counts only at the close.
        """
        met = {each.order_id: _meets(each, candle, at) for each in market.open_orders.values()}
        half = candle.half_spread
        market.move(candle.open, candle.open - half, candle.open + half, candle.base_volume)
        if not candle.continues:
            late = {name for name, meets in met.items() if meets is not Meets.ALL}
            self._steps.tick(market, at, without=late)
        self._steps.settlement.born.clear()
        present = [
            order
            for order in market.open_orders.values()
            if order.is_live and met.get(order.order_id) is not Meets.NOTHING
        ]
        first, then = self._stops, self._limits
        if not self._stops_first:
            first, then = then, first
        first(present, met, market, candle, at)
        then(present, met, market, candle, at)
        self._newborn(market, candle, at)
        left = market.liquidity
        market.move(candle.close, candle.close - half, candle.close + half, None)
        market.liquidity = left if candle.base_volume is not None else market.liquidity
        later = {name for name, meets in met.items() if meets is Meets.NOTHING}
        if self._stops_first:
            self._steps.tick(market, at, without=later)
        else:
            self._stopped_at_the_close(market, candle, later, at)

    def _stops(
        self,
        present: list[Order],
        met: Mapping[str, Meets],
        market: ProductMarket,
        candle: Candle,
        at: datetime,
    ) -> None:
        for order in present:
            in_part = met.get(order.order_id) is Meets.A_PART
            if not order.is_live or (in_part and not self._stops_first):
                continue
            waited = order.awaits_trade
            if is_triggered(order, candle.low, candle.high):
                self._trigger(order, market, candle, at)
            elif waited and not in_part:
                self._take(order, market, candle, at)

    def _trigger(self, order: Order, market: ProductMarket, candle: Candle, at: datetime) -> None:
        """Its own price where the bar is taken for continuous, else the worst that it had."""
        self._steps.trigger(order, market, order.stop_price or candle.open, at)
        if self._rules.stop_fill is StopFill.NEXT_TRADE:
            self._take(order, market, candle, at)

    def _take(self, order: Order, market: ProductMarket, candle: Candle, at: datetime) -> None:
        price = worst_within(order, candle) if self._stops_first else candle.best(order.side)
        self._steps.take_next(order, market, price, at)

    def _limits(
        self,
        present: list[Order],
        met: Mapping[str, Meets],
        market: ProductMarket,
        candle: Candle,
        at: datetime,
    ) -> None:
        for order in present:
            in_part = met.get(order.order_id) is Meets.A_PART
            if not order.is_live or (in_part and self._stops_first):
                continue
            if is_touched(order, candle.low, candle.high, self._rules.touch):
                self._offer_beyond(order, market, candle)
                self._steps.make(order, at)

    def _offer_beyond(self, order: Order, market: ProductMarket, candle: Candle) -> None:
        """Of a bar's volume only the share of its range beyond the limit was ours to have."""
        height = candle.high - candle.low
        if self._rules.touch is Touch.AT or candle.base_volume is None or not height:
            return
        limit = order.resting_price or candle.close
        beyond = limit - candle.low if order.is_buy else candle.high - limit
        ours = candle.base_volume * min(beyond, height) / height
        market.liquidity = market.offered(market.product.floor_size(ours))

    def _newborn(self, market: ProductMarket, candle: Candle, at: datetime) -> None:
        """Children of entries that this bar filled, at an unknown moment of it."""
        for order in self._steps.newborn(market):
            if self._stops_first:
                if is_triggered(order, candle.low, candle.high):
                    self._trigger(order, market, candle, at)
            elif is_touched(order, candle.low, candle.high, self._rules.touch):
                self._steps.make(order, at)

    def _stopped_at_the_close(
        self, market: ProductMarket, candle: Candle, later: Container[str], at: datetime
    ) -> None:
        """What came within the bar and is beyond its stop at the end passed it on the way."""
        for order in list(market.open_orders.values()):
            is_there = order.is_live and order.order_id not in later
            if is_there and is_triggered(order, candle.close, candle.close):
                self._steps.trigger(order, market, order.stop_price or candle.close, at)


def _meets(order: Order, candle: Candle, at: datetime) -> Meets:
    if candle.start is None or order.changed_at <= candle.start:
        return Meets.ALL
    return Meets.A_PART if order.changed_at < at else Meets.NOTHING


def worst_within(order: Order, candle: Candle) -> Decimal:
    """The worst price that the bar may have had for a taker, its own limit at most.

    A bar that lies beyond the limit as a whole had nothing for it.
    """
    limit = candle.close if order.resting_price is None else order.resting_price
    worst = candle.worst(order.side)
    if order.is_buy:
        return candle.low if candle.low > limit else min(worst, limit)
    return candle.high if candle.high < limit else max(worst, limit)
