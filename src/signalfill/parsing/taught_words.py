"""The words and coins of a teaching, and what stands against learning one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN, Lexicon, Meaning
from signalfill.parsing.lexicon.chinese import TRADITIONAL
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan
from signalfill.parsing.sides import side_of

CONCEPTS = {kind: C[kind.name] for kind in WordKind}
_DOUBTS = {
    C.IF, C.WAIT, C.TRIGGER, C.NOT, C.HYPOTHESIS, C.DISCLAIMED, C.WATCH, C.RECAP, C.CANDLE,
    C.FOREIGN,
}  # fmt: skip
_GUARDED = {*_DOUBTS, C.STOP, C.TARGET, C.ENTRY, C.CLOSE, C.EXIT, C.CANCEL, C.MOVE}
_LEAVING = {C.CLOSE, C.EXIT, C.CANCEL}  # "emergency exit", "pull it at" may name a stop
_UNIMPORTANT = {C.NOISE, C.WORD, C.HAN}
_ORDERS = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.MARKET, C.OPENED}
_SIDES = (re.compile("long|short"), "long or short")
_VALUES: dict[WordKind, tuple[re.Pattern[str], str]] = {
    WordKind.ENTRY: _SIDES,
    WordKind.MORE: _SIDES,
    WordKind.MARKET: _SIDES,
    WordKind.OPENED: _SIDES,
    WordKind.LIMIT: _SIDES,
    WordKind.CHANGE: (re.compile("stop|target|entry"), "stop, target or entry"),
    WordKind.PART: (re.compile(r"0\.\d+|1"), "a part such as 0.5"),
    WordKind.CANDLE: (re.compile(r"\d{1,2}[mhdwM]"), "a time frame such as 4h"),
    WordKind.TRIGGER: (re.compile("order"), "order"),
    WordKind.IF: (re.compile("weak"), "weak"),
    WordKind.RECAP: (re.compile("weak|strong"), "weak or strong"),
    WordKind.WATCH: (re.compile("list"), "list"),
    WordKind.CLOSE: (re.compile("past"), "past"),
}
_MOST_WORDS = 8
_MOST_TOKENS = 40
_HAN = re.compile(r"[\u3400-\u9fff]+")


class TaughtEntry(NamedTuple):
    """One phrase: where it was taught, as it is looked up, and what it shall mean."""

    place: str
    text: str
    words: tuple[str, ...]
    meaning: Meaning
    kind: WordKind | None = None

    @property
    def is_han(self) -> bool:
        return _HAN.fullmatch(self.text) is not None


def entries(teaching: Teaching) -> Iterator[TaughtEntry]:
    for kind, phrases in teaching.words.items():
        for at, phrase in enumerate(phrases):
            written, _, value = phrase.partition("=")
            meaning = Meaning(CONCEPTS[kind], value.strip())
            yield _entry(f"words.{kind}.{at}", written, meaning, kind)
    for name, ticker in teaching.coins.items():
        yield _entry(f"coins.{name}", name, Meaning(C.SYMBOL, ticker), None)


def _entry(place: str, written: str, meaning: Meaning, kind: WordKind | None) -> TaughtEntry:
    text = normalize(written).text.strip().casefold()
    if _HAN.fullmatch(text):
        text = text.translate(TRADITIONAL)
    words = tuple(text.replace("-", " ").replace("/", " ").split())
    return TaughtEntry(place, text, words, meaning, kind)


def objection(entry: TaughtEntry, lexicon: Lexicon) -> str:
    """Why it must not be learned; nothing where it may."""
    return _misshapen(entry) or _taken(entry, lexicon) or _hiding(entry, lexicon)


def _misshapen(entry: TaughtEntry) -> str:
    count = len(entry.words)
    if not 0 < count <= _MOST_WORDS:
        return f"must have one to {_MOST_WORDS} words"
    if count > 1 and entry.kind is None:
        return "must be a single word"
    if len(entry.text) == 1 and not entry.is_han:
        return "is a single letter"
    return _odd_value(entry.kind, entry.meaning.value) if entry.kind else ""


def _odd_value(kind: WordKind, value: str) -> str:
    allowed, words = _VALUES.get(kind, (None, "none"))
    if not value or (allowed is not None and allowed.fullmatch(value)):
        return ""
    return f"has the value {value}; {kind} takes {words}"


def _taken(entry: TaughtEntry, lexicon: Lexicon) -> str:
    first = entry.words[0]
    named = lexicon.nicknames.get(first) or (first.upper() if first in KNOWN else None)
    if len(entry.words) == 1 and named not in {None, entry.meaning.value}:
        return f"is the coin {named}"
    known = lexicon.han.get(first) if entry.is_han else lexicon.meaning_of(entry.words)
    if known is None or known == entry.meaning:
        return ""
    if known.concept in _UNIMPORTANT and entry.kind is not None:
        ordinary = len(entry.words) == 1 and entry.meaning.concept in _ORDERS
        return "is an ordinary word: take two words at least" if ordinary else ""
    return f"means {name_of(known)} already"


def name_of(meaning: Meaning) -> str:
    name = meaning.concept.name.lower()
    return f"{name} ({meaning.value})" if meaning.value else name


def _hiding(entry: TaughtEntry, lexicon: Lexicon) -> str:
    """A phrase is looked up before the words in it: a doubt among these would be gone."""
    concept = entry.meaning.concept
    if concept in _DOUBTS:
        return ""
    tokens = annotate(scan(entry.text, _MOST_TOKENS, lexicon), lexicon)
    guarded = _GUARDED - {concept} - (_LEAVING if concept in {C.STOP, C.TARGET} else set())
    own = side_of(Token(concept, "", 0, 0, value=entry.meaning.value))
    for token in tokens:
        if token.concept in guarded or side_of(token) not in {None, own}:
            said = Meaning(C(token.concept), token.value)
            return f"would hide the word {token.text!r}, which means {name_of(said)}"
    return ""
