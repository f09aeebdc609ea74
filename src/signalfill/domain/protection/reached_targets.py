"""Which targets were reached, and the entries that outlive them (pure).

A target is reached when its part is gone at a price not worse than the target less a buffer: sold
by its bracket, all but a rest of it, or by an exit of ours. What was sold because somebody asked
for it was not left for the target.
"""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought, orders_of
from signalfill.domain.journal import Event
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, Slice
from signalfill.domain.rules import Rules, UnfilledEntries
from signalfill.domain.step import Note
from signalfill.domain.values import plain

TARGET_BUFFER = Decimal("0.002")
"""As far behind the price as the first try of an exit goes, which may have sold at a target."""
ZERO = Decimal(0)


def targets_of(position: Position) -> list[Decimal]:
    """The targets of all that was entered, nearest first. Two rungs with one target have one."""
    entered = {s.take_profit_price for s in position.slices if bought(position, s.index) > 0}
    return position.side.in_order(entered)


def count_reached(position: Position) -> int:
    """The number of the farthest target that was reached; 0 before the first."""
    reached = {s.take_profit_price for s in position.slices if _is_reached(position, s)}
    if not reached:
        return 0
    return targets_of(position).index(position.side.foremost(*reached)) + 1


def _is_reached(position: Position, each: Slice) -> bool:
    """Most of what was left for the target was sold there; a rest may have stayed as it turned."""
    at_target = _sold_at_target(position, each)
    left_for_it = bought(position, each.index) - each.sell_size
    return at_target > 0 and 2 * at_target >= left_for_it


def _sold_at_target(position: Position, each: Slice) -> Decimal:
    """By executions, not by what an order was meant to do: a stop may be silent about itself."""
    ours = {
        order.venue_order_id
        for purpose in (OrderPurpose.PROTECTION, OrderPurpose.EXIT)
        for order in orders_of(position, purpose, each.index)
    }
    side = position.side
    worst = side.moved(each.take_profit_price, -TARGET_BUFFER)
    return sum(
        (
            fill.base_size
            for fill in position.fills
            if fill.venue_order_id in ours and not side.is_ahead(worst, fill.price)
        ),
        ZERO,
    )


def end_unfilled(
    position: Position, rules: Rules, price: Decimal, *, notes: list[Note]
) -> Position:
    """The position with entries ended whose first target is at `price`: their move is over.

    What was planned together has its first target together: the call, and each addition.
    """
    if rules.unfilled_after_target is UnfilledEntries.KEEP:
        return position
    late = [
        order
        for order in orders_of(position, OrderPurpose.ENTRY)
        if not order.is_closed
        and order.unwanted is None
        and not position.side.is_ahead(first_target(position, order), price)
    ]
    if not late:
        return position
    target = first_target(position, late[0])
    notes.append(
        Note(
            Event.ENTRIES_OUTLIVED,
            f"target {plain(target)} was reached: unfilled entries end",
        )
    )
    ended = {o.client_order_id: f"target {plain(target)} reached before it filled" for o in late}
    orders = tuple(
        order.model_copy(update={"unwanted": ended.get(order.client_order_id, order.unwanted)})
        for order in position.orders
    )
    return position.model_copy(update={"orders": orders})


def first_target(position: Position, entry: OrderRecord) -> Decimal:
    cause = position.slices[entry.slice_index].added_by
    together = [s.take_profit_price for s in position.slices if s.added_by == cause]
    return position.side.rearmost(*together)
