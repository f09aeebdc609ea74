"""Whether the prices of a call can all be true together. If not, one was misread or mistyped.

Long: stop < every entry < every target; short: the reverse. Targets stand in order, and none lies a
senseless factor away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

_WIDEST_ENTRY = Decimal("1.6")
_FARTHEST_STOP = Decimal("2.5")
_FARTHEST_TARGET = Decimal(10)
_FARTHEST_FIRST_TARGET = Decimal(5)
_ROUND_THREE = re.compile(r"[1-9]\d{0,2}\.\d00")
_SAME_PLACE = Decimal("1.01")  # targets this close may stand in any order
_JUMP = 8  # times the widest step before
_FAR_STEP = Decimal("1.3")


class Levels(NamedTuple):
    entries: tuple[Decimal, ...]
    stop: Decimal | None
    targets: tuple[Decimal, ...]
    long: bool

    @property
    def near(self) -> Decimal:
        """The entry that is nearest to the targets."""
        return max(self.entries) if self.long else min(self.entries)


def contradiction(levels: Levels) -> str:
    """Why the prices cannot all be meant; empty where they can."""
    return (
        _entries_apart(levels)
        or _stop_misplaced(levels)
        or _targets_misplaced(levels)
        or _targets_unordered(levels)
        or _target_jumps(levels)
    )


def apart(first: Decimal, second: Decimal) -> Decimal:
    """How many times the larger of two prices is the smaller."""
    return max(first, second) / min(first, second)


def _entries_apart(levels: Levels) -> str:
    entries = levels.entries
    wide = entries and max(entries) > min(entries) * _WIDEST_ENTRY
    return "entries too far apart" if wide else ""


def _stop_misplaced(levels: Levels) -> str:
    stop, long = levels.stop, levels.long
    if stop is None:
        return ""
    for entry in levels.entries:
        if (stop >= entry) if long else (stop <= entry):
            return f"the stop {stop} lies on the wrong side of the entry {entry}"
        if apart(stop, entry) > _FARTHEST_STOP:
            return f"the stop {stop} is absurdly far from the entry {entry}"
    for target in levels.targets:
        if (target <= stop) if long else (target >= stop):
            return f"the target {target} lies beyond the stop {stop}"
    return ""


def _targets_misplaced(levels: Levels) -> str:
    if not levels.entries or not levels.targets:
        return ""
    near = levels.near
    for target in levels.targets:
        if (target <= near) if levels.long else (target >= near):
            return f"the target {target} lies on the wrong side of the entry {near}"
        if apart(target, near) > _FARTHEST_TARGET:
            return f"the target {target} is absurdly far from the entry {near}"
    if apart(levels.targets[0], near) > _FARTHEST_FIRST_TARGET:
        return f"the first target {levels.targets[0]} is absurdly far from the entry {near}"
    return ""


def _targets_unordered(levels: Levels) -> str:
    """Upwards or downwards, whichever the author likes, but not both."""
    steps = [
        (first < second, first, second)
        for first, second in pairwise(levels.targets)
        if apart(first, second) > _SAME_PLACE
    ]
    if len({rising for rising, _, _ in steps}) < 2:
        return ""
    wrong = next(step for step in steps if step[0] != levels.long)
    return f"the targets {wrong[1]} and {wrong[2]} are out of order"


def _target_jumps(levels: Levels) -> str:
    """`0.1417, 0.1545, 0.470` from 0.1312: the last one has lost a digit."""
    if not levels.entries:
        return ""
    places = sorted({levels.near, *levels.targets}, reverse=not levels.long)
    widest = Decimal(0)
    for before, after in pairwise(places):
        step = abs(after - before)
        if widest and step > _JUMP * widest and apart(before, after) > _FAR_STEP:
            return f"the target {after} lies a senseless step behind {before}"
        widest = max(widest, step)
    return ""


def may_be_thousands(written: Sequence[str]) -> str:
    """`60.000, stop 58.500, target 62.000`: dots in thousands, or decimals that all end in 00.

    Neither of the two can be told from the other, and they lie a thousand times apart.
    """
    alike = len(written) > 1 and all(map(_ROUND_THREE.fullmatch, written))
    return f"{written[0]} may be {written[0].replace('.', '')}" if alike else ""


def lone_digit(targets: Sequence[str], others: Sequence[str]) -> str:
    """`Target 1` above prices like 0.3825 is the name of a target, not its price."""
    bare = len(targets) == 1 and len(targets[0]) == 1
    decimals = [text for text in others if len(text.partition(".")[2]) > 1]
    return f"the target {targets[0]} may only count" if bare and decimals else ""
