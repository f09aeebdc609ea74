"""What could have been had without the channel: its coins held, or entered at random minutes.

No second trader: a random trade buys at a minute's close as a taker, ends at its stop or after as
long as the channel's trade was open, and pays a taker's fee again.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from cli.evidence_report.inputs import Baselines
from signalfill.domain.evidence.results import ReplayRun, SignalResult
from signalfill.domain.position import OrderPurpose
from signalfill.domain.side import Side
from signalfill.ports.bars import Bars, BarStore, Span

DRAWS = 500
"""Channels of random trades."""
SEED = 1
_EACH = 60
_IN_ALL = 12_000
"""Random trades that are looked up; a long history has fewer for each of its trades."""
_TRIES = 10


def baselines_of(run: ReplayRun, store: BarStore) -> Baselines:
    """Both need every minute of the history; where some were never fetched, it says so."""
    known = {each: bars for each in _products(run) if (bars := store.bars(each)) is not None}
    if not known or run.begins_at is None or run.ends_at is None:
        return Baselines()
    whole = Span(run.begins_at, run.ends_at)
    held = [change for bars in known.values() if (change := _change(bars, whole)) is not None]
    mean = sum(held, Decimal(0)) / len(held) if held else None
    if any(bars.uncovered(whole) for bars in known.values()):
        return Baselines(
            held=mean,
            held_coins=len(held),
            missing="Entries at random minutes are not compared: only the minutes around the "
            "signals were fetched.",
        )
    random_r, beaten = _compared(run, known)
    return Baselines(mean, len(held), random_r, beaten, 0 if random_r is None else DRAWS)


def _products(run: ReplayRun) -> list[str]:
    return sorted({each.product for each in run.results if each.filled})


def _change(bars: Bars, whole: Span) -> Decimal | None:
    """From the first known minute of the history to its last."""
    first, end = bars.finished(whole.since), bars.finished(whole.until)
    if end - first < 2:  # noqa: PLR2004 - a change needs two prices
        return None
    return bars.last(end - 1) / bars.bar(first).open - 1


@dataclass(frozen=True, slots=True)
class _Trade:
    """A trade of the channel, without its entry: `risk` is the stop's distance as a fraction."""

    bars: Bars
    side: Side
    risk: Decimal
    lasting: timedelta
    fee: Decimal

    def begun_at(self, number: int, until: datetime) -> Decimal | None:
        """R of it, begun at the close of this bar; None where the history ends before it."""
        begin = self.bars.start(number) + timedelta(minutes=1)
        if begin + self.lasting > until:
            return None
        entry, end = self.bars.last(number), self.bars.finished(begin + self.lasting)
        sign = self.side.sign
        stop = entry * (1 - sign * self.risk)
        below, above = (stop, None) if self.side is Side.LONG else (None, stop)
        at = self.bars.first_touch(number + 1, below, above, end)
        leaves = stop if at < end else self.bars.last(end - 1)
        made = (leaves / entry - 1) * sign - self.fee * (1 + leaves / entry)
        return made / self.risk


def _compared(run: ReplayRun, known: dict[str, Bars]) -> tuple[Decimal | None, Decimal | None]:
    """The mean of random trades, and the share of random channels that the channel beats."""
    trades = [t for each in run.results if (t := _trade(each, run, known)) is not None]
    if not trades or run.ends_at is None:
        return None, None
    source = random.Random(SEED)  # noqa: S311 - the same inputs must give the same page
    each = max(5, min(_EACH, _IN_ALL // len(trades)))
    choices = [_at_random(trade, source, each, run) for trade in trades]
    choices = [those for those in choices if those]
    if not choices:
        return None, None
    means = sorted(
        sum(map(source.choice, choices), Decimal(0)) / len(choices) for _ in range(DRAWS)
    )
    filled = [r.obtainable_worst_r for r in run.results if r.filled and r.obtainable_worst_r]
    own = sum(filled, Decimal(0)) / len(trades)
    return sum(means, Decimal(0)) / DRAWS, Decimal(bisect_left(means, own)) / DRAWS


def _trade(result: SignalResult, run: ReplayRun, known: dict[str, Bars]) -> _Trade | None:
    entries = [each.price for each in result.fills if each.purpose is OrderPurpose.ENTRY]
    bars = known.get(result.product)
    if bars is None or not entries or result.stop_price is None or result.minutes_open is None:
        return None
    entry = sum(entries, Decimal(0)) / len(entries)
    risk = abs(entry - result.stop_price) / entry
    if not risk:
        return None
    return _Trade(
        bars=bars,
        side=result.side,
        risk=risk,
        lasting=timedelta(minutes=max(result.minutes_open, 1)),
        fee=run.tier.taker,
    )


def _at_random(
    trade: _Trade, source: random.Random, number: int, run: ReplayRun
) -> Sequence[Decimal]:
    if run.begins_at is None or run.ends_at is None:
        return ()
    first, end = trade.bars.finished(run.begins_at), trade.bars.finished(run.ends_at)
    found: list[Decimal] = []
    for _ in range(number * _TRIES if end > first else 0):
        r = trade.begun_at(source.randrange(first, end), run.ends_at)
        if r is not None:
            found.append(r)
        if len(found) == number:
            break
    return found
