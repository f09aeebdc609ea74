"""How often a channel's calls would have been asked about, had each question got its yes (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cli.learn.survey import ENOUGH, Read, Survey
from signalfill.domain.values import snowflake_moment

_WEEK = timedelta(days=7)
_FEWEST_WEEKS = 2


class Walk(NamedTuple):
    """The calls in their order: those that were asked about, and those of a barred layout."""

    calls: list[Read]
    asked: list[Read]
    barred: list[Read]

    @property
    def weeks(self) -> list[int]:
        """Questions of each whole week; nothing where message ids tell no time, or too little."""
        if not self.calls:
            return []
        first, last = _moment(self.calls[0]), _moment(self.calls[-1])
        if first is None or last is None or last - first < _FEWEST_WEEKS * _WEEK:
            return []
        counted = [0] * ((last - first) // _WEEK)
        for each in self.asked:
            moment = _moment(each)
            week = (moment - first) // _WEEK if moment is not None else len(counted)
            if 0 <= week < len(counted):
                counted[week] += 1
        return counted


def walk(
    read: Sequence[Read],
    known: Collection[str] = (),
    is_right: Callable[[Read], bool] = lambda _: True,
) -> Walk:
    """Oldest first. A yes makes a call's lines known; what is not right bars its layout."""
    seen, wrong = set(known), set[frozenset[str]]()
    calls = [each for each in read if each.is_tradable and each.reading.layout]
    asked: list[Read] = []
    barred: list[Read] = []
    for each in calls:
        layout = frozenset(each.reading.layout)
        if layout in wrong:
            barred.append(each)
        elif not layout <= seen:
            asked.append(each)
            if is_right(each):
                seen |= layout
            else:
                wrong.add(layout)
    return Walk(calls, asked, barred)


def layouts_needed(found: Survey) -> int:
    """How many layouts, the commonest first, make 95 % of the calls known."""
    keys: set[str] = set()
    for number, group in enumerate(found.groups):
        if found.covered(keys) * 100 >= ENOUGH * found.calls:
            return number
        keys |= group.keys
    return len(found.groups)


def burden_in_words(found: Walk) -> Iterator[str]:
    if not found.calls:
        return
    weeks = found.weeks
    by_week = ""
    if weeks:
        half = sorted(weeks[len(weeks) // 2 :])
        by_week = f"; {weeks[0]} in the first week, lately {half[len(half) // 2]} a week"
    yield (
        f"asked as they come, {len(found.asked)} of {len(found.calls)} calls would be "
        f"questions{by_week}"
    )


def _moment(read: Read) -> datetime | None:
    """Discord's ids tell it; those of other exports do not."""
    try:
        return snowflake_moment(read.message.message_id)
    except (ValueError, OverflowError, OSError):
        return None
