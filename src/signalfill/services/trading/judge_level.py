"""Reads what traded near an instruction that names a price, and judges whether it acts."""

from __future__ import annotations

import logging
from datetime import datetime

from signalfill.domain.amendments.amending import Amended, amend, ask_about
from signalfill.domain.amendments.named_price import is_level_reached, names_a_level, since_when
from signalfill.domain.belief import believed
from signalfill.domain.codes import DecisionCode
from signalfill.domain.errors import SignalfillError
from signalfill.domain.position import Position
from signalfill.domain.product import PriceRange, Quote
from signalfill.domain.signal import Amendment
from signalfill.domain.values import plain
from signalfill.ports import Venue

logger = logging.getLogger(__name__)


def apply_amendment(
    position: Position, amendment: Amendment, venue: Venue, quote: Quote | None, *, now: datetime
) -> Amended | None:
    """Applies the amendment. None where the prices that it needs cannot be read: then it waits."""
    level = amendment.named_price
    if level is None or not names_a_level(amendment):
        return amend(position, amendment, now=now)
    seen = _prices(position, amendment, venue, believed(quote, now))
    if seen is None:
        return None
    if is_level_reached(position, amendment, seen):
        return amend(position, amendment, now=now)
    value = f"{plain(level)}, traded {plain(seen.low)} to {plain(seen.high)}"
    return ask_about(position, amendment, DecisionCode.LEVEL_NOT_REACHED, now, value=value)


def _prices(
    position: Position, amendment: Amendment, venue: Venue, quote: Quote | None
) -> PriceRange | None:
    """What traded since shortly before it was said, and the price of an exit now."""
    try:
        traded = venue.price_range(position.product_id, since=since_when(amendment))
    except SignalfillError as error:
        extra = {"sort_key": amendment.amendment_id, "error": str(error)}
        logger.warning("prices not read", extra=extra)
        return None
    known = [] if traded is None else [traded.low, traded.high]
    known += [] if quote is None else [quote.to_exit(position.side)]
    if not known:
        return None
    opened = known[0] if traded is None else traded.open
    return PriceRange(low=min(known), high=max(known), open=opened)
