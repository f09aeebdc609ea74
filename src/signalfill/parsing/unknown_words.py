"""Unknown words where a word decides: between a label and its price, and right behind the price.

`entry by XXX: 5.2`, `entry: 5.2 XXX`, `stop XXX 4.9`: the word may mean the market, a limit, a
candle's close or a condition. Who does not know it does not know the order.
"""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.lexicon import KNOWN

_LABELS = {C.ENTRY, C.MORE, C.STOP, C.LIMIT}
_UNKNOWN = {C.WORD, C.HAN}
_NOUNS = {"point", "points", "level", "levels", "price", "zone", "area", "range", "region", "spot"}
"""What only completes a label: `Entry point - 0.3028`."""
_LONGEST_BRACKET = 8
_BESIDE = {C.QUOTE, C.AREA}


def unknown_words(call: ParsedCall, part: list[Token]) -> Iterator[str]:
    draft = call.draft
    if draft.soft_entries and not draft.entries:
        strangers = _before_headline(call, part)
        if strangers:
            yield f"unknown words before the price: {strangers[0]}"
    for stranger in _beside_price(draft, part):
        if stranger.text.upper() != call.coin.base:
            yield f"an unknown word beside a price: {stranger.text}"
            return


def _beside_price(draft: Draft, part: list[Token]) -> Iterator[Token]:
    """The unknown words that stand beside the price of an entry or a stop."""
    stops = {id(price.token) for price in draft.stops[:1]}
    wanted = {id(price.token) for price in (*draft.entries, *draft.soft_entries)} | stops
    for at, token in enumerate(part):
        if id(token) in wanted:
            reach = _LONGEST_BRACKET if id(token) in stops else 1
            for each in (*_before(part, at), *_behind(part, at, reach)):
                if each.concept in _UNKNOWN and each.key not in _NOUNS:
                    yield each


def _before(part: list[Token], at: int) -> Iterator[Token]:
    """What stands between the label and the price, in the same line."""
    found: list[Token] = []
    for index in range(at - 1, -1, -1):
        token = part[index]
        if token.concept in _LABELS:
            yield from found
            return
        if token.concept in {C.BREAK, C.NUMBER}:
            return
        found.append(token)


def _behind(part: list[Token], at: int, reach: int) -> Iterator[Token]:
    """What follows the price at once; of a bracket as much as within reach."""
    at += 1
    while at < len(part) and part[at].concept in _BESIDE:
        at += 1
    bracketed = at < len(part) and part[at].concept == C.OPENING
    for token in part[at : at + (reach if bracketed else 1)]:
        if token.concept in {C.CLOSING, C.BREAK}:
            return
        yield token


def _before_headline(call: ParsedCall, part: list[Token]) -> list[str]:
    """Before a price without a label, every word must be understood."""
    first = call.draft.soft_entries[0].token
    strangers: list[str] = []
    opening = named = (call.coin.base or "").casefold() in KNOWN and _says_how(part, first)
    for token in part:
        if token is first:
            break
        if token.concept == C.BREAK:
            strangers, opening = [], named
        elif token.concept == C.WORD and token.text.upper() != call.coin.base:
            if not opening:
                strangers.append(token.text)
            opening = False
        elif token.concept not in {C.PERSON, C.COLON, C.DASH, C.OPENING}:
            opening = False
    return strangers


def _says_how(part: list[Token], price: Token) -> bool:
    """The kind or the side of the order is said: an unknown word first is its author's name."""
    said = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.MARKET, C.OPENED}
    return any(token.concept in said for token in part if token.start < price.start)
