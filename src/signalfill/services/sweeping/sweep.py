"""Every minute: all live positions, then what no decision was stored for, reductions first."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import batched

from signalfill.domain.control import Control
from signalfill.domain.errors import SignalfillError
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import ItemKey
from signalfill.services.sweeping.raise_alerts import raise_lasting_alerts, write_digest
from signalfill.services.sweeping.screen_positions import screen_positions
from signalfill.services.sweeping.watch_abandoned import watch_abandoned
from signalfill.services.sweeping.watch_breaker import ACCOUNTS, watch_accounts
from signalfill.services.sweeping.watch_ended import watch_ended
from signalfill.services.sweeping.watch_holdings import watch_holdings
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.manage_position import manage_position, needs_attention

logger = logging.getLogger(__name__)

PENDING_GRACE = timedelta(seconds=30)
"""The stream gets this long; then the sweep decides what is still pending."""
LOOKS_AT_ONCE = 3
"""The venue is far away: most of a look is waiting. It takes some 30 calls a second, no more."""
PAUSE_SECONDS = 5.0
"""Between two looks at positions that are unprotected or have something in flight."""


@dataclass(slots=True)
class SweepResult:
    """What an operator's metrics need; `unprotected_seconds` is the longest interval still open."""

    positions: int = 0
    decided: int = 0
    failed: int = 0
    unprotected_seconds: float = 0.0
    unprotected_causes: list[str] = field(default_factory=list)
    breaker_latched: bool = False
    budget_drifts: int = 0
    attention: list[str] = field(default_factory=list)


def sweep(context: TradingContext, *, until: datetime) -> SweepResult:
    """One sweep; goes on every 5 s until `until` while anything is unprotected or in flight.

    One position's failure never stops the others; it is counted and logged.
    """
    control = context.control.current()
    result = SweepResult(breaker_latched=control.flags.breaker_latched)
    live = list(context.positions.positions())
    result.positions = len(live)
    for_review = [position.position_id for position in screen_positions(live, context, control)]
    managed = _manage(for_review, context, control, result, until)
    late = _found_late(live, context, control, result)
    managed |= _manage(late, context, control, result, until)
    present = {each.position_id: each for each in live} | managed
    now = list(present.values())
    # A gap in the holdings needs the whole picture: every suspect was looked at.
    if not control.flags.halted and managed.keys() >= {*for_review, *late}:
        _watch_holdings(now, context, result)
    _watch_accounts(now, context, result)
    raise_lasting_alerts(now, context)
    write_digest(now, context, control)
    _decide_pending(context, control, result)
    while result.attention and context.clock.now() + timedelta(seconds=PAUSE_SECONDS) < until:
        context.clock.sleep(PAUSE_SECONDS)
        waiting, result.attention = result.attention, []
        raise_lasting_alerts(_manage(waiting, context, control, result, until).values(), context)
    context.control.record_sweep(completed_at=context.clock.now())
    return result


def _found_late(
    live: Sequence[Position], context: TradingContext, control: Control, result: SweepResult
) -> list[str]:
    """What was given up or over, and is at the venue after all."""
    looks = (
        partial(watch_abandoned, live, context, control),
        *(partial(watch_ended, context, account) for account in ACCOUNTS),
    )
    found: list[str] = []
    for look in looks:
        try:
            found += look()
        except SignalfillError as error:
            logger.warning("not looked for late orders now: %s", error)
            result.failed += 1
    return found


def _manage(
    position_ids: list[str],
    context: TradingContext,
    control: Control,
    result: SweepResult,
    until: datetime,
) -> dict[str, Position]:
    """Looks at each; what is not reached in time, or held by another, is not in the answer."""
    managed: dict[str, Position] = {}
    for some in batched(position_ids, LOOKS_AT_ONCE, strict=False):
        if managed and context.clock.now() >= until:
            result.attention += some
            continue
        looks = [
            context.pool.submit(manage_position, each, context, control=control) for each in some
        ]
        for position_id, look in zip(some, looks, strict=True):
            position = _looked(position_id, look, result)
            if position is not None:
                managed[position_id] = position
                _count(position, context.clock.now(), result)
    return managed


def _looked(
    position_id: str, look: Future[Position | None], result: SweepResult
) -> Position | None:
    try:
        return look.result()
    except SignalfillError as error:
        logger.warning("position not managed now: %s", error, extra={"position_id": position_id})
        result.failed += 1
        result.attention.append(position_id)
        return None


def _watch_holdings(
    positions: Sequence[Position], context: TradingContext, result: SweepResult
) -> None:
    try:
        watch_holdings(positions, context)
    except SignalfillError as error:
        logger.warning("holdings not compared now: %s", error)
        result.failed += 1


def _watch_accounts(
    positions: Sequence[Position], context: TradingContext, result: SweepResult
) -> None:
    """Budgets and breaker look at every position, also at those that could not be managed."""
    try:
        watched = watch_accounts(positions, context)
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
        result.unprotected_seconds = max(result.unprotected_seconds, lasted)
        causes = {each.naked_cause for each in position.slices if each.naked_cause}
        result.unprotected_causes = sorted({*result.unprotected_causes, *causes})
    if needs_attention(position, now):
        result.attention.append(position.position_id)


def _decide_pending(context: TradingContext, control: Control, result: SweepResult) -> None:
    if control.flags.halted:
        return
    overdue = [
        (key, item)
        for key in context.signals.pending()
        if (item := _readable(key, context, result)) is not None
        and context.clock.now() - item.provenance.parsed_at >= PENDING_GRACE
    ]
    overdue.sort(key=lambda pair: isinstance(pair[1], Signal))  # reductions first
    for key, _ in overdue:
        try:
            result.decided += decide_pending(key, context) is not None
        except SignalfillError as error:
            logger.warning("not decided now: %s", error, extra={"sort_key": key.sort_key})
            result.failed += 1


def _readable(
    key: ItemKey, context: TradingContext, result: SweepResult
) -> Signal | Amendment | None:
    """One item that cannot be read, as of a newer release, keeps no other waiting."""
    try:
        return context.signals.item(key)
    except SignalfillError as error:
        logger.warning("not readable now: %s", error, extra={"sort_key": key.sort_key})
        result.failed += 1
        return None
