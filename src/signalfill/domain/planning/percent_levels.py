"""Prices of a stop or targets that a call names as percentages or multiples of its risk (pure)."""

from __future__ import annotations

from signalfill.domain.percent_level import fraction_of, multiple_of
from signalfill.domain.planning.entries import with_default_stop
from signalfill.domain.product import Quote
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
    dearest = side.foremost(*entries)
    risk = dearest - signal.stop_loss
    targets = []
    for level in signal.percent_targets:
        ahead = fraction_of(level)
        multiple = multiple_of(level)
        if ahead is not None:
            targets.append(side.moved(dearest, ahead))
        elif multiple is not None:
            targets.append(dearest + multiple * risk)
    reachable = tuple(price for price in targets if price > 0)
    return signal.model_copy(update={"take_profits": reachable})
