"""Divides a size over entries and targets so that every part can be sold again (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.planning.sizing import Size
from signalfill.domain.planning.targets import Targets, parts
from signalfill.domain.position import Slice
from signalfill.domain.product import Product
from signalfill.domain.side import Side


@dataclass(frozen=True, slots=True)
class Layout:
    """What the slices are cut from. `sellable_at` is the stop less the fee of selling there."""

    product: Product
    side: Side
    entries: tuple[Decimal, ...]
    targets: Targets
    split: tuple[Decimal, ...]
    stop: Decimal
    sellable_at: Decimal


@dataclass(frozen=True, slots=True)
class Cut:
    """The slices, their size, and what the operator is told of entries and targets left out."""

    slices: tuple[Slice, ...]
    size: Size
    notes: tuple[str, ...] = ()


def cut(layout: Layout, size_of: Callable[[Sequence[Decimal]], Size]) -> Cut | Size:
    """The feasible cut with the most slices; of equally many, the one with more targets.

    The farthest entries and targets are dropped first, and those before them get their part. A
    `Size` where not even one slice can be sold at the stop.
    """
    whole = len(layout.entries), len(layout.targets.prices)
    for rungs, targets in _candidates(*whole):
        size = size_of(layout.entries[:rungs])
        slices = _slices(layout, size.base_size, rungs, targets)
        if all(layout.product.is_sellable(s.base_size, layout.sellable_at) for s in slices):
            notes = () if (rungs, targets) == whole else (_merged(whole, (rungs, targets)),)
            return Cut(slices, size, notes)
    return size_of(layout.entries[:1])


def _candidates(rungs: int, targets: int) -> list[tuple[int, int]]:
    every = [(r, t) for r in range(1, rungs + 1) for t in range(1, targets + 1)]
    return sorted(every, key=lambda pair: (-pair[0] * pair[1], -pair[1]))


def _merged(whole: tuple[int, int], kept: tuple[int, int]) -> str:
    return (
        f"{whole[0]} entries and {whole[1]} targets merged into {kept[0]} and {kept[1]}: "
        "smaller parts could not be sold at the stop"
    )


def _slices(layout: Layout, size: Decimal, rungs: int, targets: int) -> tuple[Slice, ...]:
    """Entry by entry, nearest target first.

    What flooring leaves over goes to the lowest entry, where a unit risks least, and to the last
    target, which sells all that is left.
    """
    each = layout.product.floor_size(size / rungs)
    sizes = [each] * (rungs - 1) + [size - each * (rungs - 1)]
    cuts = [
        (entry, target, part)
        for entry, rung in zip(layout.entries, sizes, strict=False)
        for target, part in zip(
            layout.targets.prices, _divided(layout, rung, targets), strict=False
        )
    ]
    return tuple(
        Slice(
            index=index,
            base_size=part,
            entry_price=entry,
            take_profit_price=target,
            stop_price=layout.stop,
            synthetic_target=layout.targets.is_synthetic,
        )
        for index, (entry, target, part) in enumerate(cuts)
    )


def _divided(layout: Layout, size: Decimal, targets: int) -> list[Decimal]:
    shares = [layout.product.floor_size(size * part) for part in parts(layout.split, targets)[:-1]]
    return [*shares, size - sum(shares, Decimal(0))]
