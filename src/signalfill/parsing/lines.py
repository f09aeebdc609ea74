"""The lines of a message, found in one pass: one line may hold thousands of numbers."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

ORDER_WORDS = {
    C.ENTRY, C.MORE, C.STOP, C.TARGET, C.LONG, C.SHORT, C.BUY, C.SELL, C.LIMIT, C.OPENED,
    C.INDEX, C.MARKET, C.PRICE,
}  # fmt: skip
_TALK = {C.WORD, C.NOISE, C.AT, C.HAN}


class Line:
    """How many `words` of talk it has, and whether it is one `of_order`."""

    __slots__ = ("end", "of_order", "start", "words")

    def __init__(self, tokens: list[Token], start: int, end: int) -> None:
        concepts = [token.concept for token in tokens[start:end]]
        self.start, self.end = start, end
        self.words = len([concept for concept in concepts if concept in _TALK])
        self.of_order = not ORDER_WORDS.isdisjoint(concepts)


def lines_of(tokens: list[Token]) -> list[Line]:
    """For each token, and for the end, the line it stands in."""
    found: list[Line] = []
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].concept == C.BREAK:
            found += [Line(tokens, start, at)] * (at + 1 - start)
            start = at + 1
    return found
