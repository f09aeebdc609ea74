"""What an instruction is, and the clauses that instructions are looked for in."""

from __future__ import annotations

from dataclasses import dataclass, field

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_CLAUSE_END = {C.BREAK, C.LINE, C.PERIOD_MARK, C.EXCLAIM, C.ASK}
PART_ENDS = {*_CLAUSE_END, C.COMMA, C.SEMICOLON}


TARGET_CHANGED = "target changed"
"""From one level to another: the first one is no target any more."""


@dataclass(slots=True, frozen=True)
class Action:
    name: str
    to: str | None = None
    fraction: str | None = None
    rule: str = ""
    named_price: str | None = None
    """The level at which a part or all of the trade is to be closed."""
    base: str | None = None
    at: int = field(default=0, compare=False)
    """The place of its verb in its part of the sentence."""
    span: tuple[int, int] | None = field(default=None, compare=False)
    """The clause that says it, in the normalised text."""


def clauses(
    tokens: list[Token], ends: set[C] = _CLAUSE_END, *, questions: bool = True
) -> list[list[Token]]:
    found: list[list[Token]] = []
    start = 0
    for at in [index for index, token in enumerate(tokens) if token.concept in ends]:
        if at > start and (questions or tokens[at].concept != C.ASK):
            found.append(tokens[start:at])
        start = at + 1
    if start < len(tokens):
        found.append(tokens[start:])
    return found
