"""The sweep of every minute: all live positions, then pending items, reductions first."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from signalfill.domain.control import Control
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import ItemKey
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.raise_alerts import raise_lasting_alerts, write_digest
from signalfill.services.sweeping.screen_positions import screen_positions
from signalfill.services.sweeping.watch_abandoned import watch_abandoned
from signalfill.services.sweeping.watch_breaker import ACCOUNTS, watch_accounts
from signalfill.services.sweeping.watch_ended import watch_ended
from signalfill.services.sweeping.watch_holdings import watch_holdings
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.manage_position import manage_position, needs_attention

PENDING_GRACE = timedelta(seconds=30)
"""The stream gets this long before the sweep decides what is still pending."""
LOOKS_AT_ONCE = 3
"""Most of a look is waiting for the venue, which takes some 30 calls a second."""
PAUSE = timedelta(seconds=5)
"""Between two looks at positions that are unprotected or have something in flight."""


@dataclass(slots=True)
class SweepResult:
    """The figures of one sweep, for metrics.

    `unprotected_seconds` is the longest interval still open. `failed` counts what could not be done
    now, `unexpected` the part of it that no waiting mends.
    """

    positions: int = 0
    decided: int = 0
    failed: int = 0
    unexpected: int = 0
    unprotected_seconds: float = 0.0
    unprotected_causes: list[str] = field(default_factory=list)
    breaker_latched: bool = False
    budget_drifts: int = 0
    attention: list[str] = field(default_factory=list)


def sweep(context: TradingContext, *, until: datetime) -> SweepResult:
    """One sweep. Repeats every 5 s until `until` while anything is unprotected or in flight.

    One position's failure never stops the others; it is counted and logged.
    """
    control, bulkhead = context.control.current(), Bulkhead()
    result = SweepResult(breaker_latched=control.flags.breaker_latched)
    live, unreadable = context.positions.readable_positions()
    for position_id, error in unreadable.items():
        bulkhead.note("position not readable", error, position_id=position_id)
    result.positions = len(live) + len(unreadable)
    _Sweep(context, control, bulkhead, result, until).of(live, is_whole=not unreadable)
    result.failed, result.unexpected = bulkhead.failed, bulkhead.unexpected
    context.control.record_sweep(completed_at=context.clock.now())
    return result


@dataclass(frozen=True, slots=True)
class _Sweep:
    context: TradingContext
    control: Control
    bulkhead: Bulkhead
    result: SweepResult
    until: datetime

    def of(self, live: Sequence[Position], *, is_whole: bool) -> None:
        """`is_whole`: `live` are all positions there are; sums over some would mislead."""
        context, control, bulkhead, result = self.context, self.control, self.bulkhead, self.result
        screened = screen_positions(live, context, control, bulkhead)
        for_review = [position.position_id for position in screened]
        managed = self._manage(for_review)
        late = self._found_late(live)
        managed |= self._manage(late)
        now = list(({each.position_id: each for each in live} | managed).values())
        # A gap in the holdings needs the whole picture: every suspect was looked at.
        all_seen = is_whole and managed.keys() >= {*for_review, *late}
        if not control.flags.halted and all_seen:
            with bulkhead.around("holdings not compared"):
                watch_holdings(now, context, bulkhead)
        self._watch_accounts(now, is_whole=is_whole)
        raise_lasting_alerts(now, context, bulkhead)
        write_digest(now, context, control, bulkhead)
        self._decide_pending()
        while result.attention and context.clock.now() + PAUSE < self.until:
            context.clock.sleep(PAUSE.total_seconds())
            waiting, result.attention = result.attention, []
            raise_lasting_alerts(self._manage(waiting).values(), context, bulkhead)

    def _found_late(self, live: Sequence[Position]) -> list[str]:
        """What was given up or over, and is at the venue after all."""
        context, bulkhead = self.context, self.bulkhead
        found: list[str] = []
        with bulkhead.around("abandoned entries not looked for"):
            found += watch_abandoned(live, context, self.control, bulkhead)
        for account in ACCOUNTS:
            with bulkhead.around("late fills not looked for", account=account.value):
                found += watch_ended(context, account, bulkhead)
        return found

    def _manage(self, position_ids: Sequence[str]) -> dict[str, Position]:
        """Looks at each; what is not reached in time, or held by another, is not in the answer."""
        context, result = self.context, self.result
        managed: dict[str, Position] = {}
        for some in batched(position_ids, LOOKS_AT_ONCE, strict=False):
            if managed and context.clock.now() >= self.until:
                result.attention += some
                continue
            looks = [
                context.pool.submit(manage_position, each, context, control=self.control)
                for each in some
            ]
            for position_id, look in zip(some, looks, strict=True):
                position = self._looked(position_id, look)
                if position is not None:
                    managed[position_id] = position
        return managed

    def _looked(self, position_id: str, look: Future[Position | None]) -> Position | None:
        with self.bulkhead.around("position not managed", position_id=position_id):
            position = look.result()
            if position is not None:
                _count(position, self.context.clock.now(), self.result)
            return position
        self.result.attention.append(position_id)
        return None

    def _watch_accounts(self, positions: Sequence[Position], *, is_whole: bool) -> None:
        """Budgets and breaker look at every position, also at those that could not be managed."""
        result = self.result
        watched = watch_accounts(positions, self.context, self.bulkhead, is_whole=is_whole)
        result.budget_drifts = watched.drifts
        result.breaker_latched = result.breaker_latched or watched.latched
        asked = watched.asked_to_close
        result.attention += [each for each in asked if each not in result.attention]

    def _decide_pending(self) -> None:
        if self.control.flags.halted:
            return
        context = self.context
        overdue: list[tuple[ItemKey, Signal | Amendment]] = []
        with self.bulkhead.around("pending items not listed"):
            for key in context.signals.pending():
                # One item that cannot be read, as of a newer release, keeps no other waiting.
                with self.bulkhead.around("pending item not readable", sort_key=key.sort_key):
                    item = context.signals.item(key)
                    if item is not None and self._is_overdue(item):
                        overdue.append((key, item))
        overdue.sort(key=lambda pair: isinstance(pair[1], Signal))  # reductions first
        for key, _ in overdue:
            with self.bulkhead.around("pending item not decided", sort_key=key.sort_key):
                self.result.decided += decide_pending(key, context) is not None

    def _is_overdue(self, item: Signal | Amendment) -> bool:
        return self.context.clock.now() - item.provenance.parsed_at >= PENDING_GRACE


def _count(position: Position, now: datetime, result: SweepResult) -> None:
    if position.naked_since is not None and position.state is not PositionState.CLOSED:
        lasted = (now - position.naked_since).total_seconds()
        result.unprotected_seconds = max(result.unprotected_seconds, lasted)
        causes = {each.naked_cause for each in position.slices if each.naked_cause}
        result.unprotected_causes = sorted({*result.unprotected_causes, *causes})
    if needs_attention(position, now):
        result.attention.append(position.position_id)
