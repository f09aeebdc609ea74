"""What every live position made, and what its paper twin made of the same orders."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pydantic import Field

from signalfill.adapters.paper.store import PaperStore
from signalfill.domain.order import Fill, OrderRequest, OrderSide
from signalfill.domain.our_orders import cause_of
from signalfill.domain.values import SCHEMA, Money, Value

ZERO = Decimal(0)
MOST_SETTLED = 500
"""Older results are forgotten, so that the item stays small."""


class Leg(Value):
    """One side of a pair: base still held, and the quote it made net of fees."""

    base: Money = ZERO
    net: Money = ZERO
    bought: Money = ZERO

    def with_fill(self, fill: Fill) -> Leg:
        sign = 1 if fill.side is OrderSide.BUY else -1
        return Leg(
            base=self.base + sign * fill.base_size,
            net=self.net - sign * fill.price * fill.base_size - fill.commission,
            bought=self.bought + (fill.base_size if sign > 0 else ZERO),
        )


def leg_of(fills: Iterable[Fill]) -> Leg:
    leg = Leg()
    for fill in fills:
        leg = leg.with_fill(fill)
    return leg


class Pair(Value):
    """A live position and its twin. `risk` is what the stops of its entries risk, in quote.

    `orders` names the client order id of each live order by its venue id; a child has its
    parent's, and stands in `children`.
    """

    risk: Money = ZERO
    orders: dict[str, str] = Field(default_factory=dict)
    children: tuple[str, ...] = ()
    live_fills: dict[str, Fill] = Field(default_factory=dict)
    twin: Leg = Leg()
    difference: Money | None = None

    @property
    def live(self) -> Leg:
        return leg_of(self.live_fills.values())

    def settled(self) -> Pair:
        """With the difference in R, once neither holds anything any more."""
        live = self.live
        flat = live.base == 0 and self.twin.base == 0 and live.bought > 0
        if not flat or self.risk <= 0:
            return self
        difference = ((live.net - self.twin.net) / self.risk).quantize(Decimal("0.0001"))
        return self.model_copy(update={"difference": difference, "live_fills": {}, "orders": {}})


class TwinBook(Value):
    """All pairs by position id."""

    schema_version: int = Field(SCHEMA, alias="schema")
    pairs: dict[str, Pair] = Field(default_factory=dict)

    def of_order(self, venue_order_id: str) -> str | None:
        """The position that the live order belongs to."""
        return next(
            (name for name, pair in self.pairs.items() if venue_order_id in pair.orders), None
        )

    def with_pair(self, position_id: str, pair: Pair) -> TwinBook:
        pairs = {**self.pairs, position_id: pair}
        settled = [name for name, each in pairs.items() if each.difference is not None]
        for name in settled[:-MOST_SETTLED]:
            del pairs[name]
        return self.model_copy(update={"pairs": pairs})

    def with_entry(self, request: OrderRequest, venue_order_id: str) -> TwinBook:
        """The book with a live order of ours in it, and with what an entry risks."""
        cause = cause_of(request.client_order_id)
        if cause is None:
            return self
        pair = self.pairs.get(cause.position_id, Pair())
        if venue_order_id in pair.orders:
            return self
        bracket = request.attached
        risk = request.base_size * (request.limit_price - bracket.stop_price) if bracket else ZERO
        orders = {**pair.orders, venue_order_id: request.client_order_id}
        changes = {"orders": orders, "risk": pair.risk + risk}
        return self.with_pair(cause.position_id, pair.model_copy(update=changes))

    def with_child(self, parent_id: str, child_id: str) -> TwinBook:
        position_id = self.of_order(parent_id)
        if position_id is None or child_id in self.pairs[position_id].orders:
            return self
        pair = self.pairs[position_id]
        changes = {
            "orders": {**pair.orders, child_id: pair.orders[parent_id]},
            "children": (*pair.children, child_id),
        }
        return self.with_pair(position_id, pair.model_copy(update=changes))

    def with_live_fill(self, fill: Fill) -> TwinBook:
        position_id = self.of_order(fill.venue_order_id)
        if position_id is None:
            return self
        pair = self.pairs[position_id]
        fills = {**pair.live_fills, fill.trade_id: fill}
        return self.with_pair(position_id, pair.model_copy(update={"live_fills": fills}))


def read_book(store: PaperStore) -> tuple[TwinBook, int]:
    """The book and its version.

    Raises:
        RetryableError: the store gave no answer.
    """
    document, version = store.load()
    return (TwinBook() if document is None else TwinBook.model_validate_json(document)), version
