"""Bars in memory, to be held by the same tests as the real ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.product import Product
from signalfill.matching.model import Candle
from signalfill.ports.bars import BarsSource, Span

MINUTE = timedelta(minutes=1)


@dataclass
class InMemoryBars:
    """`minutes` are starts with their bars, oldest first; `covered` is what was "fetched"."""

    minutes: Sequence[tuple[datetime, Candle]]
    covered: Sequence[Span] = ()
    source: BarsSource = BarsSource.COINBASE

    def __len__(self) -> int:
        return len(self.minutes)

    def start(self, number: int) -> datetime:
        return self.minutes[number][0]

    def finished(self, moment: datetime) -> int:
        return bisect_right(self.minutes, moment - MINUTE, key=lambda each: each[0])

    def first_touch(
        self, number: int, below: Decimal | None, above: Decimal | None, end: int
    ) -> int:
        for each in range(number, end):
            bar = self.bar(each)
            if below is not None and bar.low <= below:
                return each
            if above is not None and bar.high >= above:
                return each
        return end

    def bar(self, number: int) -> Candle:
        return self.minutes[number][1]

    def low(self, number: int, end: int) -> Decimal:
        return min(bar.low for _, bar in self.minutes[number:end])

    def high(self, number: int, end: int) -> Decimal:
        return max(bar.high for _, bar in self.minutes[number:end])

    def last(self, number: int) -> Decimal:
        return self.bar(number).close

    def uncovered(self, span: Span) -> Sequence[Span]:
        """Everything is known where no coverage was given."""
        missing, since = [], span.since
        for known in sorted(self.covered) if self.covered else [span]:
            if known.until <= since or known.since >= span.until:
                continue
            if known.since > since:
                missing.append(Span(since, known.since))
            since = known.until
        if since < span.until:
            missing.append(Span(since, span.until))
        return missing


@dataclass
class InMemoryBarStore:
    series: Mapping[str, InMemoryBars] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    unlisted: frozenset[str] = frozenset()

    def bars(self, product_id: str) -> InMemoryBars | None:
        return self.series.get(product_id)

    def product(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def is_unlisted(self, product_id: str) -> bool:
        return product_id in self.unlisted
