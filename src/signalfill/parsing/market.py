"""An order at the market: which words mean it, and where they count."""

from __future__ import annotations

import re

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.reading_state import ReadingState

_ORDER_TYPES = {
    "market signal", "market order", "market entry", "by market", "instant execution",
    "market execution", "entry market", "enter now", "entry now", "market buy", "market sell",
    "market long", "market short", "at market price", "entry at market",
}  # fmt: skip
_MARKET_NOUN = re.compile(r"market|mkt|mercado|marché|markt|mercato|рын|маркет|piyasa|pasar|市价")
_ORDER_NOUNS = {
    "order", "orden", "ordem", "ordre", "ordine", "emri", "emriyle", "ордер", "ордером", "auftrag",
}  # fmt: skip
_NEAR = {
    C.SYMBOL, C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.OPENED, C.ENTRY, C.WORD, C.NUMBER,
}  # fmt: skip
_ORDERING = {*_NEAR, C.SIDE} - {C.WORD, C.NUMBER}
_TALK = {C.WORD, C.NOISE, C.AT, C.PERIOD}
_MOST_TALK = 3
_LONGEST_HEADER = 10


def note_market(state: ReadingState, at: int) -> None:
    """`now` counts where it stands in an entry, beside a side or the order, or alone in a line."""
    tokens = state.tokens
    if state.field == C.ENTRY:
        state.draft.market = state.draft.ordered = True
        return
    key = tokens[at].key
    elsewhere = state.field in {C.TARGET, C.STOP}
    if "entry" in key or (key == "market" and not elsewhere):
        following = state.following(at)
        if following is not None and following.concept in {C.NUMBER, C.OPENING}:
            if state.draft.entries and state.draft.targets:
                state.draft.doubts.append("a second entry at the market")
            state.draft.market = state.draft.ordered = state.draft.entry_label = True
            state.open(C.ENTRY)
            return
    if key in _ORDER_TYPES or _names_order(key) or _typed(tokens, at):
        state.draft.market = state.draft.ordered = True
        return
    if elsewhere:
        if not state.filled:
            state.draft.doubts.append("the market where a price should stand")
        return
    before = tokens[at - 1].concept if at else C.BREAK
    after = tokens[at + 1].concept if at + 1 < len(tokens) else C.BREAK
    alone = before == C.BREAK and after == C.BREAK
    if before in _NEAR or after in _NEAR or alone or tokens[at].key == "han":
        state.draft.market = True


def _names_order(key: str) -> bool:
    """`ordem a mercado`, `рыночный ордер`: the market, and the word for an order."""
    words = key.split()
    return len(words) > 1 and not _ORDER_NOUNS.isdisjoint(words)


def unknown_order_type(part: list[Token]) -> str:
    """The unknown word beside the word for an order, in a line without a price."""
    if all(token.key not in _ORDER_NOUNS for token in part):
        return ""
    for line in clauses(part, {C.BREAK, C.LINE}):
        if len(line) > _LONGEST_HEADER or any(token.concept == C.NUMBER for token in line):
            continue
        for at, token in enumerate(line):
            if token.key in _ORDER_NOUNS:
                near = line[max(0, at - 1) : at + 3]
                strange = [
                    each.text for each in near if each.concept == C.WORD and each is not token
                ]
                if strange:
                    return strange[-1]
    return ""


def _closes(line: list[Token]) -> bool:
    """`#12 - Ordem à Mercado`: the market closes a short header."""
    last = [token for token in line if token.concept not in {C.OTHER, C.EXCLAIM, C.CLOSING}][-1:]
    return last[0].concept == C.MARKET


def _typed(tokens: list[Token], at: int) -> bool:
    """`Order: Market`, `Type: market`: the value of a label."""
    label = at - 1
    while label > 0 and tokens[label].concept in {C.COLON, C.DASH, C.ARROW}:
        label -= 1
    return 0 <= label < at - 1 and tokens[label].concept == C.SIDE


def named_beside_order(part: list[Token], *, by_name: bool = False) -> bool:
    """The market is named in a line of the order, which is no sentence.

    `by_name`: `here` and `now` do not count.
    """
    heads = True
    for line in clauses(part, {C.BREAK, C.LINE}):
        concepts = [token.concept for token in line]
        heads = heads and C.NUMBER not in concepts
        talk = sum(concept in _TALK for concept in concepts)
        named = any(_is_market(token, by_name=by_name) for token in line)
        if not named or talk > _MOST_TALK:
            continue
        if _ORDERING & set(concepts) or (heads and _closes(line)):
            return True
    return False


def _is_market(token: Token, *, by_name: bool) -> bool:
    if token.concept != C.MARKET:
        return False
    name = token.text if token.key == "han" else token.key
    return not by_name or _MARKET_NOUN.search(name) is not None
