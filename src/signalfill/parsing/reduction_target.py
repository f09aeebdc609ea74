"""Which of its targets a reduction is tied to: `TP1 hit, close half`, `close half at TP2`."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_REACHED = re.compile(
    r"T[01][^TSE0\n]{0,3}[JZ]|[JZ][_@]{0,2}T[01]|(?<![@^])T[01](?=[:,\-]?_?[CURs])"
)
_AT = re.compile(r"[CURs%h][^TSE\n]{0,4}@_?T[01]|@T[01](?=,?[CURs])")
_HIGHEST = 20


def reduction_target(tokens: list[Token]) -> int | None:
    """None where no target is named, or several: then nobody knows which is meant."""
    shape = "".join(token.concept for token in tokens)
    found: set[int] = set()
    for pattern in (_REACHED, _AT):
        for match in pattern.finditer(shape):
            at = shape.index("T", match.start())
            if not _is_ahead(tokens, at):
                found.add(_number(tokens[at + 1]))
    found.discard(0)
    return found.pop() if len(found) == 1 else None


def _is_ahead(tokens: list[Token], at: int) -> bool:
    """`for TP2`, `next TP2`: a target that is still to come."""
    before = tokens[at - 1] if at else None
    return before is not None and (before.concept == C.TO or before.key in {"for", "until", "next"})


def _number(token: Token) -> int:
    counts = token.value.isdecimal() and int(token.value) <= _HIGHEST
    return int(token.value) if counts else 0
