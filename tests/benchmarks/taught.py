"""What each source taught the lexicon, and the lexicon that never saw a source.

A source taught what it uses and no other source uses: every word, phrase, Chinese phrase and
nickname of a coin, also where it stands inside a longer one. What no source uses was not learned
from messages; it stays. Layouts and sentences are taught by users, never shipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.lexicon.chinese import TRADITIONAL
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan
from tests.benchmarks.corpus import Message

_MOST_TOKENS = 1_500
_JOINTS = {Concept.DASH, Concept.OR}

OF_A_LANGUAGE = {
    *(Concept.IF, Concept.NOT, Concept.WAIT, Concept.TRIGGER, Concept.HYPOTHESIS),
    *(Concept.DISCLAIMED, Concept.WATCH, Concept.RECAP, Concept.NOISE, Concept.AT),
    *(Concept.TO, Concept.OR, Concept.AND, Concept.BELOW, Concept.ABOVE),
}
"""A language's small words and its words of doubt: known before any message was read."""


class Entry(NamedTuple):
    """One entry of the lexicon: its words, in the table it stands in."""

    table: str
    words: tuple[str, ...]


def taught_by_source(messages: Iterable[Message]) -> dict[str, set[Entry]]:
    """For each source the entries that no other source uses."""
    used: dict[str, set[Entry]] = defaultdict(set)
    for message in messages:
        used[message["source"]].update(entries_in(message["text"]))
    users: dict[Entry, int] = defaultdict(int)
    for entries in used.values():
        for entry in entries:
            users[entry] += 1
    return {source: {e for e in entries if users[e] == 1} for source, entries in used.items()}


def entries_in(text: str, lexicon: Lexicon = LEXICON) -> Iterator[Entry]:
    """Every entry of the lexicon that stands somewhere in the text, overlapping ones too."""
    tokens = scan(normalize(text).text, _MOST_TOKENS)
    words = [token for token in tokens if token.concept not in _JOINTS]
    for at, token in enumerate(words):
        if token.key == "han":
            yield from _han_in(token.text.translate(TRADITIONAL), lexicon)
            continue
        for key in {token.key, token.key.removesuffix("'s")}:
            if key in lexicon.single:
                yield Entry("single", (key,))
            if key in lexicon.nicknames:
                yield Entry("nicknames", (key,))
        yield from _phrases_at(words, at, lexicon)


def _phrases_at(words: list[Token], at: int, lexicon: Lexicon) -> Iterator[Entry]:
    for rest, _ in lexicon.phrases.get(words[at].key, ()):
        if all(
            behind.key == word
            for behind, word in zip(words[at + 1 : at + 1 + len(rest)], rest, strict=False)
        ) and at + len(rest) < len(words):
            yield Entry("phrases", (words[at].key, *rest))


def _han_in(run: str, lexicon: Lexicon) -> Iterator[Entry]:
    longest = max(map(len, lexicon.han))
    for start in range(len(run)):
        for end in range(start + 1, min(start + longest, len(run)) + 1):
            if run[start:end] in lexicon.han:
                yield Entry("han", (run[start:end],))


def without(entries: set[Entry], *, spared: set[Concept] | None = None) -> Lexicon:
    """The lexicon less these entries, but for those that mean a spared concept."""
    if LEXICON.sentences or LEXICON.templates:
        raise AssertionError("the shipped lexicon holds layouts of a channel: leave them out too")
    spared = spared or set()

    def stays(table: str, words: tuple[str, ...], concept: Concept) -> bool:
        return concept in spared or Entry(table, words) not in entries

    return Lexicon(
        {w: meant for w, meant in LEXICON.single.items() if stays("single", (w,), meant.concept)},
        {
            first: [(r, m) for r, m in options if stays("phrases", (first, *r), m.concept)]
            for first, options in LEXICON.phrases.items()
        },
        {
            text: meant
            for text, meant in LEXICON.han.items()
            if stays("han", (text,), meant.concept)
        },
        {n: c for n, c in LEXICON.nicknames.items() if stays("nicknames", (n,), Concept.SYMBOL)},
    )
