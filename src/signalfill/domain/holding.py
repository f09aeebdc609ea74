"""What a position holds: always summed from its fills, slice by slice."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from signalfill.domain.order import IN_FLIGHT, Fill, OrderSide, OrderStatus, VenueOrder, entry_side
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, Slice
from signalfill.domain.product import floor_to

ZERO = Decimal(0)


def orders_of(
    position: Position, purpose: OrderPurpose, slice_index: int | None = None
) -> list[OrderRecord]:
    """The orders of one purpose, oldest first; of one slice, or of all."""
    return [
        order
        for order in position.orders
        if order.purpose is purpose and slice_index in {None, order.slice_index}
    ]


def filled(position: Position, order: OrderRecord) -> Decimal:
    """How much of the order was filled: the venue's count or our fills, whichever is larger.

    Fills may be listed later than the order shows them; protection must cover both.
    """
    known = sum(
        (fill.base_size for fill in position.fills if fill.venue_order_id == order.venue_order_id),
        ZERO,
    )
    return max(order.filled_size, known)


def bought(position: Position, slice_index: int | None = None) -> Decimal:
    """Base size of the entry fills: bought by a long, sold by a short."""
    entries = orders_of(position, OrderPurpose.ENTRY, slice_index)
    return sum((filled(position, order) for order in entries), ZERO)


def sold(position: Position, slice_index: int | None = None) -> Decimal:
    """Base size of the bracket and exit fills: sold by a long, bought back by a short."""
    exits = orders_of(position, OrderPurpose.PROTECTION, slice_index) + orders_of(
        position, OrderPurpose.EXIT, slice_index
    )
    return sum((filled(position, order) for order in exits), ZERO)


def held(position: Position, slice_index: int | None = None) -> Decimal:
    """Base size that was entered and is not sold yet; for one slice never below zero.

    What a slice sold beyond its own (an exit and a late bracket were both filled) is taken from the
    other slices: the sum over all slices is the position's.
    """
    if slice_index is None:
        return bought(position) - sold(position)
    own = [bought(position, each.index) - sold(position, each.index) for each in position.slices]
    missing = -sum((size for size in own if size < 0), ZERO)
    for size in own[:slice_index]:
        missing -= min(missing, max(size, ZERO))
    return max(own[slice_index] - missing, ZERO)


def is_in_flight(position: Position, order: OrderRecord) -> bool:
    """Whether the venue may do something with the order that we do not know yet.

    An attached child does not count while its entry has no fill: to wait is its normal state.
    """
    waits = order.parent_id is not None and bought(position, order.slice_index) == 0
    return order.status in IN_FLIGHT and not waits


def is_sellable(position: Position, size: Decimal, price: Decimal) -> bool:
    """Whether the venue takes this size at this price: whole increments, above its minimums."""
    whole = floor_to(size, position.base_increment)
    return (
        whole >= position.base_min_size and whole > 0 and whole * price >= position.quote_min_size
    )


def is_too_little(position: Position, size: Decimal, slice_index: int) -> bool:
    """Whether the size is too small to be sold, at entry or stop."""
    planned = position.slices[slice_index]
    return not is_sellable(position, size, min(_entry_of(position, planned), planned.stop_price))


def is_dust(position: Position, size: Decimal, slice_index: int) -> bool:
    """Whether the size is too small to be sold, and always was.

    Dust is listed and never sold. It is not measured at a bid: an absurd bid would end a position.
    Where the venue no longer takes even the size that was planned, its minimum has risen: what is
    held then is stuck, and its position is not over.
    """
    planned = position.slices[slice_index]
    is_taken = is_sellable(position, planned.base_size, _entry_of(position, planned))
    return size <= 0 or (is_taken and is_too_little(position, size, slice_index))


def is_stuck(position: Position, slice_index: int) -> bool:
    """Whether the venue no longer takes an order as small as what the slice holds."""
    size = held(position, slice_index)
    is_over = is_dust(position, size, slice_index)
    return not is_over and is_too_little(position, size, slice_index)


def has_stuck(position: Position) -> bool:
    return any(is_stuck(position, each.index) for each in position.slices)


def _entry_of(position: Position, planned: Slice) -> Decimal:
    return planned.entry_price or position.entry_price


def books_agree(position: Position) -> bool:
    """Whether every size that the venue counts as filled is covered by fills."""
    return all(
        sum((f.base_size for f in position.fills if f.venue_order_id == order.venue_order_id), ZERO)
        >= order.filled_size
        for order in position.orders
        if order.venue_order_id is not None
    )


def average_entry_price(position: Position) -> Decimal | None:
    """Mean price of the entry fills, weighted by size, without fees; None before the first fill."""
    side = entry_side(position.side)
    entries = [fill for fill in position.fills if fill.side is side]
    size = sum((fill.base_size for fill in entries), ZERO)
    if size == 0:
        return None
    return sum((fill.base_size * fill.price for fill in entries), ZERO) / size


def entry_commission(position: Position) -> Decimal:
    """Fees of the entries for each unit of base currency, in the quote currency."""
    side = entry_side(position.side)
    entries = [fill for fill in position.fills if fill.side is side]
    size = sum((fill.base_size for fill in entries), ZERO)
    return sum((fill.commission for fill in entries), ZERO) / size if size else ZERO


def realized_pnl(position: Position) -> Decimal:
    """Proceeds less costs less fees, in the quote currency. What is held counts nothing.

    A short has its proceeds first and its costs later.
    """
    total = ZERO
    for fill in position.fills:
        value = fill.price * fill.base_size
        total += -value if fill.side is OrderSide.BUY else value
        total -= fill.commission
    return total


def open_value(position: Position, exit_price: Decimal) -> Decimal:
    """What closing at this price would bring in, without fees; below zero for a short."""
    return held(position) * exit_price * position.side.sign


def with_fills(position: Position, fills: Iterable[Fill]) -> tuple[Position, list[Fill]]:
    """The position with new fills. A trade id that it knows changes nothing."""
    known = {fill.trade_id for fill in position.fills}
    ours = {order.venue_order_id for order in position.orders}
    new: list[Fill] = []
    for fill in fills:
        if fill.trade_id not in known and fill.venue_order_id in ours:
            known.add(fill.trade_id)
            new.append(fill)
    if not new:
        return position, []
    new.sort(key=lambda fill: (fill.filled_at, fill.trade_id))
    return position.model_copy(update={"fills": (*position.fills, *new)}), new


def with_order(position: Position, changed: OrderRecord) -> Position:
    """The position with this order added, or in place of the one with its client order id."""
    others = [o for o in position.orders if o.client_order_id != changed.client_order_id]
    if len(others) == len(position.orders):
        return position.model_copy(update={"orders": (*position.orders, changed)})
    orders = tuple(
        changed if order.client_order_id == changed.client_order_id else order
        for order in position.orders
    )
    return position.model_copy(update={"orders": orders})


def as_seen(order: OrderRecord, seen: VenueOrder) -> OrderRecord:
    """Our record, brought up to what the venue shows.

    A closed order never opens again, unless we had given it up ourselves. A filled size never
    shrinks: a read may lag.
    """
    filled_size = max(order.filled_size, seen.filled_size)
    status = seen.status
    is_over = order.is_closed and order.status is not OrderStatus.ABANDONED
    if is_over and status not in {OrderStatus.FILLED, OrderStatus.CANCELED}:
        status = order.status
    return order.model_copy(
        update={
            "status": status,
            "venue_order_id": seen.venue_order_id,
            "attached_order_id": seen.attached_order_id or order.attached_order_id,
            "filled_size": filled_size,
            "base_size": seen.base_size or order.base_size,
            "limit_price": seen.limit_price or order.limit_price,
            "stop_price": seen.stop_price or order.stop_price,
            "stop_triggered": order.stop_triggered or seen.stop_triggered,
            "reason": seen.reject_reason or order.reason,
            "not_shown_since": None,
        }
    )
