"""Brings a signal into the venue's price frame: contracts, other currencies (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from signalfill.domain.position import Position
from signalfill.domain.product import Quote
from signalfill.domain.signal import Signal

PEGGED = frozenset({"USD", "USDC"})
"""Quote currencies that are a dollar or ought to be one; prices are taken as they are."""
_CROSS = {"USDC": "USDT", "EUR": "BTC", "GBP": "BTC"}
"""A coin with a book of its own in both: BTC-USDC is BTC-USD under another name."""


def rate_products(quote: str) -> tuple[str, ...]:
    """The two books, in USD and in `quote`, that tell what `quote` is worth; none for USD."""
    coin = _CROSS.get(quote)
    return () if coin is None else (f"{coin}-USD", f"{coin}-{quote}")


def dollars_of(quote: str, quotes: Mapping[str, Quote], *, now: datetime) -> Decimal | None:
    """What one unit of `quote` is worth in USD; None where a book is missing, absurd or old."""
    wanted = rate_products(quote)
    books = [quotes[each] for each in wanted if each in quotes]
    if len(books) < len(wanted) or not all(b.is_sane and b.is_fresh(now) for b in books):
        return None
    if not wanted:
        return Decimal(1) if quote == "USD" else None
    in_dollars, in_quote = books
    return (in_dollars.bid + in_dollars.ask) / (in_quote.bid + in_quote.ask)


def divisor_of(contract_divisor: Decimal, quote: str, dollars: Decimal) -> Decimal:
    """What a signal's dollar prices are divided by to become prices of the product."""
    return contract_divisor if quote in PEGGED else contract_divisor * dollars


def in_price_frame(signal: Signal, divisor: Decimal) -> Signal:
    """The signal with every price divided: `1000PEPE` at 0.0123 is PEPE at 0.0000123."""
    if divisor == 1:
        return signal
    stop = signal.stop_loss
    return signal.model_copy(
        update={
            "entry_prices": tuple(price / divisor for price in signal.entry_prices),
            "take_profits": tuple(price / divisor for price in signal.take_profits),
            "stop_loss": None if stop is None else stop / divisor,
        }
    )


def in_price_frame_of(position: Position, edited: Signal) -> Signal:
    """An edited version of the position's signal, divided as the first one was."""
    return in_price_frame(edited, position.price_divisor)
