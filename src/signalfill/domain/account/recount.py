"""What the counters must hold, from open positions and today's losses (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from signalfill.domain.account.watch import AccountWatch, Drift, Result
from signalfill.domain.budget import (
    Release,
    charges,
    counted,
    day_scope,
    loss_scope,
    positions_scope,
)
from signalfill.domain.position import Position, PositionState


def expected(live: Iterable[Position], watch: AccountWatch) -> dict[str, Decimal]:
    """What each counter must hold: reservations of open positions, and losses still charged."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for position in live:
        if position.state is not PositionState.CLOSED:
            for each in position.reservations:
                sums[each.scope] += counted(each.amount)
    for result in watch.results:
        for charge in _charges(result):
            sums[charge.scope] += counted(charge.amount)
    return dict(sums)


def _charges(result: Result) -> list[Release]:
    return [] if result.is_settled else charges(result.reservations, -result.pnl)


def scopes_to_count(account: str, wanted: Mapping[str, Decimal], watch: AccountWatch) -> list[str]:
    """Every counter that is or was used, and the account's own."""
    own = (positions_scope(account), day_scope(account), loss_scope(account))
    return list(dict.fromkeys((*own, *wanted, *watch.scopes)))


def drifts(used: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> tuple[Drift, ...]:
    return tuple(
        Drift(scope=scope, used=amount, expected=wanted.get(scope, Decimal(0)))
        for scope, amount in used.items()
        if amount != wanted.get(scope, Decimal(0))
    )


def settle_past_days(watch: AccountWatch, today: str) -> tuple[AccountWatch, list[Release]]:
    """Takes the losses of past days out of their counters, each once."""
    due = {r.position_id for r in watch.results if r.closed_at.date().isoformat() < today}
    releases = [
        Release(scope=charge.scope, amount=-charge.amount)
        for result in watch.results
        if result.position_id in due
        for charge in _charges(result)
    ]
    results = tuple(
        r.model_copy(update={"is_settled": True}) if r.position_id in due else r
        for r in watch.results
    )
    return watch.model_copy(update={"results": results}), releases
