"""Results to be summed, with what a test wants to say and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from signalfill.domain.evidence.results import SignalOutcome, SignalResult
from signalfill.domain.side import Side


def result(claimed: str | None = None, worst: str | None = None, **changes: object) -> SignalResult:
    """Filled and taken by the account as it was alone, unless it says otherwise."""
    r = None if worst is None else Decimal(worst)
    given: dict[str, object] = {
        "signal_id": "1-0",
        "channel_id": "1",
        "author_id": "7",
        "product": "SOL-USD",
        "base": "SOL",
        "side": Side.LONG,
        "posted_at": datetime(2026, 3, 2, 13, tzinfo=UTC),
        "day": "2026-03-02",
        "outcome": SignalOutcome.REFUSED if r is None else SignalOutcome.CLOSED,
        "claimed_r": None if claimed is None else Decimal(claimed),
        "obtainable_worst_r": r,
        "obtainable_best_r": r,
        "achieved_r": r,
        "filled": r is not None,
    }
    return SignalResult.model_validate({**given, **changes})
