"""Which positions need a look: where open orders or our own plans differ (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from signalfill.domain.holding import as_seen, books_agree, has_stuck, is_in_flight
from signalfill.domain.order import UNCONFIRMED, OrderStatus, VenueOrder
from signalfill.domain.position import OrderRecord, Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.close_stop import unjudged_close
from signalfill.domain.protection.lifecycle import decide
from signalfill.domain.protection.read_back import is_read_back_due
from signalfill.domain.rules import Rules


def needs_review(
    position: Position,
    open_orders: Mapping[str, VenueOrder],
    quote: Quote | None,
    *,
    now: datetime,
    rules: Rules,
) -> bool:
    """Whether the venue shows anything that we do not know, or anything is to be done.

    A missing order proves nothing: the look that follows asks for it by id.
    """
    waits = position.missing_since is not None or unjudged_close(position, now) is not None
    if position.naked_since is not None or position.unsaid is not None or waits:
        return True
    if has_stuck(position):
        return True  # a minimum that rose may fall again
    if not books_agree(position) or is_read_back_due(position):
        return True  # fills may be listed long after the order shows them
    if any(_differs(position, order, open_orders) for order in position.orders):
        return True
    step = decide(position, quote, now=now, rules=rules)
    return bool(step.actions or step.notes or step.position != position)


def _differs(position: Position, order: OrderRecord, open_orders: Mapping[str, VenueOrder]) -> bool:
    if order.is_closed:
        return False
    if order.status in UNCONFIRMED or order.venue_order_id is None:
        return True
    seen = open_orders.get(order.venue_order_id)
    if seen is None:
        # A child need not be shown before its entry's first fill.
        return order.status is not OrderStatus.SUBMITTED or is_in_flight(position, order)
    return as_seen(order, seen) != order
