"""Counts the budgets anew from open positions; corrects a counter that is wrong twice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from signalfill.domain.account_watch import AccountWatch, Drift
from signalfill.domain.position import Position
from signalfill.domain.recount import drifts, expected, scopes_to_count
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.services.desk import Desk

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recount:
    watch: AccountWatch
    notes: tuple[Note, ...] = ()


def recount_budgets(watch: AccountWatch, live: Sequence[Position], desk: Desk) -> Recount:
    """The watch with what differs now; a counter is set right when two recounts agree.

    Between them it was not used at all, and it is set only if it still is as it was seen: a
    reservation that is made meanwhile is never lost.
    """
    wanted = expected(live, watch)
    used = desk.positions.used(scopes_to_count(watch.account, wanted, watch))
    found = drifts(used, wanted)
    notes: list[Note] = []
    doubtful: list[Drift] = []
    for drift in found:
        if drift not in watch.drifts:
            doubtful.append(drift)
            continue
        done = desk.positions.correct_counter(drift.scope, seen=drift.used, to=drift.expected)
        logger.warning("budget drift", extra={"scope": drift.scope, "corrected": done})
        if done:
            text = f"{drift.scope} said {plain(drift.used)}, open positions say "
            text += f"{plain(drift.expected)}: corrected"
            notes.append(Note("budget_drift", text, drift.model_dump(mode="json")))
    scopes = tuple(scope for scope, amount in used.items() if amount or wanted.get(scope))
    return Recount(
        watch.model_copy(update={"drifts": tuple(doubtful), "scopes": scopes}), tuple(notes)
    )
