"""Coinbase's public market; with a key by the private endpoints, which are not cached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from signalfill.adapters.coinbase.outcomes import refused_key
from signalfill.adapters.coinbase.parse_market import (
    PriceCandle,
    PriceTrade,
    closes_of,
    parse_candle,
    parse_last_prices,
    parse_product,
    parse_quote,
    parse_server_time,
    parse_trade,
    range_since,
)
from signalfill.adapters.coinbase.replies import (
    Client,
    HttpError,
    Json,
    NoAnswerError,
    as_list,
    as_object,
)
from signalfill.domain.errors import HaltedError, VenueUnavailableError
from signalfill.domain.product import MinuteClose, PriceRange, Product, Quote, TradedPrice
from signalfill.ports import Clock

API = "/api/v3/brokerage"
PRODUCT_AGE = timedelta(seconds=60)
UNREADABLE = (KeyError, ValueError, TypeError, ArithmeticError)
"""What parsing an answer may raise."""

TOLERATED_SKEW = timedelta(seconds=30)

_NOT_FOUND = 404
_BAD_REQUEST = 400
# Malformed, not entitled, not found: one product spoils a call for all of them.
_SPOILED = frozenset({_BAD_REQUEST, 403, _NOT_FOUND})
_TRADES_PER_CALL = 1000
# The venue's limit is 350 candles a call, both ends included.
_CANDLES_PER_CALL = 300
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
# Beyond this the range is read in whole hours: five calls are enough for any price check.
_LONGEST_IN_MINUTES = 5 * _CANDLES_PER_CALL * _MINUTE
_GRANULARITIES = {_MINUTE: "ONE_MINUTE", _HOUR: "ONE_HOUR"}


class QueryRefusedError(VenueUnavailableError):
    """The venue does not support this query (HTTP 400). Another query may be answered."""


class CoinbaseMarket:
    """Products, quotes and candles of the Venue port; works without a key."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._products: dict[str, tuple[Product, str, datetime]] = {}

    def product(self, product_id: str) -> Product | None:
        cached = self._products.get(product_id)
        if cached is not None and self._clock.now() - cached[2] < PRODUCT_AGE:
            return cached[0]
        path, params = f"{API}/market/products/{product_id}", {}
        if self._client.has_key:
            # `view_only` means something only where it was asked for.
            path, params = f"{API}/products/{product_id}", {"get_tradability_status": "true"}
        try:
            row = self._client.get(path, params)
        except (HttpError, NoAnswerError) as error:
            if self._is_no_such_product(error):
                return None
            self._unavailable(path, error)
        product = self._readable(path, lambda: parse_product(row))
        self._products[product_id] = (product, str(row.get("alias") or ""), self._clock.now())
        return product

    def forget_product(self, product_id: str) -> None:
        """Drops the cached product after the venue refused a number for its digits."""
        self._products.pop(product_id, None)

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        if not product_ids:
            return {}
        asked_at = self._clock.now()
        books = self._books(product_ids)
        self._learn_aliases(product_ids, books)
        found = {each: book for each in product_ids if (book := self._book_of(each, books))}
        quotes = self._readable(
            "best_bid_ask",
            lambda: {
                each: parse_quote({**book, "product_id": each}, asked_at=asked_at)
                for each, book in found.items()
            },
        )
        return {each: quote for each, quote in quotes.items() if quote is not None}

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        if not product_ids:
            return {}
        rows = as_list(
            self._read(f"{self._area}/products", {"product_ids": list(product_ids)}).get("products")
        )
        prices = parse_last_prices(map(as_object, rows))
        return {each: prices[each] for each in product_ids if each in prices}

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        """The newest trades that one call returns, oldest first."""
        path = f"{self._area}/products/{product_id}/ticker"
        rows = as_list(self._read(path, {"limit": _TRADES_PER_CALL}).get("trades"))
        trades = self._readable(path, lambda: [parse_trade(as_object(row)) for row in rows])
        return sorted(trades, key=lambda trade: trade.trade_id)

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        return [TradedPrice(price=each.price, at=each.at) for each in self.trades(product_id)]

    @property
    def _area(self) -> str:
        return "" if self._client.has_key else "/market"

    def candles(self, product_id: str, *, since: datetime) -> Sequence[PriceCandle]:
        """From the bucket of `since` until now, oldest first; buckets without trades are absent."""
        now = self._clock.now()
        bucket = _MINUTE if now - since <= _LONGEST_IN_MINUTES else _HOUR
        start = datetime.fromtimestamp(since.timestamp() // bucket.seconds * bucket.seconds, UTC)
        rows = [
            row
            for page_start in _page_starts(start, now, bucket)
            for row in self._candle_rows(product_id, page_start, now, bucket)
        ]
        candles = self._readable("candles", lambda: [parse_candle(row) for row in rows])
        by_start = {candle.start: candle for candle in candles if candle.start >= start}
        return [by_start[each] for each in sorted(by_start)]

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        return closes_of(self.candles(product_id, since=since))

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        return range_since(self.candles(product_id, since=since), since)

    def server_time(self) -> datetime:
        body = self._read("/time")
        return self._readable("/time", lambda: parse_server_time(body))

    def _books(self, product_ids: Sequence[str]) -> Mapping[str, Json]:
        """One call; where one product spoils it, each is asked for by itself."""
        if not self._client.has_key:
            rows = [self._public_book(each) for each in product_ids]
        else:
            rows = self._private_books(list(dict.fromkeys(product_ids)))
        found = filter(None, map(as_object, rows))
        return {str(row.get("product_id")): row for row in found}

    def _private_books(self, product_ids: Sequence[str]) -> list[Any]:
        path = f"{API}/best_bid_ask"
        try:
            body = self._client.get(path, {"product_ids": list(product_ids)})
        except (HttpError, NoAnswerError) as error:
            if not self._is_spoiled(error):
                self._unavailable(path, error)
            if len(product_ids) == 1:
                return []
            return [row for each in product_ids for row in self._private_books([each])]
        return as_list(body.get("pricebooks"))

    def _public_book(self, product_id: str) -> object:
        path = f"{API}/market/product_book"
        try:
            body = self._client.get(path, {"product_id": product_id, "limit": 1})
        except (HttpError, NoAnswerError) as error:
            if self._is_spoiled(error):
                return None
            self._unavailable(path, error)
        return body.get("pricebook")

    def _learn_aliases(self, product_ids: Sequence[str], books: Mapping[str, Json]) -> None:
        """A book that nobody asked for is that of an alias: the product tells of which."""
        if not books.keys() - set(product_ids):
            return
        for each in product_ids:
            if each not in books and each not in self._products:
                with suppress(VenueUnavailableError):
                    self.product(each)

    def _book_of(self, product_id: str, books: Mapping[str, Json]) -> Json | None:
        """An alias shares the book of the product it stands for (BTC-USDC has BTC-USD's)."""
        if product_id in books:
            return books[product_id]
        cached = self._products.get(product_id)
        return books.get(cached[1]) if cached is not None else None

    def _is_no_such_product(self, error: HttpError | NoAnswerError) -> bool:
        """A refused query or a missing right says nothing of what is traded."""
        return self._is_spoiled(error) and getattr(error, "status", None) == _NOT_FOUND

    def _is_spoiled(self, error: HttpError | NoAnswerError) -> bool:
        """Only where the venue itself says so: a page of some gateway does not."""
        if isinstance(error, NoAnswerError) or error.status not in _SPOILED:
            return False
        self._check_key(error)
        return bool(error.body)

    def _candle_rows(
        self, product_id: str, start: datetime, now: datetime, bucket: timedelta
    ) -> list[Any]:
        end = min(start + (_CANDLES_PER_CALL - 1) * bucket, now)
        body = self._read(
            f"{self._area}/products/{product_id}/candles",
            {
                "start": str(int(start.timestamp())),
                "end": str(int(end.timestamp())),
                "granularity": _GRANULARITIES[bucket],
            },
        )
        return as_list(body.get("candles"))

    def _read(self, path: str, params: Mapping[str, object] | None = None) -> Json:
        try:
            return self._client.get(f"{API}{path}", params)
        except (HttpError, NoAnswerError) as error:
            self._unavailable(path, error)

    def _readable[T](self, path: str, parse: Callable[[], T]) -> T:
        try:
            return parse()
        except UNREADABLE as error:
            raise self._unreadable(path, error) from error

    def _unreadable(self, path: str, error: Exception) -> VenueUnavailableError:
        cause = type(error).__name__
        return VenueUnavailableError(f"Coinbase's answer to {path} is not readable: {cause}")

    def _unavailable(self, path: str, error: HttpError | NoAnswerError) -> NoReturn:
        if isinstance(error, HttpError):
            self._check_key(error)
            if error.status == _BAD_REQUEST:
                raise QueryRefusedError(f"Coinbase refused the query {path}") from None
        raise VenueUnavailableError(f"Coinbase gave no usable answer to {path}: {error}") from None

    def _check_key(self, error: HttpError) -> None:
        """Raises HaltedError where our key is what was refused."""
        cause = refused_key(error)
        if cause is None:
            return
        if not self._client.has_key:
            raise HaltedError("no Coinbase API key is configured: only prices work") from None
        raise HaltedError(cause + self._skew()) from None

    def _skew(self) -> str:
        """The commonest cause of a refused signature, if it is there."""
        with suppress(HttpError, NoAnswerError, KeyError, ValueError):
            theirs = parse_server_time(self._client.get(f"{API}/time"))
            skew = self._clock.now() - theirs
            if abs(skew) > TOLERATED_SKEW:
                return f"; this machine's clock is off by {skew.total_seconds():.0f} s"
        return ""


def _page_starts(start: datetime, now: datetime, bucket: timedelta) -> Iterator[datetime]:
    while start <= now:
        yield start
        start += _CANDLES_PER_CALL * bucket
