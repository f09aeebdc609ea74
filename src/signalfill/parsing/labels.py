"""When a word of a side or of the market is the label of a field: `Buy: 140`, `Current: 139`."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.reading_state import LABELS, ReadingState


def quotes_price(walk: ReadingState, at: int) -> bool:
    """`Current: 0.1312`, which no entry has opened."""
    after = [token.concept for token in walk.tokens[at + 1 : at + 3]]
    return after == [C.COLON, C.NUMBER] and walk.field not in LABELS


def names_entry(walk: ReadingState, at: int) -> bool:
    """`Buy 1: 140` is the first of several entries; `Buy: 140` the only one, so far."""
    after = walk.tokens[at + 1].concept if at + 1 < len(walk.tokens) else C.BREAK
    if after == C.INDEX:
        return walk.tokens[at].concept == C.BUY
    following = walk.following(at)
    priced = following is not None and following.concept == C.NUMBER
    return after == C.COLON and priced and not walk.draft.money_fields


def names_target(walk: ReadingState, at: int) -> bool:
    """In a card that buys, `Sell: 1.25` names the target."""
    draft = walk.draft
    following = walk.following(at)
    zone = walk.tokens[at].concept == C.ENTRY  # "sell zone" needs no look ahead
    return (
        bool(draft.entries or draft.soft_entries)
        and (zone or (following is not None and following.concept in {C.NUMBER, C.INDEX}))
        and any(_buys(token) for token in walk.tokens[:at])
    )


def _buys(token: Token) -> bool:
    return token.concept in {C.BUY, C.LONG, C.SPOT} or token.key.startswith("buy")


def sided(walk: ReadingState, at: int) -> bool:
    """`SHORT $AVAX now at 36.4`: an order, and no remark on the price."""
    line = walk.tokens[walk.line_start : at]
    return any(token.concept in {C.LONG, C.SHORT, C.BUY, C.SELL} for token in line) and not any(
        token.concept == C.NUMBER for token in line
    )
