"""Fold the words of all languages into look-up tables."""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon.arabic import ARABIC
from signalfill.parsing.lexicon.chinese import CHINESE, TRADITIONAL
from signalfill.parsing.lexicon.chinese_doubts import CHINESE_DOUBTS
from signalfill.parsing.lexicon.chinese_talk import CHINESE_TALK
from signalfill.parsing.lexicon.coins import NICKNAMES
from signalfill.parsing.lexicon.english import ENGLISH
from signalfill.parsing.lexicon.english_doubts import ENGLISH_DOUBTS
from signalfill.parsing.lexicon.english_talk import ENGLISH_TALK
from signalfill.parsing.lexicon.french import FRENCH
from signalfill.parsing.lexicon.german import GERMAN
from signalfill.parsing.lexicon.italian import ITALIAN
from signalfill.parsing.lexicon.others import OTHERS
from signalfill.parsing.lexicon.others_doubts import OTHERS_DOUBTS
from signalfill.parsing.lexicon.others_talk import OTHERS_TALK
from signalfill.parsing.lexicon.persian import PERSIAN
from signalfill.parsing.lexicon.plain import PLAIN
from signalfill.parsing.lexicon.polish import POLISH
from signalfill.parsing.lexicon.russian import RUSSIAN
from signalfill.parsing.lexicon.russian_doubts import RUSSIAN_DOUBTS
from signalfill.parsing.lexicon.russian_talk import RUSSIAN_TALK
from signalfill.parsing.lexicon.swedish import SWEDISH
from signalfill.parsing.lexicon.vietnamese import VIETNAMESE
from signalfill.parsing.lexicon.words import Lexicon, Meaning

type Table = dict[Concept, str]

SPACED: tuple[Table, ...] = (
    {**ENGLISH, **ENGLISH_TALK, **ENGLISH_DOUBTS},
    {**RUSSIAN, **RUSSIAN_TALK, **RUSSIAN_DOUBTS},
    {**OTHERS, **OTHERS_TALK, **OTHERS_DOUBTS},
    *(VIETNAMESE, FRENCH, ITALIAN, GERMAN, SWEDISH, POLISH, ARABIC, PERSIAN),
)
"""The languages that put blanks between words; of two meanings the first one stays."""
HAN: Table = {**CHINESE, **CHINESE_TALK, **CHINESE_DOUBTS}


def build() -> Lexicon:
    """The first meaning given to a phrase stays."""
    single: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    known: set[tuple[str, ...]] = set()
    for table in SPACED:
        for text, meaning in _phrases_of(table):
            words = words_of(text)
            if words in known:
                continue
            known.add(words)
            if len(words) == 1:
                single[words[0]] = meaning
            else:
                phrases.setdefault(words[0], []).append((words[1:], meaning))
    for word in PLAIN.split():
        single.setdefault(word, Meaning(Concept.NOISE))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(single, phrases, _han(), dict(NICKNAMES))


def _phrases_of(table: Table) -> Iterator[tuple[str, Meaning]]:
    for concept, words in table.items():
        for phrase in words.split(";"):
            text, _, value = phrase.strip().partition("=")
            if text:
                yield text.casefold(), Meaning(concept, value)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(text.replace("-", " ").replace("/", " ").split())


def _han() -> dict[str, Meaning]:
    han: dict[str, Meaning] = {}
    for text, meaning in _phrases_of(HAN):
        han.setdefault(text.translate(TRADITIONAL), meaning)
    for name, base in NICKNAMES.items():
        if not name.isascii():
            han.setdefault(name, Meaning(Concept.SYMBOL, base))
    return han
