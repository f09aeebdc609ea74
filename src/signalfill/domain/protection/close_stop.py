"""A stop that counts on a candle's close: judged once for each candle, from its minutes (pure).

The venue's stops know trades only. Under `catastrophe` a wider stop rests there, and the sweep
sells by the normal exit when a candle of the signal's time frame closes beyond the named level.
A candle that the venue does not show is never guessed: the wide stop stays, and the user is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from signalfill.domain.ending import close
from signalfill.domain.holding import average_entry_price
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.planning.entries import widened
from signalfill.domain.position import CloseStop, Position, PositionState
from signalfill.domain.product import MinuteClose, Product, rounded_ahead, rounded_back
from signalfill.domain.rules import Rules, StopOnClose
from signalfill.domain.signal import Signal
from signalfill.domain.step import Note
from signalfill.domain.values import plain

MINUTE = timedelta(minutes=1)
SETTLE = timedelta(seconds=2)
"""How long the venue gets to write a candle down."""
CANDLE_TIMEOUT = timedelta(seconds=60)
"""A candle that is not shown by then counts as missing."""
LOOKBACK = timedelta(hours=1)
"""A candle without a trade in its last hour has no close that we would sell by."""
_FRAME = re.compile(r"(\d+)(m|h|d|w)")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_WHOLE = (timedelta(hours=1), timedelta(days=1))
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
"""Weeks begin on Mondays, everything shorter divides the UTC day."""


def timeframe_of(text: str | None) -> timedelta | None:
    """The length of `5m`, `4h`, `1d` or `1w`; None for a frame that charts do not share."""
    found = _FRAME.fullmatch(text or "")
    if found is None or int(found[1]) == 0:
        return None
    frame = int(found[1]) * _UNITS[found[2]]
    if frame == _UNITS["w"] or any(whole % frame == timedelta(0) for whole in _WHOLE):
        return frame
    return None


def last_close(frame: timedelta, now: datetime) -> datetime:
    """When the newest finished candle closed."""
    return now - (now - _MONDAY) % frame


def close_stop_of(
    signal: Signal, rules: Rules, product: Product, now: datetime
) -> CloseStop | None:
    """The stop on a candle's close; candles count from `now` on.

    None: the venue's stop stands at the level.
    """
    if signal.stop_on_close is None or rules.stop_on_close is not StopOnClose.CATASTROPHE:
        return None
    if signal.stop_loss is None or timeframe_of(signal.stop_on_close) is None:
        return None
    return CloseStop(
        price=product.stop_price(signal.stop_loss, signal.side),
        frame=signal.stop_on_close,
        factor=rules.catastrophe_factor,
        judged_until=now,
    )


def unjudged_close(position: Position, now: datetime) -> datetime | None:
    """The newest candle close not judged yet. After downtime only the last one counts."""
    stop = position.close_stop
    frame = timeframe_of(stop.frame) if stop is not None else None
    if stop is None or frame is None:
        return None
    if position.state in {PositionState.CLOSING, PositionState.CLOSED}:
        return None
    closed_at = last_close(frame, now)
    return closed_at if closed_at > stop.judged_until else None


def due_close(position: Position, now: datetime) -> datetime | None:
    """The same, once the venue had its time to write it down."""
    closed_at = unjudged_close(position, now)
    return closed_at if closed_at is not None and now - closed_at >= SETTLE else None


def judge(
    position: Position,
    closed_at: datetime,
    minutes: Sequence[MinuteClose],
    *,
    now: datetime,
    notes: list[Note],
) -> Position:
    """Asks for the exit where the candle closed beyond the level."""
    stop = position.close_stop
    if stop is None:
        return position
    price = _closing_price(closed_at, minutes)
    if price is None and now - closed_at < CANDLE_TIMEOUT:
        return position
    judged = stop.model_copy(update={"judged_until": closed_at})
    if price is None:
        text = f"no {stop.frame} candle until {closed_at:%H:%M} UTC: only the wide stop stands"
        notes.append(Note(Event.CLOSE_UNKNOWN, text, notice=NoticeKind.QUESTION))
    elif position.side.is_ahead(stop.price, price):
        text = f"the {stop.frame} candle closed at {plain(price)}, beyond {plain(stop.price)}"
        notes.append(Note(Event.STOPPED_ON_CLOSE, text))
        judged = judged.model_copy(update={"hit_at": closed_at})
        return close(position).model_copy(update={"close_stop": judged})
    return position.model_copy(update={"close_stop": judged})


def _closing_price(closed_at: datetime, minutes: Sequence[MinuteClose]) -> Decimal | None:
    """The last trade before the close. A later minute, or the last one, shows that it is that."""
    before = [each for each in minutes if each.start < closed_at]
    is_whole = len(before) < len(minutes) or (before and before[-1].start >= closed_at - MINUTE)
    return before[-1].price if before and is_whole else None


def resting_stop(position: Position, level: Decimal) -> Decimal:
    """Where the venue's stop stands for a named level: as much wider as the first one was.

    From the entry on it is not wider: a gain is kept on any trade.
    """
    stop, side = position.close_stop, position.side
    if stop is None:
        return level
    entry = average_entry_price(position) or position.entry_price
    wide = widened(level, entry, stop.factor)
    if side.is_ahead(level, wide):
        return rounded_back(wide, position.price_increment, side)
    return rounded_ahead(level, position.price_increment, side)


def with_level(position: Position, level: Decimal) -> Position:
    """The position with candles judged by the new level; a looser one changes nothing."""
    stop = position.close_stop
    if stop is None:
        return position
    tightest = position.side.foremost(stop.price, level)
    return position.model_copy(update={"close_stop": stop.model_copy(update={"price": tightest})})
