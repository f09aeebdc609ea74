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
from signalfill.parsing.labels import names_entry, names_target, quotes_price, sided
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


def _on_label(walk: ReadingState, at: int, token: Token) -> None:
    name = C.ENTRY if token.concept == C.MORE else token.concept
    if name == C.ENTRY and token.key.startswith("sell ") and names_target(walk, at):
        name = C.TARGET
        token.value = ""  # it names no side
    if name == C.STOP and _percent_before(walk, at):
        return
    if name == C.STOP and _behind_number(walk, at):
        walk.draft.doubts.append("a stop named behind its number")
    if walk.field == C.INFO and not walk.filled and _names_info(walk, at):
        return  # "Trailing Configuration: Stop: …", "Trigger: Target (2)"
    if name == C.ENTRY and _means_breakeven(walk, at):
        walk.field = None
        return
    if name == C.ENTRY:
        _maybe_second_call(walk, at, token)
    walk.open(name)
    draft = walk.draft
    if name == C.ENTRY:
        draft.entry_label = draft.entry_label or token.concept == C.ENTRY
        walk.listed = False
        draft.more = draft.more or token.concept == C.MORE
    elif name == C.STOP:
        draft.stop_label = True
    else:
        draft.target_label = True


def _means_breakeven(walk: ReadingState, at: int) -> bool:
    """`move SL to entry`: the entry is where the stop goes, not a field."""
    before = "".join(token.concept for token in walk.tokens[max(0, at - 6) : at])
    return bool(_TO_ENTRY.search(before))


def _names_info(walk: ReadingState, at: int) -> bool:
    before = [token.concept for token in walk.tokens[max(0, at - 2) : at]]
    return before[-1:] == [C.INFO] or before == [C.INFO, C.COLON]


def _on_exit(walk: ReadingState, at: int, token: Token) -> None:
    """`Exit 1: 0.1155` below an entry is the first target."""
    counted = at + 1 < len(walk.tokens) and walk.tokens[at + 1].concept == C.INDEX
    if counted and walk.draft.entries:
        token.concept = C.TARGET
        _on_label(walk, at, token)


def _on_change(walk: ReadingState, _at: int, token: Token) -> None:
    """`new SL`, `updated targets`: the word of change is the label too."""
    label = {"stop": C.STOP, "target": C.TARGET, "entry": C.ENTRY}.get(token.value)
    if label is not None:
        walk.open(label)


def _percent_before(walk: ReadingState, at: int) -> bool:
    """`5% stop` at the end of a line."""
    before = walk.tokens[at - 1] if at else None
    after = walk.tokens[at + 1] if at + 1 < len(walk.tokens) else None
    if before is None or before.concept != C.PERCENT or walk.draft.stops:
        return False
    if after is not None and after.concept not in {C.BREAK, C.PERIOD_MARK, C.EXCLAIM}:
        return False
    walk.draft.stop_percent = before.text.rstrip("% ") + "%"
    walk.draft.stop_label = True
    return True


def _behind_number(walk: ReadingState, at: int) -> bool:
    """`60000 stop order` and `58000 stop`: which of two prices is meant?"""
    after = walk.tokens[at + 1].concept if at + 1 < len(walk.tokens) else C.BREAK
    return at > 0 and walk.tokens[at - 1].concept == C.NUMBER and after == C.BREAK


def _maybe_second_call(walk: ReadingState, at: int, token: Token) -> None:
    draft = walk.draft
    if not complete(draft) or token.concept == C.MORE:
        return
    following = walk.following(at)
    if following is None or following.concept not in {C.NUMBER, C.MARKET, C.OPENING, C.BREAK}:
        return
    if walk.symbol_since or draft.targets:
        start_call(walk, at)


def _on_second(walk: ReadingState, at: int, _token: Token) -> None:
    if walk.draft.money_fields:
        start_call(walk, at)


def _on_soft(walk: ReadingState, at: int, token: Token) -> None:
    if token.concept == C.MARKET and token.key in _QUOTED and quotes_price(walk, at):
        walk.open(C.PRICE)
        return
    if token.concept == C.MARKET:
        note_market(walk, at)
    elif token.concept == C.LIMIT:
        _on_limit(walk)
    elif token.concept == C.SYMBOL:
        _on_symbol(walk)
    elif token.concept in {C.BUY, C.SELL} and names_entry(walk, at):
        walk.open(C.ENTRY)
        walk.draft.entry_label = True
        return
    elif token.concept == C.SELL and names_target(walk, at):
        walk.open(C.TARGET)
        walk.draft.target_label = True
        token.concept = C.TARGET
        return
    _open_soft(walk, token)


def _on_limit(walk: ReadingState) -> None:
    """`market + limit 4.9` has two legs; elsewhere the word names the kind of order."""
    if walk.field == C.ENTRY and walk.draft.ordered:
        walk.draft.more = True
    elif not (walk.draft.ordered and walk.draft.stops):  # "I close this pending trade if …"
        walk.draft.limit = True


def _on_symbol(walk: ReadingState) -> None:
    if walk.draft.stops or walk.draft.stop_percent:
        walk.symbol_since = True
    if walk.field == C.COIN:
        walk.field = None


def _open_soft(walk: ReadingState, token: Token) -> None:
    if walk.field == C.ENTRY and not walk.filled:
        return
    if token.concept == C.MARKET and "price" in token.key and walk.draft.entries:
        walk.open(C.PRICE)
        return
    stranded = walk.field in {C.STOP, C.TARGET} and token.concept in {C.LONG, C.SHORT}
    if stranded and not walk.filled:
        walk.open(SOFT)
        return
    done = walk.filled and walk.field in LABELS and token.concept != C.MARKET
    if walk.field is None or walk.field in _INFO_LABELS or walk.field == C.LEVERAGE or done:
        walk.open(SOFT)


def _on_opened(walk: ReadingState, at: int, token: Token) -> None:
    walk.draft.market = walk.draft.ordered = True
    _on_soft(walk, at, token)


def _on_leverage(walk: ReadingState, _at: int, token: Token) -> None:
    if token.concept == C.MARGIN and walk.field in LABELS and not walk.filled:
        return
    walk.resume = walk.field in {SOFT, C.ENTRY} and not walk.filled
    if token.concept == C.LEVERAGE or walk.field is None or walk.filled:
        walk.open(C.LEVERAGE)


def _on_info(walk: ReadingState, at: int, token: Token) -> None:
    if token.value == "section":
        _skip_section(walk, at)
        return
    if token.concept == C.PERIOD and walk.following(at) is not None:
        following = walk.following(at)
        if following is not None and following.concept != C.NUMBER:
            return
    if token.concept == C.SIDE and walk.field in LABELS:
        return
    walk.open(C.INFO if token.concept != C.COIN else C.COIN)


def _skip_section(walk: ReadingState, at: int) -> None:
    """A block that sets up a bot, down to a blank line; a price in it is a doubt all the same."""
    walk.field = None
    while at < len(walk.tokens) and "\n\n" not in walk.tokens[at].text:
        token = walk.tokens[at]
        if token.concept == C.NUMBER and not (token.value.isdecimal() and int(token.value) < 20):
            walk.unclaimed.append(at)
        at += 1
    walk.comment_until = at - 1


def _on_risk(walk: ReadingState, _at: int, _token: Token) -> None:
    """`risk 2% .904`: a risk takes one number, then the line goes on as before."""
    soft = walk.field == SOFT and not walk.filled
    walk.open(C.RISK)
    walk.resume = soft


def _on_price(walk: ReadingState, at: int, token: Token) -> None:
    if token.key in _AT_MARKET and sided(walk, at):
        note_market(walk, at)
        _open_soft(walk, token)
        return
    said = walk.tokens[at + 1].concept if at + 1 < len(walk.tokens) else C.BREAK
    if walk.field in LABELS and not walk.filled and said not in {C.AT, C.WORD, C.NOISE}:
        return
    walk.open(C.PRICE)


HANDLERS: dict[str, Callable[[ReadingState, int, Token], None]] = {
    **dict.fromkeys(LABELS, _on_label),
    **dict.fromkeys(_SOFT_OPENERS, _on_soft),
    **dict.fromkeys(_INFO_LABELS, _on_info),
    C.OPENED: _on_opened, C.LEVERAGE: _on_leverage, C.MARGIN: _on_leverage, C.RISK: _on_risk,
    C.PRICE: _on_price, C.CHANGE: _on_change, C.EXIT: _on_exit,
    C.NUMBER: take_number, C.SECOND: _on_second,
}  # fmt: skip
