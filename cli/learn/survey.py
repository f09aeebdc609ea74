"""What a channel's messages are: calls by layout, the commonest first (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cli.learn.messages import OldMessage
from signalfill.domain.signal import Reading, ReadingKind
from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon

FEWEST_REPEATS = 2
"""Fewer calls a layout than this on average: the channel has no form."""
FEWEST_TO_TELL = 10
ENOUGH = 95
MOST_ASKED = 10


class Read(NamedTuple):
    message: OldMessage
    reading: Reading

    @property
    def is_tradable(self) -> bool:
        return any(not each.problems for each in self.reading.signals)


class LayoutGroup(NamedTuple):
    """Calls of one set of lines, oldest first."""

    keys: frozenset[str]
    calls: list[Read]

    @property
    def example(self) -> Read:
        return self.calls[-1]


class Survey(NamedTuple):
    """`groups` are of tradable calls; `held` are calls that nothing trades as they are read."""

    messages: int
    groups: list[LayoutGroup]
    held: list[Read]

    @property
    def calls(self) -> int:
        return sum(len(each.calls) for each in self.groups)

    @property
    def has_form(self) -> bool:
        """A handful of calls may all differ in any channel."""
        few = self.calls < FEWEST_TO_TELL
        return few or self.calls >= FEWEST_REPEATS * len(self.groups)

    def covered(self, keys: set[str]) -> int:
        """How many of the calls have known lines only."""
        return sum(len(each.calls) for each in self.groups if each.keys <= keys)


def read_all(messages: Sequence[OldMessage], lexicon: Lexicon) -> list[Read]:
    return [Read(each, parse(each.text, lexicon)) for each in messages]


def survey(read: Sequence[Read]) -> Survey:
    groups: dict[frozenset[str], list[Read]] = {}
    held: list[Read] = []
    for each in read:
        if each.reading.kind is not ReadingKind.SIGNAL:
            continue
        if each.is_tradable:
            groups.setdefault(frozenset(each.reading.layout), []).append(each)
        else:
            held.append(each)
    found = [LayoutGroup(keys, calls) for keys, calls in groups.items()]
    return Survey(len(read), sorted(found, key=lambda each: -len(each.calls)), held)


def to_confirm(found: Survey, known: set[str]) -> list[LayoutGroup]:
    """What to ask about, until 95 % of the calls are known or ten layouts were asked."""
    chosen: list[LayoutGroup] = []
    keys = set(known)
    for each in found.groups:
        if len(chosen) == MOST_ASKED or found.covered(keys) * 100 >= ENOUGH * found.calls:
            break
        if not each.keys <= keys:
            chosen.append(each)
            keys |= each.keys
    return chosen
