"""A position whose coins the user keeps: its orders end, nothing is sold (pure).

What it held is booked to him at the price of then, so that neither the day's loss nor the
account's equity takes the coins for lost money.
"""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.actions import Cancel, Need
from signalfill.domain.by_hand import left_by_hand
from signalfill.domain.ending import close
from signalfill.domain.holding import books_agree, held
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import Position, Slice
from signalfill.domain.product import Quote
from signalfill.domain.protection.slice_view import VENUE_PATIENCE
from signalfill.domain.step import Note
from signalfill.domain.values import plain


def keep_coins(position: Position) -> Position:
    """Entries, brackets and sales under way are to end, and nothing is to be sold."""
    return close(position).model_copy(update={"keep_coins": True})


def need_of_kept(position: Position, each: Slice, now: datetime) -> Need:
    """Every order of the slice that can be named at the venue is to end; asked anew after a while.

    No price decides any of it, and what is bare is bare because the user wants it.
    """
    return Need(
        tuple(
            Cancel(order)
            for order in position.orders
            if order.slice_index == each.index
            and not order.is_closed
            and order.venue_order_id is not None
            and (
                order.cancel_requested_at is None
                or now - order.cancel_requested_at >= VENUE_PATIENCE
            )
        )
    )


def book_kept(position: Position, quote: Quote, now: datetime, notes: list[Note]) -> Position:
    """Once no order of it may sell any more, what it holds is the user's."""
    working = any(not order.is_closed for order in position.orders)
    size = held(position)
    if not position.keep_coins or size <= 0 or working or not books_agree(position):
        return position
    price = quote.to_exit(position.side)
    for each in position.slices:
        part = held(position, each.index)
        if part > 0:
            position = left_by_hand(position, each.index, part, price, now)
    text = (
        f"{plain(size)} {position.signal.base} are yours now, booked at {plain(price)}: "
        "no stop of ours is over them"
    )
    notes.append(Note(Event.COINS_KEPT, text, notice=NoticeKind.QUESTION))
    return position
