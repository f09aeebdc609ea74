"""Whether a price may be believed, before anything is moved, canceled, closed or sold by it (pure).

A book can be empty, old, wide or crossed for a second and right again after it. While a stop rests
at the venue, waiting costs nothing: nothing is done by such a book.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from signalfill.domain.product import Quote
from signalfill.domain.values import plain

WIDEST_SPREAD = Decimal("0.03")
"""In a wider book one side is not meant."""
AGREEMENT = Decimal("0.02")
"""How far the book may stand from the last trade before a trade must confirm it."""


def doubt(quote: Quote | None, now: datetime) -> str | None:
    """Why the price is not believed; None where it is. The last trade counts where it is known."""
    if quote is None:
        return "no book"
    if not quote.is_sane:
        return f"an absurd book, {plain(quote.bid)}/{plain(quote.ask)}"
    if not quote.is_fresh(now):
        return f"asked {(now - quote.at).total_seconds():.0f} s ago"
    if quote.spread > WIDEST_SPREAD:
        return f"a wide book, {plain(quote.bid)}/{plain(quote.ask)}"
    return None if agrees(quote) else f"the last trade was at {plain(quote.last or Decimal(0))}"


def believed(quote: Quote | None, now: datetime) -> Quote | None:
    return quote if doubt(quote, now) is None else None


def agrees(quote: Quote) -> bool:
    """Whether the book stands around its last trade, as far as one is known."""
    if quote.last is None:
        return True
    return quote.bid * (1 - AGREEMENT) <= quote.last <= quote.ask * (1 + AGREEMENT)


def suspects(quotes: Mapping[str, Quote]) -> list[str]:
    """Products whose newest trades must tell whether the book or the last price is wrong."""
    return [
        product_id
        for product_id, quote in quotes.items()
        if quote.is_sane
        and quote.spread <= WIDEST_SPREAD
        and (quote.last is None or not agrees(quote))
    ]
