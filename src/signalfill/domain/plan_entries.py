"""At which prices a signal is entered, and where its stop stands (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import Product, Quote
from signalfill.domain.settings import Rules, StopOnClose
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.values import plain


def entry_prices(
    signal: Signal, rules: Rules, product: Product, quote: Quote
) -> tuple[Decimal, ...]:
    """The limits of the entries, nearest the market first.

    At market: as far above the ask as may be chased. Priced: where the signal says, and never
    further above the ask than that, so that a fallen price is not overpaid.
    """
    if signal.entry_kind is EntryKind.MARKET or not signal.entry_prices:
        anchor = min(quote.ask, *signal.entry_prices) if signal.entry_prices else quote.ask
        return (product.floor_price(max(quote.ask, anchor * (1 + rules.max_chase))),)
    ceiling = quote.ask * (1 + rules.max_chase)
    wanted = (min(price, ceiling) for price in _named(signal, rules))
    return tuple(dict.fromkeys(product.floor_price(price) for price in wanted))


def _named(signal: Signal, rules: Rules) -> list[Decimal]:
    """The prices of the signal, highest first; a zone is divided evenly, both edges in."""
    if signal.entry_kind is not EntryKind.ZONE:
        return sorted(set(signal.entry_prices), reverse=True)[: rules.rungs]
    low, high = min(signal.entry_prices), max(signal.entry_prices)
    if rules.zone_rungs == 1 or low == high:
        return [high]
    step = (high - low) / (rules.zone_rungs - 1)
    return [high - step * index for index in range(rules.zone_rungs)]


def with_default_stop(signal: Signal, rules: Rules, quote: Quote) -> Signal:
    """A signal without a stop gets the channel's own below its lowest entry, if there is one."""
    if signal.stop_loss is not None or rules.default_stop is None:
        return signal
    anchor = min(signal.entry_prices) if signal.entry_prices else quote.ask
    return signal.model_copy(update={"stop_loss": anchor * (1 - rules.default_stop)})


@dataclass(frozen=True, slots=True)
class PlacedStop:
    price: Decimal
    notes: tuple[str, ...] = ()


def place_stop(
    signal: Signal, rules: Rules, product: Product, entries: tuple[Decimal, ...]
) -> PlacedStop:
    """Where the venue's stop stands; the named stop itself may count on a candle's close only.

    `catastrophe`: so many times further from the highest entry than the named one.
    """
    named = signal.stop_loss or Decimal(0)
    if signal.stop_on_close is None or rules.stop_on_close is not StopOnClose.CATASTROPHE:
        return PlacedStop(product.ceil_price(named))
    highest = max(entries)
    wide = product.ceil_price(highest - (highest - named) * rules.catastrophe_factor)
    note = (
        f"stop {plain(named)} counts on a {signal.stop_on_close} close: "
        f"the venue's stop stands at {plain(wide)}"
    )
    return PlacedStop(wide, (note,))
