"""What prints and what stands in the book: Coinbase's public market in detail."""

from __future__ import annotations

from collections.abc import Sequence

from signalfill.adapters.coinbase.market import CoinbaseMarket
from signalfill.adapters.coinbase.parse_market import (
    Book,
    PriceTrade,
    parse_book,
    parse_trade,
)
from signalfill.adapters.coinbase.replies import as_list, as_object

_TRADES_PER_CALL = 1000
_LEVELS = 100


class CoinbaseTape(CoinbaseMarket):
    """Trades and book depth beside products, quotes and candles."""

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        """The newest trades that one call gives, oldest first."""
        path = f"{self._area}/products/{product_id}/ticker"
        rows = as_list(self._read(path, {"limit": _TRADES_PER_CALL}).get("trades"))
        trades = self._readable(path, lambda: [parse_trade(as_object(row)) for row in rows])
        return sorted(trades, key=lambda trade: trade.trade_id)

    def book(self, product_id: str) -> Book | None:
        """The live book; None where one side is empty."""
        path = f"{self._area}/product_book"
        body = self._read(path, {"product_id": product_id, "limit": _LEVELS})
        return self._readable(path, lambda: parse_book(as_object(body.get("pricebook"))))

    @property
    def _area(self) -> str:
        return "" if self._client.has_key else "/market"
