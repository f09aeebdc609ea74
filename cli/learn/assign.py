"""What unknown labels must mean for a channel's numbers to be orders (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product

from cli.learn.labels import Label, Labelled, Role

MOST_LABELS = 4
_ENTRIES_APART = Decimal("1.6")
_STOP_APART = Decimal(2)
_TARGETS_APART = Decimal(8)

type Assignment = dict[str, Role]


def assignments(messages: Sequence[Labelled]) -> list[Assignment]:
    """All meanings under which every message is in order; those that explain most numbers."""
    phrases = sorted({phrase for each in messages for phrase in each.unknown})
    if not 0 < len(phrases) <= MOST_LABELS:
        return []
    fitting = [
        assignment
        for roles in product(Role, repeat=len(phrases))
        if all(
            _in_order(each, assignment := dict(zip(phrases, roles, strict=True)))
            for each in messages
        )
    ]
    fewest = min((_unexplained(each) for each in fitting), default=0)
    return [each for each in fitting if _unexplained(each) == fewest]


def _unexplained(assignment: Assignment) -> int:
    return sum(role is Role.NONE for role in assignment.values())


def agreed(fitting: Sequence[Assignment]) -> Assignment:
    """What all of them say alike, without what is nothing."""
    if not fitting:
        return {}
    return {
        phrase: role
        for phrase, role in fitting[0].items()
        if role is not Role.NONE and all(each[phrase] is role for each in fitting)
    }


def _in_order(message: Labelled, assignment: Mapping[str, Role]) -> bool:
    prices: dict[Role, list[Decimal]] = {role: [] for role in Role}
    for label, price in message.prices:
        prices[_role(label, assignment)].append(price)
    entries, stops, targets = prices[Role.ENTRY], prices[Role.STOP], prices[Role.TARGET]
    if not entries or len(stops) != 1 or min((*entries, *stops, *targets)) <= 0:
        return False
    if max(entries) > min(entries) * _ENTRIES_APART:
        return False
    sides = {"long": (1,), "short": (-1,)}.get(message.side or "", (1, -1))
    return any(_ordered(entries, stops[0], targets, sign) for sign in sides)


def _role(label: Label, assignment: Mapping[str, Role]) -> Role:
    return label.role if label.role is not None else assignment[label.phrase]


def _ordered(
    entries: Sequence[Decimal], stop: Decimal, targets: Sequence[Decimal], sign: int
) -> bool:
    """Long: stop < entries < targets, these from the nearest on; short: the mirror."""
    near, far = (max, min) if sign > 0 else (min, max)
    first, last = far(entries), near(entries)
    if (first - stop) * sign <= 0 or _apart(first, stop) > _STOP_APART:
        return False
    if any((target - last) * sign <= 0 for target in targets):
        return False
    if any(_apart(target, last) > _TARGETS_APART for target in targets):
        return False
    return all((after - before) * sign > 0 for before, after in pairwise(targets))


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return max(one, other) / min(one, other)


def clusters(messages: Sequence[Labelled]) -> Iterator[list[int]]:
    """The places of messages with the same labels, some of them unknown."""
    found: dict[frozenset[Label], list[int]] = {}
    for at, each in enumerate(messages):
        if each.unknown:
            found.setdefault(each.kind, []).append(at)
    yield from sorted(found.values(), key=len, reverse=True)
