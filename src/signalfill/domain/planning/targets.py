"""What the exits of a plan aim at, and which part of the position each sells (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.product import Product
from signalfill.domain.rules import NoTarget, Rules
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal
from signalfill.domain.values import plain

SYNTHETIC_TARGET_RISKS = 2
"""A signal without a target gets one at entry + 2 R; R is the distance from entry to stop."""
FAR_TARGET_RISKS = 10
"""`stop_only`: the other leg of the venue's bracket, at entry + 10 R ..."""
FAR_TARGET_LIMIT = Decimal(2)
"""... and at most so many times the entry (a short's: the entry by it): the venue refuses
targets that are too far away."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Take-profits, nearest first. Synthetic ones were not named by the signal."""

    prices: tuple[Decimal, ...]
    is_synthetic: bool = False
    notes: tuple[str, ...] = ()


def targets_of(
    signal: Signal, rules: Rules, product: Product, *, entry: Decimal, stop: Decimal
) -> Targets:
    """The targets; none where no named one lies ahead of the entry, or one must be named."""
    side = signal.side
    if not signal.take_profits:
        return _unnamed(rules, product, side, entry=entry, stop=stop)
    named = side.in_order({product.limit_price(price, side) for price in signal.take_profits})
    reachable = tuple(price for price in named if side.is_ahead(price, entry))
    served = reachable[: len(rules.take_profit_split) or rules.max_slices][: rules.max_slices]
    notes = []
    if len(reachable) < len(named):
        behind = ", ".join(plain(price) for price in named if price not in reachable)
        notes.append(f"not ahead of the entry and dropped as targets: {behind}")
    if len(served) < len(reachable):
        notes.append(f"{len(reachable)} targets, the nearest {len(served)} are served")
    return Targets(served, notes=tuple(notes))


def _unnamed(
    rules: Rules, product: Product, side: Side, *, entry: Decimal, stop: Decimal
) -> Targets:
    """A short's distance of R may lie below nothing: then there is none."""
    risk = entry - stop
    match rules.no_target:
        case NoTarget.DENY:
            return Targets(())
        case NoTarget.SYNTHETIC:
            price = entry + SYNTHETIC_TARGET_RISKS * risk
            note = f"synthetic target at {SYNTHETIC_TARGET_RISKS} R: the signal names none"
        case NoTarget.STOP_ONLY:
            farthest = entry * FAR_TARGET_LIMIT**side.sign
            price = side.rearmost(entry + FAR_TARGET_RISKS * risk, farthest)
            note = "the signal names no target: the stop decides, the bracket's target is far away"
    served = product.limit_price(price, side)
    return Targets((served,) if served > 0 else (), is_synthetic=True, notes=(note,))


def parts(split: Sequence[Decimal], count: int) -> tuple[Decimal, ...]:
    """The part of the position that each of `count` targets sells; the last sells the rest."""
    given = list(split[: count - 1]) if split else [Decimal(1) / count] * (count - 1)
    return (*given, 1 - sum(given, Decimal(0)))
