"""The two sides of a trade, and what lies *ahead* for each."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class Side(StrEnum):
    """Which way earns.

    What is *ahead* lies further on that way: higher for a long, lower for a short. All arithmetic
    asks the side, and never says up or down.
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
        """The price farthest ahead: the tightest stop, the farthest target, the dearest entry."""
        return max(prices, key=self._way)

    def rearmost(self, *prices: Decimal) -> Decimal:
        return min(prices, key=self._way)

    def in_order(self, prices: Iterable[Decimal]) -> list[Decimal]:
        """The prices, rearmost first."""
        return sorted(prices, key=self._way)

    def moved(self, price: Decimal, fraction: Decimal) -> Decimal:
        """The price moved ahead by a fraction of itself; back for one below zero."""
        return price * (1 + fraction * self.sign)

    def _way(self, price: Decimal) -> Decimal:
        return price * self.sign
