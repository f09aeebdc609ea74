"""Finds the side: by label, next to the coin, or anywhere in the text."""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_LONG = {C.LONG, C.BUY}
_SHORT = {C.SHORT, C.SELL}
_BOTH = {C.LONG, C.BUY, C.SHORT, C.SELL}
_ARROWS: dict[str, str] = {C.UP: "long", C.DOWN: "short"}
_HINTS = {C.UP, C.DOWN, C.SPOT}
_VALUES = {"long", "short"}
_SIDED = {*_VALUES, "order"}
_WAITING = {"long": "long", "buy": "long", "short": "short", "sell": "short"}
_PROSE = 7


def said_sides(tokens: list[Token]) -> set[str]:
    """One side, both where they contradict, or none."""
    found: list[tuple[int, str]] = []
    arrows: set[str] = set()
    start = 0
    sided = False
    for at, token in enumerate(tokens):
        concept = token.concept
        if concept == C.BREAK:
            if sided:
                found += _sides_in(tokens[start:at])
            start, sided = at + 1, False
        elif concept in _BOTH or token.value in _SIDED:
            sided = True
        elif concept in _ARROWS:
            arrows.add(_ARROWS[concept])
    if sided:
        found += _sides_in(tokens[start:])
    if not found:
        return _implied_by_word(tokens, arrows)
    best = max(weight for weight, _ in found)
    return {side for weight, side in found if weight == best}


def names_side(tokens: list[Token]) -> bool:
    """Whether any side is said or implied by a word or an arrow; cheaper than which."""
    return any(
        token.concept in _BOTH or token.concept in _HINTS or token.value in _SIDED
        for token in tokens
    ) and bool(said_sides(tokens))


def _sides_in(line: list[Token]) -> Iterator[tuple[int, str]]:
    words = sum(token.concept in {C.WORD, C.NOISE, C.AT} for token in line)
    concepts = {token.concept for token in line}
    labelled = False
    for at, token in enumerate(line):
        side = side_of(token)
        if side is not None:
            yield (3 if labelled else _weight(line, at, words, concepts)), side
        labelled = labelled or token.concept == C.SIDE


def side_of(token: Token) -> str | None:
    if token.concept in _LONG:
        return "long"
    if token.concept in _SHORT:
        return "short"
    if token.value in _VALUES:  # "buy zone", "longed", "sell limit"
        return token.value
    if token.concept == C.TRIGGER and token.value == "order":  # "long above"
        return _WAITING.get(token.key.split(" ")[0])
    return None


def _weight(line: list[Token], at: int, words: int, concepts: set[str]) -> int:
    if concepts & {C.SYMBOL, C.OPENED, C.LIMIT} and words < _PROSE:
        return 2
    if words < _PROSE:
        following = line[at + 1].concept if at + 1 < len(line) else ""
        label = following == C.COLON and line[at].concept in {C.BUY, C.SELL}
        if label and any(token.concept == C.NUMBER for token in line[at + 2 : at + 4]):
            return 0  # "Buy: 2700" names the entry, in a card of either side
        sold = line[at].concept == C.SELL or line[at].key.startswith("sell ")
        aimed = sold and following in {C.COLON, C.TARGET, C.INDEX}
        return 0 if aimed else 1
    return 0


def _implied_by_word(tokens: list[Token], arrows: set[str]) -> set[str]:
    if any(token.concept == C.SPOT for token in tokens):
        return {"long"}
    return arrows if len(arrows) == 1 else set()
