"""What this version of a message adds or changes, compared with its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.signal import (
    DELETED,
    EDITED,
    Amendment,
    AmendmentAction,
    Provenance,
    Reading,
    ReadingKind,
    Signal,
)
from signalfill.domain.values import Moment, plain
from signalfill.domain.verdict import MessageHead, Verdict, VerdictKind
from signalfill.domain.versions import (
    SALES,
    Instruction,
    SaidSoFar,
    said_before,
    says_too_much,
    sold_in_all,
    with_version,
)

NEWER_RECORD = "newer_record"
"""Why a call opens nothing: its record was queued by a newer release and may say more."""


@dataclass(frozen=True)
class Comparison:
    """What a version says that earlier versions did not."""

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
    """Compares a version with the earlier ones. `earlier` are their verdicts, oldest first."""
    if head is not None and head.deleted:
        return Comparison(VerdictKind.STALE, "deleted_before")
    if head is not None and record.version < head.version:
        return Comparison(VerdictKind.STALE, "older_version")
    provenance = Provenance.of(record, parsed_at=parsed_at)
    before = said_before(earlier, provenance)
    if record.event is MessageEvent.DELETE:
        return _deleted(head, before, provenance)
    found = _read(parse(record.content), head, before, provenance)
    return found if record.schema_version <= SCHEMAS["message"] else _reducing_only(found)


def _reducing_only(found: Comparison) -> Comparison:
    """Of a record that is not known whole, what adds no risk."""
    kept = [each for each in found.amendments if each.action is not AmendmentAction.ADD]
    if not found.signals and len(kept) == len(found.amendments):
        return found
    return replace(found, reason=NEWER_RECORD, signals=(), amendments=kept)


def _read(
    reading: Reading, head: MessageHead | None, before: SaidSoFar, provenance: Provenance
) -> Comparison:
    after = with_version(before, reading, provenance, version=provenance.version)
    is_call = reading.kind in {ReadingKind.SIGNAL, ReadingKind.NONE}
    said = after.calls if is_call else ()
    known = {call.signal_id: call for call in before.calls}
    signals = [call for call in said if known.get(call.signal_id) != call]
    amendments = [
        _amendment(each, provenance, before, after)
        for each in after.instructions
        if each.stands and each.ids[-1].startswith(_prefix(provenance))
    ]
    reason = reading.reason
    if (said or reading.amendments) and not (signals or amendments):
        reason = "unchanged"
    if says_too_much(reading):
        reason = "too_many"
    amendments += _taken_back(before, after, provenance, first=len(reading.amendments))
    carried = (*(head.signal_ids if head else ()), *(each.signal_id for each in said))
    return Comparison(
        kind=VerdictKind(reading.kind.value),
        reason=reason,
        reading=reading,
        signals=signals,
        amendments=sorted(amendments, key=_place),
        head=_next_head(head, provenance, tuple(dict.fromkeys(carried))),
    )


def _prefix(provenance: Provenance) -> str:
    return f"{provenance.message_id}-{provenance.version}-a"


def _place(amendment: Amendment) -> int:
    return int(amendment.amendment_id.rpartition("-a")[2])


def _taken_back(
    before: SaidSoFar, after: SaidSoFar, provenance: Provenance, *, first: int
) -> list[Amendment]:
    """What this version says no more, or not without doubt: entries and additions go.

    What was sold stays sold, and what was moved stays there. A call whose entry is another one
    now makes way for that one by itself. Their places come after those of what is said, `first`.
    """
    kept = {each for call in after.calls for each in (call.signal_id, *call.earlier_ids)}
    calls = [call for call in before.calls if call.signal_id not in kept]
    cancels = [
        _cancel(coin, provenance, cause=EDITED)
        for call in calls
        for coin in _coins_of(call, before, after)
    ]
    for old, new in _withdrawn(before, after):
        cancels.append(_cancel(old.reading.base, provenance, cause=EDITED, earlier_ids=new.ids))
    return [_placed(each, provenance, first + number) for number, each in enumerate(cancels)]


def _coins_of(call: Signal, before: SaidSoFar, after: SaidSoFar) -> list[str]:
    """Its own, and those of the calls that it was to replace: their entries may rest yet."""
    kept = {each.base for each in after.calls}
    replaced = [before.coins[each] for each in call.earlier_ids]
    return list(dict.fromkeys([call.base, *(coin for coin in replaced if coin not in kept)]))


def _withdrawn(before: SaidSoFar, after: SaidSoFar) -> list[tuple[Instruction, Instruction]]:
    """Additions that stood and stand no more."""
    gone = {each.ids: each for each in after.instructions if not each.stands}
    return [
        (old, gone[old.ids])
        for old in before.instructions
        if old.stands and old.ids in gone and old.reading.action is AmendmentAction.ADD
    ]


def _cancel(
    base: str | None, provenance: Provenance, *, cause: str, earlier_ids: tuple[str, ...] = ()
) -> Amendment:
    return Amendment(
        amendment_id="",
        provenance=provenance,
        action=AmendmentAction.CANCEL,
        base=base,
        cause=cause,
        earlier_ids=earlier_ids,
    )


def _placed(cancel: Amendment, provenance: Provenance, index: int) -> Amendment:
    return cancel.model_copy(update={"amendment_id": f"{_prefix(provenance)}{index}"})


def _amendment(
    said: Instruction, provenance: Provenance, before: SaidSoFar, after: SaidSoFar
) -> Amendment:
    reading = said.reading
    in_all = None
    if reading.action in SALES and before.instructions:
        in_all = plain(sold_in_all(after, reading.base))
    return Amendment(
        amendment_id=said.ids[-1],
        provenance=provenance,
        action=reading.action,
        base=reading.base,
        to=reading.to,
        fraction=reading.fraction,
        target=reading.target,
        named_price=reading.named_price,
        earlier_ids=said.ids[:-1],
        fraction_in_all=in_all,
    )


def _deleted(head: MessageHead | None, before: SaidSoFar, provenance: Provenance) -> Comparison:
    """The author took the words back: each signal of the message is to be canceled, and what
    was added.
    """
    signal_ids = head.signal_ids if head else ()
    cancels = [_cancel(before.coins.get(each), provenance, cause=DELETED) for each in signal_ids]
    cancels += [
        _cancel(each.reading.base, provenance, cause=DELETED, earlier_ids=each.ids)
        for each in before.instructions
        if each.stands and each.reading.action is AmendmentAction.ADD
    ]
    return Comparison(
        kind=VerdictKind.DELETED,
        reason="deleted",
        amendments=[_placed(each, provenance, index) for index, each in enumerate(cancels)],
        head=_next_head(head, provenance, signal_ids, deleted=True),
    )


def _next_head(
    head: MessageHead | None,
    provenance: Provenance,
    signal_ids: tuple[str, ...],
    *,
    deleted: bool = False,
) -> MessageHead:
    """Made of the one before: what a newer release keeps in it stays there."""
    changes = {"version": provenance.version, "deleted": deleted, "signal_ids": signal_ids}
    return (head or MessageHead(version=provenance.version)).model_copy(update=changes)
