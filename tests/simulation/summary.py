"""One line over many runs: seeds, violations, and how long fills were without a stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil

from tests.simulation.run import Outcome


def summary(outcomes: Sequence[Outcome], *, first: int, seconds: float) -> str:
    broken = sum(bool(outcome.violations) for outcome in outcomes)
    orders = sum(outcome.orders for outcome in outcomes)
    return (
        f"simulation: {len(outcomes)} seeds from {first}, {broken} with violations, "
        f"{sum(outcome.positions for outcome in outcomes)} positions, {orders} orders, "
        f"{seconds:.0f} s; seconds without a stop, p50/p95/max: {_distribution(outcomes)}"
    )


def _distribution(outcomes: Sequence[Outcome]) -> str:
    """All intervals, then by the cause that the table named last, the most frequent first."""
    by_cause: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        for interval in outcome.intervals:
            by_cause[interval.cause].append(interval.seconds)
    every = [seconds for found in by_cause.values() for seconds in found]
    frequent = sorted(by_cause.items(), key=lambda item: -len(item[1]))
    return "; ".join(_figures(*each) for each in [("all", every), *frequent] if each[1]) or "none"


def _figures(name: str, seconds: list[float]) -> str:
    found = sorted(seconds)
    p50, p95 = (found[ceil(len(found) * part) - 1] for part in (0.50, 0.95))
    return f"{name} ({len(found)}) {p50:.1f}/{p95:.1f}/{found[-1]:.1f}"
