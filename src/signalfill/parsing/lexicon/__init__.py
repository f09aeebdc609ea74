"""The words of all languages, folded into look-up tables once, when the module is loaded."""

from __future__ import annotations

from typing import NamedTuple

from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon.chinese import CHINESE, TRADITIONAL
from signalfill.parsing.lexicon.coins import KNOWN as KNOWN_NAMES
from signalfill.parsing.lexicon.coins import NICKNAMES
from signalfill.parsing.lexicon.english import ENGLISH
from signalfill.parsing.lexicon.english_talk import ENGLISH_TALK
from signalfill.parsing.lexicon.others import OTHERS
from signalfill.parsing.lexicon.plain import PLAIN
from signalfill.parsing.lexicon.plain import TAGS as TAG_NAMES
from signalfill.parsing.lexicon.russian import RUSSIAN

__all__ = [
    "KNOWN",
    "NICKNAMES",
    "PHRASES",
    "SINGLE",
    "TAGS",
    "Meaning",
    "segment_han",
    "split_glued",
]


class Meaning(NamedTuple):
    concept: Concept
    value: str = ""


type Phrases = dict[str, list[tuple[tuple[str, ...], Meaning]]]

KNOWN = frozenset(KNOWN_NAMES.split())
TAGS = frozenset(TAG_NAMES.split())
SINGLE: dict[str, Meaning] = {}
PHRASES: Phrases = {}
_HAN: dict[str, Meaning] = {}
_HAN_REACH: dict[str, int] = {}  # the longest phrase that begins with a character

# A field's name may stick to its neighbours where a copier lost the line ends.
_GLUED = (
    "leverage", "entry", "entries", "targets", "target", "stoploss", "stop", "long", "short",
    "exchange", "pair", "direction",
)  # fmt: skip


def _phrases_of(table: dict[Concept, str]) -> list[tuple[str, Meaning]]:
    found = []
    for concept, words in table.items():
        for phrase in words.split(";"):
            text, _, value = phrase.strip().partition("=")
            if text:
                found.append((text.casefold(), Meaning(concept, value)))
    return found


def _learn(table: dict[Concept, str], known: set[tuple[str, ...]]) -> None:
    """Teach words; the first meaning given to a phrase stays."""
    for text, meaning in _phrases_of(table):
        words = tuple(text.replace("-", " ").replace("/", " ").split())
        if words in known:
            continue
        known.add(words)
        if len(words) == 1:
            SINGLE[words[0]] = meaning
        else:
            PHRASES.setdefault(words[0], []).append((words[1:], meaning))


def _build() -> None:
    known: set[tuple[str, ...]] = set()
    for table in (ENGLISH, ENGLISH_TALK, RUSSIAN, OTHERS):
        _learn(table, known)
    for word in PLAIN.split():
        SINGLE.setdefault(word, Meaning(Concept.NOISE))
    for options in PHRASES.values():
        options.sort(key=lambda option: -len(option[0]))
    for text, meaning in _phrases_of(CHINESE):
        _HAN.setdefault(text.translate(TRADITIONAL), meaning)
    for name in NICKNAMES:
        if not name.isascii():
            _HAN.setdefault(name, Meaning(Concept.SYMBOL, NICKNAMES[name]))
    for phrase in _HAN:
        _HAN_REACH[phrase[0]] = max(len(phrase), _HAN_REACH.get(phrase[0], 0))


_build()


def segment_han(run: str) -> list[tuple[str, Meaning | None]]:
    """Cut Chinese by the longest known phrase; what is not known comes as one piece."""
    simplified = run.translate(TRADITIONAL)
    pieces: list[tuple[str, Meaning | None]] = []
    at, unknown, end = 0, 0, len(run)
    while at < end:
        for length in range(min(_HAN_REACH.get(simplified[at], 0), end - at), 0, -1):
            meaning = _HAN.get(simplified[at : at + length])
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


def split_glued(key: str) -> int:
    """Where to cut `longleverage` in two known words; 0 where it is one word."""
    for word in _GLUED:
        if len(key) <= len(word):
            continue
        if key.startswith(word) and key[len(word) :] in SINGLE and len(key) - len(word) > 1:
            return len(word)
        if key.endswith(word) and key[: -len(word)] in SINGLE and len(word) > 3:
            return len(key) - len(word)
    return 0
