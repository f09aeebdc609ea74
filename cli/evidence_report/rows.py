"""One line for each signal; its story opens below."""

from __future__ import annotations

from dataclasses import dataclass

from cli.evidence_report.inputs import ReportInput
from cli.evidence_report.words import duration, in_r, plainly, signed, tone
from signalfill.domain.evidence.results import SignalOutcome, SignalResult


@dataclass(frozen=True, slots=True)
class SignalRow:
    """`kind` is what the filter above the list asks for."""

    at: str
    coin: str
    side: str
    r: str
    tone: str
    kind: str
    what: str
    detail: str


def rows_of(page: ReportInput) -> list[SignalRow]:
    return [_row(each) for each in page.run.results]


def _row(result: SignalResult) -> SignalRow:
    worst = result.obtainable_worst_r
    return SignalRow(
        at=f"{result.posted_at:%d %b %Y %H:%M}",
        coin=result.base or "?",
        side=result.side.value,
        r=in_r(worst),
        tone=tone(worst),
        kind=_kind(result),
        what=_what(result),
        detail=_detail(result),
    )


def _kind(result: SignalResult) -> str:
    if result.outcome is SignalOutcome.REFUSED:
        return "refused"
    if not result.filled:
        return "unfilled"
    return "won" if (result.obtainable_worst_r or 0) > 0 else "lost"


def _what(result: SignalResult) -> str:
    if result.outcome is SignalOutcome.REFUSED:
        return f"refused: {plainly(result.code)}"
    return plainly(result.outcome.value)


def _detail(result: SignalResult) -> str:
    parts = []
    if result.obtainable_best_r is not None:
        parts.append(f"kindest {signed(result.obtainable_best_r)}")
    if result.achieved_r is not None:
        parts.append(f"achieved {signed(result.achieved_r)}")
    elif result.achieved_code and result.outcome is not SignalOutcome.REFUSED:
        parts.append(f"account: {plainly(result.achieved_code)}")
    if result.minutes_open:
        parts.append(duration(result.minutes_open))
    if result.undecidable:
        parts.append("undecidable by minute candles")
    return " · ".join(parts)
