"""What the page's own script draws: courses by day, and each signal's story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from cli.evidence_report.candles import chart_of
from cli.evidence_report.inputs import ReportInput, Told
from cli.evidence_report.words import in_r
from signalfill.domain.evidence.outcomes import outcomes_of
from signalfill.domain.evidence.resampling import band
from signalfill.domain.evidence.results import Lane, SignalResult, TradeFill
from signalfill.domain.evidence.statistics import SignalR, by_day
from signalfill.domain.values import plain
from signalfill.domain.verdict import GateResult

MOST_CHARTS = 2_000
"""The last so many signals have candles: more would not fit a page that a phone opens."""
_LONGEST_TEXT = 4_000


def payload(page: ReportInput) -> str:
    """JSON that may stand in a script element: nothing in it can end that element."""
    written = json.dumps(
        {"courses": _courses(page), "signals": _signals(page)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        written = written.replace(character, escape)
    # Line ends in JavaScript, none in JSON.
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _courses(page: ReportInput) -> dict[str, Any]:
    """Running sums in R at the end of each day with signals."""
    results = page.run.results
    worst = outcomes_of(results)
    claimed = [
        SignalR(date.fromisoformat(each.day), each.claimed_r)
        for each in results
        if each.claimed_r is not None
    ]
    bounds = band(by_day(worst))
    return {
        "claimed": _course(claimed),
        "best": _course(outcomes_of(results, Lane.BEST)),
        "worst": _course(worst),
        "achieved": _course(outcomes_of(results, Lane.ACHIEVED)),
        "low": _bound(worst, [each.lower for each in bounds]),
        "high": _bound(worst, [each.upper for each in bounds]),
    }


def _course(outcomes: Sequence[SignalR]) -> list[tuple[str, float]]:
    height, points = 0.0, []
    for each in by_day(outcomes):
        height += each.total
        points.append((each.day.isoformat(), round(height, 2)))
    return points


def _bound(outcomes: Sequence[SignalR], heights: Sequence[float]) -> list[tuple[str, float]]:
    days = by_day(outcomes)
    named = [each.day.isoformat() for each in days]
    return [(day, round(at, 2)) for day, at in zip(named, heights, strict=True)]


def _signals(page: ReportInput) -> list[dict[str, Any]]:
    first_with_chart = len(page.run.results) - MOST_CHARTS
    return [
        _signal(page, each, with_chart=number >= first_with_chart)
        for number, each in enumerate(page.run.results)
    ]


def _signal(page: ReportInput, result: SignalResult, *, with_chart: bool) -> dict[str, Any]:
    told = page.told.get(result.signal_id, Told())
    story: dict[str, Any] = {
        "id": result.signal_id,
        "text": told.text[:_LONGEST_TEXT],
        "read": list(told.read_as),
        "gates": _gates(told.gates),
        "account": _gates(told.account_gates),
        "claimed": in_r(result.claimed_r),
        "levels": _levels(result),
        "fills": [_fill(each) for each in result.fills],
    }
    bars = page.bars.bars(result.product) if page.bars and result.product and with_chart else None
    chart = chart_of(result, bars) if bars is not None else None
    if chart is not None:
        story["chart"] = chart
    return story


def _gates(gates: Sequence[GateResult]) -> list[list[str | int]]:
    return [[each.gate, int(each.passed), each.value, each.threshold] for each in gates]


def _levels(result: SignalResult) -> dict[str, Any]:
    return {
        "entry": [plain(each) for each in result.entry_prices],
        "stop": None if result.stop_price is None else plain(result.stop_price),
        "targets": [plain(each) for each in result.take_profits],
    }


def _fill(fill: TradeFill) -> list[str | int]:
    return [
        int(fill.at.timestamp()),
        fill.side.value,
        fill.purpose.value,
        plain(fill.price),
        plain(fill.base_size),
        plain(fill.commission),
        "maker" if fill.is_maker else "taker",
    ]
