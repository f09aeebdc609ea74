"""The look-up tables of a lexicon, and how words are found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon.chinese import TRADITIONAL
from signalfill.parsing.lexicon.variants import Variants, variants_of

# A field's name may stick to its neighbours where a copier lost the line ends.
_GLUED = (
    "leverage", "entry", "entries", "targets", "target", "stoploss", "stop", "long", "short",
    "exchange", "pair", "direction",
)  # fmt: skip


class Meaning(NamedTuple):
    concept: Concept
    value: str = ""


type Phrase = tuple[tuple[str, ...], Meaning]
"""The words behind the first one, and what all of them together mean."""


class Piece(NamedTuple):
    """One part of a layout that a user drew: a field, or the fixed tokens between two of them."""

    field: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutTemplate:
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Lexicon:
    """What words mean: read by many messages, changed by none once it is built.

    `phrases` stand under their first word, longest first; `han` is Chinese, simplified;
    `nicknames` are coins by other names. `sentences` that mean nothing (under their first word)
    and `templates` are a channel's own. `taught` tells apart what was taught: empty for nothing.
    `forms` are the `variants` where somebody has made them already.
    """

    single: dict[str, Meaning] = field(default_factory=dict)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    han: dict[str, Meaning] = field(default_factory=dict)
    nicknames: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    templates: tuple[LayoutTemplate, ...] = ()
    taught: str = ""
    forms: Variants | None = field(default=None, compare=False)
    _options: dict[str, dict[str, list[Phrase]]] = field(
        default_factory=dict, init=False, compare=False
    )
    _han_reach: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """How far the longest phrase reaches that begins with a character."""
        reach = self._han_reach
        for phrase in self.han:
            reach[phrase[0]] = max(len(phrase), reach.get(phrase[0], 0))

    def phrases_from(self, first: str) -> dict[str, list[Phrase]]:
        """The phrases that begin with a word, by their second one; found when first asked for."""
        found = self._options.get(first)
        if found is None:
            found = self._options[first] = {}
            for phrase in self.phrases.get(first, ()):
                found.setdefault(phrase[0][0], []).append(phrase)
        return found

    @property
    def variants(self) -> Variants:
        """Other forms of its words, found when they are first asked for."""
        if self.forms is None:
            self.forms = variants_of(self.single, self.phrases)
        return self.forms

    def variant_of(self, key: str) -> tuple[str, Meaning] | None:
        """A word that is in no table: the entry that it is a form of, and what that means."""
        words = self.variants.find(key)
        meaning = self.meaning_of(words) if words else None
        return (" ".join(words), meaning) if meaning is not None else None

    def meaning_of(self, words: tuple[str, ...]) -> Meaning | None:
        """What exactly these words mean together."""
        if len(words) == 1:
            return self.single.get(words[0]) or self.han.get(words[0])
        options = self.phrases.get(words[0], ())
        return next((meaning for rest, meaning in options if rest == words[1:]), None)

    def segment_han(self, run: str) -> list[tuple[str, Meaning | None]]:
        """Cut Chinese by the longest known phrase; what is not known comes as one piece."""
        simplified = run.translate(TRADITIONAL)
        pieces: list[tuple[str, Meaning | None]] = []
        at, unknown, end = 0, 0, len(run)
        while at < end:
            for length in range(min(self._han_reach.get(simplified[at], 0), end - at), 0, -1):
                meaning = self.han.get(simplified[at : at + length])
                if meaning is not None:
                    if unknown < at:
                        pieces.append((run[unknown:at], None))
                    pieces.append((run[at : at + length], meaning))
                    at += length
                    unknown = at
                    break
            else:
                at += 1
        if unknown < end:
            pieces.append((run[unknown:end], None))
        return pieces

    def split_glued(self, key: str) -> int:
        """Where to cut `longleverage` in two known words; 0 where it is one word."""
        for word in _GLUED:
            if len(key) <= len(word):
                continue
            rest = key[len(word) :]
            if key.startswith(word) and len(rest) > 1 and rest in self.single:
                return len(word)
            if key.endswith(word) and key[: -len(word)] in self.single and len(word) > 3:
                return len(key) - len(word)
        return 0
