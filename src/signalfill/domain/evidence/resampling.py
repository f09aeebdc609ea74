"""What other years of the same days would have looked like: whole days drawn anew (pure, seeded).

For reading, never for deciding: an interval that is looked at every week is wrong far more often
than it says. Whole days, as signals of a day move together.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence

from signalfill.domain.evidence.statistics import Bounds, DaySum

RESAMPLES = 4_000
SEED = 1
LEVEL = 0.9
"""Of the interval: between its ends lie 90 % of the resampled means."""
WORST = 0.95
"""Drawdowns beyond this share of the resampled ones are no longer what the channel was like."""


def interval(
    days: Sequence[DaySum], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Bounds | None:
    """Of the mean, by percentiles; None below two days."""
    if len(days) < 2:  # noqa: PLR2004 - one day has nothing to be drawn from
        return None
    means = sorted(_mean(drawn) for drawn in _draws(days, len(days), resamples, seed))
    tail = (1 - level) / 2
    return Bounds(quantile(means, tail), quantile(means, 1 - tail))


def worst_drawdown(
    days: Sequence[DaySum],
    *,
    share: float = WORST,
    lasting: int | None = None,
    resamples: int = RESAMPLES // 4,
    seed: int = SEED,
) -> float:
    """The drawdown in R that this share of the resampled courses does not exceed; >= 0.

    `lasting`: for a course of so many days with signals (None: as many as there were).
    """
    if not days:
        return 0.0
    length = len(days) if lasting is None else lasting
    falls = (drawdown(d.total for d in each) for each in _draws(days, length, resamples, seed))
    return quantile(sorted(falls), share)


def drawdown(results: Iterator[float] | Sequence[float]) -> float:
    """The deepest fall of their running sum below its highest point so far, in R; >= 0."""
    height = highest = deepest = 0.0
    for result in results:
        height += result
        highest = max(highest, height)
        deepest = max(deepest, highest - height)
    return deepest


def band(
    days: Sequence[DaySum], *, level: float = LEVEL, resamples: int = 500, seed: int = SEED
) -> tuple[Bounds, ...]:
    """Where the running sum of resampled courses lies after each day, `level` of them."""
    rising = [_running(drawn) for drawn in _draws(days, len(days), resamples, seed)]
    tail = (1 - level) / 2
    after = (sorted(heights) for heights in zip(*rising, strict=True))
    return tuple(Bounds(quantile(each, tail), quantile(each, 1 - tail)) for each in after)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Between neighbours by the straight line (Hyndman and Fan's type 7, as numpy's default)."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _draws(
    days: Sequence[DaySum], length: int, resamples: int, seed: int
) -> Iterator[list[DaySum]]:
    # Seeded and no secret: the same inputs must give the same page.
    source = random.Random(seed)  # noqa: S311
    for _ in range(resamples):
        yield source.choices(days, k=length)


def _mean(days: Sequence[DaySum]) -> float:
    return sum(each.total for each in days) / sum(each.signals for each in days)


def _running(days: Sequence[DaySum]) -> list[float]:
    heights, height = [], 0.0
    for each in days:
        height += each.total
        heights.append(height)
    return heights
