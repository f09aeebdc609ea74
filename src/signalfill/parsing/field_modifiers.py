"""What percentages, leverages, brackets, line ends and strange words do to the open field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from signalfill.parsing.close_stops import find_close_behind
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.fields import HANDLERS as FIELD_HANDLERS
from signalfill.parsing.reading_state import LABELS, MAX_UNKNOWN_WORDS, SOFT, ReadingState

_LINE_FIELDS = {C.INFO, C.COIN, C.RISK, C.PRICE, SOFT}
_PRICED = {C.NUMBER, C.QUOTE, C.AREA, C.DASH, C.COMMA, C.OR, C.MARKET, C.TO, C.BELOW, C.ABOVE,
           C.INDEX, C.AT, C.AND, C.BAR}  # fmt: skip
_CONTINUES_LIST = {C.NUMBER, C.INDEX, C.QUOTE, C.ARROW, C.DASH, C.OTHER, C.PERCENT, C.OPENING,
                   C.AREA, C.DONE, C.TARGET, C.HORIZON}  # fmt: skip


def _on_percent(walk: ReadingState, _at: int, token: Token) -> None:
    draft = walk.draft
    written = token.text.replace(" ", "").replace("!", "")
    written = written if written.endswith("%") else written + "%"
    if walk.field == C.STOP and not walk.filled:
        draft.stop_percent = written
        walk.filled = True
    elif walk.field == C.TARGET and not walk.filled:
        draft.percent_targets.append(written)
        draft.target_order.append(written)
    elif walk.field in {C.RISK, C.LEVERAGE} and walk.resume:
        walk.open(SOFT)


def _on_times(walk: ReadingState, at: int, token: Token) -> None:
    if walk.field == C.STOP and not walk.filled:
        return
    if walk.field == C.TARGET and not walk.filled:
        walk.draft.percent_targets.append(f"{token.value}x")
        walk.draft.target_order.append(f"{token.value}x")
        return
    inside = walk.field == C.INFO and any(
        each.concept in {C.PROFIT, C.LOSS} for each in walk.tokens[max(0, at - 6) : at]
    )
    if not inside:
        walk.draft.leverages.append(token.value)
    if walk.field == C.LEVERAGE:
        walk.filled = True


def _on_timeframe(walk: ReadingState, _at: int, token: Token) -> None:
    if walk.field == C.STOP and not walk.filled and token.text[:1].isdigit():
        _note_frame(walk, token.text.lower())


def _note_frame(walk: ReadingState, frame: str) -> None:
    known = walk.draft.stop_on_close
    if known is not None and known != frame:
        walk.draft.doubts.append("two time frames of a stop")
    walk.draft.stop_on_close = known or frame


def _on_beyond(walk: ReadingState, _at: int, _token: Token) -> None:
    if walk.field == C.STOP and not walk.filled:
        walk.draft.beyond = True


def _on_candle(walk: ReadingState, _at: int, token: Token) -> None:
    if walk.field != C.STOP or walk.filled:
        return
    if token.value[:1].isdigit():  # "daily close"
        _note_frame(walk, token.value)
    walk.draft.close_without_timeframe = walk.draft.beyond = True


def _on_breakeven(walk: ReadingState, _at: int, _token: Token) -> None:
    if walk.field == C.STOP and not walk.filled:
        walk.draft.stop_at_entry = True
        walk.field = None
    elif walk.field in LABELS:
        walk.field = None


def _on_opening(walk: ReadingState, at: int, _token: Token) -> None:
    """A bracket after a price is a remark; `(0.5)(0.6)` alone is a price."""
    end = _closing(walk.tokens, at)
    if end is None or walk.field is None:
        return
    inside = walk.tokens[at + 1 : end]
    if all(each.concept in _PRICED for each in inside):
        return
    if not walk.filled and not any(each.concept == C.NUMBER for each in inside):
        return
    for each in inside:
        if each.concept == C.TIMES:
            walk.draft.leverages.append(each.value)
    following = [*inside[1:], walk.tokens[end]]
    walk.unclaimed.extend(_price_like(walk, at, inside))
    hidden = not walk.filled and walk.field in LABELS and not _counts(inside)
    if hidden or any(each.concept in {C.STOP, C.TARGET, C.ENTRY} for each in inside):
        walk.unclaimed.extend(
            at + 1 + index
            for index, each in enumerate(inside)
            if each.concept == C.NUMBER and following[index].concept != C.TARGET
        )
    walk.comment_until = end


def _price_like(walk: ReadingState, at: int, inside: list[Token]) -> list[int]:
    """A remark with a number of the size of the price before it is no mere remark."""
    if walk.last is None or any(each.concept in {C.RATIO, C.RISK} for each in inside):
        return []
    price = Decimal(walk.last.value)
    return [
        at + 1 + index
        for index, each in enumerate(inside)
        if each.concept == C.NUMBER and price < 2 * Decimal(each.value) < 4 * price
    ]


def _counts(inside: list[Token]) -> bool:
    """`Entry (2 parts):` tells how many; it is no price."""
    numbers = [each for each in inside if each.concept == C.NUMBER]
    return len(numbers) == 1 and numbers[0].value in {"1", "2", "3", "4", "5"}


def _closing(tokens: list[Token], at: int) -> int | None:
    depth = 0
    for index in range(at, min(len(tokens), at + 40)):
        concept = tokens[index].concept
        if concept == C.OPENING:
            depth += 1
        elif concept == C.CLOSING:
            depth -= 1
            if depth == 0:
                return index
        elif concept == C.BREAK:
            return None
    return None


def _on_break(walk: ReadingState, at: int, _token: Token) -> None:
    walk.line_start = at + 1
    walk.last = None
    field = walk.field
    if field is None:
        return
    if field in _LINE_FIELDS or (field in {C.STOP, C.LEVERAGE} and walk.filled):
        if field == SOFT and not walk.filled and walk.gap <= 1:
            return
        walk.field = None
        return
    if field in LABELS and walk.filled:
        following = walk.tokens[at + 1] if at + 1 < len(walk.tokens) else None
        if following is None or following.concept not in _CONTINUES_LIST:
            walk.field = None
        elif field == C.ENTRY:
            _after_entry(walk, following)
    elif field in LABELS:
        walk.listed = True
        walk.gap = MAX_UNKNOWN_WORDS  # what follows is a list of figures, not a sentence


def _after_entry(walk: ReadingState, following: Token) -> None:
    """Behind an entry that has its price, a list numbered from 1 is that of the targets."""
    if following.concept == C.INDEX and following.value == "1" and not walk.draft.targets:
        walk.open(C.TARGET)
        walk.draft.target_label = True
    elif not walk.listed:
        walk.field = None


def _on_line(walk: ReadingState, _at: int, _token: Token) -> None:
    walk.field = None


def _on_word(walk: ReadingState, at: int, token: Token) -> None:
    field = walk.field
    if field == C.STOP and token.value and not walk.filled:
        _note_frame(walk, token.value)
        return
    if field is None:
        if token.concept == C.WORD and not walk.draft.entries:
            walk.open(SOFT)
        return
    if field in LABELS:
        walk.gap += 1
        patience = MAX_UNKNOWN_WORDS if token.concept != C.WORD or token.key == "han" else 1
        if walk.filled or walk.gap > patience:
            walk.field = None
    elif field == SOFT:
        walk.gap += 1
        if walk.filled:
            walk.field = None
        elif token.concept == C.WORD:
            walk.gap = 0 if at == walk.line_start else walk.gap
    elif field == C.INFO and walk.gap > 6:
        walk.field = None


def _on_closer(walk: ReadingState, _at: int, _token: Token) -> None:
    if walk.field in LABELS or walk.field == SOFT:
        walk.field = None


HANDLERS: dict[str, Callable[[ReadingState, int, Token], None]] = {
    **FIELD_HANDLERS,
    C.PERCENT: _on_percent,
    C.TIMES: _on_times,
    C.TIMEFRAME: _on_timeframe,
    C.CANDLE: _on_candle,
    C.CLOSE: _on_candle,
    C.BELOW: _on_beyond,
    C.ABOVE: _on_beyond,
    C.BREAKEVEN: _on_breakeven,
    C.OPENING: _on_opening,
    C.BREAK: _on_break,
    C.LINE: _on_line,
    C.WORD: _on_word,
    C.NOISE: _on_word,
    C.HAN: _on_word,
    C.CANCEL: _on_closer,
    C.SECURED: _on_closer,
}


def read_fields(tokens: list[Token]) -> ReadingState:
    walk = ReadingState(tokens)
    for at, token in enumerate(tokens):
        if at > walk.comment_until:
            handler = HANDLERS.get(token.concept)
            if handler is not None:
                handler(walk, at, token)
    for draft in walk.drafts[:10]:
        find_close_behind(draft, tokens)
    return walk
