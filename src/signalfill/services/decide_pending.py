"""One pending item, decided: a signal opens a position, an amendment or edit changes one."""

from __future__ import annotations

from signalfill.domain.position import PositionState
from signalfill.domain.signal import OPERATOR, Amendment, AmendmentAction, Signal
from signalfill.domain.verdict import Decision, ItemKey
from signalfill.services.answer import answer
from signalfill.services.desk import Desk
from signalfill.services.manage_position import manage_position
from signalfill.services.open_position import open_position
from signalfill.services.route_amendment import route_amendment

ANSWERS = frozenset({AmendmentAction.APPROVE, AmendmentAction.REJECT})


def decide_pending(key: ItemKey, desk: Desk) -> Decision | None:
    """What was decided now; None where nothing was pending, or nothing could be decided yet."""
    match desk.signals.item(key):
        case Signal() as signal if _is_edit_of_a_live_one(signal, desk):
            return _edit(key, signal.signal_id, desk)
        case Signal():
            return open_position(key, desk)
        case Amendment(cause=cause, action=action) if cause == OPERATOR and action in ANSWERS:
            return answer(key, desk)
        case Amendment():
            return route_amendment(key, desk)
        case _:
            return None


def _is_edit_of_a_live_one(signal: Signal, desk: Desk) -> bool:
    if signal.provenance.version == "0":
        return False
    position = desk.positions.load(signal.signal_id)
    return position is not None and position.state is not PositionState.CLOSED


def _edit(key: ItemKey, position_id: str, desk: Desk) -> Decision | None:
    """Only the author of a message can edit it: no further word on who may."""
    if not desk.signals.is_pending(key):
        return None
    desk.positions.add_to_inbox(position_id, key)
    manage_position(position_id, desk, control=desk.control.current())
    return desk.signals.decision(key)
