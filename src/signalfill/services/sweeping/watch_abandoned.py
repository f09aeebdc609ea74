"""Searches for a day for entries that were given up, and takes in those that appear."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from signalfill.domain.abandoned import abandoned_entries
from signalfill.domain.control import Control
from signalfill.domain.ending import reopening_changes
from signalfill.domain.entry.late_entry import (
    is_searched_now,
    refusal_of_now,
    taken_in,
)
from signalfill.domain.order import VenueOrder
from signalfill.domain.position import OrderRecord, Position, PositionState
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.watch_breaker import ACCOUNTS
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.read_prices import read_prices

logger = logging.getLogger(__name__)


def watch_abandoned(
    live: Sequence[Position], context: TradingContext, control: Control, bulkhead: Bulkhead
) -> list[str]:
    """Ids of the positions that an entry was found for; whoever manages them next acts on it."""
    found: list[str] = []
    for position in (*live, *_over(context, bulkhead)):
        for order in abandoned_entries(position, context.clock.now()):
            order_id = order.client_order_id
            with bulkhead.around("abandoned entry not searched for", client_order_id=order_id):
                if _search(position.position_id, order, context, control):
                    found.append(position.position_id)
    return found


def _over(context: TradingContext, bulkhead: Bulkhead) -> Iterator[Position]:
    """Closed positions that gave an entry up less than a day ago, as the watches remember."""
    now = context.clock.now()
    for account in ACCOUNTS:
        for result in context.positions.watch(account.value).results:
            if result.watched_until is None or result.watched_until <= now:
                continue
            position = None
            with bulkhead.around("ended position not read", position_id=result.position_id):
                position = context.positions.load(result.position_id)
            if position is not None and position.state is PositionState.CLOSED:
                yield position


def _search(
    position_id: str, order: OrderRecord, context: TradingContext, control: Control
) -> bool:
    now = context.clock.now()
    position = context.positions.load(position_id)
    if position is None or not is_searched_now(order, now):
        return False
    seen = context.venue_for(position.mode).find_order(
        order.client_order_id, product_id=position.product_id, since=order.intended_at
    )
    return seen is not None and _take_in(position_id, order, seen, context, control)


def _take_in(
    position_id: str,
    order: OrderRecord,
    seen: VenueOrder,
    context: TradingContext,
    control: Control,
) -> bool:
    """Under the lease; another invocation that holds it leaves the find to the next sweep."""
    now = context.clock.now()
    leased = context.positions.take_lease(
        position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return False
    position, _ = leased
    try:
        venue = context.venue_for(position.mode)
        quote = read_prices(venue, [position.product_id]).get(position.product_id)
        refusal = refusal_of_now(position, control, quote, now=now)
        changed, note = taken_in(position, order, seen, refusal)
        is_over = position.state is PositionState.CLOSED
        context.positions.save(
            changed,
            owner=context.owner,
            releases=reopening_changes(position, now) if is_over else (),
            journal=journal_entries(
                position_id, [note], stage=stage_of(position.version + 1), at=now
            ),
        )
    finally:
        context.positions.release_lease(position_id, owner=context.owner)
    logger.warning("abandoned entry found", extra={"client_order_id": order.client_order_id})
    return True
