"""How much to buy: a mode's wish, then every cap; and what it may lose at worst (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import FeeRates, Product
from signalfill.domain.rules import Rules, Sizing


@dataclass(frozen=True, slots=True)
class Means:
    """What the account can spend: quote currency, and fractions of notional as fees.

    `max_loss` is what one position may lose at worst; None: as much as the sizing gives.
    """

    equity: Decimal
    available: Decimal
    fees: FeeRates
    max_loss: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """Base size of all rungs and slices together; `clamped_by` names the cap that decided."""

    base_size: Decimal
    clamped_by: str | None = None


def base_size(
    entries: Sequence[Decimal], stop: Decimal, *, rules: Rules, product: Product, means: Means
) -> Size:
    """The mode's size, floored by the caps; each entry buys the same part of it."""
    price = sum(entries, Decimal(0)) / len(entries)
    caps = {
        "max_notional_fraction": means.equity * rules.max_notional_fraction / price,
        "funds": means.available / (price * (1 + means.fees.taker)),
    }
    if means.max_loss is not None:
        worst = worst_case_loss(
            Decimal(1), entry=price, stop=stop, fees=means.fees, gap=rules.gap_allowance
        )
        caps["max_loss_per_position"] = means.max_loss / worst
    wished = _wished(rules, means, price=price, stop=stop)
    cap = min(caps, key=lambda name: caps[name])
    if wished <= caps[cap]:
        return Size(product.floor_size(wished))
    return Size(product.floor_size(caps[cap]), clamped_by=cap)


def _wished(rules: Rules, means: Means, *, price: Decimal, stop: Decimal) -> Decimal:
    match rules.sizing:
        case Sizing.RISK:
            loss = loss_at_stop(Decimal(1), entry=price, stop=stop, fees=means.fees)
            return means.equity * rules.risk_fraction / loss
        case Sizing.FIXED:
            return rules.fixed_quote / price
        case Sizing.EQUITY:
            return means.equity * rules.equity_fraction / price


def loss_at_stop(size: Decimal, *, entry: Decimal, stop: Decimal, fees: FeeRates) -> Decimal:
    """Entry to stop, whichever is higher, and taker fees on both legs."""
    return size * (abs(entry - stop) + (entry + stop) * fees.taker)


def worst_case_loss(
    size: Decimal, *, entry: Decimal, stop: Decimal, fees: FeeRates, gap: Decimal
) -> Decimal:
    """The loss at the stop, and the gap allowance of the stop's notional."""
    return loss_at_stop(size, entry=entry, stop=stop, fees=fees) + size * stop * gap
