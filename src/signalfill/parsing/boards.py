"""Cards that say how a trade stands: a price of the order is ticked, or a target heads them."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.reading_state import ReadingState

_BEHIND_PRICE = {C.PERCENT, C.DASH, C.QUOTE, C.OPENING, C.CLOSING, C.OTHER, C.DONE, C.AREA, C.PLUS}
_REACH = 6
_HEADS = {C.SYMBOL, C.NEW, C.WORD, C.DASH, C.BAR, C.INDEX, C.NOISE, C.OTHER, C.EXCLAIM}


def shows_progress(tokens: list[Token], state: ReadingState) -> bool:
    """Whether an entry or a target is ticked, also among other pictures."""
    return _ticked(tokens, state) or _headed_by_target(tokens, state)


def _ticked(tokens: list[Token], state: ReadingState) -> bool:
    prices = {
        id(price.token)
        for draft in state.drafts
        for price in (*draft.entries, *draft.soft_entries, *draft.targets)
    }
    if not prices or not any(token.concept == C.DONE for token in tokens):
        return False
    return any(_tick_behind(tokens, at) for at, token in enumerate(tokens) if id(token) in prices)


def _tick_behind(tokens: list[Token], at: int) -> bool:
    """`2265 - 100.0% ✅`: nothing but a share or a mark stands between."""
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token.concept == C.DONE:
            return True
        if token.concept not in _BEHIND_PRICE:
            return False
    return False


def _headed_by_target(tokens: list[Token], state: ReadingState) -> bool:
    """`#ONDO/USDT Take-Profit target 1` above a card that has its entry and its stop."""
    draft = state.draft
    head: list[Token] = []
    for token in tokens:
        if token.concept == C.BREAK:
            break
        head.append(token)
    aims = [at for at, token in enumerate(head) if token.concept == C.TARGET]
    complete = bool(draft.entries and draft.stops and len(head) < len(tokens))
    if len(aims) != 1 or not complete or aims[0] + 1 >= len(head):
        return False
    rest = [*head[: aims[0]], *head[aims[0] + 2 :]]
    return _counts(head[aims[0] + 1]) and all(token.concept in _HEADS for token in rest)


def _counts(token: Token) -> bool:
    return token.concept == C.INDEX or (token.concept == C.NUMBER and len(token.value) == 1)
