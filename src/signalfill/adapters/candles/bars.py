"""A product's bars over numpy columns: the next touch is found block by block."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np

from signalfill.adapters.candles.columns import Columns, Numbers
from signalfill.adapters.candles.spans import (
    Minutes,
    minute_of,
    missing,
    moment_of,
    whole_minutes,
)
from signalfill.matching.model import EXACT, Candle
from signalfill.ports.bars import BarsSource, Span

_BLOCK = 256
_NEVER = np.iinfo(np.int64)


class ColumnBars:
    """`Bars` (ports/bars.py). `covered` is a union, sorted."""

    def __init__(self, columns: Columns, covered: Sequence[Minutes], source: BarsSource) -> None:
        self._columns = columns
        self._covered = covered
        self._source = source
        self._increment = columns.increment
        blocks = np.arange(0, len(columns), _BLOCK)
        empty = np.zeros(0, dtype=np.int64)
        self._lows: Numbers = np.minimum.reduceat(columns.low, blocks) if len(blocks) else empty
        self._highs: Numbers = np.maximum.reduceat(columns.high, blocks) if len(blocks) else empty

    @property
    def source(self) -> BarsSource:
        return self._source

    def __len__(self) -> int:
        return len(self._columns)

    def start(self, number: int) -> datetime:
        return moment_of(int(self._columns.start[number]))

    def finished(self, moment: datetime) -> int:
        # Of the column's own type: another one would copy the whole column at every call.
        starts = self._columns.start
        return int(starts.searchsorted(starts.dtype.type(minute_of(moment))))

    def first_touch(
        self, number: int, below: Decimal | None, above: Decimal | None, end: int
    ) -> int:
        levels = self._ticks_below(below), self._ticks_above(above)
        bars, blocks = (self._columns.low, self._columns.high), (self._lows, self._highs)
        while number < end:
            block = number // _BLOCK
            stop = min(end, (block + 1) * _BLOCK)
            touched = _first(bars, (number, stop), levels)
            if touched < stop:
                return touched
            number = _first(blocks, (block + 1, -(-end // _BLOCK)), levels) * _BLOCK
        return end

    def bar(self, number: int) -> Candle:
        columns = self._columns
        return Candle(
            open=self._price(columns.open[number]),
            high=self._price(columns.high[number]),
            low=self._price(columns.low[number]),
            close=self._price(columns.close[number]),
            base_volume=int(columns.volume[number]) * columns.volume_unit,
        )

    def low(self, number: int, end: int) -> Decimal:
        return self._price(self._columns.low[number:end].min())

    def high(self, number: int, end: int) -> Decimal:
        return self._price(self._columns.high[number:end].max())

    def last(self, number: int) -> Decimal:
        return self._price(self._columns.close[number])

    def uncovered(self, span: Span) -> Sequence[Span]:
        found = missing(whole_minutes(span), self._covered)
        return [Span(moment_of(since), moment_of(until)) for since, until in found]

    def _price(self, ticks: np.signedinteger[Any]) -> Decimal:
        return int(ticks) * self._increment

    def _ticks_below(self, level: Decimal | None) -> int:
        if level is None or not level.is_finite():
            return int(_NEVER.min)
        return max(int(EXACT.divide_int(level, self._increment)), int(_NEVER.min))

    def _ticks_above(self, level: Decimal | None) -> int:
        if level is None or not level.is_finite():
            return int(_NEVER.max)
        whole = int(EXACT.divide_int(level, self._increment))
        is_between = EXACT.multiply(Decimal(whole), self._increment) < level
        return min(whole + is_between, int(_NEVER.max))


def _first(
    extremes: tuple[Numbers, Numbers], within: tuple[int, int], levels: tuple[int, int]
) -> int:
    """The first number whose low or high touches its level; the range's end where none does."""
    first, end = within
    touches = (extremes[0][first:end] <= levels[0]) | (extremes[1][first:end] >= levels[1])
    where = int(touches.argmax()) if len(touches) else 0
    return first + where if len(touches) and bool(touches[where]) else max(first, end)
