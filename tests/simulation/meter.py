"""How long fills were without a stop, as the venue knows it; exact to each move of the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.order import OrderSide
from signalfill.domain.position import Position
from signalfill.domain.product import floor_to
from signalfill.matching.model import Order
from tests.fakes.positions import InMemoryPositions
from tests.simulation.venue import MisbehavingVenue, is_stop

type Part = tuple[str, int]
"""A slice: position id and index."""

NOT_SEEN = "not noticed yet"


@dataclass(slots=True)
class Gap:
    """Since when what the slice holds is not covered, and the causes that the table recorded."""

    since: datetime
    attached: bool
    cause: str = NOT_SEEN


@dataclass(frozen=True, slots=True)
class Interval:
    seconds: float
    cause: str
    attached: bool


class Meter:
    """Sampled before every move of the clock: what it saw held until then."""

    def __init__(self, venue: MisbehavingVenue, positions: InMemoryPositions) -> None:
        self.open: dict[Part, Gap] = {}
        self.intervals: list[Interval] = []
        self._venue = venue
        self._positions = positions
        self._parts: dict[str, Part | None] = {}
        self._held: dict[Part, Decimal] = defaultdict(Decimal)
        self._attached: set[Part] = set()
        self._counted = 0

    def sample(self) -> None:
        self._count_fills()
        now = self._venue.clock.now()
        bare = dict(self._uncovered())
        for part in [each for each in self.open if each not in bare]:
            gap = self.open.pop(part)
            self._ended(gap, now)
        for part in bare:
            gap = self.open.setdefault(part, Gap(now, part in self._attached))
            gap.cause = self._recorded(part) or gap.cause

    def finish(self) -> None:
        for gap in self.open.values():
            self._ended(gap, self._venue.clock.now())
        self.open.clear()

    def _ended(self, gap: Gap, now: datetime) -> None:
        seconds = (now - gap.since).total_seconds()
        if seconds > 0:
            self.intervals.append(Interval(seconds, gap.cause, gap.attached))

    def part_of(self, order: Order) -> Part | None:
        if order.order_id not in self._parts:
            parent = self._venue.engine.orders.get(order.originating_order_id or "", order)
            cause = cause_of(parent.ticket.client_order_id)
            self._parts[order.order_id] = (
                None if cause is None else (cause.position_id, cause.slice_index)
            )
        return self._parts[order.order_id]

    def _count_fills(self) -> None:
        engine = self._venue.engine
        for fill in engine.fills[self._counted :]:
            order = engine.orders[fill.order_id]
            part = self.part_of(order)
            if part is None:
                continue
            is_buy = fill.side is OrderSide.BUY
            self._held[part] += fill.base_size if is_buy else -fill.base_size
            if order.ticket.attached is not None:
                self._attached.add(part)
        self._counted = len(engine.fills)

    def _uncovered(self) -> Iterator[tuple[Part, Decimal]]:
        covered: dict[Part, Decimal] = defaultdict(Decimal)
        for market in self._venue.engine.markets.values():
            for order in market.open_orders.values():
                part = self.part_of(order)
                if part is not None and is_stop(order) and order.can_trigger:
                    covered[part] += order.remaining
        for part, size in self._held.items():
            rest = size - covered[part]
            if rest > 0 and self._is_sellable(part, rest):
                yield part, rest

    def _is_sellable(self, part: Part, size: Decimal) -> bool:
        """Neither dust nor gone: what a human took away, or keeps, needs no stop any more.

        Dust is what could not be sold at the entry or at the stop, or cannot be now.
        """
        position = self._positions.load(part[0])
        if position is None:
            return True
        if position.keep_coins:
            return False
        base = position.product_id.partition("-")[0]
        if size > self._venue.engine.settlement.ledger.available(base):
            return False
        prices = [self._venue.bid(position.product_id), *_levels(position, part[1])]
        step = self._venue.engine.markets[position.product_id].product.base_increment
        whole = floor_to(size, max(step, position.base_increment))
        worth = whole * min(prices)
        return whole >= position.base_min_size and worth >= position.quote_min_size

    def _recorded(self, part: Part) -> str | None:
        position = self._positions.load(part[0])
        if position is None or len(position.slices) <= part[1]:
            return None
        return position.slices[part[1]].naked_cause


def _levels(position: Position, index: int) -> list[Decimal]:
    """Entry and stop of a slice, none where the table does not know it yet."""
    known = position.slices[index : index + 1]
    return [
        p for each in known for p in (each.entry_price or position.entry_price, each.stop_price)
    ]
