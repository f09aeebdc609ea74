"""The account in a replay: its day, its losses and its breaker, looked at only where it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from signalfill.domain.account.breaker import Prices
from signalfill.domain.account.watch import day_of
from signalfill.domain.control import Flags
from signalfill.domain.position import Position
from signalfill.domain.rules import Mode
from signalfill.domain.wake import Wake, loss_wakes
from signalfill.services.replaying.schedule import next_minute
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.watch_breaker import watch_accounts
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.read_prices import read_prices

ACCOUNT = Mode.PAPER
"""A replay's positions are all of this account."""


class Accounts:
    """Looked at after each close, at the day's first minute, and where a loss may be too much."""

    def __init__(self, context: TradingContext, bulkhead: Bulkhead) -> None:
        self._context = context
        self._bulkhead = bulkhead
        self._due: datetime | None = None
        self._day: str | None = None
        self._known: tuple[Position, ...] = ()
        self._levels: Mapping[str, Wake] = {}

    def begin(self, now: datetime) -> None:
        """A new day: whoever trades has looked at what stopped the last one, and goes on."""
        control = self._context.control
        if self._day != day_of(now) and control.current().flags.breaker_latched:
            control.set_flags(Flags())
        self._day = day_of(now)

    def next_due(self, now: datetime) -> datetime | None:
        """Midnight too, as long as anything is open or charged to the day."""
        dues = [self._due] if self._due is not None else []
        watch = self._context.positions.watch(ACCOUNT.value)
        is_latched = self._context.control.current().flags.breaker_latched
        if self._known or is_latched or not all(each.is_settled for each in watch.results):
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
            dues.append(midnight)
        return min(dues, default=None)

    def look(self, now: datetime, before: Sequence[Position], *, is_due: bool) -> list[str]:
        """Positions that a latched breaker asks to close. `before` were live in this minute."""
        is_new_day = self._context.positions.watch(ACCOUNT.value).day != day_of(now)
        reached = self._is_reached(now)
        waits = self._due is not None and self._due <= now
        if not (is_due or is_new_day or reached or waits):
            return []
        return self._look(now, before)

    def _look(self, now: datetime, before: Sequence[Position]) -> list[str]:
        positions = self._context.positions
        loaded = (positions.load(each.position_id) for each in before)
        present = [each for each in loaded if each is not None]
        watched = watch_accounts(present, self._context, self._bulkhead, is_whole=True)
        watch = positions.watch(ACCOUNT.value)
        is_doubted = watch.loss_seen_at is not None or watch.flow is not None or watch.drifts
        self._due = next_minute(now) if is_doubted else None
        self._known = ()
        return watched.asked_to_close

    def levels(self, live: Sequence[Position], now: datetime) -> Mapping[str, Wake] | None:
        """Where a look at the account is due by price; None where nothing changed."""
        known = tuple(live)
        if len(known) == len(self._known) and all(
            one is other for one, other in zip(known, self._known, strict=True)
        ):
            return None
        ended = {e.position_id for e in self._known} - {e.position_id for e in known}
        if ended and self._due is None:
            self._due = next_minute(now)
        self._known, self._levels = known, self._reckoned(known, now)
        return self._levels

    def _reckoned(self, live: Sequence[Position], now: datetime) -> Mapping[str, Wake]:
        watch = self._context.positions.watch(ACCOUNT.value)
        prices = self._prices(live, now)
        found = loss_wakes(live, watch, prices, self._context.control.current().settings.account)
        if any(each.at is not None for each in found.values()):
            self._due = next_minute(now)
        return found

    def _is_reached(self, now: datetime) -> bool:
        watched = [each for each in self._known if each.position_id in self._levels]
        prices = self._prices(watched, now)
        for position in watched:
            price = prices.of(position)
            level = self._levels[position.position_id]
            if price is None or not level.is_quiet_at(position, price):
                return True
        return False

    def _prices(self, live: Sequence[Position], now: datetime) -> Prices:
        settings = self._context.control.current().settings.account
        venue = self._context.venue_for(ACCOUNT)
        quotes = read_prices(venue, sorted({each.product_id for each in live}))
        return Prices(quotes, settings.breaker_max_spread, now)
