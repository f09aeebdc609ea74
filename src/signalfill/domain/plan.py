"""From a signal that passed its gates to slices that the venue can really trade (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.position import Slice
from signalfill.domain.product import FeeRates, Product, Quote
from signalfill.domain.settings import NoTarget, Rules
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.values import Money, Value, plain
from signalfill.domain.verdict import GateResult

SYNTHETIC_TARGET_RISKS = 2
"""A signal without a target gets one at entry + 2 R, R being entry to stop."""


class Plan(Value):
    """What will be sent. Prices are in the venue's frame and on its increments."""

    entry_price: Money
    stop_price: Money
    slices: tuple[Slice, ...]
    worst_case_loss: Money
    reward_risk: Money
    notes: tuple[str, ...] = ()

    @property
    def base_size(self) -> Decimal:
        return sum((each.base_size for each in self.slices), Decimal(0))

    @property
    def notional(self) -> Decimal:
        return self.base_size * self.entry_price


@dataclass(frozen=True, slots=True)
class Means:
    """What the account can spend: quote currency, and fractions of notional as fees."""

    equity: Decimal
    available: Decimal
    fees: FeeRates


def make_plan(
    signal: Signal, *, rules: Rules, product: Product, quote: Quote, means: Means
) -> Plan | GateResult:
    """The plan, or the gate that refuses: no_target, reward_risk, below_minimum, funds.

    `signal` is long, in the venue's price frame, with a stop.
    """
    entry = _entry_price(signal, rules, product, quote)
    stop = product.ceil_price(signal.stop_loss or Decimal(0))
    if stop >= entry:
        return GateResult(gate="price_sides", passed=False, value=plain(stop))
    targets, notes = _targets(signal, rules, product, entry=entry, stop=stop)
    if not targets:
        return GateResult(gate="no_target", passed=False)
    size = _base_size(rules, product, means, entry=entry, stop=stop)
    slices = _slices(product, size, targets, stop=stop, synthetic=bool(notes))
    if not slices:
        return GateResult(
            gate="below_minimum",
            passed=False,
            value=plain(size * entry),
            threshold=plain(product.quote_min_size),
        )
    if len(slices) < len(targets):
        notes.append(f"{len(targets)} targets merged into {len(slices)} slices")
    plan = Plan(
        entry_price=entry,
        stop_price=stop,
        slices=slices,
        worst_case_loss=worst_case_loss(
            size, entry=entry, stop=stop, fees=means.fees, gap=rules.gap_allowance
        ),
        reward_risk=_reward_risk(slices, means.fees, entry=entry, stop=stop),
        notes=tuple(notes),
    )
    return _refusal(plan, rules, means) or plan


def worst_case_loss(
    size: Decimal, *, entry: Decimal, stop: Decimal, fees: FeeRates, gap: Decimal
) -> Decimal:
    """Entry to stop, taker fees on both legs, and the gap allowance of the stop's notional."""
    per_unit = (entry - stop) + (entry + stop) * fees.taker + stop * gap
    return size * per_unit


def _entry_price(signal: Signal, rules: Rules, product: Product, quote: Quote) -> Decimal:
    """At market: as far above the ask as may be chased. Else the entry nearest the market."""
    if signal.entry_kind is EntryKind.MARKET or not signal.entry_prices:
        anchor = min(quote.ask, *signal.entry_prices) if signal.entry_prices else quote.ask
        return product.floor_price(max(quote.ask, anchor * (1 + rules.max_chase)))
    return product.floor_price(max(signal.entry_prices))


def _targets(
    signal: Signal, rules: Rules, product: Product, *, entry: Decimal, stop: Decimal
) -> tuple[list[Decimal], list[str]]:
    named = sorted({product.floor_price(price) for price in signal.take_profits})
    reachable = [price for price in named if price > entry][: rules.max_slices]
    if reachable or named:
        return reachable, []
    if rules.no_target is NoTarget.DENY:
        return [], []
    synthetic = product.floor_price(entry + SYNTHETIC_TARGET_RISKS * (entry - stop))
    return [synthetic], ["synthetic target at 2 R: the signal names none"]


def _base_size(
    rules: Rules, product: Product, means: Means, *, entry: Decimal, stop: Decimal
) -> Decimal:
    """Risk to the stop (fees in), capped by notional and by what can be paid for."""
    loss_per_unit = (entry - stop) + (entry + stop) * means.fees.taker
    by_risk = means.equity * rules.risk_fraction / loss_per_unit
    by_notional = means.equity * rules.max_notional_fraction / entry
    by_funds = means.available / (entry * (1 + means.fees.taker))
    return product.floor_size(min(by_risk, by_notional, by_funds))


def _slices(
    product: Product, size: Decimal, targets: list[Decimal], *, stop: Decimal, synthetic: bool
) -> tuple[Slice, ...]:
    """One slice a target; too small at the stop: the farthest targets are dropped first.

    The last slice takes what flooring left over. Empty where not even one can be sold.
    """
    for count in range(len(targets), 0, -1):
        part = product.floor_size(size / count)
        if not product.is_sellable(part, stop):
            continue
        sizes = [part] * (count - 1) + [size - part * (count - 1)]
        return tuple(
            Slice(
                index=index,
                base_size=sizes[index],
                take_profit_price=targets[index],
                stop_price=stop,
                synthetic_target=synthetic,
            )
            for index in range(count)
        )
    return ()


def _reward_risk(
    slices: tuple[Slice, ...], fees: FeeRates, *, entry: Decimal, stop: Decimal
) -> Decimal:
    """Mean gain at the targets over loss at the stop, both after fees."""
    size = sum((each.base_size for each in slices), Decimal(0))
    gain = sum(
        (
            each.base_size * (each.take_profit_price * (1 - fees.maker) - entry * (1 + fees.taker))
            for each in slices
        ),
        Decimal(0),
    )
    loss = size * ((entry - stop) + (entry + stop) * fees.taker)
    return (gain / loss).quantize(Decimal("0.001"))


def _refusal(plan: Plan, rules: Rules, means: Means) -> GateResult | None:
    if plan.reward_risk < rules.min_reward_risk:
        return GateResult(
            gate="reward_risk",
            passed=False,
            value=plain(plan.reward_risk),
            threshold=plain(rules.min_reward_risk),
        )
    cost = plan.notional * (1 + means.fees.taker)
    if cost > means.available:
        return GateResult(
            gate="funds", passed=False, value=plain(means.available), threshold=plain(cost)
        )
    return None
