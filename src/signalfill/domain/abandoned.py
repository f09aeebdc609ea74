"""Entries given up as never placed: watched for a day, since they may still appear (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position

WATCHED = timedelta(hours=24)


def abandoned_entries(position: Position, now: datetime) -> list[OrderRecord]:
    """The given-up entries that may still appear."""
    return [
        order
        for order in position.orders
        if order.purpose is OrderPurpose.ENTRY
        and order.status is OrderStatus.ABANDONED
        and now - order.last_sent_at < WATCHED
    ]


def watched_until(position: Position) -> datetime | None:
    """Until when given-up entries are searched for; None where there are none."""
    sent = [
        order.last_sent_at
        for order in position.orders
        if order.purpose is OrderPurpose.ENTRY and order.status is OrderStatus.ABANDONED
    ]
    return max(sent) + WATCHED if sent else None
