"""Which side a message calls: said by a label, beside the coin, or anywhere."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_LONG = {C.LONG, C.BUY}
_SHORT = {C.SHORT, C.SELL}
_BOTH = {C.LONG, C.BUY, C.SHORT, C.SELL}
_PROSE = 7


def said_sides(tokens: list[Token]) -> set[str]:
    """One side, both where they contradict, or none."""
    found: list[tuple[int, str]] = []
    arrows: set[str] = set()
    for line in _lines(tokens):
        words = sum(token.concept in {C.WORD, C.NOISE, C.AT} for token in line)
        concepts = {token.concept for token in line}
        labelled = False
        for at, token in enumerate(line):
            side = side_of(token)
            if side is not None:
                found.append((3 if labelled else _weight(line, at, words, concepts), side))
            elif token.concept in {C.UP, C.DOWN}:
                arrows.add("long" if token.concept == C.UP else "short")
            labelled = labelled or token.concept == C.SIDE
    if not found:
        return _implied_by_word(tokens, arrows)
    best = max(weight for weight, _ in found)
    return {side for weight, side in found if weight == best}


def _lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.concept == C.BREAK:
            lines.append([])
        else:
            lines[-1].append(token)
    return lines


def side_of(token: Token) -> str | None:
    if token.concept in _LONG:
        return "long"
    if token.concept in _SHORT:
        return "short"
    if token.value in {"long", "short"}:  # "buy zone", "longed", "sell limit"
        return token.value
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
