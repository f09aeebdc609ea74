"""Stops of several slices move one by one; until all agree, the position has mixed stops (pure).

Mixed stops are a state with a name: shown in the journal and the views since when, and worked on
with the worst slice first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from signalfill.domain.actions import Action, EditStop
from signalfill.domain.holding import average_entry_price, held, orders_of
from signalfill.domain.journal import Event
from signalfill.domain.order import OPEN
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.step import Note
from signalfill.domain.values import plain


def resting_stops(position: Position) -> dict[int, Decimal]:
    """The stops of the live brackets, by slice."""
    return {
        bracket.slice_index: bracket.stop_price
        for bracket in orders_of(position, OrderPurpose.PROTECTION)
        if bracket.status in OPEN
        and bracket.stop_price is not None
        and held(position, bracket.slice_index) > 0
    }


def mark_mixed(position: Position, now: datetime, notes: list[Note]) -> Position:
    """Notes when stops begin to differ, and when they agree again."""
    stops = resting_stops(position)
    is_mixed = len(set(stops.values())) > 1
    if is_mixed is (position.mixed_since is not None):
        return position
    if not is_mixed:
        notes.append(Note(Event.STOPS_AGREE, "all stops stand alike again"))
        return position.model_copy(update={"mixed_since": None})
    listed = ", ".join(f"slice {index} at {plain(stop)}" for index, stop in stops.items())
    notes.append(Note(Event.STOPS_MIXED, f"stops are mixed: {listed}"))
    return position.model_copy(update={"mixed_since": now})


def worst_first(position: Position, actions: Sequence[Action]) -> list[Action]:
    """Orders the moves of stops by what each slice may still lose; all else keeps its place."""
    entry = average_entry_price(position) or position.entry_price
    moves = iter(sorted(_moves(actions), key=lambda move: -_at_risk(position, move, entry)))
    return [next(moves) if isinstance(each, EditStop) else each for each in actions]


def _moves(actions: Sequence[Action]) -> list[EditStop]:
    return [each for each in actions if isinstance(each, EditStop)]


def _at_risk(position: Position, move: EditStop, entry: Decimal) -> Decimal:
    stop = move.order.stop_price or entry
    return held(position, move.order.slice_index) * (entry - stop) * position.side.sign
