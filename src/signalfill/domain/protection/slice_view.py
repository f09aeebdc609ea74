"""One slice of a position, with its orders and the price, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.holding import (
    filled,
    held,
    is_dust,
    is_sellable,
    is_stuck,
    is_too_little,
    orders_of,
)
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, Slice
from signalfill.domain.product import Quote

VENUE_PATIENCE = timedelta(seconds=15)
"""How long a triggered stop, a pending child or a cancel may take before we step in."""


@dataclass(frozen=True, slots=True)
class View:
    """One slice of a position at one moment."""

    position: Position
    slice: Slice
    quote: Quote
    now: datetime

    @property
    def price(self) -> Decimal:
        """What an exit would get now."""
        return self.quote.to_exit(self.position.side)

    @property
    def trigger(self) -> Decimal:
        """What a stop must rest behind: the price, or the last trade where that is nearer."""
        return self.quote.to_trigger(self.position.side)

    @property
    def held(self) -> Decimal:
        return held(self.position, self.slice.index)

    @property
    def entries(self) -> list[OrderRecord]:
        return orders_of(self.position, OrderPurpose.ENTRY, self.slice.index)

    @property
    def brackets(self) -> list[OrderRecord]:
        """Brackets of this slice that are not closed: attached children and our own."""
        orders = orders_of(self.position, OrderPurpose.PROTECTION, self.slice.index)
        return [order for order in orders if not order.is_closed]

    @property
    def exits(self) -> list[OrderRecord]:
        orders = orders_of(self.position, OrderPurpose.EXIT, self.slice.index)
        return [order for order in orders if not order.is_closed]

    @property
    def leaving(self) -> Decimal:
        """What is to be sold now because it was asked for.

        All that is held where no bracket could rest on the remainder; nothing where it is too
        little to sell.
        """
        exits = orders_of(self.position, OrderPurpose.EXIT, self.slice.index)
        left = self.slice.sell_size - sum((filled(self.position, o) for o in exits), Decimal(0))
        asked = self.held if self.position.close_requested else min(self.held, left)
        if asked <= 0 or is_too_little(self.position, asked, self.slice.index):
            return Decimal(0)
        rest_is_dust = not is_sellable(self.position, self.held - asked, self.slice.stop_price)
        return self.held if rest_is_dust else asked

    @property
    def is_dust(self) -> bool:
        return is_dust(self.position, self.held, self.slice.index)

    @property
    def is_stuck(self) -> bool:
        return is_stuck(self.position, self.slice.index)

    def waited_for(self, cause: str, patience: timedelta = VENUE_PATIENCE) -> bool:
        """Whether this same cause has lasted longer than the venue's time."""
        since = self.slice.cause_since
        return (
            self.slice.naked_cause == cause and since is not None and self.now - since >= patience
        )
