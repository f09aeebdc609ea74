"""Levels in percent or R, computed from the average fill once the entries are over (pure).

Until then they stand where they hold for every entry that may fill (planning/percent_levels.py).
"""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import books_agree, bought, held, orders_of
from signalfill.domain.journal import Event
from signalfill.domain.percent_level import fraction_of
from signalfill.domain.planning.percent_levels import with_targets_from
from signalfill.domain.position import OrderPurpose, Position, Slice
from signalfill.domain.product import rounded_ahead
from signalfill.domain.protection.stops import is_tighter, present_stop, with_waiting_stop
from signalfill.domain.step import Note
from signalfill.domain.values import plain

WORTH_MOVING = Decimal("0.002")
"""A fraction of the price. Moving a target costs a moment without a bracket."""
ZERO = Decimal(0)


def after_fills(position: Position, notes: list[Note]) -> Position:
    """The position with its levels moved, once, when no planned entry may fill any more.

    The stop moves only where that is tighter. After other targets were set, or a part was sold,
    nothing moves.
    """
    if not position.follows_fills or _may_still_fill(position):
        return position
    average = _average(position)
    if average is None:
        return position
    settled = position.model_copy(update={"follows_fills": False})
    if position.targets_counted or position.close_requested or held(position) <= 0:
        return settled
    settled, stop = _with_stop(settled, average, notes)
    return _with_targets(settled, average, stop, notes)


def _planned(position: Position) -> list[Slice]:
    """What was planned with the call: additions have levels of their own."""
    return [each for each in position.slices if each.added_by is None]


def _may_still_fill(position: Position) -> bool:
    indexes = {each.index for each in _planned(position)}
    entries = orders_of(position, OrderPurpose.ENTRY)
    at_work = any(not each.is_closed for each in entries if each.slice_index in indexes)
    return at_work or not books_agree(position)


def _average(position: Position) -> Decimal | None:
    """Of the fills of what was planned, without fees."""
    indexes = {each.index for each in _planned(position)}
    entries = orders_of(position, OrderPurpose.ENTRY)
    ours = {each.venue_order_id for each in entries if each.slice_index in indexes}
    fills = [fill for fill in position.fills if fill.venue_order_id in ours]
    size = sum((fill.base_size for fill in fills), ZERO)
    if size == 0:
        return None
    return sum((fill.base_size * fill.price for fill in fills), ZERO) / size


def _with_stop(position: Position, average: Decimal, notes: list[Note]) -> tuple[Position, Decimal]:
    """And where the risk ends from now on. Between the entries nothing can be meant as a stop."""
    signal, side = position.signal, position.side
    present = present_stop(position)
    share = fraction_of(signal.percent_stop) if signal.percent_stop else None
    if share is None:
        return position, signal.stop_loss or present
    stop = rounded_ahead(side.moved(average, -share), position.price_increment, side)
    filled = [s for s in _planned(position) if bought(position, s.index) > 0]
    last = side.rearmost(*(each.entry_price or position.entry_price for each in filled))
    is_worth_it = abs(stop - present) > present * WORTH_MOVING
    if not (is_worth_it and side.is_ahead(last, stop) and is_tighter(position, stop)):
        return position, signal.stop_loss or present
    notes.append(
        Note(
            Event.LEVELS_SETTLED,
            f"filled at {plain(average)} on average: stop to {plain(stop)} "
            f"({signal.percent_stop} behind)",
        )
    )
    return with_waiting_stop(position, stop), stop


def _with_targets(
    position: Position, average: Decimal, stop: Decimal, notes: list[Note]
) -> Position:
    signal, side = position.signal, position.side
    planned = _planned(position)
    if not signal.percent_targets or not side.is_ahead(average, stop):
        return position
    moved = with_targets_from(planned, signal, average, stop, step=position.price_increment)
    pairs = list(zip(planned, moved, strict=True))
    if not any(_is_worth_it(before, after) for before, after in pairs):
        return position
    new = {after.index: after for _, after in pairs}
    slices = tuple(new.get(each.index, each) for each in position.slices)
    told = side.in_order({each.take_profit_price for each in moved})
    notes.append(
        Note(
            Event.LEVELS_SETTLED,
            f"filled at {plain(average)} on average: targets to {', '.join(map(plain, told))}",
        )
    )
    return position.model_copy(update={"slices": slices})


def _is_worth_it(before: Slice, after: Slice) -> bool:
    step = abs(after.take_profit_price - before.take_profit_price)
    return step > before.take_profit_price * WORTH_MOVING
