"""Reads the candle that a position's stop counts on, and judges it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from signalfill.domain.errors import SignalfillError
from signalfill.domain.position import Position
from signalfill.domain.product import MinuteClose
from signalfill.domain.protection.close_stop import LOOKBACK, due_close, judge, timeframe_of
from signalfill.domain.step import Note
from signalfill.ports import Venue

logger = logging.getLogger(__name__)


def judge_close(position: Position, venue: Venue, *, now: datetime, notes: list[Note]) -> Position:
    """The position, judged once for each candle.

    A candle that cannot be read holds up nothing else.
    """
    closed_at = due_close(position, now)
    if closed_at is None or position.close_stop is None:
        return position
    frame = timeframe_of(position.close_stop.frame) or LOOKBACK
    minutes: Sequence[MinuteClose] = ()
    try:
        since = closed_at - min(frame, LOOKBACK)
        minutes = venue.minute_closes(position.product_id, since=since)
    except SignalfillError as error:
        extra = {"position_id": position.position_id, "error": str(error)}
        logger.warning("candles not read", extra=extra)
    return judge(position, closed_at, minutes, now=now, notes=notes)
