"""Reads books and last trades together: they tell an absurd book from a real fall."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from decimal import Decimal

from signalfill.domain.belief import suspects
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.product import Quote
from signalfill.ports import Venue

logger = logging.getLogger(__name__)

MOST_SUSPECTS = 10
"""Trades are read coin by coin. Where more books look wrong, the rest is not believed."""


def read_prices(venue: Venue, product_ids: Sequence[str]) -> Mapping[str, Quote]:
    """The books, each with the last traded price; a book whose trades cannot be read is left out.

    Raises:
        VenueUnavailableError: the books could not be read.
        HaltedError: the venue refuses our key.
    """
    quotes = _beside(venue.quotes(product_ids), _last_prices(venue, product_ids))
    for product_id in suspects(quotes)[:MOST_SUSPECTS]:
        quotes[product_id] = _beside_trades(quotes[product_id], venue)
    return {each: quote for each, quote in quotes.items() if quote.last is not None}


def _last_prices(venue: Venue, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
    try:
        return venue.last_prices(product_ids)
    except VenueUnavailableError as error:
        logger.warning("last prices not read", extra={"error": str(error)})
        return {}


def _beside(quotes: Mapping[str, Quote], last: Mapping[str, Decimal]) -> dict[str, Quote]:
    return {
        each: quote.model_copy(update={"last": last.get(each)}) for each, quote in quotes.items()
    }


def _beside_trades(quote: Quote, venue: Venue) -> Quote:
    """The list of last prices may be older than the book: the newest trade decides."""
    try:
        trades = venue.newest_trades(quote.product_id)
    except VenueUnavailableError as error:
        extra = {"product_id": quote.product_id, "error": str(error)}
        logger.warning("trades not read", extra=extra)
        return quote
    return quote.model_copy(update={"last": trades[-1].price}) if trades else quote
