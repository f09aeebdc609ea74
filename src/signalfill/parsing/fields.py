"""ReadingState along a message and give every number to the field it stands in.

A label opens a field; numbers go to the open field; strange words and line ends close it.
What is left without a role is remembered: a number that nobody claimed near money is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from signalfill.parsing.assign_numbers import take_number
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.exit_levels import EXIT, names_exit
from signalfill.parsing.labels import (
    lists_exits,
    names_entry,
    names_target,
    quotes_price,
    sided,
)
from signalfill.parsing.market import note_market
from signalfill.parsing.reading_state import LABELS, SOFT, ReadingState, complete, start_call

_SOFT_OPENERS = {
    C.SYMBOL, C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.OPENED, C.MARKET,
}  # fmt: skip
_INFO_LABELS = {
    C.INFO, C.RATIO, C.PROFIT, C.LOSS, C.PERIOD, C.AVERAGE, C.COIN, C.SIDE, C.RECAP,
}  # fmt: skip
_QUOTED = {"current", "current price", "current market price"}
_AT_MARKET = {"now at", "currently at", "price now"}
_TO_ENTRY = re.compile(r"S[^0:\n]{0,3}[\^@M][@_]*\Z")


def _on_label(state: ReadingState, at: int, token: Token) -> None:
    name = C.ENTRY if token.concept == C.MORE else token.concept
    if name == C.ENTRY and token.key.startswith("sell ") and names_target(state, at):
        name = C.TARGET
        token.value = ""  # it names no side
    if name == C.STOP and _percent_before(state, at):
        return
    if name == C.STOP and _behind_number(state, at):
        state.draft.doubts.append("a stop named behind its number")
    if state.field == C.INFO and not state.filled and _names_info(state, at):
        return  # "Trailing Configuration: Stop: …", "Trigger: Target (2)"
    if name == C.ENTRY and _means_breakeven(state, at):
        state.field = None
        return
    if name == C.ENTRY:
        _maybe_second_call(state, at, token)
    state.open(name)
    draft = state.draft
    if name == C.ENTRY:
        draft.entry_label = draft.entry_label or token.concept == C.ENTRY
        state.listed = False
        draft.more = draft.more or token.concept == C.MORE
    elif name == C.STOP:
        draft.stop_label = True
    else:
        draft.target_label = True


def _means_breakeven(state: ReadingState, at: int) -> bool:
    """`move SL to entry`: the entry is where the stop goes, not a field."""
    before = "".join(token.concept for token in state.tokens[max(0, at - 6) : at])
    return bool(_TO_ENTRY.search(before))


def _names_info(state: ReadingState, at: int) -> bool:
    before = [token.concept for token in state.tokens[max(0, at - 2) : at]]
    return before[-1:] == [C.INFO] or before == [C.INFO, C.COLON]


def _on_exit(state: ReadingState, at: int, token: Token) -> None:
    """`Exit 1: 0.1155` below an entry is the first target."""
    counted = at + 1 < len(state.tokens) and state.tokens[at + 1].concept == C.INDEX
    if counted and state.draft.entries:
        token.concept = C.TARGET
        _on_label(state, at, token)
    elif names_exit(state.tokens, at, state.draft):
        open_exit(state, at, token)


def open_exit(state: ReadingState, at: int, token: Token) -> None:
    state.open(EXIT)
    state.exit_label = token
    alone = at == state.line_start and state.tokens[at + 1].concept == C.COLON
    state.draft.exit_lines = state.draft.exit_lines or alone


def _on_change(state: ReadingState, _at: int, token: Token) -> None:
    """`new SL`, `updated targets`: the word of change is the label too."""
    label = {"stop": C.STOP, "target": C.TARGET, "entry": C.ENTRY}.get(token.value)
    if label is not None:
        state.open(label)


def _percent_before(state: ReadingState, at: int) -> bool:
    """`5% stop` at the end of a line."""
    before = state.tokens[at - 1] if at else None
    after = state.tokens[at + 1] if at + 1 < len(state.tokens) else None
    if before is None or before.concept != C.PERCENT or state.draft.stops:
        return False
    if after is not None and after.concept not in {C.BREAK, C.PERIOD_MARK, C.EXCLAIM}:
        return False
    state.draft.stop_percent = before.text.rstrip("% ") + "%"
    state.draft.stop_label = True
    return True


def _behind_number(state: ReadingState, at: int) -> bool:
    """`60000 stop order` and `58000 stop`: which of two prices is meant?"""
    after = state.tokens[at + 1].concept if at + 1 < len(state.tokens) else C.BREAK
    return at > 0 and state.tokens[at - 1].concept == C.NUMBER and after == C.BREAK


def _maybe_second_call(state: ReadingState, at: int, token: Token) -> None:
    draft = state.draft
    if not complete(draft) or token.concept == C.MORE:
        return
    following = state.following(at)
    if following is None or following.concept not in {C.NUMBER, C.MARKET, C.OPENING, C.BREAK}:
        return
    if state.symbol_since or draft.targets:
        start_call(state, at)


def _on_second(state: ReadingState, at: int, _token: Token) -> None:
    if state.draft.money_fields:
        start_call(state, at)


def _on_soft(state: ReadingState, at: int, token: Token) -> None:
    if token.concept == C.MARKET and token.key in _QUOTED and quotes_price(state, at):
        state.open(C.PRICE)
        return
    if token.concept == C.MARKET:
        note_market(state, at)
    elif token.concept == C.LIMIT:
        _on_limit(state)
    elif token.concept == C.SYMBOL:
        _on_symbol(state)
    elif token.concept in {C.BUY, C.SELL} and names_entry(state, at):
        state.open(C.ENTRY)
        state.draft.entry_label = True
        return
    elif token.concept in {C.BUY, C.SELL} and lists_exits(state, at):
        open_exit(state, at, token)
        return
    elif token.concept == C.SELL and names_target(state, at):
        state.open(C.TARGET)
        state.draft.target_label = True
        token.concept = C.TARGET
        return
    _open_soft(state, token)


def _on_limit(state: ReadingState) -> None:
    """`market + limit 4.9` has two legs; elsewhere the word names the kind of order."""
    if state.field == C.ENTRY and state.draft.ordered:
        state.draft.more = True
    elif not (state.draft.ordered and state.draft.stops):  # "I close this pending trade if …"
        state.draft.limit = True


def _on_symbol(state: ReadingState) -> None:
    if state.draft.stops or state.draft.stop_percent:
        state.symbol_since = True
    if state.field == C.COIN:
        state.field = None


def _open_soft(state: ReadingState, token: Token) -> None:
    if state.field == C.ENTRY and not state.filled:
        return
    if token.concept == C.MARKET and "price" in token.key and state.draft.entries:
        state.open(C.PRICE)
        return
    stranded = state.field in {C.STOP, C.TARGET} and token.concept in {C.LONG, C.SHORT}
    if stranded and not state.filled:
        state.open(SOFT)
        return
    done = state.filled and state.field in LABELS and token.concept != C.MARKET
    if state.field is None or state.field in _INFO_LABELS or state.field == C.LEVERAGE or done:
        state.open(SOFT)


def _on_opened(state: ReadingState, at: int, token: Token) -> None:
    state.draft.market = state.draft.ordered = True
    _on_soft(state, at, token)


def _on_leverage(state: ReadingState, _at: int, token: Token) -> None:
    if token.concept == C.MARGIN and state.field in LABELS and not state.filled:
        return
    state.resume = state.field in {SOFT, C.ENTRY} and not state.filled
    if token.concept == C.LEVERAGE or state.field is None or state.filled:
        state.open(C.LEVERAGE)


def _on_info(state: ReadingState, at: int, token: Token) -> None:
    if token.value == "section":
        _skip_section(state, at)
        return
    if token.concept == C.PERIOD and state.following(at) is not None:
        following = state.following(at)
        if following is not None and following.concept != C.NUMBER:
            return
    if token.concept == C.SIDE and state.field in LABELS:
        return
    state.open(C.INFO if token.concept != C.COIN else C.COIN)


def _skip_section(state: ReadingState, at: int) -> None:
    """A block that sets up a bot, down to a blank line; a price in it is a doubt all the same."""
    state.field = None
    while at < len(state.tokens) and "\n\n" not in state.tokens[at].text:
        token = state.tokens[at]
        if token.concept == C.NUMBER and not (token.value.isdecimal() and int(token.value) < 20):
            state.unclaimed.append(at)
        at += 1
    state.comment_until = at - 1


def _on_risk(state: ReadingState, _at: int, _token: Token) -> None:
    """`risk 2% .904`: a risk takes one number, then the line goes on as before."""
    soft = state.field == SOFT and not state.filled
    state.open(C.RISK)
    state.resume = soft


def _on_trigger(state: ReadingState, at: int, token: Token) -> None:
    """`long above 6.2`: an order that waits, with its price behind it."""
    following = state.following(at)
    priced = following is not None and following.concept in {C.NUMBER, C.QUOTE}
    if token.value == "order" and priced and not state.draft.entries:
        state.open(C.ENTRY)
        state.draft.entry_label = True


def _on_price(state: ReadingState, at: int, token: Token) -> None:
    if token.key in _AT_MARKET and sided(state, at):
        note_market(state, at)
        _open_soft(state, token)
        return
    said = state.tokens[at + 1].concept if at + 1 < len(state.tokens) else C.BREAK
    if state.field in LABELS and not state.filled and said not in {C.AT, C.WORD, C.NOISE}:
        return
    state.open(C.PRICE)


HANDLERS: dict[str, Callable[[ReadingState, int, Token], None]] = {
    **dict.fromkeys(LABELS, _on_label),
    **dict.fromkeys(_SOFT_OPENERS, _on_soft),
    **dict.fromkeys(_INFO_LABELS, _on_info),
    C.OPENED: _on_opened, C.LEVERAGE: _on_leverage, C.MARGIN: _on_leverage, C.RISK: _on_risk,
    C.PRICE: _on_price, C.CHANGE: _on_change, C.EXIT: _on_exit,
    C.TRIGGER: _on_trigger, C.NUMBER: take_number, C.SECOND: _on_second,
}  # fmt: skip
