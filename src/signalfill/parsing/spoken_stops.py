"""`стоп по BTC` tells of a trade that was stopped; with a level or a verb it names the stop."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_BOTH = {"стоп по"}
_REACH = 5
_LEVELS = {C.BREAKEVEN, C.SECURED}


def find_stops(tokens: list[Token]) -> None:
    if C.STOPPED not in [token.concept for token in tokens]:
        return
    for at, token in enumerate(tokens):
        if token.concept == C.STOPPED and token.key in _BOTH:
            before = [each.concept for each in tokens[max(0, at - 2) : at]]
            after = [each.concept for each in tokens[at + 1 : at + _REACH]]
            if C.MOVE in before or _LEVELS & set(after) or after[1:3] == [C.AT, C.NUMBER]:
                token.concept = C.STOP
