"""What the bars of the past say now: the minutes that are over, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.product import (
    MinuteClose,
    PriceRange,
    Product,
    Quote,
    TradedPrice,
    ceil_to,
)
from signalfill.matching.model import Candle
from signalfill.ports import Clock
from signalfill.ports.bars import Bars, BarStore

MINUTE = timedelta(minutes=1)
STALE = timedelta(minutes=5)
"""A book whose last trade is older is none."""
LONGEST_LIST = 1440
NEWEST = 20


class ReplayMarket:
    """Prices by the clock. `spreads` are whole ones, as fractions, by product."""

    def __init__(
        self,
        store: BarStore,
        clock: Clock,
        *,
        spread_of: Callable[[str], Decimal],
        with_volume: bool,
    ) -> None:
        self._store = store
        self._clock = clock
        self._spread_of = spread_of
        self._with_volume = with_volume
        self._bars: dict[str, Bars | None] = {}
        self._products: dict[str, Product | None] = {}
        self._half: dict[str, Decimal] = {}

    def product(self, product_id: str) -> Product | None:
        if product_id not in self._products:
            self._products[product_id] = self._store.product(product_id)
        return self._products[product_id]

    def bars(self, product_id: str) -> Bars | None:
        if product_id not in self._bars:
            self._bars[product_id] = self._store.bars(product_id)
        return self._bars[product_id]

    def half_spread(self, product_id: str, price: Decimal) -> Decimal:
        """In quote, at least one increment: rounded so that nothing is too good."""
        product = self.product(product_id)
        if product_id not in self._half:
            self._half[product_id] = self._spread_of(product_id) / 2
        half = price * self._half[product_id]
        return half if product is None else ceil_to(half, product.price_increment)

    def half_fraction(self, product_id: str) -> Decimal:
        return self._half.setdefault(product_id, self._spread_of(product_id) / 2)

    def last(self, product_id: str) -> Decimal | None:
        """The last price of the newest minute that is over; None where it is too old."""
        bars, now = self.bars(product_id), self._clock.now()
        number = bars.finished(now) - 1 if bars is not None else -1
        if bars is None or number < 0 or now - bars.start(number) - MINUTE > STALE:
            return None
        return bars.last(number)

    def quote(self, product_id: str) -> Quote | None:
        last = self.last(product_id)
        if last is None:
            return None
        half, now = self.half_spread(product_id, last), self._clock.now()
        return Quote(product_id=product_id, bid=last - half, ask=last + half, at=now)

    def candle(self, product_id: str, number: int) -> Candle:
        bars = self._known(product_id)
        bar = bars.bar(number)
        return replace(
            bar,
            base_volume=bar.base_volume if self._with_volume else None,
            half_spread=self.half_spread(product_id, bar.close),
            start=bars.start(number),
        )

    def forming(self, product_id: str) -> tuple[datetime, Candle | None]:
        """The minute of now: its start, and its bar if anything trades in it."""
        bars, now = self._known(product_id), self._clock.now()
        start, number = now.replace(second=0, microsecond=0), bars.finished(now)
        is_there = number < len(bars) and bars.start(number) == start
        return start, self.candle(product_id, number) if is_there else None

    def price_range(self, product_id: str, since: datetime) -> PriceRange | None:
        """None while the minute of `since` is not over."""
        bars = self.bars(product_id)
        if bars is None:
            return None
        minute = since.replace(second=0, microsecond=0)
        first, end = bars.finished(minute + MINUTE) - 1, bars.finished(self._clock.now())
        has_own = first >= 0 and bars.start(first) == minute
        first = first if has_own else first + 1
        if first >= end:
            return None
        own = bars.bar(first)
        if not has_own or since == minute:
            low, high = bars.low(first, end), bars.high(first, end)
            return PriceRange(low=low, high=high, open=own.open)
        lows = [own.close, *([bars.low(first + 1, end)] if first + 1 < end else [])]
        highs = [own.close, *([bars.high(first + 1, end)] if first + 1 < end else [])]
        low, high = min(lows), max(highs)
        return PriceRange(
            low=low,
            high=high,
            open=own.open,
            own_low=own.low if own.low < low else None,
            own_high=own.high if own.high > high else None,
        )

    def minute_closes(self, product_id: str, since: datetime) -> Sequence[MinuteClose]:
        bars = self.bars(product_id)
        if bars is None:
            return []
        end = bars.finished(self._clock.now())
        first = max(bars.finished(since + MINUTE) - 1, end - LONGEST_LIST, 0)
        found = [(bars.start(each), bars.last(each)) for each in range(first, end)]
        return [MinuteClose(start=start, price=last) for start, last in found if start >= since]

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        bars = self.bars(product_id)
        if bars is None:
            return []
        end = bars.finished(self._clock.now())
        numbers = range(max(end - NEWEST, 0), end)
        return [TradedPrice(price=bars.last(n), at=bars.start(n) + MINUTE) for n in numbers]

    def last_moment(self) -> datetime | None:
        """When the last bar that was asked for ends."""
        known = [bars for bars in self._bars.values() if bars is not None and len(bars)]
        return max((bars.start(len(bars) - 1) + MINUTE for bars in known), default=None)

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        found = {each: self.quote(each) for each in product_ids}
        return {each: quote for each, quote in found.items() if quote is not None}

    def _known(self, product_id: str) -> Bars:
        bars = self.bars(product_id)
        if bars is None:
            raise AssertionError(f"{product_id} has no bars: it has no orders either")
        return bars
