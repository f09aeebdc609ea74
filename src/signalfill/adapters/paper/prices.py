"""What traded since the last look, fed to the engine trade by trade, or over a gap by candles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from signalfill.adapters.coinbase.parse_market import Book, PriceCandle, PriceTrade
from signalfill.adapters.paper.account import Look, PaperSession, SeenCandle
from signalfill.domain.product import PriceRange, Product, Quote, TradedPrice
from signalfill.matching.model import Candle

_MINUTE = timedelta(minutes=1)


class PriceSource(Protocol):
    """Real prices that need no account."""

    def product(self, product_id: str) -> Product | None: ...

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]: ...

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None: ...

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]: ...

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]: ...

    def candles(self, product_id: str, *, since: datetime) -> Sequence[PriceCandle]:
        """From the minute of `since` until now, oldest first; the last one is still forming."""
        ...

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        """The newest trades, oldest first: as many as one call gives."""
        ...

    def book(self, product_id: str) -> Book | None:
        """The live book; None where one side is empty."""
        ...


def look(session: PaperSession, prices: PriceSource, product_id: str, now: datetime) -> bool:
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
    trades = prices.trades(product_id)
    if known is not None and _continues(trades, known):
        seen = _feed_trades(session, product_id, trades, known)
    else:
        seen = _feed_candles(session, prices, product_id, known, now)
    if seen is not None:
        session.engine.markets[product_id].move(seen.close, None, None, None)
    newest = trades[-1].trade_id if trades else known.last_trade if known else None
    session.looks[product_id] = Look(product=product, at=now, seen=seen, last_trade=newest)
    return True


def _continues(trades: Sequence[PriceTrade], known: Look) -> bool:
    """Whether the page begins where the last look ended: nothing was missed in between."""
    if known.last_trade is None or not trades:
        return False
    return trades[0].trade_id - 1 <= known.last_trade <= trades[-1].trade_id


def _feed_trades(
    session: PaperSession, product_id: str, trades: Sequence[PriceTrade], known: Look
) -> SeenCandle | None:
    seen = known.seen
    for trade in trades:
        if known.last_trade is not None and trade.trade_id <= known.last_trade:
            continue
        session.engine.on_price(product_id, trade.price, trade.at, base_size=trade.base_size)
        seen = _grown(seen, trade)
    return seen


def _grown(seen: SeenCandle | None, trade: PriceTrade) -> SeenCandle:
    """The newest candle with one more trade in it."""
    seconds = trade.at.timestamp() // _MINUTE.seconds * _MINUTE.seconds
    start = datetime.fromtimestamp(seconds, UTC)
    before = seen if seen is not None and seen.start == start else None
    return SeenCandle(
        start=start,
        low=min(before.low, trade.price) if before else trade.price,
        high=max(before.high, trade.price) if before else trade.price,
        close=trade.price,
        base_volume=trade.base_size + (before.base_volume if before else Decimal(0)),
    )


def _feed_candles(
    session: PaperSession, prices: PriceSource, product_id: str, known: Look | None, now: datetime
) -> SeenCandle | None:
    seen = known.seen if known else None
    since = seen.start if seen else known.at if known else now
    candles = prices.candles(product_id, since=since)
    for candle in candles if known else ():
        traded = _since_seen(candle, seen)
        if traded is not None:
            session.engine.on_candle(product_id, traded, min(candle.start + _MINUTE, now))
    return _seen(candles[-1]) if candles else seen


def _since_seen(candle: PriceCandle, seen: SeenCandle | None) -> Candle | None:
    """The part of a candle that was not there yet; None where nothing more traded.

    A new extreme was made since; a price between the old ones may have been before our order.
    """
    if seen is None or candle.start != seen.start:
        volume = candle.base_volume
        return Candle(candle.open, candle.high, candle.low, candle.close, _known(volume))
    if (candle.low, candle.high, candle.close) == (seen.low, seen.high, seen.close):
        return None
    return Candle(
        open=seen.close,
        high=candle.high if candle.high > seen.high else candle.close,
        low=candle.low if candle.low < seen.low else candle.close,
        close=candle.close,
        base_volume=_known(candle.base_volume - seen.base_volume),
        continues=True,
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
