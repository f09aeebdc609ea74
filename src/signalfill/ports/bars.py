"""One-minute bars of a history: what the market did, as far as bars can say.

Only minutes with trades have a bar. So a minute that no bar tells of is quiet where it is
*covered*, and unknown where it is not: nothing may be concluded from what was never fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Named in annotations only: nobody pays for values that he does not handle.
if TYPE_CHECKING:
    from signalfill.domain.product import Product
    from signalfill.matching.model import Candle


class BarsSource(StrEnum):
    """Where bars come from. Only the venue's own can be evidence for trading there."""

    COINBASE = "coinbase"
    OWN_FILE = "own_file"
    """Given by the user: priced elsewhere."""
    DEMO = "demo"
    """Made up."""


class Span(NamedTuple):
    """From `since` on, `until` excluded."""

    since: datetime
    until: datetime


class Bars(Protocol):
    """The minutes of one product that had trades, oldest first, by their number from 0.

    A bar is known at its end, a minute after its start. Prices are kept as whole ticks and given
    as the exact price, ticks x increment.
    """

    @property
    def source(self) -> BarsSource: ...

    def __len__(self) -> int: ...

    def start(self, number: int) -> datetime:
        """When the minute of this bar began."""
        ...

    def finished(self, moment: datetime) -> int:
        """How many bars have ended by then: the number of the first that has not."""
        ...

    def first_touch(
        self, number: int, below: Decimal | None, above: Decimal | None, end: int
    ) -> int:
        """The first bar from `number` on, before `end`, with a low at or below `below` or a high
        at or above `above`; `end` where there is none. None is no level.
        """
        ...

    def bar(self, number: int) -> Candle: ...

    def low(self, number: int, end: int) -> Decimal:
        """The lowest price of the bars from `number` to before `end`, of which there is one."""
        ...

    def high(self, number: int, end: int) -> Decimal: ...

    def last(self, number: int) -> Decimal:
        """The last price of this bar."""
        ...

    def uncovered(self, span: Span) -> Sequence[Span]:
        """The parts of the span that were never fetched, oldest first; none if all is known."""
        ...


class BarStore(Protocol):
    """The bars and products that this machine has. Nothing is fetched here."""

    def bars(self, product_id: str) -> Bars | None:
        """None where nothing of it was ever fetched.

        Raises:
            InvalidInputError: what is stored cannot be read, or was changed since.
        """
        ...

    def product(self, product_id: str) -> Product | None:
        """Its increments and minimums as they were when last fetched; None where unknown."""
        ...

    def is_unlisted(self, product_id: str) -> bool:
        """Whether the venue was asked and has no such product."""
        ...
