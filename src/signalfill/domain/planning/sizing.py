"""How much to buy: a mode's wish, then every cap; and what it may lose at worst (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import FeeRates, Product, Quote
from signalfill.domain.rules import Rules, Sizing
from signalfill.domain.side import Side


@dataclass(frozen=True, slots=True)
class Means:
    """What the account can spend.

    Attributes:
        equity: Quote balance and our own positions at live bids, in the quote currency.
        available: What can be spent now, in the quote currency.
        fees: The account's fees, fractions of the notional.
        max_loss: What one position may lose at worst. None: as much as the sizing gives.
        day_share: What one position may take of the day's loss limit. None: no share is set.
    """

    equity: Decimal
    available: Decimal
    fees: FeeRates
    max_loss: Decimal | None = None
    day_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """Base size of all rungs and slices together. `clamped_by` names the cap that decided."""

    base_size: Decimal
    clamped_by: str | None = None


def base_size(
    entries: Sequence[Decimal],
    stop: Decimal,
    *,
    side: Side,
    quote: Quote,
    rules: Rules,
    product: Product,
    means: Means,
) -> Size:
    """The size that the mode asks for, limited by the caps. Each entry buys the same part of it.

    The caps charge the taker's fee for every entry: one that is to rest may cross on arrival.
    """
    price = sum(entries, Decimal(0)) / len(entries)
    caps = {
        "max_notional_fraction": means.equity * rules.max_notional_fraction / price,
        "funds": means.available / (price * (1 + means.fees.taker)),
    }
    worst = worst_case_loss(
        Decimal(1), entry=price, stop=stop, fees=means.fees, gap=rules.gap_allowance
    )
    limits = {"max_loss_per_position": means.max_loss, "daily_loss_share": means.day_share}
    caps |= {name: limit / worst for name, limit in limits.items() if limit is not None}
    wished = _wished(entries, stop, side=side, quote=quote, rules=rules, means=means)
    cap = min(caps, key=lambda name: caps[name])
    if wished <= caps[cap]:
        return Size(product.floor_size(wished))
    return Size(product.floor_size(caps[cap]), clamped_by=cap)


def _wished(
    entries: Sequence[Decimal],
    stop: Decimal,
    *,
    side: Side,
    quote: Quote,
    rules: Rules,
    means: Means,
) -> Decimal:
    price = sum(entries, Decimal(0)) / len(entries)
    match rules.sizing:
        case Sizing.RISK:
            losses = (
                loss_at_stop(
                    Decimal(1),
                    entry=entry,
                    stop=stop,
                    fees=means.fees,
                    entry_fee=entry_fee(entry, side, quote, means.fees),
                )
                for entry in entries
            )
            return means.equity * rules.risk_fraction * len(entries) / sum(losses, Decimal(0))
        case Sizing.FIXED:
            return rules.fixed_quote / price
        case Sizing.EQUITY:
            return means.equity * rules.equity_fraction / price


def entry_fee(limit: Decimal, side: Side, quote: Quote, fees: FeeRates) -> Decimal:
    """The fee rate of an entry: the maker's where its limit rests behind the market."""
    return fees.maker if side.is_ahead(quote.to_enter(side), limit) else fees.taker


def loss_at_stop(
    size: Decimal,
    *,
    entry: Decimal,
    stop: Decimal,
    fees: FeeRates,
    entry_fee: Decimal | None = None,
) -> Decimal:
    """The loss between entry and stop, with the fees of both legs, in the quote currency.

    `entry_fee` is the rate of the entry; without it the taker's. A stop sells as taker.
    """
    paid = fees.taker if entry_fee is None else entry_fee
    return size * (abs(entry - stop) + entry * paid + stop * fees.taker)


def worst_case_loss(
    size: Decimal, *, entry: Decimal, stop: Decimal, fees: FeeRates, gap: Decimal
) -> Decimal:
    """The loss at the stop, with the taker's fee on both legs and the gap allowance."""
    return loss_at_stop(size, entry=entry, stop=stop, fees=fees) + size * stop * gap
