"""A signal's candles, small: at most 96 a chart, each price 16 bits of its chart's range."""

from __future__ import annotations

import itertools
import math
import sys
from array import array
from base64 import b64encode
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from signalfill.domain.evidence.results import SignalResult
from signalfill.ports.bars import Bars

MOST = 96
_FULL = 0xFFFE
_GAP = 0xFFFF
"""Stands for a candle of no trade."""
_BEFORE = timedelta(minutes=40)
_NOT_FILLED = timedelta(hours=8)
_STEPS = (1, 2, 3, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080)
_MINUTE = 60


def chart_of(result: SignalResult, bars: Bars) -> dict[str, Any] | None:
    """From shortly before the message until shortly after the end; None where there is no bar."""
    since, until = _span(result)
    minutes = max(1, int((until - since).total_seconds()) // _MINUTE)
    step = next((each for each in _STEPS if each * MOST >= minutes), _STEPS[-1])
    first = int(since.timestamp()) // (step * _MINUTE) * step * _MINUTE
    candles = _candles(bars, since, first, step, math.ceil(minutes / step) + 1)
    known = [each for each in candles if each is not None]
    if not known:
        return None
    low, high = min(each[2] for each in known), max(each[1] for each in known)
    return {
        "s": first,
        "d": step * _MINUTE,
        "lo": str(low),
        "hi": str(high),
        "b": _packed(candles, low, high),
    }


def _span(result: SignalResult) -> tuple[datetime, datetime]:
    until = result.closed_at
    if until is None or until <= result.posted_at:
        until = result.posted_at + _NOT_FILLED
    margin = max(_BEFORE, (until - result.posted_at) / 8)
    return result.posted_at - margin, until + margin


type _Candle = tuple[Decimal, Decimal, Decimal, Decimal] | None


def _candles(bars: Bars, since: datetime, first: int, step: int, number: int) -> list[_Candle]:
    begin = datetime.fromtimestamp(first, since.tzinfo)
    at = [bars.finished(begin + timedelta(minutes=each * step)) for each in range(number + 1)]
    return [_candle(bars, *pair) for pair in itertools.pairwise(at)]


def _candle(bars: Bars, number: int, end: int) -> _Candle:
    if end <= number:
        return None
    return (
        bars.bar(number).open,
        bars.high(number, end),
        bars.low(number, end),
        bars.last(end - 1),
    )


def _packed(candles: list[_Candle], low: Decimal, high: Decimal) -> str:
    scale = _FULL / float(high - low) if high > low else 0.0
    prices = array("H")
    for each in candles:
        if each is None:
            prices.extend([_GAP] * 4)
        else:
            prices.extend(round(float(price - low) * scale) for price in each)
    if sys.byteorder == "big":
        prices.byteswap()
    return b64encode(prices.tobytes()).decode()
