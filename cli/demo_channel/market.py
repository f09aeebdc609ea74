"""Ninety days of minutes of three coins, out of a seed: calm and wild weeks, jumps, quiet minutes.

The names are real coins', so that they are read as such; the prices are nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from signalfill.domain.product import Product

BEGINS = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 90
SEED = 2
MINUTES = DAYS * 1440
ENDS = BEGINS + timedelta(minutes=MINUTES)
_WITHIN = 4
"""Trades that make one bar."""
_HOURS_OF_A_MOOD = 30


@dataclass(frozen=True, slots=True)
class DemoCoin:
    """`wild` is the usual spread of an hour, `traded` the share of minutes with a trade."""

    base: str
    price: float
    increment: Decimal
    base_increment: Decimal
    wild: float
    traded: float
    volume: float

    @property
    def product(self) -> Product:
        return Product(
            product_id=f"{self.base}-USD",
            base=self.base,
            quote="USD",
            base_increment=self.base_increment,
            price_increment=self.increment,
            base_min_size=self.base_increment,
            quote_min_size=Decimal(1),
        )


COINS = (
    DemoCoin("BTC", 64_000, Decimal("0.01"), Decimal("0.00000001"), 0.0065, 1.0, 6.0),
    DemoCoin("SOL", 145, Decimal("0.01"), Decimal("0.00000001"), 0.013, 0.97, 900.0),
    DemoCoin("LINK", 14, Decimal("0.001"), Decimal("0.01"), 0.015, 0.62, 2_500.0),
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Only minutes with trades: which of all, and their prices in whole increments."""

    number: NDArray[np.int64]
    open: NDArray[np.int64]
    high: NDArray[np.int64]
    low: NDArray[np.int64]
    close: NDArray[np.int64]
    volume: NDArray[np.float64]


def minutes_of(coin: DemoCoin, seed: int = SEED) -> Minutes:
    """The same seed and coin make the same minutes."""
    source = np.random.default_rng([seed, *coin.base.encode()])
    path = _path(coin, source)
    bars = path.reshape(MINUTES, _WITHIN)
    opened = np.concatenate([[path[0]], bars[:-1, -1]])
    traded = source.random(MINUTES) < coin.traded
    volume = coin.volume * source.lognormal(0, 0.9, MINUTES)

    def whole(prices: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.rint(prices[traded] / float(coin.increment)).astype(np.int64)

    return Minutes(
        number=np.flatnonzero(traded),
        open=whole(opened),
        high=whole(np.maximum(bars.max(axis=1), opened)),
        low=whole(np.minimum(bars.min(axis=1), opened)),
        close=whole(bars[:, -1]),
        volume=volume[traded],
    )


def _path(coin: DemoCoin, source: np.random.Generator) -> NDArray[np.float64]:
    """Moods of drift and wildness, fat tails, and a jump every few days."""
    steps = MINUTES * _WITHIN
    moods = MINUTES // (60 * _HOURS_OF_A_MOOD) + 1
    a_mood = 60 * _HOURS_OF_A_MOOD * _WITHIN
    wild = np.repeat(np.exp(source.normal(0, 0.45, moods)), a_mood)[:steps]
    drift = np.repeat(source.normal(0, 8.0, moods), a_mood)[:steps]
    a_step = coin.wild / np.sqrt(60 * _WITHIN)
    tails = source.standard_t(4, steps) / np.sqrt(2)
    jumps = np.where(source.random(steps) < 25 / steps, source.normal(0, 5 * coin.wild, steps), 0)
    moved = a_step * wild * tails + drift * coin.wild / (_HOURS_OF_A_MOOD * 60 * _WITHIN) + jumps
    return coin.price * np.exp(np.cumsum(moved))
