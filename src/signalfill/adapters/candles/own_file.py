"""Candles that the user brings: CSV, and Parquet where pyarrow is installed.

Columns: start, open, high, low, close, volume. `start` is RFC 3339 with an offset, or seconds or
milliseconds since 1970. Every minute between the first and the last counts as known: one that is
not there had no trade. They are kept apart from the venue's, as priced elsewhere.
"""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from signalfill.adapters.candles.spans import MINUTE, Minutes, minute_of
from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.values import decimal_or_none

COLUMNS = ("start", "open", "high", "low", "close", "volume")
_MILLISECONDS = 10**11
"""Larger numbers cannot be seconds: that would be the year 5138."""


def read_own_file(path: Path) -> tuple[list[PriceCandle], Minutes]:
    """The minutes of the file, and the stretch of which all is known now.

    Raises:
        InvalidInputError: the file cannot be read, or holds no one-minute candles.
    """
    rows = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    candles = [_candle(row, path, number) for number, row in rows]
    if not candles:
        raise InvalidInputError(f"{path}: holds no candle")
    minutes = sorted({minute_of(each.start) for each in candles})
    steps = [later - earlier for earlier, later in pairwise(minutes)]
    if min(steps, default=1) > 1:
        raise InvalidInputError(f"{path}: candles of {min(steps)} minutes; those of one are needed")
    return candles, (minutes[0], minutes[-1] + 1)


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check(reader.fieldnames or (), path)
            yield from enumerate(reader, start=2)
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInputError(f"{path}: is no CSV in UTF-8") from None


def _parquet(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        raise InvalidInputError(f"{path}: pyarrow is needed: pip install pyarrow") from None
    try:
        table = parquet.read_table(path)
    except (OSError, ValueError) as error:
        raise InvalidInputError(f"{path}: is no Parquet file ({type(error).__name__})") from None
    _check(table.column_names, path)
    for batch in table.to_batches():
        yield from enumerate(batch.to_pylist(), start=1)


def _check(names: Iterable[str], path: Path) -> None:
    lacking = [name for name in COLUMNS if name not in set(names)]
    if lacking:
        raise InvalidInputError(f"{path}: has no column {', '.join(lacking)}")


def _candle(row: Mapping[str, object], path: Path, number: int) -> PriceCandle:
    start = _start(row["start"])
    values = [decimal_or_none(str(row[name])) for name in COLUMNS[1:]]
    found = [each for each in values if each is not None]
    if start is None or len(found) < len(values):
        raise InvalidInputError(f"{path}: row {number} is no candle of a minute")
    opened, high, low, close, volume = found
    return PriceCandle(start, opened, high, low, close, volume)


def _start(value: object) -> datetime | None:
    """None where it is no whole minute of a known time zone."""
    moment = value if isinstance(value, datetime) else _moment(str(value))
    if moment is None or moment.tzinfo is None:
        return None
    return None if (moment - datetime.min.replace(tzinfo=UTC)) % MINUTE else moment.astimezone(UTC)


def _moment(text: str) -> datetime | None:
    try:
        if text.isascii() and text.isdigit():
            number = int(text)
            return datetime.fromtimestamp(number / (1000 if number > _MILLISECONDS else 1), UTC)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
