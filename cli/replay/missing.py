"""What the machine's candles do not tell of a history, and the one command that mends it."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.evidence.results import ReplayRun, SignalResult
from signalfill.domain.values import rfc3339
from signalfill.ports.bars import BarStore, Span

NO_CANDLES = "no_candles"
_ENTRY_PATIENCE = timedelta(hours=25)
_SHOWN = 8


def missing_notes(
    arguments: argparse.Namespace, run: ReplayRun, store: BarStore
) -> tuple[str, ...]:
    """Sentences for the page and the terminal; what can be fetched by window is written down.

    Raises:
        InvalidInputError: no signal has any candle: there is nothing to reckon with.
    """
    return (*_without_any(arguments, run), *_beyond(arguments, run, store))


def _without_any(arguments: argparse.Namespace, run: ReplayRun) -> Iterator[str]:
    lacking = [each for each in run.results if each.code == NO_CANDLES]
    if not lacking:
        return
    products = sorted({each.product for each in lacking})
    more = " …" if len(products) > _SHOWN else ""
    files = shlex.join([str(each) for each in arguments.files])
    said = (
        f"{len(lacking)} of {len(run.results)} signals have no candles on this machine "
        f"({', '.join(products[:_SHOWN])}{more}): signalfill candles fetch {files}"
    )
    if len(lacking) == len(run.results):
        raise InvalidInputError(said)
    yield said


def _beyond(arguments: argparse.Namespace, run: ReplayRun, store: BarStore) -> Iterator[str]:
    windows = [
        (each.product, span) for each in run.results for span in _uncovered(each, run, store)
    ]
    if not windows:
        return
    path = _windows_path(arguments)
    path.write_text("".join(f"{_line(*each)}\n" for each in windows), encoding="utf-8")
    yield (
        f"{len(windows)} stretches of trades lie beyond the candles here, and count as if nothing "
        f"had been traded in them: signalfill candles fetch --windows {shlex.quote(str(path))}"
    )


def _uncovered(result: SignalResult, run: ReplayRun, store: BarStore) -> Iterator[Span]:
    bars = store.bars(result.product) if result.product else None
    if bars is None or result.obtainable_worst_r is None or run.ends_at is None:
        return
    end = result.closed_at
    if end is None:
        patience = result.posted_at + _ENTRY_PATIENCE
        end = max(run.ends_at, patience) if result.filled else patience
    if end > result.posted_at:
        yield from bars.uncovered(Span(result.posted_at, end))


def _windows_path(arguments: argparse.Namespace) -> Path:
    out: Path = arguments.out or Path("report.html")
    return out.with_suffix(".windows.jsonl")


def _line(product_id: str, span: Span) -> str:
    since, until = rfc3339(span.since), rfc3339(span.until)
    return json.dumps({"product_id": product_id, "since": since, "until": until})
