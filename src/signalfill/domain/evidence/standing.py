"""Where a channel stands: unknown, not shown, proven or harmful (pure).

Always computed from all results, never carried on from the last look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from signalfill.domain.evidence.resampling import worst_drawdown
from signalfill.domain.evidence.statistics import (
    ALPHA,
    DaySum,
    Moments,
    SignalR,
    by_day,
    corrected,
    lower_bound,
    signals_needed,
    upper_bound,
)

FEWEST_SIGNALS = 50
FEWEST_DAYS = 30
"""Below either there is not enough to tell: the bound's promise begins here."""
FEWEST_FORWARD = 50
"""Signals of one's own records, seen as they came. An export alone, which knows no deletions,
never proves."""
TURNED_AFTER = timedelta(days=60)
_YEAR = 365
_STEP = Decimal("0.0001")


class Standing(StrEnum):
    UNKNOWN = "unknown"
    """Not enough to tell."""
    NOT_SHOWN = "not_shown"
    """Enough signals, and luck would still do."""
    PROVEN = "proven"
    """Above 0 at every look, by the worst fills."""
    HARMFUL = "harmful"
    """Below 0 at every look, by the worst fills."""


@dataclass(frozen=True, slots=True)
class ChannelEvidence:
    """What a channel (or author) has shown by its worst fills; R of one signal.

    `mean`, `lower` and `upper` are None where there are too few days for any of them. `needed`
    signals in all would show today's mean with a chance of 80 %; None: no number would.
    `tried` is by how many channels and variants the bounds were corrected, `forward` how many of
    the signals come from one's own records.
    """

    signals: int
    days: int
    mean: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    standing: Standing
    alpha: float
    tried: int
    forward: int
    needed: int | None

    @property
    def is_enough_to_tell(self) -> bool:
        return self.signals >= FEWEST_SIGNALS and self.days >= FEWEST_DAYS

    @property
    def lacks_own_records(self) -> bool:
        """All that is missing to be proven are signals seen as they came."""
        above = self.lower is not None and self.lower > 0
        return self.is_enough_to_tell and above and self.standing is not Standing.PROVEN


def evidence_of(
    outcomes: Iterable[SignalR],
    *,
    forward: Sequence[SignalR] = (),
    channels: int = 1,
    variants: int = 1,
) -> ChannelEvidence:
    """Of all outcomes; `forward` are those among them that were seen as they came.

    Where some were not, the forward ones must be at least `FEWEST_FORWARD`, and their mean no
    lower than what the whole promises.
    """
    alpha = corrected(channels=channels, variants=variants, alpha=ALPHA)
    moments = Moments.of(by_day(outcomes))
    known = moments.days >= 2  # noqa: PLR2004 - as the bounds
    return ChannelEvidence(
        signals=moments.signals,
        days=moments.days,
        mean=_in_r(moments.mean) if moments.signals else None,
        lower=_in_r(lower_bound(moments, alpha)) if known else None,
        upper=_in_r(upper_bound(moments, alpha)) if known else None,
        standing=_standing(moments, alpha, forward),
        alpha=alpha,
        tried=max(channels, 1) * max(variants, 1),
        forward=len(forward),
        needed=signals_needed(moments, alpha),
    )


def has_turned(outcomes: Iterable[SignalR]) -> str | None:
    """Why a proven channel is so no longer; None where it goes on as it was.

    By the last 60 days alone, whose upper bound lies below 0; or by a fall that is deeper than
    95 % of the years that its days before make.
    """
    days = by_day(outcomes)
    if not days:
        return None
    since = days[-1].day - TURNED_AFTER
    upper = upper_bound(Moments.of(each for each in days if each.day > since))
    if upper < 0:
        return f"the last 60 days: below {upper:+.2f} R a signal"
    return _fell_too_far(days, [each for each in days if each.day <= since])


def _fell_too_far(days: Sequence[DaySum], before: Sequence[DaySum]) -> str | None:
    if len(before) < FEWEST_DAYS:
        return None
    span = (before[-1].day - before[0].day).days + 1
    fall = _fall_now(days)
    limit = worst_drawdown(before, lasting=max(len(before) * _YEAR // span, len(days)))
    if fall <= limit:
        return None
    return f"{fall:.1f} R below its best; 95 % of years of such days stay above {-limit:.1f} R"


def _fall_now(days: Sequence[DaySum]) -> float:
    heights = list(accumulate((each.total for each in days), initial=0.0))
    return max(heights) - heights[-1]


def _standing(moments: Moments, alpha: float, forward: Sequence[SignalR]) -> Standing:
    if moments.signals < FEWEST_SIGNALS or moments.days < FEWEST_DAYS:
        return Standing.UNKNOWN
    if upper_bound(moments, alpha) < 0:
        return Standing.HARMFUL
    lower = lower_bound(moments, alpha)
    if lower > 0 and _is_confirmed(moments, lower, forward):
        return Standing.PROVEN
    return Standing.NOT_SHOWN


def _is_confirmed(moments: Moments, promised: float, forward: Sequence[SignalR]) -> bool:
    if len(forward) >= moments.signals:
        return True
    own = Moments.of(by_day(forward))
    return own.signals >= FEWEST_FORWARD and own.mean >= promised


def _in_r(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_STEP)
