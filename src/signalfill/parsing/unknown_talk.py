"""Unknown talk around a call: it is not understood, so the call is doubted."""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN
from signalfill.parsing.questions import asked

_TALK = {C.WORD, C.NOISE, C.AT, C.PERIOD, C.HAN}
_FIELDS = {
    C.ENTRY, C.MORE, C.STOP, C.TARGET, C.LEVERAGE, C.MARGIN, C.RISK, C.INFO, C.RATIO, C.NUMBER,
    C.SIDE, C.COIN, C.LIMIT, C.TIMES, C.HORIZON, C.PART,
}  # fmt: skip
_ORDER = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SYMBOL, C.NEW, C.ENTRY, C.MARKET, C.LIMIT, C.SPOT}
_EARNED = {"made", "banked", "took", "earned", "gained", "caught"}
_MOST_LEAD = 1
_CLAUSE = 4  # characters of unread Chinese that say more than a word


def unknown_talk(part: list[Token]) -> Iterator[str]:
    """Reasons to doubt a call for the talk beside it."""
    if asked(part):
        yield "an order in a question"
    lines = clauses(part, {C.BREAK, C.LINE})
    for at, line in enumerate(lines):
        concepts = [token.concept for token in line]
        found = set(concepts)
        if C.PERCENT in found and not found & _FIELDS and not _risks(line):
            yield "a percentage of no field"
        if C.EXIT in found and any(t.concept == C.EXIT and t.key == "han" for t in line):
            yield "an exit is told"
        if at == 0 and len(lines) > 1 and concepts[-1] == C.COLON and _unknown(line):
            yield "the call is announced in unknown words"
        if C.PERCENT in found and any(
            each.key in _EARNED and after == C.PERCENT
            for each, after in zip(line, concepts[1:], strict=False)
        ):
            yield "a result"
        if len(lines) == 1 and _lead(line) > _MOST_LEAD:
            yield "unknown words before the order"


def _risks(line: list[Token]) -> bool:
    """`never risk more than 1 %`."""
    return any("risk" in token.key for token in line)


def _unknown(line: list[Token]) -> bool:
    concepts = {token.concept for token in line}
    return C.WORD in concepts and not concepts & (_ORDER | _FIELDS)


def _lead(line: list[Token]) -> int:
    """How many words stand before the coin or the order."""
    words = 0
    for token in line:
        if token.concept in _ORDER or token.key in KNOWN:
            return words
        words += (
            2 if token.concept == C.HAN and len(token.text) >= _CLAUSE else token.concept in _TALK
        )
    return 0
