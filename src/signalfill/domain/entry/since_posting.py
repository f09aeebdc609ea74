"""What was traded since a message was posted, where a candle alone cannot tell (pure).

Candles are minutes. A wick in the message's own minute came before or after the message. Where
that decides, the single trades are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signalfill.domain.product import PriceRange, TradedPrice
from signalfill.domain.signal import Signal


def is_own_minute_decisive(seen: PriceRange, signal: Signal) -> bool:
    """Whether that minute reached the stop or a target that was not reached later."""
    levels = [*signal.take_profits, *([] if signal.stop_loss is None else [signal.stop_loss])]
    low, high = seen.own_low, seen.own_high
    return any(
        (low is not None and low <= level < seen.low)
        or (high is not None and seen.high < level <= high)
        for level in levels
    )


def with_own_minute(
    seen: PriceRange, trades: Sequence[TradedPrice], posted_at: datetime
) -> PriceRange:
    """The range, with what the trades show since the message.

    Trades that do not reach back to the message leave the minute's extremes possible: they count.
    """
    since = [each.price for each in trades if each.at >= posted_at]
    prices = [seen.low, seen.high, *since]
    if len(since) == len(trades):
        prices += [each for each in (seen.own_low, seen.own_high) if each is not None]
    known = {"low": min(prices), "high": max(prices), "own_low": None, "own_high": None}
    return seen.model_copy(update=known)
