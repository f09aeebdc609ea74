"""What becomes of a call whose layout nobody confirmed in its channel (pure).

Instructions are never held back for their layout: a close must not wait.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from signalfill.domain.codes import Gate
from signalfill.domain.layout_book import Familiarity
from signalfill.domain.rules import Rules, UnknownLayout, WhileAsleep
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.verdict import GateResult

KNOWN = "known"
_RESTING = {EntryKind.LIMIT, EntryKind.ZONE}


class Course(StrEnum):
    """How a call goes on."""

    TRADE = "traded"
    SMALL = "traded at a quarter of the size"
    ASK = "you are asked"
    SKIP = "not traded"


def course_of(familiarity: Familiarity, signal: Signal, rules: Rules, *, is_awake: bool) -> Course:
    """How the call goes on. `is_awake`: whether the operator answers questions now."""
    if familiarity.is_barred:
        return Course.SKIP
    if familiarity.is_known:
        return Course.TRADE
    rule = rules.for_unknown_layout
    if rule is UnknownLayout.TRADE:
        return Course.TRADE
    if rule is UnknownLayout.SKIP:
        return Course.SKIP
    wants_small = rule is UnknownLayout.SMALL
    if not is_awake:
        wants_small = wants_small or rules.while_asleep is WhileAsleep.SMALL
    if wants_small and may_be_small(signal):
        return Course.SMALL
    return Course.ASK if is_awake else Course.SKIP


def may_be_small(signal: Signal) -> bool:
    """Whether it names a stop and waits for a price: then a misreading costs little."""
    return signal.stop_loss is not None and signal.entry_kind in _RESTING


def layout_gate(familiarity: Familiarity, course: Course, *, approved: bool) -> GateResult:
    """The gate's answer; it refuses where the call is neither traded nor asked."""
    if familiarity.is_barred:
        return GateResult(gate=Gate.MISREAD_LAYOUT, passed=False, value="you called it misread")
    if familiarity.is_known:
        return GateResult(gate=Gate.LAYOUT, passed=True, value=KNOWN)
    what = f"{len(familiarity.new)} of {len(familiarity.layout)} lines are new"
    if not familiarity.layout:
        what = "its lines were not recorded"
    if course is Course.SKIP and not approved:
        return GateResult(gate=Gate.UNKNOWN_LAYOUT, passed=False, value=what)
    done = "approved" if approved else course.value
    return GateResult(gate=Gate.LAYOUT, passed=True, value=f"{what}: {done}")


def is_awake(hours: str, now: datetime) -> bool:
    """Whether `hours` cover now: `always`, or UTC hours such as `7-23` or `22-6`."""
    if hours == "always":
        return True
    first, last = map(int, hours.split("-"))
    if first <= last:
        return first <= now.hour < last
    return now.hour >= first or now.hour < last
