"""Whether a price may be believed: before it moves, cancels, closes or sells anything (pure).

A book can be empty but for a stub bid, old, wide or crossed, and be right again a second later.
What such a book says costs nothing as long as a stop rests at the venue: so nothing is done by
it, and the stop stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from signalfill.domain.product import Quote
from signalfill.domain.values import plain

WIDEST_SPREAD = Decimal("0.03")
"""Wider books have a side that nobody means."""
AGREEMENT = Decimal("0.02")
"""So far the book may have moved away from the last trade; more takes a trade to be believed."""


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
    """Those whose newest trades tell whether the book is wrong or the last price is old."""
    return [
        product_id
        for product_id, quote in quotes.items()
        if quote.is_sane
        and quote.spread <= WIDEST_SPREAD
        and (quote.last is None or not agrees(quote))
    ]
