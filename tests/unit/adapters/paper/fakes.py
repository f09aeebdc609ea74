from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.adapters.coinbase.parse_market import Book, PriceCandle, PriceTrade
from signalfill.domain.errors import RetryableError, VenueUnavailableError, VersionConflictError
from signalfill.domain.product import PriceRange, Product, Quote, TradedPrice
from tests.fakes.clock import FakeClock

HALF_SPREAD = Decimal("0.5")


def make_product(product_id: str = "BTC-USD", **changes: object) -> Product:
    base, _, quote = product_id.partition("-")
    values: dict[str, object] = {
        "product_id": product_id,
        "base": base,
        "quote": quote,
        "base_increment": Decimal("0.00000001"),
        "price_increment": Decimal("0.01"),
        "base_min_size": Decimal("0.00000001"),
        "quote_min_size": Decimal(1),
        **changes,
    }
    return Product.model_validate(values)


class TapePrices:
    """Trades become minute candles, as a venue would show them.

    `page` is how many of the newest trades one call shows: none, so that candles are read.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.products = {"BTC-USD": make_product()}
        self.bars: dict[str, dict[datetime, PriceCandle]] = {}
        self.is_silent = False
        self.has_book = True
        self.depth: list[tuple[str, str]] = []
        self.page = 0
        self.latency = 0.0
        self.prints: list[PriceTrade] = []
        self.calls = 0

    def trade(self, price: str, *, volume: str = "1000", product_id: str = "BTC-USD") -> None:
        paid, size = Decimal(price), Decimal(volume)
        start = self._clock.now().replace(second=0, microsecond=0)
        bars = self.bars.setdefault(product_id, {})
        self.prints.append(PriceTrade(len(self.prints) + 1, paid, size, self._clock.now()))
        bar = bars.get(start, PriceCandle(start, paid, paid, paid, paid, Decimal(0)))
        bars[start] = PriceCandle(
            start,
            bar.open,
            max(bar.high, paid),
            min(bar.low, paid),
            paid,
            bar.base_volume + size,
        )

    def product(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        if not self.has_book:
            return {}
        return {each: self._quote(each) for each in product_ids}

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        return {each: self.bars[each][max(self.bars[each])].close for each in product_ids}

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        del product_id
        return [TradedPrice(price=each.price, at=each.at) for each in self.prints]

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        candles = self.candles(product_id, since=since)
        return (
            PriceRange(low=candles[0].low, high=candles[0].high, open=candles[0].open)
            if candles
            else None
        )

    def candles(self, product_id: str, *, since: datetime) -> Sequence[PriceCandle]:
        self.calls += 1
        if self.is_silent:
            raise VenueUnavailableError("no answer")
        bars = self.bars.get(product_id, {})
        first = since - timedelta(minutes=1)
        return [bars[start] for start in sorted(bars) if start > first]

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        del product_id
        if self.latency:
            self._clock.advance(seconds=self.latency)
        return self.prints[-self.page :] if self.page else []

    def book(self, product_id: str) -> Book | None:
        """The quote with endless size, or the asks of `depth`."""
        if not self.has_book:
            return None
        quote, endless = self._quote(product_id), Decimal(10**9)
        asks = [(Decimal(price), Decimal(size)) for price, size in self.depth]
        return Book(((quote.bid, endless),), tuple(asks) or ((quote.ask, endless),))

    def _quote(self, product_id: str) -> Quote:
        bars = self.bars[product_id]
        last = bars[max(bars)].close
        return Quote(
            product_id=product_id,
            bid=last - HALF_SPREAD,
            ask=last + HALF_SPREAD,
            at=self._clock.now(),
        )


class MemoryPaperStore:
    """`conflicts` is how often another invocation gets in between."""

    def __init__(self) -> None:
        self.document: str | None = None
        self.version = 0
        self.answer_lost = False
        self.is_silent = False
        self.conflicts = 0

    def load(self) -> tuple[str | None, int]:
        if self.is_silent:
            raise RetryableError("no answer")
        return self.document, self.version

    def save(self, document: str, version: int) -> None:
        if self.conflicts:
            self.conflicts -= 1
            raise VersionConflictError("saved meanwhile")
        if version != self.version:
            raise VersionConflictError("saved meanwhile")
        self.document, self.version = document, version + 1
        if self.answer_lost:
            raise RetryableError("no answer")
