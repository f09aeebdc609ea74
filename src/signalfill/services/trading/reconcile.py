"""Asks the venue about a position's orders, and applies the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from signalfill.domain.adoption.heirs import (
    child_record,
    heir_record,
    heirs,
    lost_orders,
    parent_of,
)
from signalfill.domain.adoption.manual_changes import adopt_moved_brackets
from signalfill.domain.by_hand import BY_HAND
from signalfill.domain.holding import (
    as_seen,
    books_agree,
    bought,
    orders_of,
    with_fills,
    with_order,
)
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import UNCONFIRMED, Fill, OrderStatus, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.protection.next_need import RESEND_WINDOW
from signalfill.domain.protection.read_back import (
    given_up,
    is_entry_lost,
    mark_missing,
    read_back_moves,
)
from signalfill.domain.protection.throttled import is_throttled
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.ports import Venue


def reconcile(position: Position, venue: Venue, *, now: datetime) -> tuple[Position, list[Note]]:
    """The position as the venue shows it. What the venue does not show stays as it was.

    Raises:
        VenueUnavailableError: a read had no usable answer; nothing was concluded.
        HaltedError: the venue refuses our key.
    """
    before = position
    notes: list[Note] = []
    for order in position.orders:
        if order.status in UNCONFIRMED and order.request is not None and not is_throttled(order):
            position = _resolved(position, order, venue, now, notes)
    seen = dict(venue.orders(_venue_ids(position)))
    position = _with_seen(position, seen)
    position = _with_children(position, seen, venue, now)
    position = _without_dead_children(position, seen)
    position = mark_missing(position, seen, now, notes)
    position = _without_lost_entries(position, venue, now, notes)
    position = _with_successors(before, position, venue, now, notes)
    position = adopt_moved_brackets(before, position, notes)
    position = read_back_moves(position, seen, now, notes)
    position, fills = with_fills(position, venue.fills(_ids_with_missing_fills(position)))
    position = _with_difference(position, now)
    notes += [_fill_note(fill) for fill in fills]
    notes += _status_notes(before, position)
    return position, notes


def _resolved(
    position: Position, order: OrderRecord, venue: Venue, now: datetime, notes: list[Note]
) -> Position:
    """Unknown is searched for; only after the venue's window is it given up."""
    found = venue.find_order(
        order.client_order_id, product_id=position.product_id, since=order.intended_at
    )
    if found is not None:
        notes.append(Note(Event.ORDER_FOUND, f"{order.client_order_id} is at the venue: adopted"))
        return with_order(position, as_seen(order, found))
    if now - order.last_sent_at < RESEND_WINDOW:
        return position
    text = f"{order.client_order_id} was sent, never answered, and is not at the venue after 60 s"
    notes.append(Note(Event.ORDER_ABANDONED, text, notice=NoticeKind.UNKNOWN))
    abandoned = {"status": OrderStatus.ABANDONED, "reason": "not found within 60 s"}
    return with_order(position, order.model_copy(update=abandoned))


def _venue_ids(position: Position) -> list[str]:
    return [
        o.venue_order_id
        for o in position.orders
        if o.venue_order_id is not None and not o.venue_order_id.startswith(BY_HAND)
    ]


def _with_seen(position: Position, seen: Mapping[str, VenueOrder]) -> Position:
    for order in position.orders:
        shown = seen.get(order.venue_order_id or "")
        if shown is not None:
            position = with_order(position, as_seen(order, shown))
    return position


def with_lost_children(position: Position, orders: Sequence[VenueOrder], now: datetime) -> Position:
    """Adds the children of our orders that no look of ours has ever shown."""
    known = set(_venue_ids(position))
    for order in orders:
        parent = parent_of(position, order)
        if parent is not None and order.venue_order_id not in known:
            position = with_order(position, heir_record(parent, order, now))
    return position


def _without_lost_entries(
    position: Position, venue: Venue, now: datetime, notes: list[Note]
) -> Position:
    """An entry that vanished frees its budget after its expiry, and a search of all pages."""
    for order in position.orders:
        if not is_entry_lost(position, order, now):
            continue
        found = venue.find_order(
            order.client_order_id, product_id=position.product_id, since=order.intended_at
        )
        changed = given_up(order, notes) if found is None else as_seen(order, found)
        position = with_order(position, changed)
    return position


def _with_successors(
    before: Position, position: Position, venue: Venue, now: datetime, notes: list[Note]
) -> Position:
    """What a bracket goes on as under another id is the venue's own, no order of the user."""
    lost = lost_orders(before, position)
    if not lost:
        return position
    orders = venue.orders_since(position.created_at)
    for parent, order in heirs(position, lost, orders):
        text = f"{order.venue_order_id} is what {parent.client_order_id} goes on as: adopted"
        notes.append(Note(Event.ORDER_FOUND, text))
        position = with_order(position, heir_record(parent, order, now))
    return position


def _with_children(
    position: Position, seen: dict[str, VenueOrder], venue: Venue, now: datetime
) -> Position:
    known = set(_venue_ids(position))
    for parent in orders_of(position, OrderPurpose.ENTRY):
        child_id = parent.attached_order_id
        if child_id is not None and child_id not in known:
            position = with_order(position, child_record(parent, child_id, now))
    new = [each for each in _venue_ids(position) if each not in known]
    if not new:
        return position
    seen.update(venue.orders(new))
    return _with_seen(position, seen)


def _without_dead_children(position: Position, seen: Mapping[str, VenueOrder]) -> Position:
    """A parent that ended without a fill takes its never-shown child with it."""
    for child in orders_of(position, OrderPurpose.PROTECTION):
        parent = next((o for o in position.orders if o.client_order_id == child.parent_id), None)
        if parent is None or child.is_closed or child.venue_order_id in seen:
            continue
        if parent.is_closed and bought(position, child.slice_index) == 0:
            gone = {"status": OrderStatus.CANCELED, "reason": "its entry ended unfilled"}
            position = with_order(position, child.model_copy(update=gone))
    return position


def _with_difference(position: Position, now: datetime) -> Position:
    since = None if books_agree(position) else position.books_differ_since or now
    if since == position.books_differ_since:
        return position
    return position.model_copy(update={"books_differ_since": since})


def _ids_with_missing_fills(position: Position) -> list[str]:
    known: dict[str, Decimal] = defaultdict(Decimal)
    for fill in position.fills:
        known[fill.venue_order_id] += fill.base_size
    return [
        order.venue_order_id
        for order in position.orders
        if order.venue_order_id is not None
        and (known[order.venue_order_id] < order.filled_size or _is_out_of_sight(order))
    ]


def _is_out_of_sight(order: OrderRecord) -> bool:
    """What the venue does not show may have filled before, and its fills may be listed still."""
    return order.not_shown_since is not None


def _fill_note(fill: Fill) -> Note:
    text = f"{fill.side.value} {plain(fill.base_size)} filled at {plain(fill.price)}"
    details = {"trade_id": fill.trade_id, "commission": plain(fill.commission)}
    return Note(Event.FILL, text, details)


def _status_notes(before: Position, after: Position) -> list[Note]:
    old = {order.client_order_id: order.status for order in before.orders}
    return [
        Note(Event.ORDER, f"{order.client_order_id} is {order.status.value}", _reason(order))
        for order in after.orders
        if old.get(order.client_order_id) is not order.status
    ]


def _reason(order: OrderRecord) -> dict[str, str]:
    return {"reason": order.reason} if order.reason else {}
