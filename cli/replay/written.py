"""A run as files that other programs read: JSON lines, CSV, Parquet where pyarrow is there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.evidence.results import ReplayRun, SignalResult, run_lines

_LISTS = ("entry_prices", "take_profits")
_LEFT_OUT = {"fills"}
COLUMNS = tuple(name for name in SignalResult.model_fields if name not in _LEFT_OUT)


def write(run: ReplayRun, path: Path) -> None:
    """By the file's ending: .jsonl, .csv or .parquet.

    Raises:
        InvalidInputError: another ending, or no pyarrow for Parquet.
    """
    match path.suffix:
        case ".jsonl":
            path.write_text("".join(f"{line}\n" for line in run_lines(run)), encoding="utf-8")
        case ".csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                writer.writeheader()
                writer.writerows(_rows(run))
        case ".parquet":
            _write_parquet(run, path)
        case _:
            raise InvalidInputError(f"{path}: must end in .jsonl, .csv or .parquet")


def _rows(run: ReplayRun) -> Iterator[dict[str, Any]]:
    """Numbers as text, exact; lists with a blank between."""
    for each in run.results:
        row = each.model_dump(mode="json", exclude=_LEFT_OUT)
        yield row | {name: " ".join(row[name]) for name in _LISTS}


def _write_parquet(run: ReplayRun, path: Path) -> None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - who writes no Parquet does without
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError:
        raise InvalidInputError("Parquet needs pyarrow: pip install pyarrow") from None
    rows = list(_rows(run))
    columns = {name: [_text(row[name]) for row in rows] for name in COLUMNS}
    parquet.write_table(pa.table(columns), path)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
