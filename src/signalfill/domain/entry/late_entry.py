"""An entry that appears after its answer was lost: kept or canceled by the gates of now (pure).

Within the venue's window it is searched for at every look. Then it is given up and watched for a
day: an order that nobody manages could still buy.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.belief import believed
from signalfill.domain.control import Control
from signalfill.domain.ending import close
from signalfill.domain.entry.gates import Early, standing_refusal
from signalfill.domain.holding import as_seen, filled, with_order
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import UNCONFIRMED, VenueOrder
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionEvent,
    PositionState,
    next_state,
)
from signalfill.domain.product import Quote
from signalfill.domain.step import Note
from signalfill.domain.values import plain

SETTLED_AFTER = timedelta(minutes=10)
"""For this long after a position's end its orders are looked at for late fills."""
AT_EVERY_SWEEP = timedelta(hours=1)
"""Older entries are searched for less often: each search reads all orders since."""
SELDOM = 10


def is_searched_now(order: OrderRecord, now: datetime) -> bool:
    return now - order.last_sent_at < AT_EVERY_SWEEP or now.minute % SELDOM == 0


def refusal_of_now(
    position: Position, control: Control, quote: Quote | None, *, now: datetime
) -> str | None:
    """Why the entry would not be sent now; None where it may rest.

    Age and budget are not asked again: the position's expiry and its reservation still hold.
    """
    refusal = standing_refusal(Early(signal=position.signal, control=control, now=now))
    if refusal is not None:
        return f"{refusal.gate} {refusal.value}".strip()
    if position.close_requested or position.cancel_entries:
        return "its entries are canceled"
    quote = believed(quote, now)
    if quote is None:
        return None
    side, price = position.side, quote.to_exit(position.side)
    stop = side.foremost(*(each.stop_price for each in position.slices))
    return None if side.is_ahead(price, stop) else f"stop_touched {plain(price)}"


def judge_found(
    before: Position,
    after: Position,
    control: Control,
    quote: Quote | None,
    *,
    now: datetime,
    notes: list[Note],
) -> Position:
    """Decides about entries that were unknown at the look before and are at the venue now."""
    unknown = {o.client_order_id for o in before.orders if o.status in UNCONFIRMED}
    found = [
        order
        for order in after.orders
        if order.purpose is OrderPurpose.ENTRY
        and order.client_order_id in unknown
        and order.status not in UNCONFIRMED
        and not order.is_closed
    ]
    if not found:
        return after
    refusal = refusal_of_now(after, control, quote, now=now)
    if refusal is None:
        return after
    for order in found:
        notes.append(Note(Event.ENTRY_UNWANTED, f"{order.client_order_id} is canceled: {refusal}"))
        after = with_order(after, order.model_copy(update={"unwanted": refusal}))
    return after


def reopened(position: Position, shown: OrderRecord) -> Position:
    """The position, closing once more, with the order as it turned out to be."""
    again = {"closed_at": None, "exit_reason": None, "overrun": Decimal(0)}
    state = next_state(position.state, PositionEvent.ENTRY_FILLED)
    changed = with_order(position, shown).model_copy(update={**again, "state": state})
    return close(changed)


def filled_late(position: Position, seen: Mapping[str, VenueOrder]) -> tuple[Position, Note] | None:
    """Settles fills that an order shows after its position was over."""
    for order in position.orders:
        shown = seen.get(order.venue_order_id or "")
        if shown is None or shown.filled_size <= filled(position, order):
            continue
        more = plain(shown.filled_size - filled(position, order))
        text = f"{order.client_order_id} filled {more} more after all was over: booked and settled"
        return reopened(position, as_seen(order, shown)), Note(
            Event.FILLED_LATE, text, notice=NoticeKind.UNKNOWN
        )
    return None


def taken_in(
    position: Position, order: OrderRecord, seen: VenueOrder, refusal: str | None
) -> tuple[Position, Note]:
    """The position with an entry that had been given up; one that was over closes once more."""
    shown = as_seen(order, seen)
    name, done = order.client_order_id, filled(position, shown)
    so_far = f"given up as never placed, is at the venue after all, filled {plain(done)}"
    if position.state is PositionState.CLOSED:
        text = f"{name}, {so_far}; its position is over: canceled, and what it bought is sold"
        note = Note(Event.ENTRY_FOUND_LATE, text, notice=NoticeKind.UNKNOWN)
        return reopened(position, shown), note
    shown = shown.model_copy(update={"unwanted": refusal})
    what = "adopted" if refusal is None else f"canceled: {refusal}"
    note = Note(Event.ENTRY_FOUND_LATE, f"{name}, {so_far}; {what}", notice=NoticeKind.UNKNOWN)
    return with_order(position, shown), note
