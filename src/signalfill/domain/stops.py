"""Where a position's stop wants to be: after targets, trailing, and as soon as price allows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.exits import STOP_BUFFER
from signalfill.domain.holding import average_entry_price, held, orders_of
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote, ceil_to
from signalfill.domain.settings import AfterTarget, Rules
from signalfill.domain.step import Note
from signalfill.domain.values import plain

TRAIL_STEP = Decimal("0.005")
"""A trailing stop moves by at least this fraction: the venue counts edits (design.md §6)."""
TRAIL_PAUSE = timedelta(minutes=5)


def targets_reached(position: Position) -> list[OrderRecord]:
    """Brackets that were filled at their take-profit, in the order of their slices."""
    guards = orders_of(position, OrderPurpose.PROTECTION)
    filled = [g for g in guards if g.status is OrderStatus.FILLED and not g.stop_triggered]
    return sorted(filled, key=lambda order: order.slice_index)


def tighter(position: Position, stop: Decimal) -> Decimal:
    """The tighter of a new stop and one that already waits."""
    return stop if position.pending_stop is None else max(stop, position.pending_stop)


def after_target(position: Position, rules: Rules, notes: list[Note]) -> Position:
    """Each target that is reached moves the stop of what is left, as the settings say."""
    reached = targets_reached(position)
    policy = rules.after_first_target
    if len(reached) <= position.targets_counted or held(position) <= 0:
        return position
    stop = _stop_after(position, reached, policy)
    changed = position.model_copy(update={"targets_counted": len(reached)})
    if stop is None or stop <= max(each.stop_price for each in position.slices):
        return changed
    stop = ceil_to(stop, position.price_increment)
    text = f"target {len(reached)} reached: stop to {plain(stop)} ({policy.value})"
    notes.append(Note("target_reached", text))
    return changed.model_copy(update={"pending_stop": tighter(position, stop)})


def _stop_after(
    position: Position, reached: list[OrderRecord], policy: AfterTarget
) -> Decimal | None:
    """Entry, net (both fees paid) or the target before; trailing has a rule of its own."""
    entry = average_entry_price(position)
    if entry is None or policy in {AfterTarget.STAY, AfterTarget.TRAIL}:
        return None
    if policy is AfterTarget.NET:
        return entry * (1 + position.taker_fee) / (1 - position.taker_fee)
    if policy is AfterTarget.PREVIOUS_TARGET and len(reached) > 1:
        return reached[-2].limit_price or entry
    return entry


def trail(
    position: Position, rules: Rules, quote: Quote, *, now: datetime, notes: list[Note]
) -> Position:
    """Behind the bid by the trail distance once a target was reached; in steps, never back."""
    if rules.after_first_target is not AfterTarget.TRAIL or not position.targets_counted:
        return position
    recent = position.trailed_at is not None and now - position.trailed_at < TRAIL_PAUSE
    stop = ceil_to(quote.bid * (1 - rules.trail_distance), position.price_increment)
    present = max(each.stop_price for each in position.slices)
    if recent or held(position) <= 0 or stop < present * (1 + TRAIL_STEP):
        return position
    notes.append(Note("stop_trailed", f"trailing stop to {plain(stop)}"))
    return position.model_copy(update={"trailed_at": now, "pending_stop": tighter(position, stop)})


def place_pending(position: Position, quote: Quote, notes: list[Note]) -> Position:
    """A stop at or above the bid is never sent: the present one stays until price allows."""
    stop = position.pending_stop
    if stop is None or stop >= quote.bid * (1 - STOP_BUFFER):
        return position
    slices = tuple(
        each.model_copy(update={"stop_price": max(each.stop_price, stop)})
        for each in position.slices
    )
    notes.append(Note("stop_moved", f"stop is to move to {plain(stop)}"))
    return position.model_copy(update={"slices": slices, "pending_stop": None})
