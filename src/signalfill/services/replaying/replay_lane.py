"""A history replayed through the live services: only where something may happen.

Between two minutes in which nothing can happen (domain/wake.py) nothing is looked at. `stepwise`
looks at every minute with the whole sweep instead: it comes to the same, to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from signalfill.domain.position import Position
from signalfill.domain.signal import Reading
from signalfill.domain.verdict import Verdict
from signalfill.ports.replay import HistoricVenue, SettableClock
from signalfill.services.recording.record_signal import record_message
from signalfill.services.replaying.accounts import Accounts
from signalfill.services.replaying.arrivals import Incoming
from signalfill.services.replaying.schedule import Schedule, next_minute
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.sweep import PENDING_GRACE, sweep
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.manage_position import manage_position, needs_attention

PAUSE = timedelta(seconds=5)
"""Between two looks at what is unprotected or in flight, as in a sweep."""
WITHIN_A_PAUSE = timedelta(seconds=4)
"""A sweep that ends so soon looks at everything once; looks that follow are reckoned here."""
LAST_LOOK = timedelta(seconds=50)
"""A minute's sweep looks no more after so much of it."""


@dataclass(slots=True)
class Heard:
    """What became of the messages: their verdicts, and which signals opened a position."""

    verdicts: list[Verdict] = field(default_factory=list)
    opened: dict[str, Position] = field(default_factory=dict)


class LaneReplay:
    """One lane: a trader of its own with stores, venue and clock.

    `parse` reads a text of a channel.
    """

    def __init__(
        self,
        context: TradingContext,
        venue: HistoricVenue,
        clock: SettableClock,
        *,
        parse: Callable[[str, str], Reading],
        stepwise: bool = False,
    ) -> None:
        self._context = context
        self._venue = venue
        self._clock = clock
        self._parse = parse
        self._stepwise = stepwise
        self._bulkhead = Bulkhead()
        self._schedule = Schedule(venue)
        self._accounts = Accounts(context, self._bulkhead)
        self._attention: list[str] = []
        self._look_again: datetime | None = None
        self._products: set[str] = set()
        self.heard = Heard()

    @property
    def failures(self) -> int:
        """Errors that were caught around one position or account, and that live would alarm."""
        return self._bulkhead.failed

    def run(self, arrivals: Sequence[Incoming], *, until: datetime | None = None) -> None:
        """Every message and every minute that matters, in the order of time, up to `until`.

        Without an end to the last known bar. At one moment bars come first, then looks, then
        messages.
        """
        waiting = iter(arrivals)
        arrival = next(waiting, None)
        if arrival is None:
            return
        self._clock.set(arrival.at)
        while True:
            moment, is_message = self._next(arrival)
            end = until or self._last_moment(arrivals[-1])
            if moment is None or moment > end:
                break
            self._clock.set(moment)
            if is_message and arrival is not None:
                self._hear(arrival)
                arrival = next(waiting, None)
            elif self._look_again is not None and moment >= self._look_again:
                self._attend(moment)
            else:
                self._minute(moment)
        self._clock.set(end)

    def _last_moment(self, last: Incoming) -> datetime:
        bars_end = self._venue.last_moment
        return last.at if bars_end is None else max(bars_end, last.at)

    def _next(self, arrival: Incoming | None) -> tuple[datetime | None, bool]:
        looks = self._look_again, self._next_minute()
        look = min((each for each in looks if each is not None), default=None)
        if arrival is None or (look is not None and look <= arrival.at):
            return look, False
        return arrival.at, True

    def _next_minute(self) -> datetime | None:
        now = self._clock.now()
        if self._stepwise:
            return next_minute(now)
        dues = [self._schedule.next_due(), self._accounts.next_due(now), self._retry_at(now)]
        return min((each for each in dues if each is not None), default=None)

    def _retry_at(self, now: datetime) -> datetime | None:
        """Items without a decision are asked about again, every minute."""
        return next_minute(now) if self._context.signals.pending() else None

    # --- a message ---

    def _hear(self, arrival: Incoming) -> None:
        record, signals = arrival.record, self._context.signals
        read = partial(self._parse, record.home_channel_id)
        verdict = record_message(record, signals=signals, clock=self._clock, parse=read)
        self.heard.verdicts.append(verdict)
        for key in signals.items(verdict.channel_id, verdict.message_id):
            if not signals.is_pending(key):
                continue
            with self._bulkhead.around("not decided", sort_key=key.sort_key):
                decide_pending(key, self._context)
        self._note([])

    # --- a minute ---

    def _minute(self, now: datetime) -> None:
        looked_at = self._swept(now) if self._stepwise else self._looked(now)
        self._look_again = now + PAUSE if self._attention else None
        self._note(looked_at)

    def _swept(self, now: datetime) -> list[str]:
        for product_id in sorted(self._products):
            self._venue.let_trade(product_id)
        self._accounts.begin(now)
        result = sweep(self._context, until=now + WITHIN_A_PAUSE)
        self._attention = list(result.attention)
        return self._attention

    def _looked(self, now: datetime) -> list[str]:
        for product_id in self._schedule.touched(now):
            self._venue.let_trade(product_id)
        self._accounts.begin(now)
        live = self._context.positions.positions()
        due = [each.position_id for each in self._schedule.due(live, now)]
        self._attention = self._manage(due)
        closed_some = len(self._context.positions.positions()) < len(live)
        asked = self._accounts.look(now, live, is_due=closed_some)
        self._attention += [each for each in asked if each not in self._attention]
        self._decide_overdue(now)
        return [*due, *asked]

    def _attend(self, now: datetime) -> None:
        looked_at, self._attention = self._attention, self._manage(self._attention)
        minute = now.replace(second=0, microsecond=0)
        goes_on = self._attention and now + PAUSE <= minute + LAST_LOOK
        self._look_again = now + PAUSE if goes_on else None
        self._note(looked_at)

    def _manage(self, position_ids: Iterable[str]) -> list[str]:
        """Looks at each; those that want another look within seconds."""
        control, again = self._context.control.current(), []
        for position_id in position_ids:
            position = None
            with self._bulkhead.around("position not managed", position_id=position_id):
                position = manage_position(position_id, self._context, control=control)
            if position is None or needs_attention(position, self._clock.now()):
                again.append(position_id)
        return again

    def _decide_overdue(self, now: datetime) -> None:
        signals = self._context.signals
        overdue = [
            key
            for key in signals.pending()
            if (item := signals.item(key)) is not None
            and now - item.provenance.parsed_at >= PENDING_GRACE
        ]
        for key in sorted(overdue, key=lambda each: each.is_signal):  # reductions first
            with self._bulkhead.around("pending item not decided", sort_key=key.sort_key):
                decide_pending(key, self._context)

    def _note(self, looked_at: Iterable[str]) -> None:
        """After anything that may have changed a position."""
        now, live = self._clock.now(), self._context.positions.positions()
        for position in live:
            self._products.add(position.product_id)
            self.heard.opened.setdefault(position.position_id, position)
        if not self._stepwise:
            self._schedule.arm(live, looked_at, self._context.control.current(), now)
            losses = self._accounts.levels(live, now)
            if losses is not None:
                self._schedule.watch_losses(losses)
