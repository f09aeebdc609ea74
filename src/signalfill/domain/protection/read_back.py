"""Trusts what is read back, not what was answered: moves without effect, vanished orders (pure).

Venues have accepted edits that changed nothing and have lost orders that rested. A stop that does
not stand where it was sent was not moved; a bracket that nobody shows does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from signalfill.domain.holding import bought, with_order
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import OPEN, OrderStatus, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.protection.slice_view import VENUE_PATIENCE
from signalfill.domain.step import Note
from signalfill.domain.values import plain

MOVES_IN_VAIN = 2
"""After so many accepted moves without effect the bracket is replaced."""
NEVER_SHOWN = timedelta(seconds=60)
"""The venue's read-after-write window: a new order that is not shown by then does not rest."""


def is_read_back_due(position: Position) -> bool:
    """Whether a sent move of a stop is still to be seen."""
    return any(order.edited_to is not None and not order.is_closed for order in position.orders)


def read_back_moves(
    position: Position, seen: Mapping[str, VenueOrder], now: datetime, notes: list[Note]
) -> Position:
    """Settles the moves that the venue shows, and counts those that it does not show in time."""
    for order in position.orders:
        shown = seen.get(order.venue_order_id or "")
        if order.edited_to is None or shown is None:
            continue
        if shown.stop_price == order.edited_to or order.is_closed:
            settled = {"edited_to": None, "edited_at": None, "moves_in_vain": 0}
            position = with_order(position, order.model_copy(update=settled))
        elif order.edited_at is None or now - order.edited_at >= VENUE_PATIENCE:
            position = with_order(position, _in_vain(order, notes))
    return position


def _in_vain(order: OrderRecord, notes: list[Note]) -> OrderRecord:
    count = order.moves_in_vain + 1
    update = {"edited_to": None, "edited_at": None, "moves_in_vain": count}
    if count < MOVES_IN_VAIN or order.edited_to is None:
        return order.model_copy(update=update)
    text = (
        f"the venue accepted {count} moves of the stop of slice {order.slice_index} to "
        f"{plain(order.edited_to)} and made none: its bracket is replaced"
    )
    notes.append(Note(Event.MOVE_WITHOUT_EFFECT, text, notice=NoticeKind.UNPROTECTED))
    return order.model_copy(update={**update, "edit_refused": "accepted without effect"})


def mark_missing(
    position: Position, seen: Mapping[str, VenueOrder], now: datetime, notes: list[Note]
) -> Position:
    """Marks open orders that neither list nor id shows; gives them up after the venue's time.

    An entry keeps its budget: it may fill unseen until it expires (`is_entry_lost`).
    """
    for order in position.orders:
        if not _should_be_shown(position, order):
            continue
        if order.venue_order_id in seen:
            if order.not_shown_since is not None:
                known = order.model_copy(update={"not_shown_since": None})
                position = with_order(position, known)
        elif order.not_shown_since is None:
            missing = order.model_copy(update={"not_shown_since": now})
            position = with_order(position, missing)
        elif order.purpose is not OrderPurpose.ENTRY and _waited(order, now):
            position = with_order(position, given_up(order, notes))
    return position


def is_entry_lost(position: Position, order: OrderRecord, now: datetime) -> bool:
    """Whether a vanished entry is over its time: one more full search, then it is given up."""
    is_over = position.cancel_entries or now >= position.expires_at
    return (
        order.purpose is OrderPurpose.ENTRY
        and not order.is_closed
        and is_over
        and _waited(order, now)
    )


def given_up(order: OrderRecord, notes: list[Note]) -> OrderRecord:
    """The order as lost. It is still searched for, and is ours again if it appears."""
    text = f"the venue knows {order.client_order_id} no more, neither in its lists nor by its id"
    notes.append(Note(Event.ORDER_VANISHED, text, notice=NoticeKind.UNKNOWN))
    reason = "the venue knows it no more"
    return order.model_copy(update={"status": OrderStatus.ABANDONED, "reason": reason})


def _waited(order: OrderRecord, now: datetime) -> bool:
    if order.not_shown_since is None:
        return False
    patience = VENUE_PATIENCE if order.status in OPEN else NEVER_SHOWN
    return now - order.not_shown_since >= patience


def _should_be_shown(position: Position, order: OrderRecord) -> bool:
    """A child need not be shown before its entry's first fill."""
    if order.is_closed or order.venue_order_id is None:
        return False
    return order.parent_id is None or bought(position, order.slice_index) > 0
