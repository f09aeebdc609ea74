"""The size that the author names: `half size`, `2% of the account`, `high risk`.

The reading keeps it as written; the settings say what it does to our size.
"""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?")
_WORDS = (
    (re.compile(r"small|tiny|light|小|轻|輕"), "small"),
    (re.compile(r"high|risky|高|重"), "high risk"),
    (re.compile(r"low|低"), "low risk"),
)
_SIZED = {C.RISK, C.PART, C.NOISE}
_MILD = {C.COLON, C.DASH, C.AT, C.AREA}
_BESIDE = {C.RISK, C.PART, C.NOISE, C.PERCENT}


def author_size(part: list[Token]) -> str | None:
    """`0.5` of the usual size, `2%` of the account, or a word; None where none is named."""
    for at, token in enumerate(part):
        if token.concept not in _SIZED:
            continue
        said = None
        if token.concept == C.RISK:
            said = _beside(part, at)
        elif token.concept == C.PART and token.key.endswith((" size", " position")):
            said = token.value
        elif token.concept == C.NOISE and token.key.endswith(" risk"):
            said = _word(token)
        if said:
            return said
    return None


def _beside(part: list[Token], at: int) -> str | None:
    """What stands right behind the word of size, right before it, or in it."""
    behind = next((each for each in part[at + 1 : at + 4] if each.concept not in _MILD), None)
    before = part[at - 1] if at else None
    for each in (behind, before):
        if each is None or each.concept not in _BESIDE:
            continue
        if each.concept == C.PERCENT and _SHARE.fullmatch(each.value):
            return f"{each.value}%"
        if each.concept == C.PART and each.value:
            return each.value
        if each.concept == C.NOISE and _word(each) is not None:
            return _word(each)
    return _word(part[at])


def _word(token: Token) -> str | None:
    text = token.text if token.key == "han" else token.key
    return next((size for pattern, size in _WORDS if pattern.search(text)), None)
