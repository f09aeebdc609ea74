"""Coinbase's public products and minutes: no key, slow enough for everybody, patient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from signalfill.adapters.candles.spans import Minutes
from signalfill.adapters.coinbase.market import API, UNREADABLE
from signalfill.adapters.coinbase.parse_market import PriceCandle, parse_candle, parse_product
from signalfill.adapters.coinbase.replies import (
    Client,
    HttpError,
    Json,
    NoAnswerError,
    as_list,
    as_object,
)
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.product import Product
from signalfill.ports import Clock

CANDLES_PER_CALL = 350
_SECONDS_BETWEEN = 0.11
"""Public calls: ten a second for one address (Coinbase's reference)."""
_PATIENCE = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
_THROTTLED = 429
_NOT_FOUND = 404
_OURS = range(400, 500)


class PublicMarket:
    """Raises VenueUnavailableError where patience brought no usable answer."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._asked_at: datetime | None = None

    def product(self, product_id: str) -> Product | None:
        """None where the venue has no such spot product."""
        row = self._get(f"/market/products/{product_id}")
        if row is None:
            return None
        return _readable(lambda: parse_product(row))

    def minutes(self, product_id: str, page: Minutes) -> list[PriceCandle] | None:
        """Those with trades of at most 350 minutes; None where there is no such product."""
        since, until = page
        query = {
            "start": str(since * 60),
            "end": str((until - 1) * 60),
            "granularity": "ONE_MINUTE",
            "limit": CANDLES_PER_CALL,
        }
        body = self._get(f"/market/products/{product_id}/candles", query)
        if body is None:
            return None
        rows = as_list(body.get("candles"))
        return _readable(lambda: [parse_candle(as_object(row)) for row in rows])

    def _get(self, path: str, query: Mapping[str, object] | None = None) -> Json | None:
        for wait in (*_PATIENCE, None):
            self._pace()
            try:
                return self._client.get(f"{API}{path}", query)
            except HttpError as error:
                if error.status == _NOT_FOUND and error.body:
                    return None
                ours = error.status in _OURS and error.status != _THROTTLED
                if ours or wait is None:
                    raise VenueUnavailableError(f"Coinbase answers {path}: {error}") from None
                asked = error.retry_after_seconds if error.status == _THROTTLED else Decimal(0)
                self._clock.sleep(max(wait, float(asked)))
            except NoAnswerError as error:
                if wait is None:
                    raise VenueUnavailableError(f"Coinbase gives no answer: {error}") from None
                self._clock.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _pace(self) -> None:
        now = self._clock.now()
        if self._asked_at is not None:
            left = _SECONDS_BETWEEN - (now - self._asked_at).total_seconds()
            if left > 0:
                self._clock.sleep(left)
        self._asked_at = self._clock.now()


def _readable[T](parse: Callable[[], T]) -> T:
    try:
        return parse()
    except UNREADABLE as error:
        cause = type(error).__name__
        raise VenueUnavailableError(f"Coinbase's answer is not readable: {cause}") from error
