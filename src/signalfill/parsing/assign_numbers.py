"""Give a number to the open field, or leave it unclaimed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Price
from signalfill.parsing.reading_state import (
    MAX_UNKNOWN_WORDS,
    SOFT,
    ReadingState,
    complete,
    start_call,
)

_MOST_SOFT = 4
_HIGHEST_LEVERAGE = 200


def take_number(walk: ReadingState, at: int, token: Token) -> None:
    if walk.field in {None, C.RISK, C.LEVERAGE} and _listed_target(walk, at):
        walk.open(C.TARGET)
        walk.draft.target_label = True
    assign = _FIELD_ASSIGNERS.get(walk.field or "")
    if assign is None or not assign(walk, at, token):
        walk.unclaimed.append(at)


def _listed_target(walk: ReadingState, at: int) -> bool:
    """A list without a name behind the entry, a line for each price: `1) 1.13`, `➡️ 1.88`."""
    draft, tokens = walk.draft, walk.tokens
    bullet = tokens[at - 1] if at else None
    if bullet is None or walk.line_start != at - 1 or bullet.concept not in {C.INDEX, C.ARROW}:
        return False
    if at + 1 < len(tokens) and tokens[at + 1].concept not in {C.BREAK, C.QUOTE, C.PERCENT}:
        return False
    if draft.targets:
        return draft.targets[-1].token is tokens[draft.last_at]
    begins = bullet.concept == C.ARROW or bullet.value == "1"
    return begins and not draft.target_label and bool(draft.entries or draft.soft_entries)


def _take_entry(walk: ReadingState, at: int, token: Token) -> bool:
    walk.draft.entries.append(_price(walk, at, token))
    return True


def _take_soft(walk: ReadingState, at: int, token: Token) -> bool:
    if (
        complete(walk.draft)
        and walk.line_start > walk.draft.last_at
        and walk.gap <= MAX_UNKNOWN_WORDS
    ):
        start_call(walk, at)
        walk.open(SOFT)
    full = len(walk.draft.soft_entries) >= _MOST_SOFT
    if walk.draft.entries or walk.draft.stops or full or walk.gap > MAX_UNKNOWN_WORDS:
        return False
    walk.draft.soft_entries.append(_price(walk, at, token))
    return True


def _take_target(walk: ReadingState, at: int, token: Token) -> bool:
    price = _price(walk, at, token)
    walk.draft.targets.append(price)
    walk.draft.target_order.append(price.value)
    return True


def _take_stop(walk: ReadingState, at: int, token: Token) -> bool:
    draft = walk.draft
    if walk.filled:
        return bool(draft.stops) and _second_stop(walk, at)
    if _is_count(walk, at, token):
        return True
    if draft.stops and draft.stops[-1].value != token.value:
        draft.doubts.append("two stops")
    draft.stops.append(_price(walk, at, token))
    return True


def _is_count(walk: ReadingState, at: int, token: Token) -> bool:
    """`2 H1 candle closes below …`: a count of candles, not a price."""
    after = walk.tokens[at + 1].concept if at + 1 < len(walk.tokens) else ""
    return token.value in {"1", "2", "3"} and after in {C.TIMEFRAME, C.CANDLE}


def _second_stop(walk: ReadingState, at: int) -> bool:
    """A later `or daily close below …` is the softer of two stops: the first one counts."""
    start = max(0, at - 8)
    between = {token.concept for token in walk.tokens[start:at]}
    return C.OR in between and bool({C.CANDLE, C.CLOSE, C.TIMEFRAME} & between)


def _take_info(walk: ReadingState, at: int, _token: Token) -> bool:
    walk.informed.append(at)
    walk.filled = True
    return True


def _take_risk(walk: ReadingState, at: int, token: Token) -> bool:
    if walk.filled and walk.resume:
        if walk.tokens[at - 1].concept in {C.DASH, C.TO}:
            walk.draft.doubts.append("half of a range stands behind another word")
        walk.open(SOFT)
        return _take_soft(walk, at, token)
    walk.informed.append(at)
    walk.filled = True
    return True


def _take_leverage(walk: ReadingState, at: int, token: Token) -> bool:
    fits = (
        token.value.replace(".", "").isdecimal() and 1 <= Decimal(token.value) <= _HIGHEST_LEVERAGE
    )
    if walk.filled and walk.resume and walk.tokens[at - 1].concept not in {C.DASH, C.TO}:
        walk.open(SOFT)
        return _take_soft(walk, at, token)
    if fits:
        walk.informed.append(at)
        walk.draft.leverages.append(token.value)
        walk.filled = True
    return fits


def _take_price(walk: ReadingState, at: int, token: Token) -> bool:
    """A bare `Price:` is the entry only where no entry is named; otherwise it informs."""
    if walk.filled:
        return False
    if walk.draft.entries or walk.draft.soft_entries:
        walk.informed.append(at)
    else:
        walk.draft.quoted.append(_price(walk, at, token))
        walk.draft.soft_entries.append(walk.draft.quoted[-1])
    walk.filled = True
    return True


def _price(walk: ReadingState, at: int, token: Token) -> Price:
    price = Price(token.value, token, walk.label)
    walk.draft.last_at = at
    if walk.last is not None and walk.last.label == walk.label:
        between = [each.concept for each in walk.tokens[max(0, at - 4) : at]]
        if C.NUMBER in between:
            between = between[len(between) - between[::-1].index(C.NUMBER) :]
        price.ranged = not {C.BREAK, C.INDEX, C.ARROW} & set(between)
        if C.ARROW in between and walk.field in {SOFT, C.ENTRY}:
            walk.draft.doubts.append("an arrow between two prices")
    walk.last = price
    walk.filled = True
    return price


_FIELD_ASSIGNERS: dict[str, Callable[[ReadingState, int, Token], bool]] = {
    C.ENTRY: _take_entry, SOFT: _take_soft, C.TARGET: _take_target, C.STOP: _take_stop,
    C.INFO: _take_info, C.COIN: _take_info, C.RISK: _take_risk, C.LEVERAGE: _take_leverage,
    C.PRICE: _take_price,
}  # fmt: skip
