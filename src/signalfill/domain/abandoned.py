"""Entries given up as never placed: watched for a day, since they may still turn up (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position

WATCHED = timedelta(hours=24)


def abandoned_entries(position: Position, now: datetime) -> list[OrderRecord]:
    """Those that may still turn up."""
    return [
        order
        for order in position.orders
        if order.purpose is OrderPurpose.ENTRY
        and order.status is OrderStatus.ABANDONED
        and now - order.last_sent_at < WATCHED
    ]


def watched_until(position: Position) -> datetime | None:
    """Until when somebody has to look for what was given up; None where nothing was."""
    sent = [
        order.last_sent_at
        for order in position.orders
        if order.purpose is OrderPurpose.ENTRY and order.status is OrderStatus.ABANDONED
    ]
    return max(sent) + WATCHED if sent else None
