"""Counts of right and wrong readings that add up, and how sure they make us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from random import Random
from types import ModuleType
from typing import Any, NamedTuple, Self

from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon
from tests.benchmarks.corpus import Message

_Z = 1.96  # 95 %
_RESAMPLES = 1_000
_ACTING = {"close", "reduce", "move_stop", "cancel"}


class Score(NamedTuple):
    messages: int = 0
    false_trades: int = 0
    quiet: int = 0  # messages that instruct no change
    false_actions: int = 0
    tradable: int = 0
    right: int = 0
    kinds: int = 0
    hits: int = 0  # instructions read as they were meant
    said: int = 0
    meant: int = 0

    def plus(self, other: Self) -> Score:
        return Score(*map(sum, zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.said + self.meant) if self.hits else 0.0


def total(scores: Sequence[Score]) -> Score:
    return Score(*map(sum, zip(Score(), *scores, strict=True)))


def read(message: Message, lexicon: Lexicon) -> dict[str, Any]:
    return parse(message["text"], lexicon).model_dump(mode="json")


def judge(message: Message, reading: dict[str, Any], rules: ModuleType) -> Score:
    """One message by the corpus's own rules."""
    label = message["label"]
    expected, got = rules.tradable(label), rules.tradable(reading)
    cores, wholes = (
        [Counter(map(rule, each)) for each in (expected, got)] for rule in (rules.core, rules.whole)
    )
    meant, said = rules.amendments(label), rules.amendments(reading)
    quiet = label["kind"] != "amendment"
    return Score(
        messages=1,
        false_trades=bool(cores[1] - cores[0]),
        quiet=quiet,
        false_actions=quiet and any(action[0] in _ACTING for action in said),
        tradable=bool(expected),
        right=bool(expected) and wholes[0] == wholes[1],
        kinds=label["kind"] == reading["kind"],
        hits=sum((meant & said).values()),
        said=sum(said.values()),
        meant=sum(meant.values()),
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Where the true share lies, with 95 % confidence; all of 0 to 1 where nothing was tried."""
    if of == 0:
        return 0.0, 1.0
    share, spread = hits / of, _Z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * sqrt(share * (1 - share) / of + spread / of / 4)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def f1_interval(scores: Sequence[Score]) -> tuple[float, float]:
    """By drawing whole sources again: messages of one author are alike, so they count together."""
    random = Random(1)
    drawn = sorted(total(random.choices(scores, k=len(scores))).f1 for _ in range(_RESAMPLES))
    return drawn[_RESAMPLES // 40], drawn[-_RESAMPLES // 40 - 1]
