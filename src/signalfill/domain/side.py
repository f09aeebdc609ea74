"""The two sides of a trade, and what lies ahead of each."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class Side(StrEnum):
    """Which way earns. What is *ahead* lies further on that way: higher for a long, lower for
    a short. All arithmetic of the house asks this, and knows neither up nor down.
    """

    LONG = "long"
    SHORT = "short"

    @property
    def sign(self) -> int:
        """+1 where a rising price earns, -1 where a falling one does."""
        return 1 if self is Side.LONG else -1

    def is_ahead(self, price: Decimal, other: Decimal) -> bool:
        return (price - other) * self.sign > 0

    def foremost(self, *prices: Decimal) -> Decimal:
        """Of stops the tightest, of targets the farthest, of entries the dearest."""
        return max(prices, key=self._way)

    def rearmost(self, *prices: Decimal) -> Decimal:
        return min(prices, key=self._way)

    def in_order(self, prices: Iterable[Decimal]) -> list[Decimal]:
        """The rearmost first."""
        return sorted(prices, key=self._way)

    def moved(self, price: Decimal, fraction: Decimal) -> Decimal:
        """The price moved ahead by a fraction of itself; back by a negative one."""
        return price * (1 + fraction * self.sign)

    def _way(self, price: Decimal) -> Decimal:
        return price * self.sign
