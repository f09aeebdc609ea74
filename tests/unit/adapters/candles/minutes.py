"""Made-up minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from signalfill.adapters.coinbase.parse_market import PriceCandle

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def candle(minute: int, *prices: str, volume: str = "5") -> PriceCandle:
    """Open, high, low, close; or one price for all of them."""
    opened, high, low, close = map(Decimal, prices if len(prices) > 1 else prices * 4)
    return PriceCandle(at(minute), opened, high, low, close, Decimal(volume))
