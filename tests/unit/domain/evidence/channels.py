"""Made-up channels whose true expectancy is known: days that move together, skewed results."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from signalfill.domain.evidence.statistics import Moments, SignalR, by_day

SPREAD = 1.3
"""Standard deviation of one signal, in R: about what two targets and a stop make."""
_SHAPE = 4 / 1.4**2
"""Of a gamma distribution with skewness 1.4: many small losses, few large wins."""
_SCALE = SPREAD / math.sqrt(_SHAPE)
FIRST_DAY = date(2025, 1, 6)


def weeks(
    source: random.Random, mean: float, *, number: int, a_week: int = 10, together: float = 0.3
) -> Iterator[list[SignalR]]:
    """Week by week; `together` is the correlation of two signals of one day."""
    for week in range(number):
        days = sorted(source.randrange(7) for _ in range(a_week))
        shared = {day: source.gammavariate(_SHAPE * together, _SCALE) for day in set(days)}
        yield [
            SignalR(
                FIRST_DAY + timedelta(days=7 * week + day),
                _decimal(shared[day] + _own(source, together) - _SHAPE * _SCALE + mean),
            )
            for day in days
        ]


def looks(
    source: random.Random, mean: float, *, number: int, a_week: int = 10
) -> Iterator[Moments]:
    """What is known at the end of each week, of all weeks so far."""
    known = Moments()
    for week in weeks(source, mean, number=number, a_week=a_week):
        known += Moments.of(by_day(week))
        yield known


def _own(source: random.Random, together: float) -> float:
    return source.gammavariate(_SHAPE * (1 - together), _SCALE)


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")
