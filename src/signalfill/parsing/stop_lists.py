"""New stops of several coins under one heading: `Raise stops: UNI 7.4, AAVE 188`."""

from __future__ import annotations

import re

from signalfill.parsing.action import Action
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.outline import Outline

_HEADING = re.compile(r"(?:[MG][_@]{0,3}S|S[_@]{0,2}[MG]|G)[_@]{0,3}:")
_ENTRY = re.compile(r"[\-·1_]{0,2}[w€_=][:\-→\^@]{0,2}0")
_FEWEST = 2


def listed_stops(outline: Outline) -> list[Action]:
    """A line or a part for each coin: its name and its level, and nothing else."""
    if not outline.has(C.MOVE, C.CHANGE):
        return []
    found: list[Action] = []
    listing = False
    for index, part in enumerate(outline.parts):
        shape = "".join([token.concept for token in part.tokens])
        heading = _HEADING.search(shape)
        if heading is not None and _is_of_stops(part.tokens, heading.end()):
            listing = index not in outline.quiet
            shape = shape[heading.end() :]
        if not listing or not shape:
            continue
        if _ENTRY.fullmatch(shape) is None:
            listing = False
            continue
        level = part.tokens[-1]
        moved = Action(
            "move_stop",
            to=level.value,
            rule="a list of stops",
            at=len(part.tokens) - 2,
            span=(part.tokens[0].start, level.end),
        )
        found += [each for each in outline.bound(moved, index) if each.base is not None]
    return found if len({each.base for each in found}) >= _FEWEST else []


def _is_of_stops(tokens: list[Token], end: int) -> bool:
    return any(
        token.concept == C.STOP or (token.concept == C.CHANGE and token.value == "stop")
        for token in tokens[:end]
    )
