"""At which prices a signal is entered, and where its stop stands (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import Product, Quote, rounded_back
from signalfill.domain.rules import Rules, StopOnClose
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.values import plain


def entry_prices(
    signal: Signal, rules: Rules, product: Product, quote: Quote
) -> tuple[Decimal, ...]:
    """The limits of the entries, nearest the market first.

    A market call: as far beyond the price of an entry now as it may be chased. A call with a price:
    where it says, and no farther beyond the market than it may be chased.
    """
    side, now = signal.side, quote.to_enter(signal.side)
    if signal.entry_kind is EntryKind.MARKET or not signal.entry_prices:
        anchor = side.rearmost(now, *signal.entry_prices)
        limit = side.foremost(now, side.moved(anchor, chase_limit(signal, rules, anchor)))
        return (product.limit_price(limit, side),)
    farthest = side.moved(now, rules.max_chase)
    wanted = (side.rearmost(price, farthest) for price in _named(signal, rules))
    return tuple(dict.fromkeys(product.limit_price(price, side) for price in wanted))


def chase_limit(signal: Signal, rules: Rules, anchor: Decimal) -> Decimal:
    """How far a market call is followed, as a fraction of the price it is followed from.

    The smaller of a percentage and of a part of the way to the stop: behind a near stop a few
    tenths of a percent are most of what is risked.
    """
    if rules.max_chase_risk is None or signal.stop_loss is None:
        return rules.max_chase
    risk = abs(anchor - signal.stop_loss) / anchor
    return min(rules.max_chase, rules.max_chase_risk * risk)


def dropped_entries(signal: Signal, rules: Rules, served: tuple[Decimal, ...]) -> tuple[str, ...]:
    """What became of named entries that are not used, in words."""
    if signal.entry_kind is not EntryKind.LADDER:
        return ()
    named = len(set(signal.entry_prices))
    if named == len(served):
        return ()
    if named > rules.rungs:
        return (f"{named} entries, the nearest {len(served)} are served",)
    return (f"{named} entries become {len(served)}: some lie beyond what may be chased",)


def _named(signal: Signal, rules: Rules) -> list[Decimal]:
    """The prices of the signal, the near one first; a zone is divided evenly, both edges in."""
    prices = signal.side.in_order(set(signal.entry_prices))[::-1]
    if signal.entry_kind is not EntryKind.ZONE:
        return prices[: rules.rungs]
    near, far = prices[0], prices[-1]
    if rules.zone_rungs == 1 or near == far:
        return [near]
    step = (near - far) / (rules.zone_rungs - 1)
    return [near - step * index for index in range(rules.zone_rungs)]


def with_default_stop(signal: Signal, rules: Rules, quote: Quote) -> Signal:
    """The signal with the channel's own stop behind its last entry, where it names none."""
    if signal.stop_loss is not None or rules.default_stop is None:
        return signal
    side = signal.side
    anchor = side.rearmost(*signal.entry_prices or (quote.to_enter(side),))
    return signal.model_copy(update={"stop_loss": side.moved(anchor, -rules.default_stop)})


def widened(level: Decimal, entry: Decimal, factor: Decimal) -> Decimal:
    """The level, this many times as far from the entry."""
    return entry - (entry - level) * factor


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """Where the venue's stop stands, and the level on a candle's close, if there is one."""

    price: Decimal
    notes: tuple[str, ...] = ()


def place_stop(
    signal: Signal, rules: Rules, product: Product, entries: tuple[Decimal, ...]
) -> PlacedStop:
    """Where the venue's stop stands. The named stop itself may count on a candle's close only.

    `catastrophe`: this many times farther from the first entry than the named stop, rounded back:
    rounded ahead it could stand at the named stop, where any wick sells.
    """
    named, side = signal.stop_loss or Decimal(0), signal.side
    if signal.stop_on_close is None or rules.stop_on_close is not StopOnClose.CATASTROPHE:
        return PlacedStop(product.stop_price(named, side))
    wide = widened(named, side.foremost(*entries), rules.catastrophe_factor)
    wide = rounded_back(wide, product.price_increment, side)
    note = (
        f"stop {plain(named)} counts on a {signal.stop_on_close} close: "
        f"the venue's stop stands at {plain(wide)}"
    )
    return PlacedStop(wide, (note,))
