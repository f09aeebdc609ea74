"""Counts the budgets again from open positions; corrects a counter after two equal differences."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.account.recount import drifts, expected, scopes_to_count
from signalfill.domain.account.watch import AccountWatch, Drift
from signalfill.domain.journal import Event
from signalfill.domain.position import Position
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.services.trading.context import TradingContext

logger = logging.getLogger(__name__)

LASTING = timedelta(minutes=5)
"""Two sweeps at once may both have listed the open positions before a new one came, and the
index may lag: what was reserved must never be freed for that. A wrong counter can wait."""


@dataclass(frozen=True, slots=True)
class Recount:
    watch: AccountWatch
    notes: tuple[Note, ...] = ()


def recount_budgets(
    watch: AccountWatch, live: Sequence[Position], context: TradingContext
) -> Recount:
    """The watch with the differences found. A counter is corrected when two recounts agree.

    The second recount comes minutes later, reads the open positions again, and sets a counter only
    if it still is as it was seen: what another invocation reserves meanwhile is never lost.
    """
    wanted = expected(live, watch)
    used = context.positions.used(scopes_to_count(watch.account, wanted, watch))
    found = _with_first_sight(drifts(used, wanted), watch, context.clock.now())
    lasting = [each for each in found if _has_lasted(each, context.clock.now())]
    notes = _correct(lasting, watch, context) if lasting else ()
    doubtful = tuple(each for each in found if each not in lasting)
    scopes = tuple(scope for scope, amount in used.items() if amount or wanted.get(scope))
    return Recount(watch.model_copy(update={"drifts": doubtful, "scopes": scopes}), notes)


def _with_first_sight(found: Iterable[Drift], watch: AccountWatch, now: datetime) -> list[Drift]:
    known = {each.model_copy(update={"since": None}): each.since for each in watch.drifts}
    return [each.model_copy(update={"since": known.get(each) or now}) for each in found]


def _has_lasted(drift: Drift, now: datetime) -> bool:
    return drift.since is not None and now - drift.since >= LASTING


def _correct(
    lasting: Sequence[Drift], watch: AccountWatch, context: TradingContext
) -> tuple[Note, ...]:
    present = (p for p in context.positions.positions() if p.account == watch.account)
    wanted = expected(present, watch)
    notes: list[Note] = []
    for drift in lasting:
        if wanted.get(drift.scope, Decimal(0)) != drift.expected:
            continue
        done = context.positions.correct_counter(drift.scope, seen=drift.used, to=drift.expected)
        logger.warning("counter found wrong", extra={"scope": drift.scope, "corrected": done})
        if done:
            text = f"{drift.scope} said {plain(drift.used)}, open positions say "
            text += f"{plain(drift.expected)}: corrected"
            details = drift.model_dump(mode="json", exclude={"since"})
            notes.append(Note(Event.BUDGET_DRIFT, text, details))
    return tuple(notes)
