"""Lists whose label is unknown: `Zork 1: 0.43`, `Zork 2: 0.44` below a labelled entry.

That the numbers count is certain, whatever the word means; that the list holds targets follows,
where the entry and the stop have labels of their own and the prices prove it later.
"""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_FEWEST, _MOST = 2, 20
_LINE_STARTS = {C.BREAK, C.OTHER, C.DASH, C.DONE, C.UP, C.DOWN}


def find_numbered_lists(tokens: list[Token]) -> None:
    """Turn the counts into indexes and the unknown labels into those of targets, in place."""
    concepts = {token.concept for token in tokens}
    if C.TARGET in concepts or not {C.WORD, C.ENTRY, C.STOP} <= concepts:
        return
    lists: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.concept == C.WORD and _counts_price(tokens, at, lists.get(token.key, [])):
            lists.setdefault(token.key, []).append(at)
    found = [places for places in lists.values() if len(places) >= _FEWEST]
    if len(found) != 1 or not _labelled(tokens, C.ENTRY) or not _labelled(tokens, C.STOP):
        return
    for at in found[0]:
        tokens[at].concept = C.TARGET
        tokens[at + 1].concept = C.INDEX


def _counts_price(tokens: list[Token], at: int, before: list[int]) -> bool:
    """A word first in its line, the next count, and a price."""
    if at and tokens[at - 1].concept not in _LINE_STARTS:
        return False
    after = tokens[at + 1 : at + 4]
    if len(after) < 3 or after[0].concept not in {C.NUMBER, C.INDEX}:
        return False
    counted = after[0].value == str(len(before) + 1) and len(before) < _MOST
    return counted and after[1].concept in {C.COLON, C.DASH} and after[2].concept == C.NUMBER


def _labelled(tokens: list[Token], label: C) -> bool:
    """The label stands in the message with a price behind it."""
    for at, token in enumerate(tokens):
        if token.concept == label:
            after = [each.concept for each in tokens[at + 1 : at + 4] if each.concept != C.COLON]
            if after[:1] == [C.NUMBER]:
                return True
    return False
