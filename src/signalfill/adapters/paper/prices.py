"""What traded since the last look, fed to the engine candle by candle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.adapters.paper.account import Look, SeenCandle, Session
from signalfill.domain.product import PriceRange, Product, Quote
from signalfill.matching.model import Candle

_MINUTE = timedelta(minutes=1)


class PriceSource(Protocol):
    """Real prices that need no account."""

    def product(self, product_id: str) -> Product | None: ...

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]: ...

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None: ...

    def candles(self, product_id: str, *, since: datetime) -> Sequence[PriceCandle]:
        """From the minute of `since` until now, oldest first; the last one is still forming."""
        ...


def look(session: Session, prices: PriceSource, product_id: str, now: datetime) -> bool:
    """Lets everything that traded since the last look meet the open orders.

    The first look only remembers where the market stands. False where the product is unknown.
    """
    known = session.looks.get(product_id)
    product = prices.product(product_id)
    if product is None:
        if known is None:
            return False
        # Delisted under our orders: they rest, and nothing trades.
        product = known.product.model_copy(update={"online": False})
    session.engine.set_product(product, now)
    seen = known.seen if known else None
    since = seen.start if seen else known.at if known else now
    candles = prices.candles(product_id, since=since)
    for candle in candles if known else ():
        traded = _since_seen(candle, seen)
        if traded is not None:
            session.engine.on_candle(product_id, traded, min(candle.start + _MINUTE, now))
    latest = _seen(candles[-1]) if candles else seen
    if latest is not None:
        session.engine.markets[product_id].move(latest.close, None, None, None)
    session.looks[product_id] = Look(product=product, at=now, seen=latest)
    return True


def meet_the_book(session: Session, prices: PriceSource, product_id: str) -> bool:
    """Sets what a taker pays and gets now. False where one side of the book is empty."""
    quote = prices.quotes([product_id]).get(product_id)
    if quote is None or not quote.is_sane:
        return False
    seen = session.looks[product_id].seen
    last = seen.close if seen else (quote.bid + quote.ask) / 2
    session.engine.markets[product_id].move(last, quote.bid, quote.ask, None)
    return True


def _since_seen(candle: PriceCandle, seen: SeenCandle | None) -> Candle | None:
    """The part of a candle that was not there yet; None where nothing more traded.

    A new extreme was made since; a price between the old ones may have been before our order.
    """
    if seen is None or candle.start != seen.start:
        volume = candle.base_volume
        return Candle(candle.open, candle.high, candle.low, candle.close, _known(volume))
    if (candle.low, candle.high, candle.close) == (seen.low, seen.high, seen.close):
        return None
    ends = (seen.close, candle.close)
    return Candle(
        open=seen.close,
        high=candle.high if candle.high > seen.high else max(ends),
        low=candle.low if candle.low < seen.low else min(ends),
        close=candle.close,
        base_volume=_known(candle.base_volume - seen.base_volume),
    )


def _known(volume: Decimal) -> Decimal | None:
    """A price that moved without a volume: the source does not say how much was traded."""
    return volume if volume > 0 else None


def _seen(candle: PriceCandle) -> SeenCandle:
    return SeenCandle(
        start=candle.start,
        low=candle.low,
        high=candle.high,
        close=candle.close,
        base_volume=candle.base_volume,
    )
