"""In which layout a message is written: its set of line skeletons, as short keys.

What is known becomes its concept, what is not stays literally: that is what a reader confirms.
Numbers, coins, names and decoration do not matter, but for a result's marks and a coin's shape.
Keys made with other words are others, so that they never meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from signalfill.parsing.boilerplate import token_key
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

MOST_LINES = 60
"""Further lines of a message have one key together."""
_KEY_LENGTH = 16
_UNKNOWN = {C.WORD, C.HAN}
_NUMBER = "0"
_NUMBERS = "0+"
_JOINTS: set[str] = {C.TO, C.AND, C.OR, C.AREA}
_DECORATION = {
    C.NOISE, C.AT, C.PERSON, C.VENUE, C.QUOTE, C.HASH, C.COMMA, C.PERIOD_MARK, C.SEMICOLON,
    C.COLON, C.DASH, C.BAR, C.OPENING, C.CLOSING, C.ARROW, C.PLUS, C.EXCLAIM, C.LINE, C.OTHER,
}  # fmt: skip
_SIDES = {"long": "+", "short": "-"}


def line_keys(tokens: list[Token], coins: Collection[str | None], words: str) -> tuple[str, ...]:
    """A key for each different line; `coins` are the names that were read as the calls' coins.

    `words` says which parser and lexicon read it.
    """
    skeletons = list(dict.fromkeys(filter(None, (line for _, line in skeletons_of(tokens, coins)))))
    if len(skeletons) > MOST_LINES:
        last = MOST_LINES - 1
        skeletons[last:] = ["\n".join(skeletons[last:])]
    return tuple(key_of(words, each) for each in skeletons)


def skeletons_of(
    tokens: list[Token], coins: Collection[str | None]
) -> Iterator[tuple[list[Token], str]]:
    """Each line with its skeleton; the skeleton is empty where nothing in the line matters."""
    start = 0
    for at, token in enumerate(tokens):
        if token.concept == C.BREAK:
            yield tokens[start:at], _skeleton(tokens[start:at], coins)
            start = at + 1
    yield tokens[start:], _skeleton(tokens[start:], coins)


def key_of(words: str, skeleton: str) -> str:
    return hashlib.sha256(f"{words}\n{skeleton}".encode()).hexdigest()[:_KEY_LENGTH]


def _skeleton(line: list[Token], coins: Collection[str | None]) -> str:
    pieces: list[str] = []
    number = -1  # where the last number stands that nothing but joints followed
    for token in line:
        concept = token.concept
        if concept == C.NUMBER:
            if number < 0:
                number = len(pieces)
                pieces.append(_NUMBER)
            else:
                pieces[number:] = [_NUMBERS]
            continue
        piece = _piece(token, coins)
        if not piece:
            continue
        pieces.append(piece)
        if concept not in _JOINTS:
            number = -1
    return "".join(pieces)


def _piece(token: Token, coins: Collection[str | None]) -> str:
    concept = token.concept
    if concept == C.SYMBOL:
        return _coin(token.value)
    if token.text.upper() in coins:
        return _coin(token.text)
    if concept in _UNKNOWN:
        return f" {token_key(token)} "
    if concept in _DECORATION:
        return ""
    return concept + _SIDES.get(token.value, "")


def _coin(name: str) -> str:
    """A number may have been torn into a name: `EVM0.031`."""
    if name.isalpha():
        return C.SYMBOL
    return f"{C.SYMBOL}~" if name[:1].isdigit() else f"{C.SYMBOL}9"
