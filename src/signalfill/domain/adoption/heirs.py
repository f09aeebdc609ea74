"""Orders that the venue made of ours: children of entries, and successors of brackets (pure).

Whether a triggered bracket keeps its id is not documented. One that ends unasked may have an heir:
named by its parent, or known by side and size. It holds our coins and is not the user's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signalfill.domain.holding import as_seen, filled, held, orders_of
from signalfill.domain.order import CLIENT_ORDER_ID_PREFIX, OrderStatus, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.protection.refusals import waits_for_holds


def child_record(parent: OrderRecord, attached_order_id: str, now: datetime) -> OrderRecord:
    """The record of an attached bracket: size 0 and in flight until it is read back."""
    return OrderRecord(
        # A parent may have several, one after another: the venue's id tells them apart.
        client_order_id=f"{parent.client_order_id}/{attached_order_id}",
        purpose=OrderPurpose.PROTECTION,
        slice_index=parent.slice_index,
        side=parent.side.opposite,
        parent_id=parent.client_order_id,
        status=OrderStatus.SUBMITTED,
        venue_order_id=attached_order_id,
        intended_at=now,
    )


def heir_record(parent: OrderRecord, order: VenueOrder, now: datetime) -> OrderRecord:
    """The record of an entry's child, or of what a bracket goes on as."""
    record = child_record(parent, order.venue_order_id, now)
    return as_seen(record.model_copy(update={"side": order.side}), order)


def parent_of(position: Position, order: VenueOrder) -> OrderRecord | None:
    """The order of ours that the venue made this one of, by the venue's own word; None: of none."""
    origin = order.originating_order_id
    found = (each for each in position.orders if origin and each.venue_order_id == origin)
    return next(found, None)


def lost_orders(before: Position, position: Position) -> list[OrderRecord]:
    """Brackets that ended unasked, and filled entries that are shown without a child.

    Looked for when that is seen, and as long as holds keep a new bracket from being placed.
    """
    return [*_lost_brackets(before, position), *_childless_entries(position)]


def _childless_entries(position: Position) -> list[OrderRecord]:
    parents = {each.parent_id for each in position.orders}
    return [
        order
        for order in orders_of(position, OrderPurpose.ENTRY)
        if order.not_shown_since is not None
        and order.client_order_id not in parents
        and filled(position, order) > 0
    ]


def _lost_brackets(before: Position, position: Position) -> list[OrderRecord]:
    # A child that is shown for the first time may have been triggered and renamed by then.
    over_before = {o.client_order_id for o in before.orders if o.is_closed}
    return [
        order
        for order in orders_of(position, OrderPurpose.PROTECTION)
        if order.venue_order_id is not None
        and held(position, order.slice_index) > 0
        and (
            (_ended_unasked(order) and order.client_order_id not in over_before)
            or (_has_ended(order) and _is_held_up(position, order.slice_index))
        )
    ]


def _ended_unasked(order: OrderRecord) -> bool:
    return _has_ended(order) and (
        order.cancel_requested_at is None or order.not_shown_since is not None
    )


def _has_ended(order: OrderRecord) -> bool:
    """One that was to be canceled may have been triggered first."""
    ended = order.status in {OrderStatus.CANCELED, OrderStatus.ABANDONED}
    return ended or order.not_shown_since is not None


def _is_held_up(position: Position, slice_index: int) -> bool:
    sent = [
        order
        for order in position.orders
        if order.slice_index == slice_index
        and order.purpose is not OrderPurpose.ENTRY
        and order.request is not None
    ]
    return bool(sent) and waits_for_holds(sent[-1])


def heirs(
    position: Position, lost: Sequence[OrderRecord], orders: Sequence[VenueOrder]
) -> list[tuple[OrderRecord, VenueOrder]]:
    """Each successor with the bracket or entry that it comes from."""
    known = {each.venue_order_id for each in position.orders}
    found: list[tuple[OrderRecord, VenueOrder]] = []
    for order in orders:
        if order.venue_order_id in known or order.product_id != position.product_id:
            continue
        named = parent_of(position, order)
        parent = named or next((each for each in lost if _goes_on_as(position, each, order)), None)
        if parent is not None:
            found.append((parent, order))
    return found


def _goes_on_as(position: Position, bracket: OrderRecord, order: VenueOrder) -> bool:
    """The venue's own order of just what the bracket had left, made after it.

    Not of one that we asked to end: then it may be the user's.
    """
    is_foreign = not order.client_order_id.startswith(CLIENT_ORDER_ID_PREFIX)
    left = bracket.base_size - filled(position, bracket)
    return (
        is_foreign
        and (bracket.purpose is OrderPurpose.ENTRY or _ended_unasked(bracket))
        and order.originating_order_id is None
        and order.side is bracket.side
        and order.base_size == left > 0
        and order.created_at >= bracket.intended_at
    )
