"""The paper twin of a live position: what it holds, and what came of both (pure).

The twin follows what is stored of the live position, never its calls. Slices are kept apart,
as their exits are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from pydantic import Field

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.holding import bought, held, is_sellable, realized_pnl
from signalfill.domain.order import CLOSED, Fill, OrderSide, VenueOrder
from signalfill.domain.position import OrderRecord, Position, PositionState, TwinResult
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Money, Value

ZERO = Decimal(0)
YOUNG = timedelta(minutes=10)
"""A position that was never mirrored and is older than this stays without a twin."""
FORGOTTEN = timedelta(days=7)
"""A twin that cannot end, as its market stands still, is given up."""
_R_STEP = Decimal("0.0001")


class Pair(Value):
    """What is known of a twin. `risk` is what the entries risk to their stops, in quote: 1 R.

    `mirrored` are the live orders that had their turn, `slices` says to which slice each order
    of the twin belongs.
    """

    risk: Money
    mirrored: tuple[str, ...] = ()
    slices: dict[str, int] = Field(default_factory=dict)
    fills: dict[str, Fill] = Field(default_factory=dict)

    def holds(self, position: Position, slice_index: int) -> Decimal:
        """Base that the twin took in this slice and has not given back, of either side."""
        own = (f for f in self.fills.values() if self.slices[f.venue_order_id] == slice_index)
        return position.side.sign * sum(map(_signed, own), ZERO)


class TwinBook(Value):
    """All twins that have not come to their end, by position id."""

    schema_version: int = Field(SCHEMAS["twin_book"], alias="schema")
    pairs: dict[str, Pair] = Field(default_factory=dict)


def new_pair(position: Position, now: datetime) -> Pair | None:
    """The beginning of a twin; None where the position is too old to be followed from its start."""
    risk = sum(
        (
            each.base_size * abs((each.entry_price or position.entry_price) - each.stop_price)
            for each in position.slices
        ),
        ZERO,
    )
    return Pair(risk=risk) if risk > 0 and now - position.created_at <= YOUNG else None


def twins_orders(position: Position, pair: Pair, orders: Iterable[VenueOrder]) -> list[VenueOrder]:
    """Those of the paper account that mirror this position, children included.

    The account may have forgotten a child's parent: the pair has not.
    """
    ours, found = set(pair.slices), []
    for order in orders:
        cause = cause_of(order.client_order_id)
        own = cause is not None and cause.position_id == position.position_id
        if own or order.originating_order_id in ours:
            ours.add(order.venue_order_id)
            found.append(order)
    return found


def with_seen(pair: Pair, orders: Sequence[VenueOrder], fills: Iterable[Fill]) -> Pair:
    """The pair with what the paper account shows; it forgets old orders, the pair does not."""
    slices = dict(pair.slices)
    for order in orders:
        cause = cause_of(order.client_order_id)
        parent = slices.get(order.originating_order_id or "")
        index = parent if cause is None else cause.slice_index
        if index is not None:
            slices[order.venue_order_id] = index
    known = {**pair.fills, **{each.trade_id: each for each in fills}}
    return pair.model_copy(update={"slices": slices, "fills": known})


def unmirrored(position: Position, pair: Pair) -> list[OrderRecord]:
    """Live orders of ours that the venue took and that the twin has not had yet."""
    return [
        each
        for each in position.orders
        if each.request is not None
        and each.venue_order_id is not None
        and each.client_order_id not in pair.mirrored
    ]


def settled(position: Position, pair: Pair, orders: Sequence[VenueOrder]) -> TwinResult | None:
    """The result of both in R, once both are over."""
    if position.state is not PositionState.CLOSED or unmirrored(position, pair):
        return None
    rest = [pair.holds(position, each.index) for each in position.slices]
    rests = any(is_sellable(position, abs(size), position.entry_price) for size in rest)
    if rests or any(each.status not in CLOSED for each in orders):
        return None
    # Dust counts at the entry price on both sides.
    live = realized_pnl(position) + position.side.sign * held(position) * position.entry_price
    paper = sum(map(_earned, pair.fills.values()), ZERO)
    paper += position.side.sign * sum(rest, ZERO) * position.entry_price
    return TwinResult(live_r=_in_r(live, pair), paper_r=_in_r(paper, pair))


def is_forgotten(position: Position, now: datetime) -> bool:
    return position.closed_at is not None and now - position.closed_at > FORGOTTEN


def tells_something(position: Position, pair: Pair) -> bool:
    """Where nothing was filled on either side there is nothing to compare."""
    return bool(pair.fills) or bought(position) > 0


def _signed(fill: Fill) -> Decimal:
    return fill.base_size if fill.side is OrderSide.BUY else -fill.base_size


def _earned(fill: Fill) -> Decimal:
    return -_signed(fill) * fill.price - fill.commission


def _in_r(amount: Decimal, pair: Pair) -> Decimal:
    return (amount / pair.risk).quantize(_R_STEP)
