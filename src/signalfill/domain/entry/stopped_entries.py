"""Ends entries that still rest after entries were stopped (pure).

`pause` ends those of positions that hold nothing; rungs of a held position stay. Mode `off`, a mode
of another account and a latched breaker end all. A pause after losses in a row ends none.
"""

from __future__ import annotations

from signalfill.domain.control import Control
from signalfill.domain.holding import bought
from signalfill.domain.journal import Event
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.rules import Mode
from signalfill.domain.step import Note

PAUSED = "paused"
"""Why an entry was ended that `resume` offers to put back."""


def resting_entries(position: Position) -> list[OrderRecord]:
    """Entries that may still buy, and that nothing has ended yet."""
    if position.cancel_entries or position.close_requested:
        return []
    return [
        order
        for order in position.orders
        if order.purpose is OrderPurpose.ENTRY and not order.is_closed and order.unwanted is None
    ]


def why_stopped(position: Position, control: Control) -> str | None:
    """Why the position's entries must end; None where they may rest.

    Unreadable settings end nothing.
    """
    if not control.settings_readable:
        return None
    who, flags = position.signal.provenance, control.flags
    mode = control.settings.rules_for(who.channel_id, who.speaker_id).mode
    if who.channel_id not in control.settings.channels or mode is Mode.OFF:
        return "mode off"
    if mode.account is not position.mode:
        return f"mode {mode.value}"
    if flags.stops_account(position.mode):
        return "breaker latched"
    is_paused = flags.paused or who.channel_id in flags.paused_channels
    return PAUSED if is_paused and bought(position) <= 0 else None


def has_stopped_entries(position: Position, control: Control) -> bool:
    return bool(resting_entries(position)) and why_stopped(position, control) is not None


def end_stopped(position: Position, control: Control, *, notes: list[Note]) -> Position:
    """The position with its resting entries marked as unwanted, if they were stopped."""
    resting = {order.client_order_id for order in resting_entries(position)}
    why = why_stopped(position, control) if resting else None
    if why is None:
        return position
    notes.append(Note(Event.ENTRIES_STOPPED, f"{why}: entries that rest are canceled"))
    orders = tuple(
        order.model_copy(update={"unwanted": why}) if order.client_order_id in resting else order
        for order in position.orders
    )
    return position.model_copy(update={"orders": orders})


def was_paused_away(position: Position) -> bool:
    """Whether a pause, and nothing else, ended it before anything filled."""
    ended = [order.unwanted for order in position.orders if order.purpose is OrderPurpose.ENTRY]
    is_asked_to_go = position.close_requested or position.cancel_entries
    return PAUSED in ended and bought(position) <= 0 and not is_asked_to_go
