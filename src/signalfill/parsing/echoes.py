"""Drops a translation of the same call, so that it counts once.

Copiers post a message and its translation below a line. A machine's translation loses words (`stop`
becomes `close`), never numbers. So a part in another script that repeats the numbers of the part
before, and no others, is left out. A doubt in it stays a doubt.
"""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_NUMBERS = {C.NUMBER, C.PERCENT, C.TIMES, C.MULTIPLE, C.RATE, C.TIMEFRAME}
_DOUBTS = {
    C.IF, C.NOT, C.WAIT, C.HYPOTHESIS, C.DISCLAIMED, C.TRIGGER, C.RECAP, C.HIT, C.STOPPED, C.FILLED,
    C.CANCEL,
}  # fmt: skip
_LETTERS = (
    ("han", re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
)
_MOST_STRAY = 2


def may_echo(text: str) -> bool:
    """Only what is written in another script than Latin, somewhere, is said in two."""
    return any(letters.search(text) for _, letters in _LETTERS)


def without_echo(tokens: list[Token]) -> tuple[list[Token], list[str]]:
    """The tokens without a translation, and the doubts that only the translation has."""
    lines = [at for at, token in enumerate(tokens) if token.concept == C.LINE]
    lines = lines or [
        at for at, token in enumerate(tokens) if token.concept == C.BREAK and "\n\n" in token.text
    ]
    for at in lines[:3]:
        said, again = tokens[:at], tokens[at + 1 :]
        if _repeats(said, again):
            doubts = {each.concept for each in again} & _DOUBTS
            doubts -= {each.concept for each in said}
            doubted = doubts or _level_without_price(again)
            return said, ["the translation doubts it"] if doubted else []
    return tokens, []


def _repeats(said: list[Token], again: list[Token]) -> bool:
    first, second = _values(said), _values(again)
    if not second or len(second) > len(first) or _script(said) == _script(again):
        return False
    places = iter(first)
    return all(value in places for value in second)  # in the same order


def _level_without_price(again: list[Token]) -> bool:
    """`已达止损` without a number: the stop was reached."""
    for at, token in enumerate(again):
        if token.concept in {C.STOP, C.TARGET}:
            behind = (each.concept for each in again[at + 1 :] if each.concept != C.PERCENT)
            if C.NUMBER not in behind:
                return True
    return False


def _values(tokens: list[Token]) -> list[str]:
    return [token.value.rstrip("0").rstrip(".") if "." in token.value else token.value
            for token in tokens if token.concept in _NUMBERS]  # fmt: skip


def _script(tokens: list[Token]) -> str:
    """In which letters most of it is written."""
    text = " ".join(token.text for token in tokens if token.concept != C.PERSON)
    for name, letters in _LETTERS:
        if len(letters.findall(text)) > _MOST_STRAY:
            return name
    return "latin"
