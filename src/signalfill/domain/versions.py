"""Which call and which instruction of a message is which, from version to version (pure).

An author who edits a message means the same call with another stop, the same instruction with
another fraction, or one more beside them, wherever in the text it stands now. What is the same
is acted on by the difference; it is found here by coin, side and kind, never by its place alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from signalfill.domain.signal import (
    AmendmentAction,
    AmendmentReading,
    Provenance,
    Reading,
    ReadingKind,
    Signal,
    is_version_of,
)
from signalfill.domain.values import decimal_or_none
from signalfill.domain.verdict import Verdict, VerdictKind

MOST_ITEMS = 80
"""One transaction takes 100 items; a message that says more is not a signal."""
SALES = {AmendmentAction.CLOSE, AmendmentAction.REDUCE}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction through its versions. `ids` are its amendments', the newest last."""

    reading: AmendmentReading
    ids: tuple[str, ...]
    stands: bool = True


@dataclass(frozen=True, slots=True)
class SaidSoFar:
    """What a message says by now, and what it has taken back.

    `coins` are those of all calls that it ever made, by their ids.
    """

    calls: tuple[Signal, ...] = ()
    former_calls: tuple[Signal, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    used: frozenset[int] = frozenset()
    coins: Mapping[str, str] = field(default_factory=dict)


def said_before(verdicts: Iterable[Verdict], provenance: Provenance) -> SaidSoFar:
    """What earlier versions said, oldest first, as if `provenance` had: equal means the same."""
    said = SaidSoFar()
    for verdict in verdicts:
        if verdict.reading is not None:
            said = with_version(said, verdict.reading, provenance, version=verdict.version)
    return said


def says_too_much(reading: Reading) -> bool:
    return len(reading.signals) + len(reading.amendments) > MOST_ITEMS


def with_version(
    before: SaidSoFar, reading: Reading, provenance: Provenance, *, version: str
) -> SaidSoFar:
    """After one more version. Calls are given as if `provenance` had said all of them.

    A result or an instruction that is written into the message leaves its calls standing.
    """
    said = reading if not says_too_much(reading) else Reading(kind=reading.kind, reason="too_many")
    after = before
    if said.kind in {ReadingKind.SIGNAL, ReadingKind.NONE}:
        after = _with_calls(before, said, provenance)
    instructions = _instructions(before.instructions, said, f"{provenance.message_id}-{version}")
    return replace(after, instructions=instructions)


def sold_in_all(said: SaidSoFar, base: str | None) -> Decimal:
    """The fraction of a coin that all sales together say by now; what names no coin is of each."""
    sales = (each.reading for each in said.instructions if each.stands)
    fractions = [
        _fraction(each)
        for each in sales
        if each.action in SALES and (each.base == base or None in {each.base, base})
    ]
    return sum(fractions, Decimal(0))


def is_made_still(call: Signal, verdicts: Iterable[Verdict]) -> bool:
    """Whether the newest version of its message makes the call, with whatever levels.

    `verdicts`: oldest first.
    """
    known = [each for each in verdicts if each.kind is not VerdictKind.STALE]
    if not known or known[-1].version == call.provenance.version:
        return True
    if known[-1].kind is VerdictKind.DELETED:
        return False
    return any(is_version_of(each, call) for each in said_before(known, call.provenance).calls)


def _fraction(sale: AmendmentReading) -> Decimal:
    is_whole = sale.action is AmendmentAction.CLOSE and sale.fraction is None
    return Decimal(1) if is_whole else decimal_or_none(sale.fraction) or Decimal(0)


def _with_calls(before: SaidSoFar, reading: Reading, provenance: Provenance) -> SaidSoFar:
    typed = [
        Signal.from_reading(each, provenance, index=index)
        for index, each in enumerate(reading.signals)
    ]
    new = [each for each in typed if each is not None]
    doubted = {each.base for each, call in zip(reading.signals, typed, strict=True) if call is None}

    def is_mended(_one: Signal, other: Signal) -> bool:
        """A typo in the coin or the side: what is left over on both sides is one call.

        What is still called, and is in doubt now, was not made another coin's call.
        """
        return other.base not in doubted

    same = _pairs(new, before.calls, (_is_equal, _has_same_entry, _has_same_coin, is_mended))
    again = _pairs([c for c in new if c.signal_id not in same], before.former_calls, (_is_of_coin,))
    used, calls = set(before.used), []
    for call in new:
        old = same.get(call.signal_id)
        if old is not None and _has_same_entry(call, old):
            keeps = {"signal_id": old.signal_id, "earlier_ids": old.earlier_ids}
            calls.append(call.model_copy(update=keeps))
            continue
        index = _free_index(call, used)
        used.add(index)
        ancestor = old or again.get(call.signal_id)
        earlier = (*ancestor.earlier_ids, ancestor.signal_id) if ancestor is not None else ()
        named = {"signal_id": f"{provenance.message_id}-{index}", "earlier_ids": earlier}
        calls.append(call.model_copy(update=named))
    known = {each for call in calls for each in (call.signal_id, *call.earlier_ids)}
    gone = (c for c in (*before.former_calls, *before.calls) if c.signal_id not in known)
    coins = {**before.coins, **{call.signal_id: call.base for call in calls}}
    return SaidSoFar(tuple(calls), tuple(gone), before.instructions, frozenset(used), coins)


def _pairs(
    new: Sequence[Signal], old: Sequence[Signal], rules: Sequence[Callable[[Signal, Signal], bool]]
) -> dict[str, Signal]:
    """By the ids of `new`: the old call that each of them is, by the strictest rule that fits."""
    found: dict[str, Signal] = {}
    left = list(old)
    for is_same in rules:
        for call in new:
            match = next((each for each in left if is_same(call, each)), None)
            if call.signal_id not in found and match is not None:
                found[call.signal_id] = match
                left.remove(match)
    return found


def _is_equal(one: Signal, other: Signal) -> bool:
    unnamed = {"signal_id": "", "earlier_ids": (), "provenance": one.provenance}
    return one.model_copy(update=unnamed) == other.model_copy(update=unnamed)


def _has_same_entry(one: Signal, other: Signal) -> bool:
    entries = (one.entry_kind, one.entry_prices), (other.entry_kind, other.entry_prices)
    return _has_same_coin(one, other) and entries[0] == entries[1]


def _has_same_coin(one: Signal, other: Signal) -> bool:
    return (one.base, one.side) == (other.base, other.side)


def _is_of_coin(one: Signal, other: Signal) -> bool:
    return one.base == other.base


def _free_index(call: Signal, used: Iterable[int]) -> int:
    """Its place in the message, as a first version has it, if no other call ever had that."""
    place = int(call.signal_id.rpartition("-")[2])
    return place if place not in used else max(used) + 1


def _instructions(
    before: Sequence[Instruction], reading: Reading, prefix: str
) -> tuple[Instruction, ...]:
    left, after = list(before), []
    said = dict(enumerate(reading.amendments))
    for is_same in (_is_repeated, _is_revised, _is_reworded):
        for index, each in list(said.items()):
            match = next((old for old in left if is_same(each, old)), None)
            if match is None:
                continue
            left.remove(match)
            del said[index]
            keeps = match.stands and match.reading == each
            ids = match.ids if keeps else (*match.ids, f"{prefix}-a{index}")
            after.append(Instruction(each, ids))
    after += [Instruction(each, (f"{prefix}-a{index}",)) for index, each in said.items()]
    gone = (Instruction(old.reading, old.ids, stands=False) for old in left)
    return (*after, *gone)


def _is_repeated(new: AmendmentReading, old: Instruction) -> bool:
    return new == old.reading


def _is_revised(new: AmendmentReading, old: Instruction) -> bool:
    said = old.reading
    return _is_reworded(new, old) and (new.base, new.target) == (said.base, said.target)


def _is_reworded(new: AmendmentReading, old: Instruction) -> bool:
    """The same kind of instruction about the same coin, or about one that was not named."""
    actions = {new.action, old.reading.action}
    same_kind = len(actions) == 1 or actions == SALES
    return same_kind and (new.base == old.reading.base or None in {new.base, old.reading.base})
