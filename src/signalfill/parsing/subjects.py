"""Which coins a follow-up is about."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN
from signalfill.parsing.symbols import is_coin, is_shouting, may_be_name


def find_subjects(tokens: list[Token]) -> list[str]:
    """The coins that a follow-up is about, in the order named; few or none."""
    found: dict[str, None] = {}
    for token in tokens:
        if is_coin(token):
            found.setdefault(token.value.upper())
    if found:
        return list(found)
    shouting = is_shouting(tokens)
    words = [token for token in tokens if _may_be_subject(token, shouting=shouting)]
    for token in words:
        capital = token.text.isupper() and (not shouting or token.key in KNOWN)
        if capital and (len(token.text) > 1 or token is tokens[0]):
            found.setdefault(token.text.upper())
    if not found and words and (len(words) < 6 or words[0] is tokens[0]):
        found.update(dict.fromkeys(t.text.upper() for t in words[:6] if t.key in KNOWN))
    if found or not tokens:
        return list(found)
    return _leading_name(tokens, shouting=shouting)


def _may_be_subject(token: Token, *, shouting: bool) -> bool:
    if not may_be_name(token) or token.concept == C.WORD:
        return token.concept == C.WORD and may_be_name(token)
    named = token.concept in {C.NOISE, C.AREA, C.INFO} and token.key in KNOWN
    return named and token.text.isupper() and not shouting and len(token.text) > 1


def _leading_name(tokens: list[Token], *, shouting: bool) -> list[str]:
    """`THE cancel limit`, `IN + 296 % profit`: a coin named like a word, in capitals, first."""
    first = tokens[0]
    plain = first.concept in {C.NOISE, C.AT, C.NOT, C.PERIOD, C.OR, C.AND, C.TO, C.MOVE}
    if plain and first.text.isupper() and first.text.isascii() and not shouting:
        return [first.text.upper()]
    if first.concept == C.WORD and first.text.isascii() and len(tokens) > 1:
        follows = tokens[1].concept in {
            C.HIT,
            C.STOPPED,
            C.PLUS,
            C.CLOSE,
            C.LONG,
            C.SHORT,
            C.CANCEL,
        }
        if follows and first.text[:1].isupper():
            return [first.text.upper()]
    return []
