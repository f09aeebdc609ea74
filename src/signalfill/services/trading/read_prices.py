"""Books beside what was traded last, so that an absurd one can be told from a real fall."""

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
"""Trades are asked for coin by coin: where more books look wrong, the rest is not believed."""


def read_prices(venue: Venue, product_ids: Sequence[str]) -> Mapping[str, Quote]:
    """The books with the last traded price of each; one whose trades are not known is left out.

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
        logger.warning("last prices not read now: %s", error)
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
        logger.warning("trades not read now: %s", error, extra={"product_id": quote.product_id})
        return quote
    return quote.model_copy(update={"last": trades[-1].price}) if trades else quote
