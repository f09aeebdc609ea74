"""Prices of a stop or targets that a call names as percentages or multiples of its risk (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from signalfill.domain.percent_level import fraction_of, multiple_of
from signalfill.domain.planning.entries import with_default_stop
from signalfill.domain.position import Slice
from signalfill.domain.product import Quote, rounded_back
from signalfill.domain.rules import Rules
from signalfill.domain.signal import EntryKind, Signal


def with_computed_levels(signal: Signal, rules: Rules, quote: Quote) -> Signal:
    """The signal with all its levels as prices, in the frame of its entries.

    The stop lies behind the last rung and the targets ahead of the dearest one, so that both
    hold for every entry that may fill. R is the distance from the dearest entry to the stop.
    """
    side, now = signal.side, quote.to_enter(signal.side)
    at_market = signal.entry_kind is EntryKind.MARKET or not signal.entry_prices
    entries = (now, *signal.entry_prices) if at_market else signal.entry_prices
    share = fraction_of(signal.percent_stop) if signal.percent_stop else None
    if share is not None:
        stop = side.moved(side.rearmost(*entries), -share)
        signal = signal.model_copy(update={"stop_loss": stop})
    signal = with_default_stop(signal, rules, quote)
    if not signal.percent_targets or signal.stop_loss is None:
        return signal
    targets = _targets_from(signal, side.foremost(*entries), signal.stop_loss)
    return signal.model_copy(update={"take_profits": tuple(p for p in targets if p > 0)})


def with_targets_from(
    slices: Sequence[Slice], signal: Signal, entry: Decimal, stop: Decimal, *, step: Decimal
) -> tuple[Slice, ...]:
    """The slices of a plan, each at what its own level is from this entry.

    `signal` is the one that was planned. As they were where not every level lies ahead of the
    entry, or is told again by its price.
    """
    side = signal.side
    named = [rounded_back(price, step, side) for price in signal.take_profits]
    now = [rounded_back(price, step, side) for price in _targets_from(signal, entry, stop)]
    moved = dict(zip(named, now, strict=False))
    wanted = [moved.get(each.take_profit_price) for each in slices]
    usable = [p for p in wanted if p is not None and p > 0 and side.is_ahead(p, entry)]
    if len(named) != len(now) or len(usable) < len(slices):
        return tuple(slices)
    return tuple(
        each.model_copy(update={"take_profit_price": price})
        for each, price in zip(slices, usable, strict=True)
    )


def _targets_from(signal: Signal, entry: Decimal, stop: Decimal) -> list[Decimal]:
    """The prices of targets in percent or R, as they are named; R is from entry to stop.

    A short's may lie below nothing.
    """
    targets = []
    for level in signal.percent_targets:
        ahead, multiple = fraction_of(level), multiple_of(level)
        if ahead is not None:
            targets.append(signal.side.moved(entry, ahead))
        elif multiple is not None:
            targets.append(entry + multiple * (entry - stop))
    return targets
