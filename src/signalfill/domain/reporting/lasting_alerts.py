"""Alerts for conditions that last: no stop, an unknown order, an emergency exit (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from signalfill.domain.holding import filled, orders_of
from signalfill.domain.journal import Event, JournalEntry, NoticeKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position, PositionState, Slice
from signalfill.domain.values import plain, rfc3339

TOLERATED = timedelta(seconds=60)
"""What mends itself within this is in the journal, and no news."""
FILLS_LATE = timedelta(minutes=5)
"""Fills are listed later than orders show them."""


def lasting_alerts(position: Position, *, now: datetime) -> Iterator[JournalEntry]:
    """Entries whose ids follow from the trouble: seen again, it is the same entry."""
    if position.state is PositionState.CLOSED:
        return
    for each in position.slices:
        yield from _without_stop(position, each, now)
        yield from _emergency(position, each, now)
    yield from _books_differ(position, now)
    for order in position.orders:
        if order.status is OrderStatus.UNKNOWN and now - order.last_sent_at > TOLERATED:
            waited = int((now - order.last_sent_at).total_seconds())
            yield JournalEntry(
                position_id=position.position_id,
                entry_id=f"unknown-{order.client_order_id}",
                event=Event.STILL_UNKNOWN,
                text=f"whether {order.client_order_id} reached the venue is unknown for {waited} s",
                notice=NoticeKind.UNKNOWN,
                at=now,
            )


def _books_differ(position: Position, now: datetime) -> Iterator[JournalEntry]:
    """A fill that is not listed, or cannot be read: the position cannot end without it."""
    since = position.books_differ_since
    if since is None or now - since <= FILLS_LATE:
        return
    yield JournalEntry(
        position_id=position.position_id,
        entry_id=f"fills-{rfc3339(since)}",
        event=Event.FILLS_MISSING,
        text="the venue counts more as filled than the fills that it lists in readable form: "
        "compare the position with the venue's page",
        notice=NoticeKind.UNKNOWN,
        at=now,
    )


def _without_stop(position: Position, each: Slice, now: datetime) -> Iterator[JournalEntry]:
    since = each.naked_since
    if since is None or now - since <= TOLERATED:
        return
    waited = int((now - since).total_seconds())
    yield JournalEntry(
        position_id=position.position_id,
        entry_id=f"unprotected-{each.index}-{rfc3339(since)}",
        event=Event.STILL_UNPROTECTED,
        text=f"slice {each.index} has been without a stop for {waited} s: {each.naked_cause}",
        notice=NoticeKind.UNPROTECTED,
        at=now,
    )


def _emergency(position: Position, each: Slice, now: datetime) -> Iterator[JournalEntry]:
    """A sale that nobody asked for: no bracket could protect the slice any more."""
    exits = orders_of(position, OrderPurpose.EXIT, each.index)
    if not exits or position.close_requested or each.sell_size > 0:
        return
    sold = plain(sum((filled(position, order) for order in exits), each.sell_size))
    yield JournalEntry(
        position_id=position.position_id,
        entry_id=f"emergency-{exits[0].client_order_id}",
        event=Event.EMERGENCY_EXIT,
        text=f"slice {each.index} is being sold, as no bracket protects it; sold so far: {sold}",
        notice=NoticeKind.EMERGENCY,
        at=now,
    )
