"""The script's hands: prices, faults, deposits, and a look at the venue's own books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sandbox.coinbase.account_routes import account_json
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.numbers import written
from sandbox.coinbase.order_wire import fill_json, order_json
from sandbox.coinbase.playback import Row
from sandbox.coinbase.scenes import deposit, manual_sale, play, withdrawal
from sandbox.coinbase.surveillance import letters
from sandbox.coinbase.tape import Bar, usual_size
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.values import rfc3339

type Number = str | int | Decimal

FLAGS = frozenset(
    {
        "online",
        "cancel_only",
        "limit_only",
        "post_only",
        "trading_disabled",
        "auction_mode",
        "view_only",
    }
)


def _price(number: Number) -> Decimal:
    price = Decimal(str(number))
    if not price.is_finite() or price <= 0:
        raise InvalidInputError(f"{number} is no price")
    return price


class CoinbaseControlRoutes:
    """Every method may be called from any thread, and over HTTP by the same name."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def price(
        self, product_id: str, price: Number, *, base_size: Number | None = None
    ) -> dict[str, Any]:
        """One trade; `base_size` is what it offers our orders (default: the depth)."""
        with self._exchange.lock:
            size = None if base_size is None else Decimal(str(base_size))
            self._exchange.price(product_id, _price(price), size)
            return self.quote(product_id)

    def prices(self, prices: Mapping[str, Number], *, reset: bool = False) -> dict[str, Any]:
        """Several trades; `reset` begins anew at these prices, without history before."""
        with self._exchange.lock:
            for product_id, price in prices.items():
                if reset:
                    self._exchange.reset_price(product_id, _price(price))
                else:
                    self._exchange.price(product_id, _price(price))
            return {product_id: self.quote(product_id) for product_id in prices}

    def quote(self, product_id: str) -> dict[str, Any]:
        with self._exchange.lock:
            market = self._exchange.engine.markets[product_id]
            found = {"last": market.last, "bid": market.bid, "ask": market.ask}
            return {name: written(price or Decimal(0)) for name, price in found.items()}

    def depth(self, product_id: str, base_size: Number | None = None) -> dict[str, Any]:
        """What each price step offers our orders; None is without limit."""
        with self._exchange.lock:
            size = None if base_size is None else Decimal(str(base_size))
            self._exchange.engine.set_depth(product_id, size)
            return {}

    def candles(self, product_id: str, candles: Sequence[Mapping[str, Number]]) -> dict[str, Any]:
        """Minutes of history: start (UNIX seconds), open, high, low, close; volume if known."""
        with self._exchange.lock:
            tape = self._exchange.tapes[self._exchange.book_of(product_id)]
            for candle in candles:
                names = ("open", "high", "low", "close")
                prices = {name: Decimal(str(candle[name])) for name in names}
                volume = Decimal(str(candle.get("volume", usual_size(prices["close"]))))
                tape.set_bar(Bar(int(candle["start"]), **prices, volume=volume))
            return {}

    def tape(self, rows: Sequence[Row], *, speed: Number = 1) -> dict[str, Any]:
        """A recorded price tape, from now on: seconds, product_id, price, base_size (optional)."""
        with self._exchange.lock:
            known = self._exchange.listings
            unknown = {str(row.get("product_id")) for row in rows} - known.keys()
            if unknown:
                raise InvalidInputError(f"not traded here: {', '.join(sorted(unknown))}")
            pace, begins = Decimal(str(speed)), self._exchange.now()
            return {"rows": self._exchange.playback.load(rows, begins=begins, speed=pace)}

    def fault(self, name: str, count: int | None = None, value: object = None) -> dict[str, Any]:
        with self._exchange.lock:
            if not play(self._exchange, name, value):
                self._exchange.faults.set(name, count, value)
                self._exchange.apply_settings()
            return self._exchange.faults.state()

    def clear_faults(self, name: str | None = None) -> dict[str, Any]:
        with self._exchange.lock:
            self._exchange.faults.clear(name)
            self._exchange.apply_settings()
            if name is None:
                self._exchange.calm_markets()
            return self._exchange.faults.state()

    def deposit(self, currency: str, amount: Number) -> dict[str, Any]:
        with self._exchange.lock:
            deposit(self._exchange, {"currency": currency, "amount": amount})
            return account_json(self._exchange, currency)

    def withdrawal(self, currency: str, amount: Number) -> dict[str, Any]:
        """Raises InsufficientFundsError where less is free."""
        with self._exchange.lock:
            withdrawal(self._exchange, {"currency": currency, "amount": amount})
            return account_json(self._exchange, currency)

    def manual_sale(self, product_id: str, base_size: Number) -> dict[str, Any]:
        """The owner sells free base by hand, outside the API key's orders."""
        with self._exchange.lock:
            manual_sale(self._exchange, {"product_id": product_id, "base_size": base_size})
            quote = self._exchange.listings[product_id].product.quote
            return account_json(self._exchange, quote)

    def permissions(self, **changes: bool | str) -> dict[str, Any]:
        """can_view, can_trade, can_transfer, portfolio_uuid, portfolio_type."""
        with self._exchange.lock:
            unknown = changes.keys() - asdict(self._exchange.permissions).keys()
            if unknown:
                raise ValueError(f"the key has no permission called {', '.join(sorted(unknown))}")
            for name, value in changes.items():
                setattr(self._exchange.permissions, name, value)
            return asdict(self._exchange.permissions)

    def product(self, product_id: str, **flags: bool) -> dict[str, Any]:
        """Changes the market's state: online, limit_only, auction_mode, …."""
        with self._exchange.lock:
            unknown = flags.keys() - FLAGS
            if unknown:
                raise ValueError(f"a market has no state called {', '.join(sorted(unknown))}")
            self._exchange.set_market(product_id, flags)
            return {"product_id": product_id, **flags}

    def state(self) -> dict[str, Any]:
        """The venue's own books, to compare ours with."""
        with self._exchange.lock:
            exchange = self._exchange
            exchange.advance()
            return {
                "balances": {
                    currency: {"available": written(each.available), "hold": written(each.hold)}
                    for currency, each in exchange.engine.balances.items()
                },
                "orders": [order_json(exchange, each) for each in exchange.engine.orders.values()],
                "fills": [fill_json(exchange, each) for each in exchange.engine.fills],
                "prices": {book: written(tape.last) for book, tape in exchange.tapes.items()},
                "faults": exchange.faults.state(),
                "permissions": asdict(exchange.permissions),
                "letters": letters(exchange),
                "requests": [asdict(each) | {"at": rfc3339(each.at)} for each in exchange.requests],
            }

    def reset_requests(self) -> dict[str, Any]:
        """Forgets the request log."""
        with self._exchange.lock:
            self._exchange.requests.clear()
            return {}
