"""When a word of a side or of the market is the label of a field: `Buy: 140`, `Current: 139`."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.reading_state import LABELS, ReadingState

_LISTED_EXITS = re.compile(r"[w_=]?:(?:\n¢?0|¢?0¢?[-,|/]¢?0)")  # "SELL:" or "Sell zone: 353 - 357"


def quotes_price(state: ReadingState, at: int) -> bool:
    """`Current: 0.1312`, which no entry has opened."""
    after = [token.concept for token in state.tokens[at + 1 : at + 3]]
    return after == [C.COLON, C.NUMBER] and state.field not in LABELS


def names_entry(state: ReadingState, at: int) -> bool:
    """`Buy 1: 140` is the first of several entries; `Buy: 140` the only one, so far."""
    after = state.tokens[at + 1].concept if at + 1 < len(state.tokens) else C.BREAK
    if after == C.INDEX:
        return state.tokens[at].concept == C.BUY
    following = state.following(at)
    priced = following is not None and following.concept == C.NUMBER
    if after == C.AT and state.tokens[at + 1].text == "@":  # "Sell @: 0.59"
        behind = [token.concept for token in state.tokens[at + 2 : at + 5]]
        priced = behind[:1] == [C.COLON] and C.NUMBER in behind
        after = C.COLON
    return after == C.COLON and priced and not state.draft.money_fields


def names_target(state: ReadingState, at: int) -> bool:
    """In a card that buys, `Sell: 1.25` names the target."""
    draft = state.draft
    following = state.following(at)
    zone = state.tokens[at].concept == C.ENTRY  # "sell zone" needs no look ahead
    return (
        bool(draft.entries or draft.soft_entries)
        and (zone or (following is not None and following.concept in {C.NUMBER, C.INDEX}))
        and any(_buys(token) for token in state.tokens[:at])
    )


def lists_exits(state: ReadingState, at: int) -> bool:
    """Behind an entry, `SELL:` above a list of prices: how the trade is left, on either side."""
    draft, tokens = state.draft, state.tokens
    if not (draft.entries or draft.soft_entries) or at != state.line_start:
        return False
    after = "".join(token.concept for token in tokens[at + 1 : at + 7])
    return _LISTED_EXITS.match(after) is not None


def _buys(token: Token) -> bool:
    return token.concept in {C.BUY, C.LONG, C.SPOT} or token.key.startswith("buy")


def sided(state: ReadingState, at: int) -> bool:
    """`SHORT $AVAX now at 36.4`: an order, and no remark on the price."""
    line = state.tokens[state.line_start : at]
    return any(token.concept in {C.LONG, C.SHORT, C.BUY, C.SELL} for token in line) and not any(
        token.concept == C.NUMBER for token in line
    )
