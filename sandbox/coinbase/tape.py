"""What has traded: the source of candles and of the public trades."""

from __future__ import annotations

import bisect
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

MINUTE = 60
NOTIONAL = Decimal(1_000_000)
"""What a trade or a quiet minute is worth, in quote, where nobody says otherwise."""

GRANULARITIES = {
    "ONE_MINUTE": 60,
    "FIVE_MINUTE": 300,
    "FIFTEEN_MINUTE": 900,
    "THIRTY_MINUTE": 1800,
    "ONE_HOUR": 3600,
    "TWO_HOUR": 7200,
    "FOUR_HOUR": 14400,
    "SIX_HOUR": 21600,
    "ONE_DAY": 86400,
}


@dataclass(slots=True)
class Bar:
    start: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal


@dataclass(frozen=True, slots=True)
class Trade:
    trade_id: str
    price: Decimal
    base_size: Decimal
    at: datetime


def usual_size(price: Decimal) -> Decimal:
    """In base; eight decimals, as the venue writes volumes."""
    return (NOTIONAL / price).quantize(Decimal("1e-8"))


class Tape:
    """One product's trades. Between scripted prices the market trades on at the last one."""

    def __init__(self, first_price: Decimal) -> None:
        self.first_price = first_price
        self.trades: deque[Trade] = deque(maxlen=1000)
        self._bars: dict[int, Bar] = {}
        self._starts: list[int] = []
        self._count = 0

    @property
    def last(self) -> Decimal:
        return self._bars[self._starts[-1]].close if self._starts else self.first_price

    def record(self, price: Decimal, at: datetime, base_size: Decimal | None = None) -> None:
        self._count += 1
        size = usual_size(price) if base_size is None else base_size
        self.trades.append(Trade(str(self._count), price, size, at))
        start = int(at.timestamp()) // MINUTE * MINUTE
        bar = self._bars.get(start)
        if bar is None:
            before = self.last
            self.set_bar(Bar(start, before, before, before, before, Decimal(0)))
            bar = self._bars[start]
        bar.high = max(bar.high, price)
        bar.low = min(bar.low, price)
        bar.close = price
        bar.volume += size

    def trade_on(self, at: datetime) -> None:
        """A market never stands still: one more trade at the last price."""
        if self.trades and self.trades[-1].at >= at:
            return
        self._count += 1
        self.trades.append(Trade(str(self._count), self.last, usual_size(self.last), at))

    def set_bar(self, bar: Bar) -> None:
        """A minute of history as given."""
        if bar.start not in self._bars:
            bisect.insort(self._starts, bar.start)
        self._bars[bar.start] = bar

    def bars(self, start: int, end: int, seconds: int, *, gaps: bool) -> list[Bar]:
        """Bars of `seconds`, oldest first; `gaps` leaves out those without a scripted price."""
        first = start // seconds * seconds
        found = []
        for moment in range(first, end + 1, seconds):
            bar = self._joined(moment, moment + seconds)
            if bar is not None:
                found.append(bar)
            elif not gaps:
                price = self._price_before(moment)
                found.append(Bar(moment, price, price, price, price, usual_size(price)))
        return found

    def _joined(self, start: int, end: int) -> Bar | None:
        left, right = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        parts = [self._bars[each] for each in self._starts[left:right]]
        if not parts:
            return None
        return Bar(
            start,
            parts[0].open,
            max(part.high for part in parts),
            min(part.low for part in parts),
            parts[-1].close,
            sum((part.volume for part in parts), Decimal(0)),
        )

    def _price_before(self, moment: int) -> Decimal:
        index = bisect.bisect_left(self._starts, moment)
        if index:
            return self._bars[self._starts[index - 1]].close
        return self._bars[self._starts[0]].open if self._starts else self.first_price
