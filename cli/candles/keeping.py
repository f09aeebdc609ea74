"""What is kept: shown, deleted, added to from a file of the user's own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cli.output import ask, print_columns, print_json
from signalfill.adapters.candles.month_file import Month, read_month
from signalfill.adapters.candles.own_file import read_own_file
from signalfill.adapters.candles.store import CandleStore
from signalfill.domain.errors import InvalidInputError
from signalfill.ports.bars import BarsSource

_MEGABYTE = 1_000_000


class Kept(NamedTuple):
    """A file by where it stands; `month` is None where it is damaged."""

    path: Path
    source: str
    product_id: str
    name: str
    month: Month | None


def show(arguments: argparse.Namespace) -> int:
    rows = [_row(each) for each in _kept(arguments.candles)]
    if arguments.json:
        print_json(rows)
        return 0
    if not rows:
        print(f"no candles are kept in {arguments.candles}: signalfill candles fetch EXPORT")
        return 0
    headings = ("product", "month", "source", "known", "bars", "first", "last", "size")
    print_columns(headings, [[str(row[name]) for name in headings] for row in rows])
    size = sum(each.stat().st_size for each in CandleStore(arguments.candles).files())
    print(f"\n{len(rows)} months, {size / _MEGABYTE:.1f} MB in {arguments.candles}")
    return 0


def prune(arguments: argparse.Namespace) -> int:
    named = (arguments.product, arguments.before, arguments.source, arguments.damaged)
    if not (any(named) or arguments.all):
        raise InvalidInputError("say which: --product, --before, --source, --damaged or --all")
    chosen = [each for each in _kept(arguments.candles) if _is_chosen(each, arguments)]
    size = sum(each.path.stat().st_size for each in chosen) / _MEGABYTE
    if chosen and not arguments.yes:
        question = f"delete {len(chosen)} months ({size:.1f} MB)?"
        if not ask(question, expected="yes"):
            return 1
    for each in chosen:
        each.path.unlink(missing_ok=True)
    if arguments.json:
        print_json({"deleted": [str(each.path) for each in chosen]})
    else:
        print(f"{len(chosen)} months deleted ({size:.1f} MB)")
    return 0


def add(arguments: argparse.Namespace) -> int:
    candles, covered = read_own_file(arguments.file)
    CandleStore(arguments.candles).keep(
        arguments.product,
        BarsSource.OWN_FILE,
        candles,
        [covered],
        fetched_at=datetime.now(UTC),
        traded_as=arguments.file.name,
    )
    if arguments.json:
        print_json({"product": arguments.product, "bars": len(candles)})
    else:
        print(
            f"{len(candles):,} minutes of {arguments.product} are kept as priced elsewhere: they "
            "serve where Coinbase's are not there, and never open the way to live"
        )
    return 0


def _kept(folder: Path) -> Iterator[Kept]:
    for path in CandleStore(folder).files():
        try:
            month = read_month(path)
        except InvalidInputError:
            month = None
        yield Kept(path, path.parent.parent.name, path.parent.name, path.stem, month)


def _is_chosen(kept: Kept, arguments: argparse.Namespace) -> bool:
    return (
        (arguments.product is None or kept.product_id == arguments.product)
        and (arguments.before is None or kept.name < arguments.before)
        and (arguments.source is None or kept.source == arguments.source)
        and (not arguments.damaged or kept.month is None)
    )


def _row(kept: Kept) -> dict[str, Any]:
    size = f"{kept.path.stat().st_size / 1000:,.0f} kB"
    row = {"product": kept.product_id, "month": kept.name, "source": kept.source, "size": size}
    if kept.month is None:
        return row | dict.fromkeys(("bars", "first", "last"), "") | {"known": "damaged"}
    header = kept.month.header
    minutes = sum(until - since for since, until in kept.month.covered)
    return row | {
        "known": f"{minutes / 60:,.1f} h",
        "bars": len(kept.month.columns),
        "first": "" if header.first is None else f"{header.first:%Y-%m-%d %H:%M}",
        "last": "" if header.last is None else f"{header.last:%Y-%m-%d %H:%M}",
        "traded_as": list(header.traded_as),
        "fetched_at": header.fetched_at.isoformat(),
        "sha256": header.sha256,
    }
