"""Which words stand for which number in a message: its labels, known and unknown (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.normalize import normalize, without_quotes
from signalfill.parsing.scan import scan
from signalfill.parsing.shapes import evaluate
from signalfill.parsing.sides import said_sides

_MOST_TOKENS = 400
_MOST_WORDS = 4
_UNKNOWN = {Concept.WORD, Concept.HAN}


class Role(StrEnum):
    """What a number is to the order; `NONE`: nothing."""

    ENTRY = "entry"
    STOP = "stop"
    TARGET = "target"
    NONE = "none"


_ROLES = {
    Concept.ENTRY: Role.ENTRY,
    Concept.MORE: Role.ENTRY,
    Concept.LIMIT: Role.ENTRY,
    Concept.BUY: Role.ENTRY,
    Concept.SELL: Role.ENTRY,
    Concept.STOP: Role.STOP,
    Concept.TARGET: Role.TARGET,
}
# Beside a label they say nothing of it.
_SILENT = {
    *(Concept.NOISE, Concept.AT, Concept.COLON, Concept.DASH, Concept.BAR, Concept.OPENING),
    *(Concept.CLOSING, Concept.ARROW, Concept.OTHER, Concept.QUOTE, Concept.HASH, Concept.COMMA),
    *(Concept.PERIOD_MARK, Concept.PLUS, Concept.INDEX, Concept.LINE, Concept.SYMBOL),
    *(Concept.LONG, Concept.SHORT, Concept.AREA),
}


class Label(NamedTuple):
    """An unknown phrase, or the role that a known one has."""

    phrase: str
    role: Role | None = None


class Labelled(NamedTuple):
    """A message's numbers with their labels, in order, and the side where it is said."""

    prices: tuple[tuple[Label, Decimal], ...]
    side: str | None

    @property
    def kind(self) -> frozenset[Label]:
        return frozenset(label for label, _ in self.prices)

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(label.phrase for label, _ in self.prices if label.role is None))


def labelled(text: str, lexicon: Lexicon) -> Labelled:
    raw = scan(without_quotes(normalize(text).text)[0], _MOST_TOKENS, lexicon)
    evaluate(raw)
    tokens = annotate(raw, lexicon)
    sides = said_sides(tokens)
    side = next(iter(sides)) if len(sides) == 1 else None
    return Labelled(tuple(_prices(tokens)), side)


def _prices(tokens: list[Token]) -> Iterator[tuple[Label, Decimal]]:
    above: list[Token] = []
    for line in _lines(tokens):
        before: list[Token] = []
        label: Label | None = None
        for at, token in enumerate(line):
            if token.concept != Concept.NUMBER or _counts(line, at):
                before.append(token)
                continue
            if any(each.concept not in _SILENT for each in before) or label is None:
                label = _label(before) or _label(above)
            before = []
            if label is not None and token.value:
                yield label, Decimal(token.value)
        above = line if not any(each.concept == Concept.NUMBER for each in line) else []


def _lines(tokens: list[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        if token.concept == Concept.BREAK:
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _counts(line: list[Token], at: int) -> bool:
    """`Mål 2: 150`: the number of a target, and no price."""
    token = line[at]
    following = [each.concept for each in line[at + 1 : at + 3]]
    small = token.text.isdecimal() and len(token.text) <= 2  # noqa: PLR2004 - two digits
    return small and following == [Concept.COLON, Concept.NUMBER]


def _label(tokens: list[Token]) -> Label | None:
    """The role of known words; the phrase where none of them is known; nothing in talk."""
    known = [each for each in tokens if each.concept in _ROLES]
    if known:
        return Label("", _ROLES[Concept(known[-1].concept)])
    spoken = [
        each for each in tokens if each.concept not in _SILENT and each.concept != Concept.NUMBER
    ]
    if not spoken:
        return None
    if len(spoken) > _MOST_WORDS or any(each.concept not in _UNKNOWN for each in spoken):
        return Label("", Role.NONE)
    return Label(" ".join(each.text.casefold() for each in spoken))
