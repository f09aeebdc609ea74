"""What the order book shows: the best prices, or for a while what nobody should believe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.numbers import written
from signalfill.domain.values import rfc3339

UNLIMITED_DEPTH = Decimal(1000)
"""Shown where the market takes any size."""

ABSURD: dict[str, Callable[[Decimal, Decimal], tuple[Decimal, Decimal]]] = {
    "stub": lambda _bid, ask: (Decimal("0.01"), ask),
    "wide": lambda bid, ask: (bid * Decimal("0.9"), ask * Decimal("1.1")),
    "stale": lambda bid, ask: (bid * Decimal("1.2"), ask * Decimal("1.2")),
    "crossed": lambda bid, ask: (ask * Decimal("1.01"), bid),
}
"""The values of the fault `book`; what trades is not touched by it."""


def pricebook(exchange: Exchange, product_id: str) -> dict[str, Any]:
    """`time` is when the book last changed: a quiet one's is old."""
    market = exchange.engine.markets[product_id]
    size = written(UNLIMITED_DEPTH if market.liquidity is None else market.liquidity)
    bid, ask = market.bid, market.ask
    absurd = ABSURD.get(str(exchange.faults.setting("book")))
    if absurd is not None and bid is not None and ask is not None:
        bid, ask = absurd(bid, ask)
    levels = {
        side: [{"price": written(price), "size": size}] if price is not None else []
        for side, price in (("bids", bid), ("asks", ask))
    }
    return {"product_id": product_id, **levels, "time": rfc3339(_changed_at(exchange, product_id))}


def _changed_at(exchange: Exchange, product_id: str) -> datetime:
    trades = exchange.tapes[exchange.book_of(product_id)].trades
    return trades[-1].at if trades else exchange.now()
