"""Asks positions to close: everything of theirs, resting entries too."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from signalfill.domain.ending import close
from signalfill.domain.errors import SignalfillError
from signalfill.domain.journal import Event
from signalfill.domain.position import Position, PositionState
from signalfill.domain.step import Note
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of

logger = logging.getLogger(__name__)


def flatten(positions: Iterable[Position], context: TradingContext, *, why: str) -> list[str]:
    """The ids of those that were asked; one that another holds is asked by the next sweep.

    The orders are sent by whoever manages the position next.
    """
    asked = [each for each in positions if not each.close_requested and _ask(each, context, why)]
    return [each.position_id for each in asked]


def _ask(position: Position, context: TradingContext, why: str) -> bool:
    now = context.clock.now()
    leased = context.positions.take_lease(
        position.position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return False
    present, _ = leased
    try:
        if present.close_requested or present.state is PositionState.CLOSED:
            return False
        notes = [Note(Event.FLATTENED, f"to be sold: {why}")]
        context.positions.save(
            close(present),
            owner=context.owner,
            journal=journal_entries(
                present.position_id, notes, stage=stage_of(present.version + 1), at=now
            ),
        )
    except SignalfillError as error:
        extra = {"position_id": position.position_id, "error": str(error)}
        logger.warning("position not flattened", extra=extra)
        return False
    finally:
        context.positions.release_lease(position.position_id, owner=context.owner)
    return True
