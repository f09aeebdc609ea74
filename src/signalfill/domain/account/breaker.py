"""Stops entries when the day's loss is too large, or too many losses came in a row (pure).

Realised results count, and open ones at bids that can be believed. A missing, stale or absurd price
never adds a loss: such a position counts with what it last gained, or with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.account.watch import AccountWatch, LastValue, day_of
from signalfill.domain.belief import believed
from signalfill.domain.codes import Gate
from signalfill.domain.holding import held, open_value, realized_pnl
from signalfill.domain.position import Position
from signalfill.domain.product import Quote
from signalfill.domain.settings import AccountSettings
from signalfill.domain.values import plain
from signalfill.domain.verdict import GateResult

SECOND_LOOK = timedelta(seconds=30)
"""A loss must be seen again at least this long after the first time, by another sweep."""
LAST_LOOK = timedelta(minutes=5)
"""What was seen longer ago was not seen twice in a row."""
FLOW_SEEN = Decimal("0.005")
"""A fraction of the opening equity; smaller differences are fees, dust and rounding."""
FLOW_AGREES = Decimal("0.1")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Prices:
    """The exit prices that may be believed now."""

    quotes: Mapping[str, Quote]
    max_spread: Decimal
    now: datetime

    def of(self, position: Position) -> Decimal | None:
        quote = believed(self.quotes.get(position.product_id), self.now)
        if quote is None:
            return None
        return quote.to_exit(position.side) if quote.spread <= self.max_spread else None


@dataclass(frozen=True, slots=True)
class DayResult:
    """The day's result so far. `is_complete`: every open position had a price."""

    pnl: Decimal
    marks: tuple[LastValue, ...]
    is_complete: bool


def day_result(watch: AccountWatch, live: Iterable[Position], prices: Prices) -> DayResult:
    """What was realised today, and what open positions made since the day began."""
    known = {mark.position_id: mark for mark in watch.marks}
    today = day_of(prices.now)
    pnl = sum((r.of_the_day for r in watch.results if day_of(r.closed_at) == today), ZERO)
    marks: list[LastValue] = []
    is_complete = True
    for position in live:
        before = known.get(position.position_id)
        now = _made(position, prices)
        if now is None:
            is_complete = False
            if before is not None:
                pnl += max(before.last - before.at_day_start, ZERO)
                marks.append(before)
            continue
        start = before.at_day_start if before is not None else ZERO
        pnl += now - start
        marks.append(LastValue(position_id=position.position_id, at_day_start=start, last=now))
    return DayResult(pnl, tuple(marks), is_complete)


def _made(position: Position, prices: Prices) -> Decimal | None:
    """Proceeds less costs, what is held at its exit price; None without one to believe."""
    if held(position) <= 0:
        return realized_pnl(position)
    price = prices.of(position)
    return None if price is None else realized_pnl(position) + open_value(position, price)


def with_flow(watch: AccountWatch, equity: Decimal, pnl: Decimal) -> AccountWatch:
    """The watch with opening equity moved by a deposit or withdrawal that two sweeps saw alike.

    Balances and fills are read moments apart: what one sweep sees may be an order on its way.
    """
    opening = watch.opening_equity
    if opening is None or opening <= 0:
        return watch
    flow = equity - opening - pnl
    if abs(flow) < opening * FLOW_SEEN:
        return watch.model_copy(update={"flow": None})
    if watch.flow is None or abs(flow - watch.flow) > abs(flow) * FLOW_AGREES:
        return watch.model_copy(update={"flow": flow})
    return watch.model_copy(update={"flow": None, "opening_equity": opening + flow})


@dataclass(frozen=True, slots=True)
class Alarm:
    """The watch after this look; `reason` says why the breaker is to latch. None: it is not."""

    watch: AccountWatch
    reason: str | None = None


def judge_loss(
    watch: AccountWatch, pnl: Decimal, settings: AccountSettings, *, now: datetime, latched: bool
) -> Alarm:
    """Latches on a loss that two sweeps in a row have seen.

    While latched, further losses are forgiven: after unlocking it takes another whole limit.
    """
    equity, loss = watch.opening_equity, -pnl
    if latched:
        update = {"forgiven": max(watch.forgiven, loss), "loss_seen_at": None}
        return Alarm(watch.model_copy(update=update))
    limit = (equity or ZERO) * settings.daily_loss_fraction
    if equity is None or equity <= 0 or loss <= 0 or loss - watch.forgiven < limit:
        return Alarm(watch.model_copy(update={"loss_seen_at": None}))
    since = watch.loss_seen_at
    if since is None or now - since > LAST_LOOK:
        return Alarm(watch.model_copy(update={"loss_seen_at": now}))
    if now - since < SECOND_LOOK:
        return Alarm(watch)
    reason = (
        f"{watch.account}: lost {loss:.2f} today of {equity:.2f} at the day's start, "
        f"the limit is {limit:.2f}"
    )
    update = {"forgiven": loss, "loss_seen_at": None}
    return Alarm(watch.model_copy(update=update), reason)


def loss_streak(
    watch: AccountWatch, settings: AccountSettings, channel_id: str, now: datetime
) -> GateResult:
    """So many losses of a channel in a row pause its entries, counted from the last of them.

    Losses whose channel is not known count for each.
    """
    wanted = settings.loss_streak
    here = (r for r in watch.results if r.traded and r.channel_id in {channel_id, ""})
    ended = sorted(here, key=lambda r: r.closed_at)
    last = ended[-wanted:] if wanted else []
    lost = [r for r in last if r.pnl < 0]
    is_streak = bool(wanted) and len(lost) == wanted
    rests = is_streak and now - lost[-1].closed_at < settings.loss_pause
    return GateResult(
        gate=Gate.LOSS_STREAK,
        passed=not rests,
        value=f"{wanted} losses, together {plain(sum((r.pnl for r in lost), ZERO))}"
        if is_streak
        else "",
        threshold=f"{int(settings.loss_pause.total_seconds())}s",
    )
