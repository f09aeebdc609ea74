"""From a signal that passed its gates to slices that the venue can really trade (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from signalfill.domain.codes import Gate
from signalfill.domain.planning.entries import dropped_entries, entry_prices, place_stop
from signalfill.domain.planning.percent_levels import with_targets_from
from signalfill.domain.planning.sizing import (
    Means,
    Size,
    base_size,
    entry_fee,
    loss_at_stop,
    worst_case_loss,
)
from signalfill.domain.planning.slices import Cut, Layout, cut
from signalfill.domain.planning.targets import targets_of
from signalfill.domain.position import Slice
from signalfill.domain.product import Product, Quote
from signalfill.domain.rules import NoTarget, Rules
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal
from signalfill.domain.values import Money, Value, plain
from signalfill.domain.verdict import GateResult

__all__ = ["Means", "Plan", "make_plan", "worst_case_loss"]


class Plan(Value):
    """What will be sent. Prices are in the venue's price frame and on its increments.

    Attributes:
        entry_price: The entry, or the size-weighted mean over the slices; quote currency.
        stop_price: The stop of all slices.
        slices: The parts, each with entry, target, stop and size.
        worst_case_loss: What is lost at the stop, with fees and gap allowance; quote currency.
        reward_risk: Mean gain at the targets over the loss at the stop, after fees.
        notes: What the operator is told: entries and targets left out, a smaller size.
        gates: The answers of the gates that only a plan can ask.
        size_part: The part of the full size that is allowed (1: all).
    """

    entry_price: Money
    stop_price: Money
    slices: tuple[Slice, ...]
    worst_case_loss: Money
    reward_risk: Money
    notes: tuple[str, ...] = ()
    gates: tuple[GateResult, ...] = ()
    size_part: Money = Decimal(1)

    @property
    def base_size(self) -> Decimal:
        return sum((each.base_size for each in self.slices), Decimal(0))

    @property
    def notional(self) -> Decimal:
        return sum((each.base_size * price_of(each) for each in self.slices), Decimal(0))


def price_of(each: Slice) -> Decimal:
    """The limit of the slice's entry.

    Raises:
        AssertionError: not a slice of a plan.
    """
    if each.entry_price is None:
        raise AssertionError("every slice of a plan has its entry price")
    return each.entry_price


def make_plan(
    signal: Signal, *, rules: Rules, product: Product, quote: Quote, means: Means
) -> Plan | GateResult:
    """The plan, or the refusing gate: price_sides, no_target, below_minimum, funds, reward_risk.

    `signal` is in the venue's price frame and has a stop.
    """
    side = signal.side
    entries = entry_prices(signal, rules, product, quote)
    stop = place_stop(signal, rules, product, entries)
    last = side.rearmost(*entries)
    if stop.price <= 0 or not side.is_ahead(last, stop.price):
        return GateResult(
            gate=Gate.PRICE_SIDES, passed=False, value=plain(stop.price), threshold=plain(last)
        )
    targets = targets_of(signal, rules, product, entry=side.foremost(*entries), stop=stop.price)
    if not targets.prices:
        named = ", ".join(map(plain, signal.take_profits)) or "none named"
        return GateResult(
            gate=Gate.NO_TARGET, passed=False, value=named, threshold=plain(side.foremost(*entries))
        )
    layout = Layout(
        product=product,
        side=side,
        entries=entries,
        targets=targets,
        split=rules.take_profit_split,
        stop=stop.price,
        sellable_at=stop.price * (1 - means.fees.taker),
    )
    size_of = partial(
        base_size,
        stop=stop.price,
        side=side,
        quote=quote,
        rules=rules,
        product=product,
        means=means,
    )
    found = cut(layout, size_of)
    if isinstance(found, Size):
        return _too_small(found, layout)
    gate = min(
        (_edge(each, signal, rules, quote, means) for each in _outcomes(found, signal, layout)),
        key=lambda each: Decimal(each.value),
    )
    if not gate.passed:
        return gate
    clamps = (f"size clamped by {found.size.clamped_by}",) if found.size.clamped_by else ()
    dropped = dropped_entries(signal, rules, entries)
    notes = (*stop.notes, *dropped, *targets.notes, *found.notes, *clamps)
    return _plan(found, layout, means, rules, gate=gate, notes=notes)


def _outcomes(found: Cut, signal: Signal, layout: Layout) -> Iterator[tuple[Slice, ...]]:
    """As planned, and with targets in percent or R as they follow from all entries filled."""
    yield found.slices
    if signal.percent_targets:
        size = sum((each.base_size for each in found.slices), Decimal(0))
        cost = sum((each.base_size * price_of(each) for each in found.slices), Decimal(0))
        step, stop = layout.product.price_increment, signal.stop_loss or layout.stop
        yield with_targets_from(found.slices, signal, cost / size, stop, step=step)


def _plan(
    found: Cut,
    layout: Layout,
    means: Means,
    rules: Rules,
    *,
    gate: GateResult,
    notes: Sequence[str],
) -> Plan:
    size = sum((each.base_size for each in found.slices), Decimal(0))
    cost = sum((each.base_size * price_of(each) for each in found.slices), Decimal(0))
    mean = layout.product.limit_price(cost / size, layout.side)
    losses = (
        worst_case_loss(
            each.base_size,
            entry=price_of(each),
            stop=layout.stop,
            fees=means.fees,
            gap=rules.gap_allowance,
        )
        for each in found.slices
    )
    return Plan(
        entry_price=mean if len(set(map(price_of, found.slices))) > 1 else layout.entries[0],
        stop_price=layout.stop,
        slices=found.slices,
        worst_case_loss=sum(losses, Decimal(0)),
        reward_risk=Decimal(gate.value),
        notes=tuple(notes),
        gates=(gate,),
    )


def _too_small(size: Size, layout: Layout) -> GateResult:
    """Not even one slice can be sold: is there too little money, or is the risk too small?"""
    gate = Gate.FUNDS if size.clamped_by == "funds" else Gate.BELOW_MINIMUM
    return GateResult(
        gate=gate,
        passed=False,
        value=plain(size.base_size * layout.entries[0]),
        threshold=plain(layout.product.quote_min_size),
    )


def _edge(
    slices: Sequence[Slice], signal: Signal, rules: Rules, quote: Quote, means: Means
) -> GateResult:
    """What is left to earn: mean gain at the targets over loss at the stop, net, at live prices.

    A unit is entered at the live price where that is better than its limit; a stop exits a
    spread behind the last trade. Without a named target `stop_only` has no reward to compare.
    """
    value = reward_risk(slices, signal.side, quote, means)
    unlimited = not signal.take_profits and rules.no_target is NoTarget.STOP_ONLY
    passed = unlimited or value >= rules.min_reward_risk
    return GateResult(
        gate=Gate.REWARD_RISK,
        passed=passed,
        value=plain(value),
        threshold="" if unlimited else plain(rules.min_reward_risk),
    )


def reward_risk(slices: Sequence[Slice], side: Side, quote: Quote, means: Means) -> Decimal:
    """Mean gain at the targets over the loss at the stop, after the fees that will be paid.

    A resting entry and a target pay the maker's fee, all else the taker's.
    """
    gain = loss = Decimal(0)
    for each in slices:
        limit, fees = price_of(each), means.fees
        paid, rate = side.rearmost(limit, quote.to_enter(side)), entry_fee(limit, side, quote, fees)
        target = each.take_profit_price
        earned = (target - paid) * side.sign - target * fees.maker - paid * rate
        gain += each.base_size * earned
        stopped = side.moved(each.stop_price, -quote.spread)
        loss += loss_at_stop(each.base_size, entry=paid, stop=stopped, fees=fees, entry_fee=rate)
    return (gain / loss).quantize(Decimal("0.001"))
