"""Seeded markets: a path of trades for each coin, and the minutes that it makes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from signalfill.domain.product import Product
from signalfill.matching.model import Candle
from tests.fakes.bars import InMemoryBars, InMemoryBarStore

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Tick:
    at: datetime
    price: Decimal
    size: Decimal


@dataclass(frozen=True)
class Nature:
    """Of a path: one tick's usual move, how often it jumps by how much, ticks a minute."""

    move: float = 0.0004
    jump_chance: float = 0.0004
    jump: float = 0.02
    ticks: int = 6
    quiet: float = 0.05
    """Chance that a minute trades nothing at all."""


def product(base: str) -> Product:
    return Product(
        product_id=f"{base}-USD",
        base=base,
        quote="USD",
        base_increment=Decimal("0.00000001"),
        price_increment=CENT,
        base_min_size=Decimal("0.00000001"),
        quote_min_size=Decimal(1),
    )


def ticks_of(
    chance: random.Random, minutes: int, nature: Nature, *, start: float = 100.0
) -> list[list[Tick]]:
    """Trades by minute; each a random walk's step, sometimes a jump."""
    price, path = start, []
    for minute in range(minutes):
        begins, trades = START + minute * MINUTE, []
        count = 0 if chance.random() < nature.quiet else chance.randint(1, 2 * nature.ticks)
        seconds = sorted(chance.sample(range(1, 59_999), count))
        for milliseconds in seconds:
            step = chance.gauss(0, nature.move)
            if chance.random() < nature.jump_chance:
                step += chance.choice((-1, 1)) * chance.uniform(0.2, 1) * nature.jump
            price = min(max(price * (1 + step), start / 4), start * 4)
            trades.append(
                Tick(
                    at=begins + timedelta(milliseconds=milliseconds),
                    price=Decimal(str(round(price, 2))),
                    size=Decimal(str(round(chance.uniform(0.5, 60), 3))),
                )
            )
        path.append(trades)
    return path


def bars_of(path: list[list[Tick]]) -> InMemoryBars:
    minutes = []
    for minute, trades in enumerate(path):
        if trades:
            prices = [each.price for each in trades]
            volume = sum((each.size for each in trades), Decimal(0))
            bar = Candle(prices[0], max(prices), min(prices), prices[-1], volume)
            minutes.append((START + minute * MINUTE, bar))
    return InMemoryBars(minutes)


def store_of(paths: dict[str, list[list[Tick]]]) -> InMemoryBarStore:
    return InMemoryBarStore(
        series={f"{base}-USD": bars_of(path) for base, path in paths.items()},
        products={f"{base}-USD": product(base) for base in paths},
    )
