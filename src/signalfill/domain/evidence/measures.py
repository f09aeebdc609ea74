"""The plain figures of a set of results: what won, what lost, how deep it fell (pure).

Never a hit rate without the size of wins and losses beside it, and nothing annualised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from signalfill.domain.evidence.resampling import drawdown
from signalfill.domain.evidence.statistics import SignalR, by_day

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Measures:
    """Of outcomes in R. `won` and `lost` leave out what made exactly 0 (not filled, say).

    `profit_factor` is what the winners made for each R that the losers lost; None without a loss.
    `drawdown` is the deepest fall of the running sum, day by day, `worst_day` the lowest sum of
    one day; both in R, `drawdown` >= 0.
    """

    signals: int
    won: int
    lost: int
    total: Decimal
    mean: Decimal | None
    mean_win: Decimal | None
    mean_loss: Decimal | None
    profit_factor: Decimal | None
    drawdown: float
    worst_day: float


def measures_of(outcomes: Sequence[SignalR]) -> Measures:
    results = [each.r for each in outcomes]
    wins = [each for each in results if each > 0]
    losses = [each for each in results if each < 0]
    days = [each.total for each in by_day(outcomes)]
    return Measures(
        signals=len(results),
        won=len(wins),
        lost=len(losses),
        total=sum(results, ZERO),
        mean=mean_of(results),
        mean_win=mean_of(wins),
        mean_loss=mean_of(losses),
        profit_factor=sum(wins, ZERO) / -sum(losses, ZERO) if losses else None,
        drawdown=drawdown(days),
        worst_day=min(days, default=0.0),
    )


def mean_of(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, ZERO) / len(values) if values else None


def median_minutes(minutes: Sequence[int]) -> int | None:
    """Time in trade: half of the trades were over sooner."""
    return round(median(minutes)) if minutes else None
