"""What the mean result of a channel is worth, and how sure that is (pure, standard library only).

The unit is the UTC day: signals of one day move together, so days are counted, not signals.
Floats, not Decimal: roots and logarithms have no exact value, and nothing is priced or sized by
these digits. Results come in and estimates go out in R: multiples of the risk taken.

The bounds hold at every look at once, however often and whenever somebody looks: the asymptotic
confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (arXiv 2103.06476).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

ALPHA = 0.05
"""How often a bound may be wrong at all, over all looks together, before any correction."""
TUNED_TO_DAYS = 60
"""The bounds are narrowest at this many days with signals; they hold at any number."""
POWER = 0.8
MOST_SIGNALS = 1_000_000
"""Beyond this many, `signals_needed` says None: nobody will wait for it."""
_SKEWED = 0.2
_QUANTILE_OF_POWER = 0.8416
"""Of the standard normal distribution, at `POWER`."""


class SignalR(NamedTuple):
    """What one signal made, on the UTC day on which it was posted. Not filled: 0 R, and counted."""

    day: date
    r: Decimal


class DaySum(NamedTuple):
    """All signals of one day: their results together, and how many there were."""

    day: date
    total: float
    signals: int


def by_day(outcomes: Iterable[SignalR]) -> tuple[DaySum, ...]:
    """In the order of days; the order within a day makes no difference to any digit."""
    days: dict[date, list[float]] = defaultdict(list)
    for day, r in outcomes:
        days[day].append(float(r))
    return tuple(DaySum(day, math.fsum(rs), len(rs)) for day, rs in sorted(days.items()))


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over days: all that mean, error and bounds need. They can be added."""

    days: int = 0
    signals: int = 0
    total: float = 0.0
    squares: float = 0.0
    products: float = 0.0
    signal_squares: int = 0

    @classmethod
    def of(cls, days: Iterable[DaySum]) -> Self:
        known = tuple(days)
        return cls(
            days=len(known),
            signals=sum(each.signals for each in known),
            total=math.fsum(each.total for each in known),
            squares=math.fsum(each.total**2 for each in known),
            products=math.fsum(each.total * each.signals for each in known),
            signal_squares=sum(each.signals**2 for each in known),
        )

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            days=self.days + other.days,
            signals=self.signals + other.signals,
            total=self.total + other.total,
            squares=self.squares + other.squares,
            products=self.products + other.products,
            signal_squares=self.signal_squares + other.signal_squares,
        )

    @property
    def mean(self) -> float:
        """Of one signal, in R; 0 where there is none."""
        return self.total / self.signals if self.signals else 0.0

    @property
    def standard_error(self) -> float:
        """Of the mean, with days as clusters: what the days' sums miss of the mean's share."""
        if not self.signals:
            return 0.0
        mean = self.mean
        missed = self.squares - 2 * mean * self.products + mean**2 * self.signal_squares
        return math.sqrt(max(missed, 0.0)) / self.signals


class Bounds(NamedTuple):
    lower: float
    upper: float


def lower_bound(moments: Moments, alpha: float = ALPHA) -> float:
    """The true mean lies above it at every look, but in at most `alpha` of all channels.

    Without limit below two days: one day's spread says nothing.
    """
    return moments.mean - _reach(moments, alpha)


def upper_bound(moments: Moments, alpha: float = ALPHA) -> float:
    """The true mean lies below it at every look.

    Results are skewed: many small losses, few large wins. A bad stretch has no large win in it, so
    it looks steadier than it is, and the bound would be wrong in 7 % of channels where 5 % were
    asked for (tests/unit/domain/evidence/test_error_rates.py). So it asks for a fifth of that.
    """
    return moments.mean + _reach(moments, alpha * _SKEWED)


def corrected(*, channels: int = 1, variants: int = 1, alpha: float = ALPHA) -> float:
    """Bonferroni: who tried many channels or settings finds a lucky one among them."""
    return alpha / (max(channels, 1) * max(variants, 1))


def signals_needed(moments: Moments, alpha: float = ALPHA, power: float = POWER) -> int | None:
    """In all, so that the lower bound passes 0 with about this power if today's mean is true.

    None where the mean is not above 0, or where it would take more than `MOST_SIGNALS`.
    """
    spread = moments.standard_error * math.sqrt(moments.days)
    if moments.mean <= 0 or moments.days < 2:  # noqa: PLR2004 - a spread needs two
        return None
    quantile = _QUANTILE_OF_POWER if power == POWER else _quantile(power)

    def shows(days: int) -> bool:
        return moments.mean >= spread * (_width(days, alpha) + quantile / math.sqrt(days))

    a_day = moments.signals / moments.days
    low, high = 1, max(2, math.ceil(MOST_SIGNALS / a_day))
    if not shows(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if shows(middle) else (middle, high)
    return math.ceil(high * a_day)


def _reach(moments: Moments, alpha: float) -> float:
    if moments.days < 2:  # noqa: PLR2004 - a spread needs two
        return math.inf
    return moments.standard_error * math.sqrt(moments.days) * _width(moments.days, alpha)


def _width(days: int, alpha: float) -> float:
    """Half the width of the sequence after so many days, for a spread of 1 a day."""
    rho = _rho_squared(alpha)
    grown = days * rho + 1
    return math.sqrt(2 * grown / (days**2 * rho) * math.log1p(math.sqrt(grown) / (2 * alpha)))


def _rho_squared(alpha: float) -> float:
    """Where the one-sided sequence is narrowest at `TUNED_TO_DAYS` (their appendix B.2)."""
    log = -2 * math.log(2 * alpha)
    return (log + math.log(log + 1)) / TUNED_TO_DAYS


def _quantile(probability: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415 - pulls in fractions and random

    return NormalDist().inv_cdf(probability)
