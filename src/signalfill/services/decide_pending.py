"""One pending item, decided: a signal opens a position, an amendment changes one."""

from __future__ import annotations

from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.verdict import Decision, ItemKey
from signalfill.services.desk import Desk
from signalfill.services.open_position import open_position
from signalfill.services.route_amendment import route_amendment


def decide_pending(key: ItemKey, desk: Desk) -> Decision | None:
    """What was decided now; None where nothing was pending, or nothing could be decided yet."""
    match desk.signals.item(key):
        case Signal():
            return open_position(key, desk)
        case Amendment():
            return route_amendment(key, desk)
        case _:
            return None
