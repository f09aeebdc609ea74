"""Give a number to the open field, or leave it unclaimed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Price
from signalfill.parsing.exit_levels import EXIT
from signalfill.parsing.reading_state import (
    MAX_UNKNOWN_WORDS,
    SOFT,
    ReadingState,
    complete,
    start_call,
)

_MOST_SOFT = 4
_PLACING = 12  # tokens from the verb that places an order to its price
_HIGHEST_LEVERAGE = 200


def take_number(state: ReadingState, at: int, token: Token) -> None:
    if state.field in {None, C.RISK, C.LEVERAGE} and _listed_target(state, at):
        state.open(C.TARGET)
        state.draft.target_label = True
    assign = _FIELD_ASSIGNERS.get(state.field or "")
    if assign is None or not assign(state, at, token):
        state.unclaimed.append(at)


def _listed_target(state: ReadingState, at: int) -> bool:
    """A list without a name behind the entry, a line for each price: `1) 1.13`, `➡️ 1.88`."""
    draft, tokens = state.draft, state.tokens
    bullet = tokens[at - 1] if at else None
    if bullet is None or state.line_start != at - 1 or bullet.concept not in {C.INDEX, C.ARROW}:
        return False
    if at + 1 < len(tokens) and tokens[at + 1].concept not in {C.BREAK, C.QUOTE, C.PERCENT}:
        return False
    if draft.targets:
        return draft.targets[-1].token is tokens[draft.last_at]
    begins = bullet.concept == C.ARROW or bullet.value == "1"
    return begins and not draft.target_label and bool(draft.entries or draft.soft_entries)


def _take_entry(state: ReadingState, at: int, token: Token) -> bool:
    if _moved_to(state, at):
        state.draft.doubts.append("an entry that is moved to a price")
    state.draft.entries.append(_price(state, at, token))
    return True


def _take_soft(state: ReadingState, at: int, token: Token) -> bool:
    if (
        complete(state.draft)
        and state.line_start > state.draft.last_at
        and state.gap <= MAX_UNKNOWN_WORDS
    ):
        start_call(state, at)
        state.open(SOFT)
    if _moved_to(state, at) and not state.draft.soft_entries:
        state.draft.doubts.append("an entry that is moved to a price")
    full = len(state.draft.soft_entries) >= _MOST_SOFT
    if state.draft.entries or state.draft.stops or full or state.gap > MAX_UNKNOWN_WORDS:
        return False
    state.draft.soft_entries.append(_price(state, at, token))
    return True


def _take_target(state: ReadingState, at: int, token: Token) -> bool:
    price = _price(state, at, token)
    state.draft.targets.append(price)
    state.draft.target_order.append(price.value)
    return True


def _take_exit(state: ReadingState, at: int, token: Token) -> bool:
    if state.exit_label is not None:
        state.draft.exits.append((state.exit_label, _price(state, at, token)))
    return True


def _take_stop(state: ReadingState, at: int, token: Token) -> bool:
    draft = state.draft
    if state.filled:
        return bool(draft.stops) and _second_stop(state, at)
    if _is_count(state, at, token):
        return True
    if draft.stops and draft.stops[-1].value != token.value:
        draft.doubts.append("two stops")
    draft.stops.append(_price(state, at, token))
    return True


def _is_count(state: ReadingState, at: int, token: Token) -> bool:
    """`2 H1 candle closes below …`: a count of candles, not a price."""
    after = state.tokens[at + 1].concept if at + 1 < len(state.tokens) else ""
    return token.value in {"1", "2", "3"} and after in {C.TIMEFRAME, C.CANDLE}


def _second_stop(state: ReadingState, at: int) -> bool:
    """A later `or daily close below …` is the softer of two stops: the first one counts."""
    start = max(0, at - 8)
    between = {token.concept for token in state.tokens[start:at]}
    return C.OR in between and bool({C.CANDLE, C.CLOSE, C.TIMEFRAME} & between)


def _take_info(state: ReadingState, at: int, _token: Token) -> bool:
    state.informed.append(at)
    state.filled = True
    return True


def _take_risk(state: ReadingState, at: int, token: Token) -> bool:
    if state.filled and state.resume:
        if state.tokens[at - 1].concept in {C.DASH, C.TO}:
            state.draft.doubts.append("half of a range stands behind another word")
        state.open(SOFT)
        return _take_soft(state, at, token)
    state.informed.append(at)
    state.filled = True
    return True


def _take_leverage(state: ReadingState, at: int, token: Token) -> bool:
    fits = (
        token.value.replace(".", "").isdecimal() and 1 <= Decimal(token.value) <= _HIGHEST_LEVERAGE
    )
    if state.filled and state.resume and state.tokens[at - 1].concept not in {C.DASH, C.TO}:
        state.open(SOFT)
        return _take_soft(state, at, token)
    if fits:
        state.informed.append(at)
        state.draft.leverages.append(token.value)
        state.filled = True
    return fits


def _take_price(state: ReadingState, at: int, token: Token) -> bool:
    """A bare `Price:` is the entry only where no entry is named; otherwise it informs."""
    if state.filled:
        return False
    if state.draft.entries or state.draft.soft_entries:
        state.informed.append(at)
    else:
        state.draft.quoted.append(_price(state, at, token))
        state.draft.soft_entries.append(state.draft.quoted[-1])
    state.filled = True
    return True


def _moved_to(state: ReadingState, at: int) -> bool:
    """`edit entry limit to 0.0159`: the first price behind a `to` is where an entry is moved."""
    if state.filled or not at or state.tokens[at - 1].concept != C.TO:
        return False
    near = state.tokens[max(state.line_start, at - _PLACING) : at]
    return not any(token.value == "place" for token in near)


def _price(state: ReadingState, at: int, token: Token) -> Price:
    price = Price(token.value, token, state.label)
    state.draft.last_at = at
    if state.last is not None and state.last.label == state.label:
        between = [each.concept for each in state.tokens[max(0, at - 4) : at]]
        if C.NUMBER in between:
            between = between[len(between) - between[::-1].index(C.NUMBER) :]
        price.ranged = not {C.BREAK, C.INDEX, C.ARROW} & set(between)
        if C.ARROW in between and state.field in {SOFT, C.ENTRY}:
            state.draft.doubts.append("an arrow between two prices")
    state.last = price
    state.filled = True
    return price


_FIELD_ASSIGNERS: dict[str, Callable[[ReadingState, int, Token], bool]] = {
    C.ENTRY: _take_entry, SOFT: _take_soft, C.TARGET: _take_target, C.STOP: _take_stop,
    C.INFO: _take_info, C.COIN: _take_info, C.RISK: _take_risk, C.LEVERAGE: _take_leverage,
    C.PRICE: _take_price, EXIT: _take_exit,
}  # fmt: skip
