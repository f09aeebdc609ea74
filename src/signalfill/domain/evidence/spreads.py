"""What a spread is taken for where none was measured (pure). Reports say that it is assumed.

By how much a coin is traded: the classes are wide on purpose, and a report shows the result at
twice the table.
"""

from __future__ import annotations

from decimal import Decimal

LARGEST = frozenset({"BTC", "ETH"})
LARGE = frozenset({"SOL", "XRP", "DOGE", "ADA", "AVAX", "LINK", "LTC", "BCH", "DOT", "SUI", "HBAR"})
OF_LARGEST = Decimal("0.0002")
OF_LARGE = Decimal("0.0005")
OF_OTHERS = Decimal("0.002")


def assumed_spread(product_id: str) -> Decimal:
    """The whole spread, (ask - bid) / price, as a fraction."""
    base = product_id.partition("-")[0]
    if base in LARGEST:
        return OF_LARGEST
    return OF_LARGE if base in LARGE else OF_OTHERS
