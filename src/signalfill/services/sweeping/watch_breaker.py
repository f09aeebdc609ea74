"""For each account, every sweep: the day's result, the breaker, the budgets counted again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from signalfill.domain.account.breaker import DayResult, Prices, day_result, judge_loss, with_flow
from signalfill.domain.account.recount import settle_past_days
from signalfill.domain.account.watch import (
    AccountWatch,
    day_of,
    days_watched,
    with_results,
    without_results,
)
from signalfill.domain.budget import Release
from signalfill.domain.control import Control
from signalfill.domain.errors import SignalfillError, VersionConflictError
from signalfill.domain.holding import open_value
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.step import Note
from signalfill.domain.values import plain
from signalfill.services.operating.flatten import flatten
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.recount_budgets import recount_budgets
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.read_prices import read_prices

logger = logging.getLogger(__name__)

ACCOUNTS = (Mode.LIVE, Mode.PAPER)


@dataclass(slots=True)
class Watched:
    """`asked_to_close` are positions that a latched breaker asked to sell."""

    drifts: int = 0
    latched: bool = False
    asked_to_close: list[str] = field(default_factory=list)


def watch_accounts(
    positions: Sequence[Position], context: TradingContext, bulkhead: Bulkhead, *, is_whole: bool
) -> Watched:
    """Watches every account.

    `positions` are those that were live when the sweep began, as they are now.

    Where they are not all (`is_whole` is False) no budget is recounted: a counter would lose what
    the missing positions reserved.
    """
    watched = Watched()
    for account in ACCOUNTS:
        of_it = [each for each in positions if each.mode is account]
        with bulkhead.around("account not watched", account=account.value):
            _watch_account(account, of_it, context, bulkhead, watched, is_whole=is_whole)
    return watched


def _watch_account(
    account: Mode,
    positions: Sequence[Position],
    context: TradingContext,
    bulkhead: Bulkhead,
    watched: Watched,
    *,
    is_whole: bool,
) -> None:
    """Two sweeps may meet: whose look cannot be stored looks once more, at what the other left.

    Raises:
        VersionConflictError: it met another one again.
    """
    look = _Look(account, context, context.control.current(), bulkhead)
    try:
        look.at(positions, watched, is_whole=is_whole)
    except VersionConflictError as conflict:
        extra = {"account": account.value, "error": str(conflict)}
        logger.info("account read again", extra=extra)
        again = _Look(account, context, context.control.current(), bulkhead, done=look.done)
        again.at(positions, watched, is_whole=is_whole)


class _Look:
    """One look at one account; what it found is stored at its end, in one transaction.

    `done` are notes of what was changed elsewhere already, and no other look will find again.
    """

    def __init__(
        self,
        account: Mode,
        context: TradingContext,
        control: Control,
        bulkhead: Bulkhead,
        *,
        done: Sequence[Note] = (),
    ) -> None:
        self._account = account
        self._bulkhead = bulkhead
        self._context = context
        self._now = context.clock.now()
        self._settings = control.settings.account
        self._flags = control.flags
        self._notes: list[Note] = []
        self.done = list(done)

    def at(self, positions: Sequence[Position], watched: Watched, *, is_whole: bool) -> None:
        before = self._context.positions.watch(self._account.value)
        watched.latched = watched.latched or self._flags.breaker_latched
        if not positions and not before.version:
            return
        known = [*positions, *self._no_longer_listed(before, positions)]
        live = [each for each in known if each.state is not PositionState.CLOSED]
        watch = self._with_results(without_results(before, live), known)
        watch, releases = settle_past_days(watch, day_of(self._now))
        if live:
            watch = self._priced(watch, live)
            watched.latched = watched.latched or self._flags.breaker_latched
        else:
            watch = watch.model_copy(update={"marks": (), "loss_seen_at": None, "flow": None})
        if is_whole and not releases:
            recount = recount_budgets(watch, live, self._context)
            watch, watched.drifts = recount.watch, watched.drifts + len(recount.notes)
            self.done += recount.notes
        if watch != before or releases or self._notes or self.done:
            self._save(watch, releases)
        if self._is_to_flatten():
            watched.asked_to_close += flatten(live, self._context, why="the breaker is latched")

    def _no_longer_listed(
        self, watch: AccountWatch, positions: Sequence[Position]
    ) -> list[Position]:
        """Seen open by the last sweep, and not in the index now: it may lag."""
        listed = {each.position_id for each in positions}
        missing = [m.position_id for m in watch.marks if m.position_id not in listed]
        return self._loaded(missing)

    def _loaded(self, position_ids: Iterable[str]) -> list[Position]:
        """Those that are there and can be read."""
        loaded: list[Position] = []
        for position_id in position_ids:
            with self._bulkhead.around("position not read", position_id=position_id):
                position = self._context.positions.load(position_id)
                loaded += [] if position is None else [position]
        return loaded

    def _with_results(self, watch: AccountWatch, known: Sequence[Position]) -> AccountWatch:
        """Also of what was opened and closed between two sweeps."""
        seen = {each.position_id for each in known} | {r.position_id for r in watch.results}
        days = days_watched(self._now)
        unseen = [p for day in days for p in self._context.positions.closed_positions(day)]
        loaded = self._loaded(each for each in unseen if each not in seen)
        ended = [
            each
            for each in (*known, *loaded)
            if each.mode is self._account and each.state is PositionState.CLOSED
        ]
        return with_results(watch, ended, now=self._now)

    def _priced(self, watch: AccountWatch, live: Sequence[Position]) -> AccountWatch:
        """Without an answer of the venue the loss is not judged now; budgets are counted."""
        venue = self._context.venue_for(self._account)
        try:
            quotes = read_prices(venue, sorted({each.product_id for each in live}))
            balance = venue.balances().get(self._settings.quote)
        except SignalfillError as error:
            extra = {"account": self._account.value, "error": str(error)}
            logger.warning("loss not judged", extra=extra)
            return watch
        prices = Prices(quotes, self._settings.breaker_max_spread, self._now)
        return self._judged(watch, live, prices, balance.total if balance else Decimal(0))

    def _judged(
        self, watch: AccountWatch, live: Sequence[Position], prices: Prices, cash: Decimal
    ) -> AccountWatch:
        result = day_result(watch, live, prices)
        equity = cash + _value(live, prices) if result.is_complete else None
        watch = watch.model_copy(update={"marks": result.marks})
        if watch.day != day_of(self._now):
            opening = equity if equity is not None else watch.opening_equity
            if opening is None:
                return watch
            watch = watch.opened(self._now, opening)
            result = day_result(watch, live, prices)
        if equity is not None:
            watch = self._with_flow(watch, equity, result)
        return self._latched(watch, result)

    def _with_flow(self, watch: AccountWatch, equity: Decimal, result: DayResult) -> AccountWatch:
        after = with_flow(watch, equity, result.pnl)
        if after.opening_equity != watch.opening_equity:
            moved = (after.opening_equity or Decimal(0)) - (watch.opening_equity or Decimal(0))
            text = f"deposit or withdrawal of {moved:.2f}: the day's opening equity follows"
            self._notes.append(Note(Event.EQUITY_MOVED, text, {"amount": plain(moved)}))
        return after

    def _latched(self, watch: AccountWatch, result: DayResult) -> AccountWatch:
        alarm = judge_loss(
            watch,
            result.pnl,
            self._settings,
            now=self._now,
            latched=self._flags.stops_account(self._account),
        )
        if alarm.reason is not None:
            self._latch(alarm.reason)
        return alarm.watch

    def _latch(self, reason: str) -> None:
        """Raises VersionConflictError where somebody switches at the same time: seen again."""
        flags = self._flags
        accounts = dict.fromkeys((*flags.breaker_accounts, self._account))
        latched = {
            "breaker_latched": True,
            "breaker_reason": reason,
            "breaker_accounts": tuple(accounts),
        }
        self._flags = flags.model_copy(update=latched)
        self._context.control.set_flags(self._flags, replacing=flags)
        logger.error("breaker latched", extra={"account": self._account.value})
        self.done.append(Note(Event.BREAKER, reason, notice=NoticeKind.BREAKER))

    def _save(self, watch: AccountWatch, releases: Sequence[Release]) -> None:
        name = f"account-{self._account.value}"
        stage = stage_of(watch.version + 1)
        entries = journal_entries(name, [*self._notes, *self.done], stage=stage, at=self._now)
        self._context.positions.save_watch(watch, releases=releases, journal=entries)

    def _is_to_flatten(self) -> bool:
        """Asked in every sweep while latched: what another invocation held comes later."""
        stopped = self._flags.stops_account(self._account) and not self._flags.halted
        return self._settings.flatten_on_breaker and stopped


def _value(live: Sequence[Position], prices: Prices) -> Decimal:
    found = ((each, prices.of(each)) for each in live)
    return sum((open_value(each, price) for each, price in found if price is not None), Decimal(0))
