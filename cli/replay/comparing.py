"""Trade by trade what two settings make of one history."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from signalfill.domain.evidence.results import ReplayRun, SignalResult


class Difference(NamedTuple):
    """`one` and `other` are how it ended; R by the worst fills, None where it was not traded."""

    signal_id: str
    posted_at: str
    base: str
    side: str
    one: str
    one_r: Decimal | None
    other: str
    other_r: Decimal | None

    @property
    def gained(self) -> Decimal:
        """By the other settings, in R."""
        return (self.other_r or Decimal(0)) - (self.one_r or Decimal(0))


def differences(one: ReplayRun, other: ReplayRun) -> Iterator[Difference]:
    """Only what differs, in order of posting; a signal of one alone was read otherwise."""
    mine = {each.signal_id: each for each in one.results}
    theirs = {each.signal_id: each for each in other.results}
    for signal_id in dict.fromkeys((*mine, *theirs)):
        left, right = mine.get(signal_id), theirs.get(signal_id)
        if _is_same(left, right):
            continue
        known = left or right
        if known is None:
            raise AssertionError("it is a signal of one of them")
        yield Difference(
            signal_id=signal_id,
            posted_at=f"{known.posted_at:%Y-%m-%d %H:%M}",
            base=known.base,
            side=known.side.value,
            one=_ended(left),
            one_r=left.obtainable_worst_r if left else None,
            other=_ended(right),
            other_r=right.obtainable_worst_r if right else None,
        )


def _is_same(left: SignalResult | None, right: SignalResult | None) -> bool:
    if left is None or right is None:
        return left is right
    mine, theirs = (
        (each.outcome, each.code, each.obtainable_worst_r, each.achieved_r, each.achieved_code)
        for each in (left, right)
    )
    return mine == theirs


def _ended(result: SignalResult | None) -> str:
    if result is None:
        return "not a signal"
    code = f" ({result.code})" if result.code and result.code != result.outcome else ""
    return f"{result.outcome.value}{code}"
