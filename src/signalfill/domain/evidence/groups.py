"""The same figures for parts of a channel: its authors, coins, sides, months (pure).

Parts are looked at, never decided by: among many parts one is always lucky.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from signalfill.domain.evidence.measures import Measures, measures_of, median_minutes
from signalfill.domain.evidence.outcomes import outcomes_of, r_of
from signalfill.domain.evidence.resampling import interval
from signalfill.domain.evidence.results import Lane, SignalResult
from signalfill.domain.evidence.statistics import Bounds, by_day

RESAMPLES = 1_000


class By(StrEnum):
    AUTHOR = "author"
    COIN = "coin"
    SIDE = "side"
    MONTH = "month"
    HOUR = "hour"
    ENTRY = "entry"


_KEYS: dict[By, Callable[[SignalResult], str]] = {
    By.AUTHOR: lambda each: each.author_id,
    By.COIN: lambda each: each.base,
    By.SIDE: lambda each: each.side.value,
    By.MONTH: lambda each: each.day[:7],
    By.HOUR: lambda each: (
        f"{each.posted_at.hour // 6 * 6:02}-{each.posted_at.hour // 6 * 6 + 6:02}"
    ),
    By.ENTRY: lambda each: each.entry_kind or "unknown",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """One set of results. `signals` were posted, `traded` not refused, `filled` got an entry.

    `worst` and `best` are by the fills of these lanes; `range` is where 90 % of the resampled
    means of the worst lie (None below two days). `minutes` is what half of the trades took.
    """

    key: str
    signals: int
    traded: int
    filled: int
    worst: Measures
    best: Measures
    achieved: Measures
    range: Bounds | None
    minutes: int | None


def figures_of(
    results: Sequence[SignalResult], key: str = "", *, resamples: int = RESAMPLES
) -> Figures:
    worst = outcomes_of(results)
    return Figures(
        key=key,
        signals=len(results),
        traded=len(worst),
        filled=sum(each.filled for each in results),
        worst=measures_of(worst),
        best=measures_of(outcomes_of(results, Lane.BEST)),
        achieved=measures_of(outcomes_of(results, Lane.ACHIEVED)),
        range=interval(by_day(worst), resamples=resamples),
        minutes=median_minutes([each.minutes_open for each in results if each.minutes_open]),
    )


def grouped(results: Sequence[SignalResult], by: By) -> tuple[Figures, ...]:
    """The group with the most signals first; months and hours in their order."""
    groups: dict[str, list[SignalResult]] = defaultdict(list)
    for each in results:
        groups[_KEYS[by](each)].append(each)
    rows = [figures_of(members, key) for key, members in sorted(groups.items())]
    if by in {By.MONTH, By.HOUR}:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: -row.signals))


def undecidable(results: Sequence[SignalResult]) -> tuple[SignalResult, ...]:
    """Whose two bounds lie too far apart for minute candles to tell what happened."""
    return tuple(
        each for each in results if each.undecidable and r_of(each, Lane.WORST) is not None
    )
