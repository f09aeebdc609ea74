"""What stands in the book: Coinbase's public market in depth."""

from __future__ import annotations

from signalfill.adapters.coinbase.market import CoinbaseMarket
from signalfill.adapters.coinbase.parse_market import Book, parse_book
from signalfill.adapters.coinbase.replies import as_object

_LEVELS = 100


class CoinbaseTape(CoinbaseMarket):
    """Book depth beside products, quotes, candles and trades."""

    def book(self, product_id: str) -> Book | None:
        """The live book; None where one side is empty."""
        path = f"{self._area}/product_book"
        body = self._read(path, {"product_id": product_id, "limit": _LEVELS})
        return self._readable(path, lambda: parse_book(as_object(body.get("pricebook"))))
