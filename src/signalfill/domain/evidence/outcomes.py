"""What a run's results are as outcomes by lane (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from signalfill.domain.evidence.results import Lane, SignalResult
from signalfill.domain.evidence.statistics import SignalR

EDITED_SOON = timedelta(minutes=2)
"""An edit within it mends a typo; a later one may know the outcome."""


def r_of(result: SignalResult, lane: Lane) -> Decimal | None:
    """None where the lane did not trade it."""
    return {
        Lane.WORST: result.obtainable_worst_r,
        Lane.BEST: result.obtainable_best_r,
        Lane.ACHIEVED: result.achieved_r,
    }[lane]


def outcomes_of(results: Iterable[SignalResult], lane: Lane = Lane.WORST) -> list[SignalR]:
    """Of what the lane traded; what was not filled made 0 R and is there, what was refused not."""
    known = ((each, r_of(each, lane)) for each in results)
    return [SignalR(date.fromisoformat(each.day), r) for each, r in known if r is not None]


def was_edited_late(result: SignalResult) -> bool:
    """Its last text alone is known, and may have been written after the outcome."""
    after = result.edited_after_seconds
    return after is not None and timedelta(seconds=after) > EDITED_SOON
