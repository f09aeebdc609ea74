"""What a replay needs of its market: a venue whose past bars can be let trade one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from signalfill.ports.venue import Venue
from signalfill.ports.world import Clock

# Named in annotations only: nobody pays for values that he does not handle.
if TYPE_CHECKING:
    from signalfill.domain.side import Side
    from signalfill.domain.wake import Wake


class SettableClock(Clock, Protocol):
    def set(self, now: datetime) -> None: ...


class Awaited(NamedTuple):
    """The levels of one position: prices of an exit of this side."""

    side: Side
    wake: Wake


class HistoricVenue(Venue, Protocol):
    """A venue of the past. Reads know only minutes that are over; arrivals meet their own."""

    @property
    def last_moment(self) -> datetime | None:
        """When the last of all known bars ends; None where there are none."""
        ...

    def has_bars(self, product_id: str) -> bool: ...

    def next_touch(self, product_id: str, awaited: Iterable[Awaited]) -> datetime | None:
        """The end of the next bar, not over by now, that may touch an order or reach a level.

        None where no later bar does.
        """
        ...

    def let_trade(self, product_id: str) -> None:
        """Lets the bar that ends now, if there is one, meet the open orders."""
        ...

    def doubtful_orders(self) -> frozenset[str]:
        """Ids of orders that were filled, and on another path of their bar were not."""
        ...
