"""The candles that this machine keeps: a file for each source, product and month.

<folder>/coinbase/BTC-USD/2026-03.npz
<folder>/coinbase/BTC-USD/product.json      increments and minimums, or that it is not listed
<folder>/own_file/BTC-USD/2026-03.npz
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from signalfill.adapters.candles.bars import ColumnBars
from signalfill.adapters.candles.columns import Columns, columns_of, compact, joined, no_columns
from signalfill.adapters.candles.month_file import (
    Month,
    header_of,
    read_month,
    write_month,
)
from signalfill.adapters.candles.spans import (
    Minutes,
    missing,
    moment_of,
    months,
    union,
    whole_minutes,
)
from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.product import Product
from signalfill.domain.values import rfc3339
from signalfill.ports.bars import BarsSource, Span

SETTLED = timedelta(hours=1)
"""A minute is final an hour after its end; until then it is not kept."""

_PRODUCT = re.compile(r"[A-Z0-9]{1,20}-[A-Z0-9]{2,10}")
_TRUSTED_FIRST = (BarsSource.COINBASE, BarsSource.OWN_FILE, BarsSource.DEMO)


class KeptMonth(NamedTuple):
    """One file, as `candles show` lists it."""

    path: Path
    size: int
    month: Month


class CandleStore:
    """`BarStore` (ports/bars.py) over files. The venue's own candles go before a user's.

    Who fetches has `in_memory` what he read, and asks often; who replays reads each file once.
    """

    def __init__(self, folder: Path, *, in_memory: bool = False) -> None:
        self._folder = folder
        self._in_memory = in_memory
        self._months: dict[Path, Month] = {}
        self._read: dict[str, ColumnBars | None] = {}

    def bars(self, product_id: str) -> ColumnBars | None:
        """Read once, and again after more was kept here."""
        if product_id not in self._read:
            self._read[product_id] = self._bars(product_id)
        return self._read[product_id]

    def _bars(self, product_id: str) -> ColumnBars | None:
        for source in _TRUSTED_FIRST:
            kept = [self._month(path) for path in self._paths(source, product_id)]
            if kept:
                columns = compact(joined([each.columns for each in kept]))
                covered = union(span for each in kept for span in each.covered)
                return ColumnBars(columns, covered, source)
        return None

    def product(self, product_id: str) -> Product | None:
        """Open for all orders: what its market allows today says nothing of then."""
        kept = self._listing(product_id)
        if kept is None or kept["product"] is None:
            return None
        flags = ("product_id", "base", "quote", "base_increment", "price_increment")
        minimums = ("base_min_size", "quote_min_size")
        try:
            known = {name: kept["product"][name] for name in (*flags, *minimums)}
            return Product.model_validate(known)
        except (KeyError, TypeError, ValidationError):
            path = self._product_path(product_id)
            raise InvalidInputError(f"{path}: is damaged: delete it and fetch again") from None

    def is_unlisted(self, product_id: str) -> bool:
        kept = self._listing(product_id)
        return kept is not None and kept["product"] is None

    def keep_product(self, product_id: str, product: Product | None, asked_at: datetime) -> None:
        """None: the venue has no such product."""
        body = None if product is None else json.loads(product.model_dump_json())
        path = self._product_path(product_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        unfinished.write_text(json.dumps({"asked_at": rfc3339(asked_at), "product": body}))
        unfinished.replace(path)

    def uncovered(self, product_id: str, source: BarsSource, span: Span) -> list[Minutes]:
        """What of the span's minutes was never kept."""
        wanted = whole_minutes(span)
        paths = [self._month_path(source, product_id, month) for month, _ in months([wanted])]
        known = [each for path in paths if path.exists() for each in self._month(path).covered]
        return missing(wanted, union(known))

    def first_minute(self, product_id: str) -> datetime | None:
        """The earliest minute in which the venue is known to have traded it."""
        kept = (self._month(each) for each in self._paths(BarsSource.COINBASE, product_id))
        return next((each.header.first for each in kept if each.header.first), None)

    def keep(
        self,
        product_id: str,
        source: BarsSource,
        candles: Iterable[PriceCandle],
        covered: Iterable[Minutes],
        *,
        fetched_at: datetime,
        traded_as: str = "",
    ) -> None:
        """Adds to what is there. `covered`: the minutes of which all is known now.

        Raises:
            InvalidInputError: a candle is none, or what is stored cannot be read.
        """
        self._read.pop(product_id, None)
        columns = columns_of(candles)
        by_month: dict[str, list[Minutes]] = {}
        for month, span in months(union(covered)):
            by_month.setdefault(month, []).append(span)
        for month, spans in by_month.items():
            path = self._month_path(source, product_id, month)
            before = self._month(path) if path.exists() else None
            known = [] if before is None else before.covered
            names = () if before is None else before.header.traded_as
            new = [columns.between(since, until) for since, until in spans]
            whole = joined([no_columns() if before is None else before.columns, *new])
            header = header_of(
                (source, product_id, month),
                whole,
                traded_as=[*names, *([traded_as] if traded_as else [])],
                span=_span(whole),
                fetched_at=fetched_at,
            )
            now = Month(header, whole, union([*known, *spans]))
            write_month(path, now)
            if self._in_memory:
                self._months[path] = now

    def kept(self) -> Iterator[KeptMonth]:
        """Every file, by source, product and month.

        Raises:
            InvalidInputError: one of them is damaged.
        """
        for path in sorted(self._folder.glob("*/*/*.npz")):
            yield KeptMonth(path, path.stat().st_size, read_month(path))

    def files(self) -> Sequence[Path]:
        """Those of months, readable or not."""
        return sorted(self._folder.glob("*/*/*.npz"))

    def _month(self, path: Path) -> Month:
        month = self._months.get(path) or read_month(path)
        if self._in_memory:
            self._months[path] = month
        return month

    def _paths(self, source: BarsSource, product_id: str) -> list[Path]:
        return sorted(self._product_folder(source, product_id).glob("*.npz"))

    def _month_path(self, source: BarsSource, product_id: str, month: str) -> Path:
        return self._product_folder(source, product_id) / f"{month}.npz"

    def _product_path(self, product_id: str) -> Path:
        return self._product_folder(BarsSource.COINBASE, product_id) / "product.json"

    def _product_folder(self, source: BarsSource, product_id: str) -> Path:
        if not _PRODUCT.fullmatch(product_id):
            raise InvalidInputError(f"{product_id[:40]!r} is no product: write it as BTC-USD")
        return self._folder / source / product_id

    def _listing(self, product_id: str) -> dict[str, dict[str, object] | None] | None:
        path = self._product_path(product_id)
        try:
            found = json.loads(path.read_text())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict) or "product" not in found:
            raise InvalidInputError(f"{path}: is damaged: delete it and fetch again")
        return found


def _span(columns: Columns) -> tuple[datetime | None, datetime | None]:
    if not len(columns):
        return None, None
    return moment_of(int(columns.start[0])), moment_of(int(columns.start[-1]))
