"""Ignores an order that is part of a question."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_ENDS = {C.BREAK, C.LINE, C.EXCLAIM}
_SIDES = {C.LONG, C.SHORT, C.BUY, C.SELL, C.OPENED, C.ENTRY}


def asked(part: list[Token]) -> bool:
    """A side or an entry with its price, and a question mark at the end of the sentence.

    `TP3: ?` and a question of its own beside a card ask for something else.
    """
    if C.ASK not in [token.concept for token in part]:
        return False
    sided = priced = False
    for token in part:
        if token.concept == C.ASK:
            if sided and priced:
                return True
        elif token.concept in _SIDES:
            sided = True
        elif token.concept == C.NUMBER:
            priced = True
        if token.concept in _ENDS or token.concept == C.ASK:
            sided = priced = False
    return False
