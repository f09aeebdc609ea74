"""Recognises a message about an open trade that has the shape of a call."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.outline import Outline

_IN_PROFIT = {"in the green", "in profit", "in profits", "浮盈中", "浮盈", "в плюсе", "en ganancia"}


def is_held(draft: Draft, outline: Outline) -> bool:
    """No entry is given, and the trade is said to be held, or its only stop to be moved."""
    if draft.entries or not draft.stops:
        return False
    told = not (draft.soft_entries or draft.targets or draft.entry_label)
    held = told and any(_holds(token) for part in outline.parts for token in part.tokens)
    return held or _moved(draft.stops[0].token, outline)


def _holds(token: Token) -> bool:
    if token.concept == C.HOLD:
        return token.value != "weak"
    return token.key in _IN_PROFIT or token.text in _IN_PROFIT


def _moved(stop: Token, outline: Outline) -> bool:
    """`stop moved to 138`, `stop goes to 138`; to *set* or *place* one belongs to a call."""
    for part in outline.parts:
        if any(token is stop for token in part.tokens):
            before = [token for token in part.tokens if token.start < stop.start]
            moved = any(each.concept == C.MOVE and each.value != "place" for each in before)
            return moved or any(each.concept == C.TO for each in before[-2:])
    return False
