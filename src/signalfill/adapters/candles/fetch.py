"""Fetches the minutes that are missing, and only those; what was fetched stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from signalfill.adapters.candles.public_market import CANDLES_PER_CALL, PublicMarket
from signalfill.adapters.candles.spans import Minutes, minute_of, moment_of
from signalfill.adapters.candles.store import SETTLED, CandleStore
from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.ports import Clock
from signalfill.ports.bars import BarsSource, Span

FORMER_NAMES = {"POL": "MATIC", "RENDER": "RNDR"}
"""Coins that were exchanged one for one under a new name. When, the trades themselves say: where
the new name has none, the old one is asked."""

_PAGES_KEPT_AT_ONCE = 20
_VENUE = BarsSource.COINBASE


class CandleFetcher:
    def __init__(self, market: PublicMarket, store: CandleStore, clock: Clock) -> None:
        self._market = market
        self._store = store
        self._clock = clock
        self._asked: set[str] = set()

    def is_listed(self, product_id: str) -> bool:
        """Asks the venue once for what it did not list before: coins come and go.

        Raises:
            VenueUnavailableError: it gave no usable answer.
        """
        if product_id not in self._asked and self._store.product(product_id) is None:
            found = self._market.product(product_id)
            self._store.keep_product(product_id, found, self._clock.now())
        self._asked.add(product_id)
        return not self._store.is_unlisted(product_id)

    def calls(self, product_id: str, span: Span) -> int:
        """How many calls the missing part of the span takes."""
        return sum(1 for _ in self._pages(product_id, span))

    def fetch(self, product_id: str, span: Span, told: Callable[[], None] = lambda: None) -> int:
        """The number of calls made; `told` hears of each. A listed product is named.

        Minutes younger than an hour are left for later: they are not final.

        Raises:
            VenueUnavailableError: no usable answer; what was fetched before is kept.
        """
        kept = _Unkept(self._store, product_id, self._clock.now)
        calls = 0
        try:
            for page in self._pages(product_id, span):
                candles, name = self._minutes(product_id, page)
                calls += 1
                told()
                kept.add(candles, page, name)
        finally:
            kept.keep()
        return calls

    def _pages(self, product_id: str, span: Span) -> Iterator[Minutes]:
        settled = moment_of(minute_of(self._clock.now() - SETTLED))
        asked = Span(span.since, min(span.until, settled))
        if asked.since >= asked.until:
            return
        for since, until in self._store.uncovered(product_id, _VENUE, asked):
            for start in range(since, until, CANDLES_PER_CALL):
                yield start, min(start + CANDLES_PER_CALL, until)

    def _minutes(self, product_id: str, page: Minutes) -> tuple[list[PriceCandle], str]:
        candles = self._market.minutes(product_id, page) or []
        base, _, quote = product_id.partition("-")
        if candles or base not in FORMER_NAMES:
            return _inside(candles, page), product_id
        former = f"{FORMER_NAMES[base]}-{quote}"
        earlier = self._market.minutes(former, page) or []
        return _inside(earlier, page), former if earlier else product_id


class _Unkept:
    """Pages that wait to be written together: a month is written whole each time."""

    def __init__(self, store: CandleStore, product_id: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._product_id = product_id
        self._now = now
        self._candles: list[PriceCandle] = []
        self._pages: list[Minutes] = []
        self._name = product_id

    def add(self, candles: list[PriceCandle], page: Minutes, name: str) -> None:
        if name != self._name or len(self._pages) >= _PAGES_KEPT_AT_ONCE:
            self.keep()
        self._name = name
        self._candles += candles
        self._pages.append(page)

    def keep(self) -> None:
        if not self._pages:
            return
        self._store.keep(
            self._product_id,
            _VENUE,
            self._candles,
            self._pages,
            fetched_at=self._now(),
            traded_as=self._name,
        )
        self._candles, self._pages = [], []


def _inside(candles: list[PriceCandle], page: Minutes) -> list[PriceCandle]:
    """Both ends of a question are included, and some venues answer a little more."""
    return [each for each in candles if page[0] <= minute_of(each.start) < page[1]]
