"""A close or reduction that names a price acts only where the market has been at that price (pure).

An exit level in a plan reads like an order: "exit 165" for a position that stands at 141. It acts
if the market traded near the price since shortly before the message, or has fallen through it. Else
the user is asked, and without an answer nothing happens.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.amendments.amending import price_of
from signalfill.domain.holding import average_entry_price
from signalfill.domain.position import Position
from signalfill.domain.product import PriceRange
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.values import plain

NEAR = Decimal("0.01")
"""A fraction of the named price: authors round, and the price moves while they write."""
BEFORE_POSTING = timedelta(minutes=10)
EXITS = frozenset({AmendmentAction.CLOSE, AmendmentAction.REDUCE})


def names_a_level(amendment: Amendment) -> bool:
    return amendment.action in EXITS and amendment.named_price is not None


def since_when(amendment: Amendment) -> datetime:
    """From when on a trade at the named price counts."""
    return amendment.provenance.posted_at - BEFORE_POSTING


def is_level_reached(position: Position, amendment: Amendment, seen: PriceRange) -> bool:
    """Whether the market was at the named price.

    `seen` is what traded since `since_when`, until now.
    """
    if amendment.named_price is None:
        return True
    level = price_of(position, plain(amendment.named_price))
    if level is None:
        return False
    if seen.low <= level * (1 + NEAR) and seen.high >= level * (1 - NEAR):
        return True
    return _is_lost(position, level, seen)


def _is_lost(position: Position, level: Decimal, seen: PriceRange) -> bool:
    """A level behind the entry, and all prices behind the level: it was passed on the way."""
    side = position.side
    entry = average_entry_price(position) or position.entry_price
    return not side.is_ahead(level, entry) and side.is_ahead(level, seen.best(side))
