"""Messages that name a price behind it: `2.02 long, 1.94 sl, 2.15 / 2.31 tp`.

The parts between commas and line ends that hold only numbers and one label behind them are read
label first, so that the walk from left to right sees one notation.
"""

from __future__ import annotations

from itertools import pairwise

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_SEPARATORS = {C.COMMA, C.SEMICOLON, C.BREAK, C.BAR, C.LINE}
_LABELS = {C.STOP, C.TARGET, C.ENTRY}
_NUMBERS = {C.NUMBER, C.MULTIPLE, C.PERCENT}
_JOINTS = {C.DASH, C.OR, C.QUOTE, C.AND, C.AREA, C.AT, C.OPENING, C.PERIOD_MARK}
_LONGEST = 8


def labels_first(tokens: list[Token]) -> list[Token]:
    """The tokens with every label in front of its numbers."""
    if not any(
        token.concept in _LABELS and before.concept in _NUMBERS
        for before, token in pairwise(tokens)
    ):
        return tokens
    out: list[Token] = []
    part: list[Token] = []
    for token in (*tokens, None):
        if token is not None and token.concept not in _SEPARATORS and token.key != "with":
            part.append(token)
            continue
        out += _turned(part)
        part = []
        if token is not None:
            out.append(token)
    return out


def _turned(part: list[Token]) -> list[Token]:
    """`1.94 sl` as `sl 1.94`, where the part says nothing else."""
    end = len(part)
    while end and part[end - 1].concept in {C.PERIOD_MARK, C.EXCLAIM}:
        end -= 1
    if not 1 < end <= _LONGEST or part[end - 1].concept not in _LABELS:
        return part
    before = part[: end - 1]
    if not all(each.concept in _NUMBERS | _JOINTS for each in before):
        return part
    if before[0].concept not in _NUMBERS | {C.QUOTE, C.AT}:
        return part
    return [part[end - 1], *before, *part[end:]]
