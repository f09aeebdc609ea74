"""Selling a part of a position: which slices give how much (pure; docs/follow-ups.md)."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought, filled, held, orders_of
from signalfill.domain.position import AskedSale, OrderPurpose, Position, Slice
from signalfill.domain.signal import Amendment, is_operators

ZERO = Decimal(0)


def reduce(position: Position, fraction: Decimal, amendment: Amendment) -> Position:
    """Marks `fraction` of what was bought for sale, nearest target first.

    A reduction tied to a target counts what our own targets sold already. One whose message was
    edited counts what earlier versions of the message had us sell: all of it together sells at most
    what the message says now.
    """
    wanted = bought(position) * fraction - _asked_before(position, amendment)
    if amendment.target is not None:
        wanted -= _sold_at_targets(position)
    if amendment.fraction_in_all is not None:
        in_all = bought(position) * Decimal(amendment.fraction_in_all)
        wanted = min(wanted, in_all - _asked_by_message(position, amendment))
    wanted = max(wanted, ZERO)
    slices: list[Slice] = []
    way = position.side.sign
    for each in sorted(position.slices, key=lambda one: one.take_profit_price * way):
        give = min(wanted, _free(position, each))
        wanted -= give
        slices.append(each.model_copy(update={"sell_size": each.sell_size + give}))
    slices.sort(key=lambda one: one.index)
    size = sum((s.sell_size for s in slices), ZERO)
    size -= sum((s.sell_size for s in position.slices), ZERO)
    if size <= 0:
        return position
    asked = AskedSale(amendment_id=amendment.amendment_id, base_size=size)
    return position.model_copy(
        update={"slices": tuple(slices), "asked_sales": (*position.asked_sales, asked)}
    )


def _asked_before(position: Position, amendment: Amendment) -> Decimal:
    asked = (s for s in position.asked_sales if s.amendment_id in amendment.earlier_ids)
    return sum((each.base_size for each in asked), ZERO)


def _asked_by_message(position: Position, amendment: Amendment) -> Decimal:
    said_by = f"{amendment.provenance.message_id}-"
    asked = (
        each.base_size
        for each in position.asked_sales
        if each.amendment_id.startswith(said_by) and not is_operators(each.amendment_id)
    )
    return sum(asked, ZERO)


def is_measured(position: Position, amendment: Amendment) -> bool:
    """Whether we know what earlier versions sold. An older release did not store it."""
    measured = {each.amendment_id for each in position.asked_sales}
    applied = set(position.applied_amendment_ids) & set(amendment.earlier_ids)
    return applied <= measured


def _sold_at_targets(position: Position) -> Decimal:
    brackets = orders_of(position, OrderPurpose.PROTECTION)
    return sum((filled(position, g) for g in brackets if not g.stop_triggered), ZERO)


def _free(position: Position, each: Slice) -> Decimal:
    """What the slice holds and was not asked for yet."""
    exits = orders_of(position, OrderPurpose.EXIT, each.index)
    pending = each.sell_size - sum((filled(position, order) for order in exits), ZERO)
    return max(held(position, each.index) - max(pending, ZERO), ZERO)
