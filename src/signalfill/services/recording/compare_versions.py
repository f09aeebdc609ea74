"""What this version of a message adds or changes, compared with its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.signal import (
    DELETED,
    EDITED,
    Amendment,
    AmendmentAction,
    AmendmentReading,
    Provenance,
    Reading,
    ReadingKind,
    Signal,
)
from signalfill.domain.values import Moment
from signalfill.domain.verdict import MessageHead, Verdict, VerdictKind

_MOST_ITEMS = 80
"""One transaction takes 100 items; a message that says more is not a signal."""


@dataclass(frozen=True)
class Comparison:
    """What a version says that was not said before."""

    kind: VerdictKind
    reason: str
    reading: Reading | None = None
    signals: Sequence[Signal] = ()
    amendments: Sequence[Amendment] = ()
    head: MessageHead | None = None


def compare_versions(
    record: MessageRecord,
    *,
    head: MessageHead | None,
    earlier: Sequence[Verdict],
    parsed_at: Moment,
    parse: Callable[[str], Reading],
) -> Comparison:
    """`earlier` are the verdicts of the message's other versions, oldest first."""
    if head is not None and head.deleted:
        return Comparison(VerdictKind.STALE, "deleted_before")
    if head is not None and record.version < head.version:
        return Comparison(VerdictKind.STALE, "older_version")
    provenance = Provenance.of(record, parsed_at=parsed_at)
    before = _said_before(earlier, provenance)
    if record.event is MessageEvent.DELETE:
        return _deleted(head, before, provenance)
    return _read(parse(record.content), head, before, provenance)


@dataclass(frozen=True)
class _Before:
    """What earlier versions said last, as if this one said it: equal means the same numbers.

    `standing` are the calls that the version before this one still made.
    """

    signals: dict[str, Signal]
    standing: Sequence[str]
    amendments: Sequence[AmendmentReading]


def _said_before(earlier: Sequence[Verdict], provenance: Provenance) -> _Before:
    signals: dict[str, Signal] = {}
    standing: Sequence[str] = ()
    amendments: Sequence[AmendmentReading] = ()
    for verdict in earlier:
        if verdict.reading is not None:
            said = {each.signal_id: each for each in _signals(verdict.reading, provenance)}
            signals |= said
            standing = tuple(said)
            amendments = verdict.reading.amendments or amendments
    return _Before(signals, standing, amendments)


def _signals(reading: Reading, provenance: Provenance) -> list[Signal]:
    typed = (
        Signal.from_reading(each, provenance, index=index)
        for index, each in enumerate(reading.signals)
    )
    return [signal for signal in typed if signal is not None]


def _read(
    reading: Reading, head: MessageHead | None, before: _Before, provenance: Provenance
) -> Comparison:
    said = _signals(reading, provenance)
    signals = [each for each in said if before.signals.get(each.signal_id) != each]
    amendments = [
        _amendment(each, provenance, index)
        for index, each in enumerate(reading.amendments)
        if each not in before.amendments
    ]
    reason = reading.reason
    if (said or reading.amendments) and not (signals or amendments):
        reason = "unchanged"
    if len(signals) + len(amendments) > _MOST_ITEMS:
        reason, said, signals, amendments = "too_many", [], [], []
    amendments += _taken_back(reading, said, before, provenance)
    carried = (*(head.signal_ids if head else ()), *(each.signal_id for each in said))
    return Comparison(
        kind=VerdictKind(reading.kind.value),
        reason=reason,
        reading=reading,
        signals=signals,
        amendments=amendments,
        head=MessageHead(version=provenance.version, signal_ids=tuple(dict.fromkeys(carried))),
    )


def _taken_back(
    reading: Reading, said: Sequence[Signal], before: _Before, provenance: Provenance
) -> list[Amendment]:
    """Calls that this version makes no more, or not without doubt: their entries go.

    A result or an instruction written into the message leaves the call standing.
    """
    if reading.kind not in {ReadingKind.SIGNAL, ReadingKind.NONE}:
        return []
    made = {each.signal_id for each in said}
    return [
        _cancel(signal_id, before, provenance, cause=EDITED)
        for signal_id in before.standing
        if signal_id not in made
    ]


def _cancel(signal_id: str, before: _Before, provenance: Provenance, *, cause: str) -> Amendment:
    index = signal_id.rpartition("-")[2]
    return Amendment(
        amendment_id=f"{provenance.message_id}-{provenance.version}-a{index}",
        provenance=provenance,
        action=AmendmentAction.CANCEL,
        base=before.signals[signal_id].base if signal_id in before.signals else None,
        cause=cause,
    )


def _amendment(reading: AmendmentReading, provenance: Provenance, index: int) -> Amendment:
    return Amendment(
        amendment_id=f"{provenance.message_id}-{provenance.version}-a{index}",
        provenance=provenance,
        action=reading.action,
        base=reading.base,
        to=reading.to,
        fraction=reading.fraction,
        target=reading.target,
        named_price=reading.named_price,
    )


def _deleted(head: MessageHead | None, before: _Before, provenance: Provenance) -> Comparison:
    """The author took the words back: each signal of the message is to be canceled."""
    signal_ids = head.signal_ids if head else ()
    cancels = [_cancel(each, before, provenance, cause=DELETED) for each in signal_ids]
    return Comparison(
        kind=VerdictKind.DELETED,
        reason="deleted",
        amendments=cancels,
        head=MessageHead(version=provenance.version, deleted=True, signal_ids=signal_ids),
    )
