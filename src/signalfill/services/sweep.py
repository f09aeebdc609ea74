"""Every minute: all live positions, then what no decision was stored for, reductions first."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signalfill.domain.errors import SignalfillError
from signalfill.domain.position import Position, PositionState
from signalfill.domain.settings import Control
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import ItemKey
from signalfill.services.decide_pending import decide_pending
from signalfill.services.desk import Desk
from signalfill.services.manage_position import manage_position, needs_attention
from signalfill.services.watch_breaker import watch_accounts
from signalfill.services.watch_holdings import watch_holdings

logger = logging.getLogger(__name__)

PENDING_GRACE = timedelta(seconds=30)
"""The stream gets this long; then the sweep decides what is still pending."""
PAUSE_SECONDS = 5.0
"""Between two looks at positions that are naked or have something in flight."""


@dataclass(slots=True)
class SweepResult:
    """What an operator's metrics need: naked is the longest interval still open, in seconds."""

    positions: int = 0
    decided: int = 0
    failed: int = 0
    naked_seconds: float = 0.0
    breaker_latched: bool = False
    budget_drifts: int = 0
    attention: list[str] = field(default_factory=list)


def sweep(desk: Desk, *, until: datetime) -> SweepResult:
    """One sweep; goes on every 5 s until `until` while anything is naked or in flight.

    One position's failure never stops the others; it is counted and logged.
    """
    control = desk.control.current()
    result = SweepResult(breaker_latched=control.flags.breaker_latched)
    waiting = list(desk.positions.live_positions())
    result.positions = len(waiting)
    managed = _manage(waiting, desk, control, result)
    _watch_holdings(managed, desk, control, result)
    _watch_accounts(waiting, managed, desk, result)
    _decide_pending(desk, control, result)
    while result.attention and desk.clock.now() + timedelta(seconds=PAUSE_SECONDS) < until:
        desk.clock.sleep(PAUSE_SECONDS)
        waiting, result.attention = result.attention, []
        _manage(waiting, desk, control, result)
    desk.control.record_sweep(completed_at=desk.clock.now())
    return result


def _manage(
    position_ids: list[str], desk: Desk, control: Control, result: SweepResult
) -> list[Position]:
    managed: list[Position] = []
    for position_id in position_ids:
        try:
            position = manage_position(position_id, desk, control=control)
        except SignalfillError as error:
            logger.warning(
                "position not managed now: %s", error, extra={"position_id": position_id}
            )
            result.failed += 1
            result.attention.append(position_id)
            continue
        if position is not None:
            managed.append(position)
            _count(position, desk.clock.now(), result)
    return managed


def _watch_holdings(
    managed: list[Position], desk: Desk, control: Control, result: SweepResult
) -> None:
    """Only where every live position was looked at: a gap needs the whole picture."""
    if control.flags.halted or len(managed) < result.positions:
        return
    try:
        watch_holdings(managed, desk)
    except SignalfillError as error:
        logger.warning("holdings not compared now: %s", error)
        result.failed += 1


def _watch_accounts(
    listed: list[str], managed: list[Position], desk: Desk, result: SweepResult
) -> None:
    """Budgets and breaker look at every position, also at those that could not be managed."""
    seen = {each.position_id for each in managed}
    try:
        others = (desk.positions.load(each) for each in listed if each not in seen)
        watched = watch_accounts([*managed, *(o for o in others if o is not None)], desk)
    except SignalfillError as error:
        logger.warning("accounts not watched now: %s", error)
        result.failed += 1
        return
    result.budget_drifts = watched.drifts
    result.breaker_latched = watched.latched
    result.attention += [each for each in watched.asked_to_close if each not in result.attention]


def _count(position: Position, now: datetime, result: SweepResult) -> None:
    if position.naked_since is not None and position.state is not PositionState.CLOSED:
        lasted = (now - position.naked_since).total_seconds()
        result.naked_seconds = max(result.naked_seconds, lasted)
    if needs_attention(position):
        result.attention.append(position.position_id)


def _decide_pending(desk: Desk, control: Control, result: SweepResult) -> None:
    if control.flags.halted:
        return
    overdue = [
        (key, item)
        for key in desk.signals.pending()
        if (item := _readable(key, desk, result)) is not None
        and desk.clock.now() - item.provenance.parsed_at >= PENDING_GRACE
    ]
    overdue.sort(key=lambda pair: isinstance(pair[1], Signal))  # reductions first
    for key, _ in overdue:
        try:
            result.decided += decide_pending(key, desk) is not None
        except SignalfillError as error:
            logger.warning("not decided now: %s", error, extra={"sort_key": key.sort_key})
            result.failed += 1


def _readable(key: ItemKey, desk: Desk, result: SweepResult) -> Signal | Amendment | None:
    """One item that cannot be read, as of a newer release, keeps no other waiting."""
    try:
        return desk.signals.item(key)
    except SignalfillError as error:
        logger.warning("not readable now: %s", error, extra={"sort_key": key.sort_key})
        result.failed += 1
        return None
