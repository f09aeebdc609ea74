"""Selling a part of a position: which slices give how much (pure; design.md §6)."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought, filled, held, orders_of
from signalfill.domain.position import OrderPurpose, Position, Slice

ZERO = Decimal(0)


def reduce(position: Position, fraction: Decimal, *, target: int | None) -> Position:
    """`fraction` of what was bought is to be sold, nearest target first.

    A reduction tied to a target counts what our own targets have sold already.
    """
    wanted = bought(position) * fraction
    if target is not None:
        wanted = max(wanted - _sold_at_targets(position), ZERO)
    slices: list[Slice] = []
    way = position.side.sign
    for each in sorted(position.slices, key=lambda one: one.take_profit_price * way):
        give = min(wanted, _free(position, each))
        wanted -= give
        slices.append(each.model_copy(update={"sell_size": each.sell_size + give}))
    slices.sort(key=lambda one: one.index)
    return position.model_copy(update={"slices": tuple(slices)})


def _sold_at_targets(position: Position) -> Decimal:
    brackets = orders_of(position, OrderPurpose.PROTECTION)
    return sum((filled(position, g) for g in brackets if not g.stop_triggered), ZERO)


def _free(position: Position, each: Slice) -> Decimal:
    """What the slice holds and was not asked for yet."""
    exits = orders_of(position, OrderPurpose.EXIT, each.index)
    pending = each.sell_size - sum((filled(position, order) for order in exits), ZERO)
    return max(held(position, each.index) - max(pending, ZERO), ZERO)
