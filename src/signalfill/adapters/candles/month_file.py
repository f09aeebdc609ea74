"""One product's month on disk: columns, what of the month is known, and where it is from."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import ValidationError

from signalfill.adapters.candles.columns import Columns, compact, made_of
from signalfill.adapters.candles.spans import Minutes
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.values import Moment, Money, Value
from signalfill.ports.bars import BarsSource

SCHEMA = 1
_NAMES = ("start", "open", "high", "low", "close", "volume")
_UNREADABLE = (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError, ValidationError)


class Header(Value):
    """`sha256` is of the numbers and of all that stands here beside it.

    `traded_as` are the products that the venue was asked for: former names too. `first` is the
    earliest minute that had a trade, None where none had.
    """

    schema_version: int = SCHEMA
    product_id: str
    month: str
    source: BarsSource
    traded_as: tuple[str, ...] = ()
    increment: Money
    volume_unit: Money
    first: Moment | None = None
    last: Moment | None = None
    fetched_at: Moment
    sha256: str = ""


class Month(NamedTuple):
    header: Header
    columns: Columns
    covered: list[Minutes]


def write_month(path: Path, month: Month) -> None:
    """At once or not at all: a reader beside us sees the old month or the new one."""
    columns = compact(month.columns)
    covered = np.array(month.covered, dtype=np.int64).reshape(-1, 2)
    header = month.header.model_copy(update={"sha256": _digest(month.header, columns, covered)})
    written = np.frombuffer(header.model_dump_json().encode(), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            header=written,
            covered=covered,
            start=columns.start,
            open=columns.open,
            high=columns.high,
            low=columns.low,
            close=columns.close,
            volume=columns.volume,
        )
    unfinished.replace(path)


def read_month(path: Path) -> Month:
    """Raises:
    InvalidInputError: it is damaged, was changed, or a newer release wrote it.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            header = Header.model_validate_json(held["header"].tobytes())
            parts = [held[name] for name in _NAMES]
            covered = held["covered"]
        columns = made_of(parts, _digits(header.increment), _digits(header.volume_unit))
        intact = header.sha256 == _digest(header, columns, covered)
    except _UNREADABLE:
        intact = False
    if not intact:
        raise InvalidInputError(
            f"{path}: is damaged, or was changed since it was written: delete it and fetch again"
        )
    return Month(header, columns, [(int(since), int(until)) for since, until in covered])


def header_of(
    key: tuple[BarsSource, str, str],
    columns: Columns,
    *,
    traded_as: Sequence[str],
    span: tuple[datetime | None, datetime | None],
    fetched_at: datetime,
) -> Header:
    source, product_id, month = key
    return Header(
        product_id=product_id,
        month=month,
        source=source,
        traded_as=tuple(sorted(set(traded_as))),
        increment=columns.increment,
        volume_unit=columns.volume_unit,
        first=span[0],
        last=span[1],
        fetched_at=fetched_at,
    )


def _digits(unit: Money) -> int:
    exponent = unit.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _digest(header: Header, columns: Columns, covered: object) -> str:
    digest = hashlib.sha256(header.model_copy(update={"sha256": ""}).model_dump_json().encode())
    for each in (*columns.parts(), np.asarray(covered)):
        digest.update(np.ascontiguousarray(each, dtype="<i8").tobytes())
    return digest.hexdigest()
