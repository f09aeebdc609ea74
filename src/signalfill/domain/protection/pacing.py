"""Limits how often one slice calls the venue, whose surveillance objects to endless calls (pure).

Brackets, exits and moves of stops count, cancels do not: at most 40 in the first ten minutes, then
60 an hour. Moves of a stop leave a part of it to protection and sales.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from signalfill.domain.actions import Action, Cancel, EditStop, Place
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, Slice

EVERY = timedelta(minutes=1)
BURST = 30
KEPT_FROM_MOVES = 10


def paced(position: Position, actions: Sequence[Action], now: datetime) -> list[Action]:
    """The step without the calls that come too early; a later look decides them again."""
    slices = {each.index: each for each in position.slices}
    kept: list[Action] = []
    for action in actions:
        index = _counted(action)
        if index is not None:
            if not _is_free(slices[index], action, now):
                continue
            slices[index] = _after_call(slices[index], now)
        kept.append(action)
    return kept


def with_calls(position: Position, actions: Sequence[Action], now: datetime) -> Position:
    """The position with the calls counted."""
    counted = [index for index in map(_counted, actions) if index is not None]
    slices = list(position.slices)
    for index in counted:
        slices[index] = _after_call(slices[index], now)
    return position.model_copy(update={"slices": tuple(slices)}) if counted else position


def _counted(action: Action) -> int | None:
    """The slice that pays for it; None where it is free."""
    match action:
        case Place(OrderRecord(purpose=OrderPurpose.ENTRY)) | Cancel():
            return None
        case Place(order) | EditStop(order, _):
            return order.slice_index


def _is_free(each: Slice, action: Action, now: datetime) -> bool:
    most = BURST - KEPT_FROM_MOVES if isinstance(action, EditStop) else BURST
    return each.paced_until is None or each.paced_until - now <= EVERY * (most - 1)


def _after_call(each: Slice, now: datetime) -> Slice:
    began = now if each.paced_until is None else max(each.paced_until, now)
    return each.model_copy(update={"paced_until": began + EVERY})
