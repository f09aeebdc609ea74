"""A call whose entry was edited before it filled: the old entry ends, then the call is judged.

Once something filled, it is an edit like any other: what is bought stays bought.
"""

from __future__ import annotations

from signalfill.domain.codes import DecisionCode
from signalfill.domain.holding import bought
from signalfill.domain.journal import Event
from signalfill.domain.message import FIRST_VERSION
from signalfill.domain.position import Position, PositionState
from signalfill.domain.price_frame import in_price_frame_of
from signalfill.domain.signal import Signal, is_version_of
from signalfill.domain.step import Note
from signalfill.domain.verdict import Decision, DecisionKind
from signalfill.domain.versions import is_made_still
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.manage_position import work


def position_of_call(signal: Signal, context: TradingContext) -> Position | None:
    """The live position of this call, under any of its ids. None: it has none."""
    if signal.provenance.version == FIRST_VERSION and not signal.earlier_ids:
        return None
    wanted = {signal.signal_id, *signal.earlier_ids}
    own = [p for p in map(context.positions.load, sorted(wanted)) if p is not None]
    live = [p for p in own if p.state is not PositionState.CLOSED]
    if live or not own:
        return live[-1] if live else None
    others = map(context.positions.load, context.positions.live_positions())
    return next((p for p in others if p is not None and _is_later(p, signal)), None)


def _is_later(position: Position, signal: Signal) -> bool:
    is_live = position.state is not PositionState.CLOSED
    return is_live and is_version_of(signal, position.signal)


def is_another_entry(position: Position, signal: Signal) -> bool:
    """Whether the edited call would be entered elsewhere, and nothing was bought yet.

    A call that names the old entry again, while that one is ending, is entered anew.
    """
    before, now = position.signal, in_price_frame_of(position, signal)
    is_same = (before.base, before.side, before.entry_kind, before.entry_prices) == (
        now.base,
        now.side,
        now.entry_kind,
        now.entry_prices,
    )
    is_back = position.cancel_entries and position.position_id in signal.earlier_ids
    return (is_back or not is_same) and bought(position) <= 0


def is_said_still(signal: Signal, context: TradingContext) -> bool:
    """Whether the message still makes this call, with whatever levels."""
    said = signal.provenance
    return is_made_still(signal, context.signals.verdicts(said.channel_id, said.message_id))


def supersede(signal: Signal, context: TradingContext) -> None:
    """Ends the waiting of earlier versions of the call."""
    said = signal.provenance
    for key in context.signals.items(said.channel_id, said.message_id):
        item = context.signals.item(key) if key.is_signal else None
        if isinstance(item, Signal) and item.signal_id in signal.earlier_ids:
            superseded = Decision(
                kind=DecisionKind.DENIED,
                code=DecisionCode.SUPERSEDED,
                value="the message was edited",
                decided_at=context.clock.now(),
            )
            context.signals.decide(key, superseded)


def was_traded(signal: Signal, context: TradingContext) -> bool:
    """Whether the call was entered before, under any of its ids: it is not entered twice."""
    if not signal.earlier_ids:
        return False
    said = signal.provenance
    items = [
        context.signals.item(key)
        for key in context.signals.items(said.channel_id, said.message_id)
        if key.is_signal
    ]
    calls = [i for i in items if isinstance(i, Signal) and is_version_of(i, signal)]
    ids = {*signal.earlier_ids, *(each.signal_id for each in calls)} - {signal.signal_id}
    return any(p is not None and bought(p) > 0 for p in map(context.positions.load, ids))


def end_entry(position_id: str, context: TradingContext) -> Position | None:
    """Asks the position's entries to end; returns it as far as they have.

    None: another holds it.
    """
    now = context.clock.now()
    leased = context.positions.take_lease(
        position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return None
    position, inbox = leased
    try:
        if not position.cancel_entries and position.state is not PositionState.CLOSED:
            note = Note(
                Event.ENTRY_REPLACED,
                "its message names another entry now: unfilled entries end",
            )
            position = context.positions.save(
                position.model_copy(update={"cancel_entries": True}),
                owner=context.owner,
                journal=journal_entries(
                    position_id, [note], stage=stage_of(position.version + 1), at=now
                ),
            )
        return work(position, context, control=context.control.current(), inbox=inbox)
    finally:
        context.positions.release_lease(position_id, owner=context.owner)
