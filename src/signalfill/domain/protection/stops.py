"""Where a position's stop wants to be: after targets, trailing, and as soon as price allows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.holding import average_entry_price, held, orders_of
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote, rounded_ahead
from signalfill.domain.protection.close_stop import resting_stop, with_level
from signalfill.domain.protection.exits import rests_behind
from signalfill.domain.rules import AfterTarget, Rules
from signalfill.domain.step import Note
from signalfill.domain.values import plain

TRAIL_STEP = Decimal("0.005")
"""A trailing stop moves by at least this fraction: the venue counts edits (design.md §6)."""
TRAIL_PAUSE = timedelta(minutes=5)


def targets_reached(position: Position) -> list[OrderRecord]:
    """Brackets that were filled at their take-profit, in the order of their slices."""
    brackets = orders_of(position, OrderPurpose.PROTECTION)
    filled = [g for g in brackets if g.status is OrderStatus.FILLED and not g.stop_triggered]
    return sorted(filled, key=lambda order: order.slice_index)


def present_stop(position: Position) -> Decimal:
    """The tightest that any part of it has: mixed stops are those of a move under way.

    A level that counts on a candle's close is one of them: the wider stop is not the author's.
    """
    stops = [each.stop_price for each in position.slices]
    if position.close_stop is not None:
        stops.append(position.close_stop.price)
    return position.side.foremost(*stops)


def tighter(position: Position, stop: Decimal) -> Decimal:
    """The tighter of a new stop and one that already waits."""
    waiting = stop if position.pending_stop is None else position.pending_stop
    return position.side.foremost(stop, waiting)


def after_target(position: Position, rules: Rules, notes: list[Note]) -> Position:
    """Each target that is reached moves the stop of what is left, as the settings say."""
    reached = targets_reached(position)
    policy = rules.after_first_target
    if len(reached) <= position.targets_counted or held(position) <= 0:
        return position
    stop = _stop_after(position, reached, policy)
    changed = position.model_copy(update={"targets_counted": len(reached)})
    if stop is None or not position.side.is_ahead(stop, present_stop(position)):
        return changed
    stop = rounded_ahead(stop, position.price_increment, position.side)
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
        fee = position.taker_fee * position.side.sign
        return entry * (1 + fee) / (1 - fee)
    if policy is AfterTarget.PREVIOUS_TARGET and len(reached) > 1:
        return reached[-2].limit_price or entry
    return entry


def trail(
    position: Position, rules: Rules, quote: Quote, *, now: datetime, notes: list[Note]
) -> Position:
    """Behind the price by the trail distance once a target was reached; in steps, never back."""
    if rules.after_first_target is not AfterTarget.TRAIL or not position.targets_counted:
        return position
    recent = position.trailed_at is not None and now - position.trailed_at < TRAIL_PAUSE
    side = position.side
    behind = side.moved(quote.to_exit(side), -rules.trail_distance)
    stop = rounded_ahead(behind, position.price_increment, side)
    step = side.moved(present_stop(position), TRAIL_STEP)
    if recent or held(position) <= 0 or side.is_ahead(step, stop):
        return position
    notes.append(Note("stop_trailed", f"trailing stop to {plain(stop)}"))
    return position.model_copy(update={"trailed_at": now, "pending_stop": tighter(position, stop)})


def place_pending(position: Position, quote: Quote, notes: list[Note]) -> Position:
    """A stop at or beyond the price of an exit is never sent: the present one stays until then."""
    stop, side = position.pending_stop, position.side
    if stop is None or not rests_behind(side, stop, quote.to_exit(side)):
        return position
    resting = resting_stop(position, stop)
    slices = tuple(
        each.model_copy(update={"stop_price": side.foremost(each.stop_price, resting)})
        for each in position.slices
    )
    kind = "" if position.close_stop is None else f" on a {position.close_stop.frame} close"
    text = f"stop is to move to {plain(stop)}{kind}"
    text += "" if resting == stop else f", at the venue to {plain(resting)}"
    notes.append(Note("stop_moved", text))
    moved = with_level(position, stop)
    return moved.model_copy(update={"slices": slices, "pending_stop": None})
