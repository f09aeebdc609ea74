"""What a paper twin has to do next to be like its live position (pure).

An order that the venue took is placed, what ended early is canceled, a moved stop is moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.holding import held, is_sellable, orders_of
from signalfill.domain.order import (
    OPEN,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
    VenueOrder,
)
from signalfill.domain.paper_twin.twin import ZERO, Pair, unmirrored
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionState,
    client_order_id,
)
from signalfill.domain.product import Quote, floor_to

GRACE = timedelta(hours=1)
"""So long the twin's brackets go on after the live position's end; then their base is sold."""
LAST_SALES = 900
"""Attempts from here on are the twin's own sales of its rest."""
_AWAY = Decimal("0.1")
_ENDED_EARLY = frozenset({OrderStatus.CANCELED, OrderStatus.EXPIRED})


@dataclass(frozen=True, slots=True)
class PlaceTwin:
    """Place this on paper (None: nothing to place); `mirrors` had its turn then."""

    mirrors: str
    request: OrderRequest | None


@dataclass(frozen=True, slots=True)
class CancelTwin:
    order: VenueOrder


@dataclass(frozen=True, slots=True)
class MoveTwinStop:
    order: VenueOrder
    stop_price: Decimal


type TwinStep = PlaceTwin | CancelTwin | MoveTwinStop


def next_step(
    position: Position,
    pair: Pair,
    orders: Sequence[VenueOrder],
    quote: Quote | None,
    *,
    now: datetime,
) -> TwinStep | None:
    """What the twin has to do now to be like the live position; None where it is."""
    opened = [each for each in orders if each.status in OPEN]
    steps = (
        *_cancels(position, pair, opened, now),
        *_moves(position, pair, opened),
        *_placements(position, pair, opened),
        *_last_sales(position, pair, opened, quote),
    )
    return next(iter(steps), None)


def _cancels(
    position: Position, pair: Pair, opened: Sequence[VenueOrder], now: datetime
) -> Iterator[TwinStep]:
    live = {each.client_order_id: each for each in position.orders}
    for order in opened:
        index = pair.slices[order.venue_order_id]
        record = live.get(order.client_order_id)
        if record is not None and _ended_early(record):
            yield CancelTwin(order)
        elif _is_entry(order):
            if _is_over(position, index):
                yield CancelTwin(order)
        elif _awaits_base(position, pair, index) or _grace_is_over(position, now):
            yield CancelTwin(order)


def _ended_early(record: OrderRecord) -> bool:
    return record.status in _ENDED_EARLY or record.cancel_requested_at is not None


def _is_entry(order: VenueOrder) -> bool:
    cause = cause_of(order.client_order_id)
    return cause is not None and cause.purpose is OrderPurpose.ENTRY


def _is_over(position: Position, index: int) -> bool:
    """The live slice bought all it will, and has sold it again."""
    entries = orders_of(position, OrderPurpose.ENTRY, index)
    ended = all(each.is_closed for each in entries) and bool(entries)
    return position.state is PositionState.CLOSED or (ended and held(position, index) <= 0)


def _awaits_base(position: Position, pair: Pair, index: int) -> bool:
    """An order that follows the bracket (an exit, another bracket) needs what the bracket holds."""
    return any(
        each.purpose is not OrderPurpose.ENTRY and each.slice_index == index
        for each in unmirrored(position, pair)
    )


def _grace_is_over(position: Position, now: datetime) -> bool:
    if position.state is not PositionState.CLOSED or position.closed_at is None:
        return False
    return now - position.closed_at >= GRACE


def _moves(position: Position, pair: Pair, opened: Sequence[VenueOrder]) -> Iterator[TwinStep]:
    for order in opened:
        if order.kind is not OrderKind.BRACKET or order.stop_triggered:
            continue
        index = pair.slices[order.venue_order_id]
        brackets = orders_of(position, OrderPurpose.PROTECTION, index)
        wanted = [each.stop_price for each in brackets if each.status in OPEN and each.stop_price]
        if wanted and wanted[-1] != order.stop_price:
            yield MoveTwinStop(order, wanted[-1])


def _placements(position: Position, pair: Pair, opened: Sequence[VenueOrder]) -> Iterator[TwinStep]:
    for record in unmirrored(position, pair):
        identity, request = record.client_order_id, record.request
        if request is None:
            raise AssertionError("only orders with a request are mirrored")
        if record.purpose is OrderPurpose.ENTRY:
            ended_unfilled = _ended_early(record) and record.filled_size == 0
            yield PlaceTwin(identity, None if ended_unfilled else request)
            continue
        size = min(request.base_size, _free(position, pair, opened, record.slice_index))
        if size > 0:
            yield PlaceTwin(identity, request.model_copy(update={"base_size": size}))
        elif record.is_closed or record.purpose is OrderPurpose.EXIT:
            yield PlaceTwin(identity, None)


def _free(position: Position, pair: Pair, opened: Sequence[VenueOrder], index: int) -> Decimal:
    """What the twin may give: its entry may have filled otherwise than the live one."""
    promised = sum(
        (
            (each.base_size or ZERO) - each.filled_size
            for each in opened
            if pair.slices[each.venue_order_id] == index and not _is_entry(each)
        ),
        ZERO,
    )
    return floor_to(max(pair.holds(position, index) - promised, ZERO), position.base_increment)


def _last_sales(
    position: Position, pair: Pair, opened: Sequence[VenueOrder], quote: Quote | None
) -> Iterator[TwinStep]:
    """After the live position's end the twin keeps nothing that no order of its own will sell."""
    if position.state is not PositionState.CLOSED or quote is None or not quote.is_sane:
        return
    guarded = {pair.slices[each.venue_order_id] for each in opened}
    for each in position.slices:
        size = _free(position, pair, opened, each.index)
        if each.index in guarded or not is_sellable(position, size, quote.bid):
            continue
        identity = client_order_id(
            position.position_id, each.index, OrderPurpose.EXIT, LAST_SALES + len(pair.mirrored)
        )
        yield PlaceTwin(identity, _sale(position, identity, size, quote))


def _sale(position: Position, identity: str, size: Decimal, quote: Quote) -> OrderRequest:
    sells = position.side.sign > 0
    price = quote.bid * (1 - _AWAY) if sells else quote.ask * (1 + _AWAY)
    return OrderRequest(
        client_order_id=identity,
        product_id=position.product_id,
        side=OrderSide.SELL if sells else OrderSide.BUY,
        kind=OrderKind.LIMIT_IOC,
        base_size=size,
        limit_price=floor_to(price, position.price_increment),
    )
