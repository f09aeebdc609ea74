"""Which variant would have been chosen on the first two thirds, and what it made of the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cli.evidence_report.inputs import Alternative
from signalfill.domain.evidence.measures import mean_of
from signalfill.domain.evidence.outcomes import outcomes_of
from signalfill.domain.evidence.results import ReplayRun


class HeldOut(NamedTuple):
    """R of one signal: `chosen_by` on the days before `since`, `then` from there on, `own` what
    the reader's own settings made then. None where nothing was traded.
    """

    name: str
    since: date
    chosen_by: Decimal
    then: Decimal | None
    own: Decimal | None


def held_out(own: ReplayRun, variants: Sequence[Alternative]) -> HeldOut | None:
    """None where there is nothing to choose by."""
    days = sorted({each.day for each in own.results})
    if not variants or len(days) < 3:  # noqa: PLR2004 - a third of fewer days is none
        return None
    since = date.fromisoformat(days[len(days) * 2 // 3])
    tried = [(each, mean) for each in variants if (mean := _mean(each.run, until=since))]
    if not tried:
        return None
    best, chosen_by = max(tried, key=lambda each: each[1])
    return HeldOut(
        name=best.name,
        since=since,
        chosen_by=chosen_by,
        then=_mean(best.run, since=since),
        own=_mean(own, since=since),
    )


def _mean(run: ReplayRun, *, since: date = date.min, until: date = date.max) -> Decimal | None:
    return mean_of([each.r for each in outcomes_of(run.results) if since <= each.day < until])
