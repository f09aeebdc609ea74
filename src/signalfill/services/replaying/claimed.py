"""What the author of a call can claim: the named entry, every target touched, no fee, no delay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.signal import EntryKind, Signal
from signalfill.ports.bars import Bars

R_STEP = Decimal("0.0001")
ZERO = Decimal(0)


def claimed_r(signal: Signal, bars: Bars) -> Decimal | None:
    """In R of the named entry to the named stop; the signal is in the bars' price frame.

    Each target takes the same part. Within a bar the order is the best that it allows, the stop
    sells at its level, and what is left at the end counts at the last price. An entry that was
    never touched made 0 R. None where the call names no stop, or no bar follows it.
    """
    first = bars.finished(signal.provenance.posted_at)
    stop, entry = signal.stop_loss, _entry(signal, bars, first)
    if stop is None or entry is None or first >= len(bars):
        return None
    side, risk = signal.side, (entry - stop) * signal.side.sign
    if risk <= 0:
        return None
    if signal.entry_kind is not EntryKind.MARKET:
        first = _touched(bars, first, behind=entry, ahead=None, sign=side.sign)
        if first >= len(bars):
            return ZERO
    claim = _Claim(bars, entry, stop, side.sign)
    made = claim.made(first, side.in_order(set(signal.take_profits)))
    return (made / risk).quantize(R_STEP)


def _entry(signal: Signal, bars: Bars, first: int) -> Decimal | None:
    """The price named, or the one that traded when a call at market was posted."""
    if signal.reference_price is not None:
        return signal.reference_price
    if first > 0:
        return bars.last(first - 1)
    return bars.bar(first).open if first < len(bars) else None


@dataclass(frozen=True, slots=True)
class _Claim:
    bars: Bars
    entry: Decimal
    stop: Decimal
    sign: int

    def made(self, first: int, targets: list[Decimal]) -> Decimal:
        """By one unit of the coin, from this bar on."""
        bars, part = self.bars, Decimal(1) / max(len(targets), 1)
        made, reached, number = ZERO, 0, first
        for target in targets:
            number = _touched(bars, number, behind=self.stop, ahead=target, sign=self.sign)
            if number >= len(bars) or not _reaches(bars, number, target, self.sign):
                break
            made, reached = made + part * self._gain(target), reached + 1
        if targets and reached == len(targets):
            return made
        number = _touched(bars, number, behind=self.stop, ahead=None, sign=self.sign)
        price = self.stop if number < len(bars) else bars.last(len(bars) - 1)
        return made + (1 - part * reached) * self._gain(price)

    def _gain(self, price: Decimal) -> Decimal:
        return (price - self.entry) * self.sign


def _touched(bars: Bars, number: int, *, behind: Decimal, ahead: Decimal | None, sign: int) -> int:
    """The first bar from `number` on that touches either; a short's behind lies above."""
    below, above = (behind, ahead) if sign > 0 else (ahead, behind)
    return bars.first_touch(number, below, above, len(bars))


def _reaches(bars: Bars, number: int, target: Decimal, sign: int) -> bool:
    bar = bars.bar(number)
    return bar.high >= target if sign > 0 else bar.low <= target
