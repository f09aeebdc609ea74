"""What was taken back after its outcome: the deletion ledger (pure).

Counts and means only: it can be shown to anybody, no text is in it. Only one's own records can
make it, as no export has what was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from signalfill.domain.evidence.measures import mean_of
from signalfill.domain.evidence.results import SignalResult
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.values import Moment


class ChangeKind(StrEnum):
    DELETED = "deleted"
    EDITED = "edited"


class Changed(NamedTuple):
    change: ChangeKind
    at: Moment


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """Winners or losers of a channel, and those among them that were taken back afterwards.

    Means in R, by the worst fills; None where there is none. `taken_back` is deleted or edited;
    what was both counts as deleted.
    """

    signals: int
    deleted: int
    edited: int
    mean: Decimal | None
    mean_taken_back: Decimal | None

    @property
    def taken_back(self) -> int:
        return self.deleted + self.edited


@dataclass(frozen=True, slots=True)
class DeletionLedger:
    losers: LedgerPart
    winners: LedgerPart


def changes_of(records: Iterable[MessageRecord]) -> dict[str, list[Changed]]:
    """By message id, in the order in which we came to know of them."""
    found: dict[str, list[Changed]] = {}
    for each in records:
        if each.event is MessageEvent.DELETE:
            change = Changed(ChangeKind.DELETED, each.received_at)
        elif each.edited_at is not None:
            change = Changed(ChangeKind.EDITED, each.edited_at)
        else:
            continue
        found.setdefault(each.message_id, []).append(change)
    return found


def ledger_of(
    results: Iterable[SignalResult], changes: Mapping[str, Sequence[Changed]]
) -> DeletionLedger:
    """Of trades that are over: only then there is an outcome to be taken back."""
    over = [each for each in results if each.filled and each.closed_at is not None]
    parts = {
        won: _part([each for each in over if (_r(each) > 0) is won], changes)
        for won in (True, False)
    }
    return DeletionLedger(losers=parts[False], winners=parts[True])


def _part(results: Sequence[SignalResult], changes: Mapping[str, Sequence[Changed]]) -> LedgerPart:
    afterwards = [(each, _after_outcome(each, changes)) for each in results]
    back = [(each, change) for each, change in afterwards if change is not None]
    return LedgerPart(
        signals=len(results),
        deleted=sum(change is ChangeKind.DELETED for _, change in back),
        edited=sum(change is ChangeKind.EDITED for _, change in back),
        mean=mean_of([_r(each) for each in results]),
        mean_taken_back=mean_of([_r(each) for each, _ in back]),
    )


def _after_outcome(
    result: SignalResult, changes: Mapping[str, Sequence[Changed]]
) -> ChangeKind | None:
    message_id = result.signal_id.rpartition("-")[0]
    later = {
        each.change
        for each in changes.get(message_id, ())
        if result.closed_at is not None and each.at >= result.closed_at
    }
    return next((each for each in ChangeKind if each in later), None)


def _r(result: SignalResult) -> Decimal:
    return result.obtainable_worst_r or Decimal(0)
