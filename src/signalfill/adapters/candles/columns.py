"""Bars as columns of whole numbers: a year of a coin's minutes in a few megabytes, all exact.

Prices are ticks of the coarsest power of ten in which all of them are whole: what the venue's
increment was at the time need not be known. Volumes too, rounded down where they would not fit:
less volume never makes a fill better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signalfill.adapters.candles.spans import minute_of
from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.domain.errors import InvalidInputError

type Numbers = NDArray[np.signedinteger[Any]]

PRICES = ("open", "high", "low", "close")
_LARGEST = (1 << 63) - 1
_MOST_DIGITS = 18
_VOLUME_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Columns:
    """`start` in minutes since 1970, rising; a price is its number x 10^-price_digits."""

    start: Numbers
    open: Numbers
    high: Numbers
    low: Numbers
    close: Numbers
    volume: Numbers
    price_digits: int = 0
    volume_digits: int = 0

    def __len__(self) -> int:
        return len(self.start)

    @property
    def increment(self) -> Decimal:
        return Decimal(1).scaleb(-self.price_digits)

    @property
    def volume_unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.volume_digits)

    def rows(self, first: int, end: int) -> Columns:
        cut = (numbers[first:end] for numbers in self.parts())
        return made_of(cut, self.price_digits, self.volume_digits)

    def between(self, since: int, until: int) -> Columns:
        """The bars that start from the minute `since` to before `until`."""
        first, end = np.searchsorted(self.start, (since, until))
        return self.rows(int(first), int(end))

    def parts(self) -> tuple[Numbers, ...]:
        return (self.start, self.open, self.high, self.low, self.close, self.volume)


def made_of(parts: Iterable[Numbers], price_digits: int = 0, volume_digits: int = 0) -> Columns:
    """From the columns in the order of `parts`."""
    start, opened, high, low, close, volume = parts
    return Columns(start, opened, high, low, close, volume, price_digits, volume_digits)


def no_columns() -> Columns:
    return made_of(np.zeros(0, dtype=np.int64) for _ in range(6))


def columns_of(candles: Iterable[PriceCandle]) -> Columns:
    """In the order of time; of two for one minute the last given counts.

    Raises:
        InvalidInputError: a price is no price, or has more digits than any price.
    """
    by_minute = {minute_of(each.start): each for each in candles}
    minutes = sorted(by_minute)
    bars = [by_minute[each] for each in minutes]
    digits = max((_digits(getattr(bar, name)) for bar in bars for name in PRICES), default=0)
    prices = [_whole([getattr(bar, name) for bar in bars], digits) for name in PRICES]
    volumes = [bar.base_volume for bar in bars]
    volume_digits = _volume_digits(volumes)
    parts = (np.array(minutes, dtype=np.int64), *prices, _whole(volumes, volume_digits))
    columns = made_of(parts, digits, volume_digits)
    _check(columns)
    return columns


def joined(parts: Sequence[Columns]) -> Columns:
    """All of them in the order of time; of two for one minute the later part's counts."""
    parts = [each for each in parts if len(each)]
    if not parts:
        return no_columns()
    digits = max(each.price_digits for each in parts)
    room = min(each.volume_digits + _room(each.volume) for each in parts)
    volume_digits = min(room, max(each.volume_digits for each in parts))
    fitting = [_rescaled(each, digits, volume_digits) for each in parts]
    start = np.concatenate([each.start for each in fitting])
    # Of equal minutes the last one stays: the order is turned, and the first of each taken.
    _, backward = np.unique(start[::-1], return_index=True)
    order = len(start) - 1 - backward
    columns = zip(*(each.parts() for each in fitting), strict=True)
    whole = [np.concatenate(each)[order] for each in columns]
    return made_of(whole, digits, volume_digits)


def _rescaled(columns: Columns, digits: int, volume_digits: int) -> Columns:
    finer = 10 ** (digits - columns.price_digits)
    for name in PRICES if finer > 1 else ():
        if len(columns) and int(getattr(columns, name).max()) > _LARGEST // finer:
            raise InvalidInputError("prices of one product have more digits than can be kept")
    by = volume_digits - columns.volume_digits
    volume = columns.volume.astype(np.int64)
    prices = (getattr(columns, name).astype(np.int64) * finer for name in PRICES)
    fitting = volume * 10**by if by >= 0 else volume // 10**-by
    return made_of((columns.start.astype(np.int64), *prices, fitting), digits, volume_digits)


def _room(volume: Numbers) -> int:
    """How many more digits fit."""
    largest = int(volume.max()) if len(volume) else 0
    return max(0, len(str(_LARGEST // max(largest, 1))) - 1)


def _digits(value: Decimal) -> int:
    if not value.is_finite() or value <= 0:
        raise InvalidInputError(f"{value} is no price")
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    if digits > _MOST_DIGITS:
        raise InvalidInputError(f"{value} has more digits than any price")
    return max(0, digits)


def _volume_digits(volumes: Sequence[Decimal]) -> int:
    if any(not each.is_finite() or each < 0 for each in volumes):
        raise InvalidInputError("a volume is no volume")
    largest = max(volumes, default=Decimal(0))
    for digits in range(_VOLUME_DIGITS, -1, -1):
        if largest.scaleb(digits) <= _LARGEST:
            return digits
    raise InvalidInputError(f"{largest} is more than any volume")


def _whole(values: Sequence[Decimal], digits: int) -> Numbers:
    numbers = [int(each.scaleb(digits).to_integral_value(ROUND_FLOOR)) for each in values]
    if max(numbers, default=0) > _LARGEST:
        raise InvalidInputError("a price has more digits than any price")
    return np.array(numbers, dtype=np.int64)


def _check(columns: Columns) -> None:
    """A bar that contradicts itself would fill orders where nothing traded."""
    inside = (columns.low <= np.minimum(columns.open, columns.close)) & (
        columns.high >= np.maximum(columns.open, columns.close)
    )
    if not bool(inside.all()):
        raise InvalidInputError("a candle's open or close lies outside its low and high")


def compact(columns: Columns) -> Columns:
    """The same numbers in half the bytes, where they fit."""
    small = np.iinfo(np.int32)
    parts = (
        each.astype(np.int32) if not len(each) or int(each.max()) <= small.max else each
        for each in columns.parts()
    )
    return made_of(parts, columns.price_digits, columns.volume_digits)
