"""Looks at what has just ended: a fill that is shown late is booked, and settled once more."""

from __future__ import annotations

import logging

from signalfill.domain.adoption.manual_changes import BY_HAND
from signalfill.domain.ending import reopening_changes
from signalfill.domain.entry.late_entry import SETTLED_AFTER, filled_late
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.services.trading.desk import Desk
from signalfill.services.trading.journal import journal_entries, stage_of

logger = logging.getLogger(__name__)


def watch_ended(desk: Desk, account: Mode) -> list[str]:
    """Ids of the positions that live again; whoever manages them next settles them.

    Raises:
        VenueUnavailableError: the orders could not be read; looked at by the next sweep.
    """
    ended = _just_ended(desk, account)
    ids = [
        order.venue_order_id
        for position in ended
        for order in position.orders
        if order.venue_order_id is not None and not order.venue_order_id.startswith(BY_HAND)
    ]
    if not ids:
        return []
    seen = desk.venue_for(account).orders(ids)
    late = [position for position in ended if filled_late(position, seen) is not None]
    return [each.position_id for each in late if _reopen(each, desk)]


def _just_ended(desk: Desk, account: Mode) -> list[Position]:
    now = desk.clock.now()
    results = desk.positions.watch(account.value).results
    recent = [each for each in results if now - each.closed_at < SETTLED_AFTER]
    loaded = (desk.positions.load(each.position_id) for each in recent)
    return [each for each in loaded if each is not None and each.state is PositionState.CLOSED]


def _reopen(position: Position, desk: Desk) -> bool:
    now = desk.clock.now()
    leased = desk.positions.take_lease(
        position.position_id, owner=desk.owner, now=now, until=now + desk.lease
    )
    if leased is None:
        return False
    try:
        present, _ = leased
        ids = [each.venue_order_id for each in present.orders if each.venue_order_id is not None]
        found = filled_late(present, desk.venue_for(present.mode).orders(ids))
        if found is None or present.state is not PositionState.CLOSED:
            return False
        changed, note = found
        stage = stage_of(present.version + 1)
        desk.positions.save(
            changed,
            owner=desk.owner,
            releases=reopening_changes(present, now),
            journal=journal_entries(present.position_id, [note], stage=stage, at=now),
        )
    finally:
        desk.positions.release_lease(position.position_id, owner=desk.owner)
    logger.warning("filled late", extra={"position_id": position.position_id})
    return True
