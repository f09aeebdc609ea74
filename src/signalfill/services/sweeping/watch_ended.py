"""Looks at positions that have just ended: a fill that is shown late is booked and settled."""

from __future__ import annotations

import logging

from signalfill.domain.by_hand import BY_HAND
from signalfill.domain.ending import reopening_changes
from signalfill.domain.entry.late_entry import SETTLED_AFTER, filled_late
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of

logger = logging.getLogger(__name__)


def watch_ended(context: TradingContext, account: Mode, bulkhead: Bulkhead) -> list[str]:
    """Ids of the positions that live again; whoever manages them next settles them.

    Raises:
        VenueUnavailableError: the orders could not be read; the next sweep looks again.
    """
    ended = _just_ended(context, account, bulkhead)
    ids = [
        order.venue_order_id
        for position in ended
        for order in position.orders
        if order.venue_order_id is not None and not order.venue_order_id.startswith(BY_HAND)
    ]
    if not ids:
        return []
    seen = context.venue_for(account).orders(ids)
    reopened: list[str] = []
    for position in ended:
        with bulkhead.around("late fill not booked", position_id=position.position_id):
            if filled_late(position, seen) is not None and _reopen(position, context):
                reopened.append(position.position_id)
    return reopened


def _just_ended(context: TradingContext, account: Mode, bulkhead: Bulkhead) -> list[Position]:
    now = context.clock.now()
    results = context.positions.watch(account.value).results
    recent = [each for each in results if now - each.closed_at < SETTLED_AFTER]
    loaded: list[Position | None] = []
    for each in recent:
        with bulkhead.around("ended position not read", position_id=each.position_id):
            loaded.append(context.positions.load(each.position_id))
    return [each for each in loaded if each is not None and each.state is PositionState.CLOSED]


def _reopen(position: Position, context: TradingContext) -> bool:
    now = context.clock.now()
    leased = context.positions.take_lease(
        position.position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return False
    try:
        present, _ = leased
        ids = [each.venue_order_id for each in present.orders if each.venue_order_id is not None]
        found = filled_late(present, context.venue_for(present.mode).orders(ids))
        if found is None or present.state is not PositionState.CLOSED:
            return False
        changed, note = found
        stage = stage_of(present.version + 1)
        context.positions.save(
            changed,
            owner=context.owner,
            releases=reopening_changes(present, now),
            journal=journal_entries(present.position_id, [note], stage=stage, at=now),
        )
    finally:
        context.positions.release_lease(position.position_id, owner=context.owner)
    logger.warning("late fill found", extra={"position_id": position.position_id})
    return True
