"""Where a position's stop ought to be: after targets, trailing, and when the price allows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.holding import (
    average_entry_price,
    bought,
    entry_commission,
    held,
    orders_of,
)
from signalfill.domain.journal import Event
from signalfill.domain.position import OrderPurpose, Position, Slice
from signalfill.domain.product import Quote, rounded_ahead
from signalfill.domain.protection.close_stop import resting_stop, with_level
from signalfill.domain.protection.exits import rests_behind
from signalfill.domain.protection.reached_targets import count_reached, end_unfilled, targets_of
from signalfill.domain.rules import AfterTarget, Rules
from signalfill.domain.step import Note
from signalfill.domain.values import plain

TRAIL_STEP = Decimal("0.005")
"""A trailing stop moves by at least this fraction: the venue limits edits (docs/venue.md)."""
TRAIL_PAUSE = timedelta(minutes=5)
NET_MARGIN = Decimal("0.002")
"""How far the price must be beyond net before the stop moves there."""


def present_stop(position: Position) -> Decimal:
    """The tightest stop of any part: mixed stops are those of a move under way.

    A level that counts on a candle's close is among them; the wider stop beside it is not.
    """
    stops = [each.stop_price for each in open_slices(position)]
    if position.close_stop is not None:
        stops.append(position.close_stop.price)
    return position.side.foremost(*stops)


def wanted_stop(position: Position) -> Decimal:
    """The tightest stop that any part has or waits for."""
    stops = [each.stop_price for each in open_slices(position)]
    if position.pending_stop is not None:
        stops.append(resting_stop(position, position.pending_stop))
    return position.side.foremost(*stops)


def is_tighter(position: Position, stop: Decimal) -> bool:
    """Whether it would move the stop of any part; one that is tighter already keeps its own."""
    if position.close_stop is not None:
        return position.side.is_ahead(stop, present_stop(position))
    return any(position.side.is_ahead(stop, each.stop_price) for each in open_slices(position))


def open_slices(position: Position) -> list[Slice]:
    """Slices that hold something or may yet; all of them where none does.

    A slice that is sold has no stop any more.
    """
    may_hold = {o.slice_index for o in orders_of(position, OrderPurpose.ENTRY) if not o.is_closed}
    found = [s for s in position.slices if s.index in may_hold or held(position, s.index) > 0]
    return found or list(position.slices)


def with_waiting_stop(position: Position, stop: Decimal, *, by: str | None = None) -> Position:
    """The position with this stop waiting for its price, unless a tighter one waits already.

    `by` is the instruction that asked for it.
    """
    before = position.pending_stop
    if before is not None and not position.side.is_ahead(stop, before):
        return position
    return position.model_copy(update={"pending_stop": stop, "pending_stop_by": by})


def after_target(position: Position, rules: Rules, notes: list[Note]) -> Position:
    """The position after newly reached targets: each moves the stop, as the settings say.

    Where nothing is left, entries that still rest are ended.
    """
    number, policy = count_reached(position), rules.after_first_target
    if number <= position.targets_counted:
        return position
    targets = targets_of(position)
    changed = position.model_copy(update={"targets_counted": number})
    changed = end_unfilled(changed, rules, targets[number - 1], notes=notes)
    if held(position) <= 0:
        return changed
    stop = _stop_after(position, targets[:number], policy)
    if stop is None or not position.side.is_ahead(stop, present_stop(position)):
        return changed
    stop = rounded_ahead(stop, position.price_increment, position.side)
    text = f"target {number} reached: stop to {plain(stop)} ({policy.value})"
    notes.append(Note(Event.TARGET_REACHED, text))
    return with_waiting_stop(changed, stop)


def _stop_after(position: Position, reached: list[Decimal], policy: AfterTarget) -> Decimal | None:
    """Entry, or the target before; `net` begins at the entry, trailing has a rule of its own."""
    entry = average_entry_price(position)
    if entry is None or policy in {AfterTarget.STAY, AfterTarget.TRAIL}:
        return None
    if policy is AfterTarget.PREVIOUS_TARGET and len(reached) > 1:
        return reached[-2]
    return entry


def on_to_net(position: Position, rules: Rules, quote: Quote, notes: list[Note]) -> Position:
    """The stop moved from entry to where a sale pays both fees, once the price leaves room.

    The first target often lies nearer than that: waiting for it would leave the old stop.
    """
    counted = rules.after_first_target is AfterTarget.NET and position.targets_counted > 0
    net, side = net_price(position), position.side
    if not counted or net is None or held(position) <= 0:
        return position
    stop = rounded_ahead(net, position.price_increment, side)
    room = side.is_ahead(quote.to_trigger(side), side.moved(stop, NET_MARGIN))
    if not room or not side.is_ahead(stop, wanted_stop(position)):
        return position
    notes.append(Note(Event.STOP_TO_NET, f"price leaves room: stop to {plain(stop)}, both fees in"))
    return with_waiting_stop(position, stop)


def net_price(position: Position) -> Decimal | None:
    """The price at which a taker's sale returns what the entries cost, fees included."""
    entry = average_entry_price(position)
    if entry is None:
        return None
    sign = position.side.sign
    return (entry + entry_commission(position) * sign) / (1 - position.taker_fee * sign)


def trail(
    position: Position, rules: Rules, quote: Quote, *, now: datetime, notes: list[Note]
) -> Position:
    """The stop follows the price at the trail distance once a target was reached; never back."""
    if rules.after_first_target is not AfterTarget.TRAIL or not position.targets_counted:
        return position
    recent = position.trailed_at is not None and now - position.trailed_at < TRAIL_PAUSE
    side = position.side
    behind = side.moved(quote.to_exit(side), -rules.trail_distance)
    stop = rounded_ahead(behind, position.price_increment, side)
    step = side.moved(present_stop(position), TRAIL_STEP)
    if recent or held(position) <= 0 or side.is_ahead(step, stop):
        return position
    notes.append(Note(Event.STOP_TRAILED, f"trailing stop to {plain(stop)}"))
    return with_waiting_stop(position.model_copy(update={"trailed_at": now}), stop)


def place_pending(position: Position, quote: Quote, notes: list[Note]) -> Position:
    """Moves a waiting stop once it lies behind the exit's price and the last trade.

    Until then the present one stays. It does not move past a rung that is not entered yet: that
    rung keeps its own stop until it is filled and the price allows the move.
    """
    position = _late_rungs(position, quote, notes)
    stop, side = position.pending_stop, position.side
    if stop is None or not rests_behind(side, stop, quote.to_trigger(side)):
        return position
    resting = resting_stop(position, stop)
    slices = tuple(_with_stop(position, each, resting) for each in position.slices)
    kind = "" if position.close_stop is None else f" on a {position.close_stop.frame} close"
    text = f"stop is to move to {plain(stop)}{kind}"
    text += "" if resting == stop else f", at the venue to {plain(resting)}"
    notes.append(Note(Event.STOP_MOVED, text))
    moved = with_level(position, stop)
    done = {"slices": slices, "pending_stop": None, "pending_stop_by": None}
    return moved.model_copy(update=done)


def _with_stop(position: Position, each: Slice, stop: Decimal) -> Slice:
    entry, side = each.entry_price or position.entry_price, position.side
    if bought(position, each.index) <= 0 and not rests_behind(side, stop, entry):
        waiting = stop if each.waiting_stop is None else side.foremost(stop, each.waiting_stop)
        return each.model_copy(update={"waiting_stop": waiting})
    return each.model_copy(update={"stop_price": side.foremost(each.stop_price, stop)})


def _late_rungs(position: Position, quote: Quote, notes: list[Note]) -> Position:
    """Rungs that were filled after the stop had moved follow it as soon as price allows."""
    side = position.side
    due = [
        each
        for each in position.slices
        if each.waiting_stop is not None
        and held(position, each.index) > 0
        and rests_behind(side, each.waiting_stop, quote.to_trigger(side))
    ]
    for each in due:
        stop = side.foremost(each.stop_price, each.waiting_stop or each.stop_price)
        notes.append(
            Note(Event.STOP_MOVED, f"stop of slice {each.index} is to move to {plain(stop)}")
        )
        changed = each.model_copy(update={"stop_price": stop, "waiting_stop": None})
        slices = tuple(changed if one is each else one for one in position.slices)
        position = position.model_copy(update={"slices": slices})
    return position
