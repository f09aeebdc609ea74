"""What the sweep remembers of one account from minute to minute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from pydantic import Field

from signalfill.domain.abandoned import watched_until
from signalfill.domain.budget import Reservation, losses_count
from signalfill.domain.holding import bought, realized_pnl
from signalfill.domain.position import Position
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Moment, Money, Value

RESULTS_KEPT = timedelta(days=2)
"""Longer than a day and any sensible pause after losses."""


class Result(Value):
    """A position that ended. `of_the_day` is the part of its result made since midnight UTC.

    A loss stays charged to the counters that `reservations` name, until it `is_settled`. An empty
    `channel_id` was stored by a release that did not keep it. Until `watched_until` an entry of it
    that was given up is looked for.
    """

    position_id: str
    pnl: Money
    of_the_day: Money
    traded: bool
    reservations: tuple[Reservation, ...] = ()
    closed_at: Moment
    is_settled: bool = False
    watched_until: Moment | None = None
    channel_id: str = ""


class LastValue(Value):
    """What an open position had made as the day began, and at the last believed price."""

    position_id: str
    at_day_start: Money
    last: Money


class Drift(Value):
    """A counter that differs from what the open positions say; corrected when seen twice.

    `since` is when it was seen first.
    """

    scope: str
    used: Money
    expected: Money
    since: Moment | None = None


class AccountWatch(Value):
    """What the sweep remembers of an account; `version` fences its writes.

    `forgiven` is the loss up to which the breaker has spoken today. `loss_seen_at` and `flow` are
    what one sweep saw and the next one has to confirm.
    """

    schema_version: int = Field(SCHEMAS["watch"], alias="schema")
    account: str
    version: int = 0
    day: str = ""
    opening_equity: Money | None = None
    results: tuple[Result, ...] = ()
    marks: tuple[LastValue, ...] = ()
    scopes: tuple[str, ...] = ()
    drifts: tuple[Drift, ...] = ()
    flow: Money | None = None
    loss_seen_at: Moment | None = None
    forgiven: Money = Decimal(0)

    def day_equity(self, now: datetime) -> Decimal | None:
        """What the account was worth when today began; None where that is not known."""
        return self.opening_equity if self.day == day_of(now) else None

    def opened(self, now: datetime, equity: Decimal) -> AccountWatch:
        """The watch of a new day that begins with this equity."""
        marks = tuple(mark.model_copy(update={"at_day_start": mark.last}) for mark in self.marks)
        return self.model_copy(
            update={
                "day": day_of(now),
                "opening_equity": equity,
                "marks": marks,
                "flow": None,
                "loss_seen_at": None,
                "forgiven": Decimal(0),
            }
        )


def day_of(moment: datetime) -> str:
    """The UTC day as text: `2026-11-23`."""
    return moment.date().isoformat()


def days_watched(now: datetime) -> tuple[date, ...]:
    """The days whose closed positions matter, oldest first."""
    today = now.date()
    count = RESULTS_KEPT.days
    return tuple(today - timedelta(days=back) for back in range(count - 1, -1, -1))


def result_of(position: Position, watch: AccountWatch, *, now: datetime) -> Result:
    """What an ended position made, and how much of it since its last day began."""
    pnl, closed_at = realized_pnl(position), position.closed_at or now
    mark = next((m for m in watch.marks if m.position_id == position.position_id), None)
    before = Decimal(0)
    if mark is not None:
        before = mark.at_day_start if watch.day == day_of(closed_at) else mark.last
    return Result(
        position_id=position.position_id,
        pnl=pnl,
        of_the_day=pnl - before,
        traded=bought(position) > 0,
        reservations=_charged(position.reservations) if pnl < 0 else (),
        closed_at=closed_at,
        watched_until=watched_until(position),
        channel_id=position.signal.provenance.channel_id,
    )


def _charged(reservations: Iterable[Reservation]) -> tuple[Reservation, ...]:
    return tuple(each for each in reservations if losses_count(each.scope))


def with_results(watch: AccountWatch, ended: Iterable[Position], *, now: datetime) -> AccountWatch:
    """The watch with ended positions added and old ones forgotten."""
    found = {p.position_id: result_of(p, watch, now=now) for p in ended}
    kept = (
        each
        for each in watch.results
        if each.position_id not in found and now - each.closed_at < RESULTS_KEPT
    )
    results = sorted((*kept, *found.values()), key=lambda each: (each.closed_at, each.position_id))
    return watch.model_copy(update={"results": tuple(results)})


def without_results(watch: AccountWatch, live: Iterable[Position]) -> AccountWatch:
    """The watch without the results of positions that live again after a late fill."""
    ids = {position.position_id for position in live}
    results = tuple(each for each in watch.results if each.position_id not in ids)
    return watch.model_copy(update={"results": results})
