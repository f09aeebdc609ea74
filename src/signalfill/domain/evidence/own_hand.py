"""What one's own hand cost: calls that one rejected, missed, paused away or closed by hand (pure).

Measured against the replay, which does as the settings say and never interferes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from signalfill.domain.codes import DecisionCode, Gate
from signalfill.domain.evidence.results import SignalResult
from signalfill.domain.verdict import Decision

ZERO = Decimal(0)


class Deed(StrEnum):
    REJECTED = "rejected"
    MISSED = "missed"
    """Nobody answered in time."""
    PAUSED = "paused"
    CLOSED = "closed"
    """By hand, before the plan would have."""


_BY_CODE: Mapping[str, Deed] = {
    DecisionCode.REJECTED.value: Deed.REJECTED,
    DecisionCode.MISREAD.value: Deed.REJECTED,
    Gate.NOT_APPROVED.value: Deed.MISSED,
    Gate.PAUSED.value: Deed.PAUSED,
}


@dataclass(frozen=True, slots=True)
class HandRow:
    """`untouched_r` is what those signals made in the replay, `made_r` what they made for the
    user (0 where he did not trade them); sums in R. `cost_r` > 0: the hand cost that.
    """

    deed: Deed
    signals: int
    untouched_r: Decimal
    made_r: Decimal

    @property
    def cost_r(self) -> Decimal:
        return self.untouched_r - self.made_r


def own_hand(
    results: Iterable[SignalResult],
    decisions: Mapping[str, Decision],
    closed_by_hand: Mapping[str, Decimal],
) -> tuple[HandRow, ...]:
    """`decisions` and `closed_by_hand` are by signal id, the latter what the user made, in R.

    What the replay did not trade tells nothing and is left out.
    """
    known = {
        each.signal_id: each.obtainable_worst_r
        for each in results
        if each.obtainable_worst_r is not None
    }
    found: dict[Deed, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for signal_id, decision in decisions.items():
        deed = _BY_CODE.get(decision.code)
        if deed is not None and signal_id in known:
            found[deed].append((known[signal_id], ZERO))
    for signal_id, made in closed_by_hand.items():
        if signal_id in known:
            found[Deed.CLOSED].append((known[signal_id], made))
    return tuple(_row(deed, found[deed]) for deed in Deed if found[deed])


def _row(deed: Deed, pairs: Sequence[tuple[Decimal, Decimal]]) -> HandRow:
    untouched, made = (sum(each, ZERO) for each in zip(*pairs, strict=True))
    return HandRow(deed, len(pairs), untouched, made)
