"""Which minutes a history needs: from an hour before each call until its trade was over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.message import MessageRecord
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Problem, Reading, SignalReading
from signalfill.domain.values import decimal_or_none
from signalfill.ports.bars import Bars, Span

BEFORE = AFTER = timedelta(hours=1)
ENTRY_PATIENCE = timedelta(hours=25)
"""An hour more than a resting entry waits by default."""

_STEP = timedelta(days=1)
_TRADED_ALL_THE_SAME = frozenset({Problem.NO_STOP, Problem.PERCENT_STOP, Problem.PERCENT_TARGETS})
"""What a setting may lift; nothing else that is wrong with a call is ever traded."""


@dataclass(frozen=True)
class Wanted:
    """One call: the prices that start its trade and end it; `entries` is empty for the market."""

    product_id: str
    posted_at: datetime
    side: Side
    entries: tuple[Decimal, ...]
    stop: Decimal | None
    target: Decimal | None


@dataclass
class Calls:
    """The calls of a history; those of coins that cannot be named here are counted by reason."""

    quote: str
    denied: Counter[str] = field(default_factory=Counter)

    def of(
        self, records: Iterable[MessageRecord], read: Callable[[str], Reading]
    ) -> Iterator[Wanted]:
        for record in records:
            for signal in read(record.content).signals:
                wanted = self._wanted(signal, record)
                if wanted is not None:
                    yield wanted

    def _wanted(self, signal: SignalReading, record: MessageRecord) -> Wanted | None:
        if set(signal.problems) - _TRADED_ALL_THE_SAME or not signal.base or not signal.side:
            return None
        found = resolve(signal.base, self.quote)
        if isinstance(found, Denied):
            self.denied[found.reason] += 1
            return None
        entries = () if signal.entry.kind is EntryKind.MARKET else signal.entry.prices
        scaled = [_scaled(each, found.price_divisor) for each in entries]
        targets = signal.take_profits[-1:]
        return Wanted(
            product_id=found.product_id,
            posted_at=record.posted_at,
            side=signal.side,
            entries=tuple(each for each in scaled if each is not None),
            stop=_scaled(signal.stop_loss, found.price_divisor),
            target=_scaled(targets[0], found.price_divisor) if targets else None,
        )


def _scaled(text: str | None, divisor: Decimal) -> Decimal | None:
    price = decimal_or_none(text)
    return None if price is None else price / divisor


def stretch(wanted: Wanted, bars: Callable[[], Bars | None], longest: timedelta) -> Iterator[Span]:
    """What to fetch next, day by day, as long as the trade may still be open.

    `bars` are those that are there by then. An amendment may keep a trade open for longer: what
    a replay lacks then, it names.
    """
    since, end = wanted.posted_at - BEFORE, wanted.posted_at + longest
    while since < end:
        until = min(max(since, wanted.posted_at) + _STEP, end)
        yield Span(since, until)
        over = _over(wanted, bars(), until)
        if over is not None:
            if over > until:
                yield Span(until, min(over, end))
            return
        since = until


def _over(wanted: Wanted, bars: Bars | None, until: datetime) -> datetime | None:
    """When the trade was over for certain, by what is known until then; None: not yet."""
    if bars is None:
        return None
    first, end = bars.finished(wanted.posted_at), bars.finished(until)
    entered = _entered(wanted, bars, first, end)
    if entered == end and wanted.entries:
        given_up = wanted.posted_at + ENTRY_PATIENCE
        return given_up if given_up <= until else None
    low, high = wanted.stop, wanted.target
    if wanted.side is Side.SHORT:
        low, high = high, low
    left = bars.first_touch(entered, low, high, end)
    return bars.start(left) + AFTER if left < end else None


def _entered(wanted: Wanted, bars: Bars, first: int, end: int) -> int:
    if not wanted.entries:
        return first
    if wanted.side is Side.LONG:
        return bars.first_touch(first, max(wanted.entries), None, end)
    return bars.first_touch(first, None, min(wanted.entries), end)
