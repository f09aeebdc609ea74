"""Entries that a pause canceled are put back at the operator's word, through the gates of now.

Each is the call that was made, under an id of its own: what was canceled stays canceled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from signalfill.domain.entry.proposal import is_still_said
from signalfill.domain.entry.stopped_entries import was_paused_away
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import OPERATOR, Signal, is_version_of
from signalfill.domain.values import rfc3339
from signalfill.domain.verdict import ItemKey
from signalfill.ports import PositionStore, SignalStore

FIRST_INDEX = 1000
"""Ids of what is put back begin here: no message makes so many calls."""
DAY = timedelta(days=1)
DAYS_BACK = 7
"""No entry of longer ago is offered."""


def paused_away(
    positions: PositionStore,
    signals: SignalStore,
    *,
    now: datetime,
    channel_id: str | None = None,
) -> Iterator[Signal]:
    """The calls that a pause ended: not expired, still said, and not put back since."""
    for number in range(DAYS_BACK):
        for position_id in positions.closed_positions((now - number * DAY).date()):
            position = positions.load(position_id)
            if position is None or not _may_return(position, channel_id, now):
                continue
            call = _still_said(position, signals)
            if call is not None:
                yield call


def _may_return(position: Position, channel_id: str | None, now: datetime) -> bool:
    is_here = channel_id in {None, position.signal.provenance.channel_id}
    is_over = position.state is PositionState.CLOSED and now < position.expires_at
    return is_here and is_over and was_paused_away(position)


def _still_said(position: Position, signals: SignalStore) -> Signal | None:
    """As its message has it now; None where it was taken back, changed, or put back before."""
    who = position.signal.provenance
    verdicts = list(signals.verdicts(who.channel_id, who.message_id))
    calls = _calls(position.signal, signals)
    if any(position.position_id in each.earlier_ids for each in calls):
        return None
    own = [each for each in calls if each.signal_id == position.position_id]
    return own[-1] if own and is_still_said(own[-1], verdicts) else None


def _calls(signal: Signal, signals: SignalStore) -> list[Signal]:
    """All that its message ever made of this call, oldest first."""
    who = signal.provenance
    keys = signals.items(who.channel_id, who.message_id)
    items = [signals.item(key) for key in keys if key.is_signal]
    return [each for each in items if isinstance(each, Signal) and is_version_of(each, signal)]


def put_back(call: Signal, signals: SignalStore, *, now: datetime) -> ItemKey:
    """Stores it as a call to be decided; returns where its answer will be."""
    said, before = call.provenance, call.signal_id
    known = signals.items(said.channel_id, said.message_id)
    indexes = [int(key.sort_key.rpartition("#S")[2]) for key in known if key.is_signal]
    index = max(FIRST_INDEX, *(each + 1 for each in indexes))
    again = call.model_copy(
        update={
            "signal_id": f"{said.message_id}-{index}",
            "earlier_ids": (*call.earlier_ids, before),
            "provenance": said.model_copy(
                update={"version": f"{OPERATOR}-{rfc3339(now)}", "parsed_at": now}
            ),
        }
    )
    signals.instruct(again)
    return ItemKey.of(again)
