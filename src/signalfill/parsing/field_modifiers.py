"""What percentages, leverages, brackets, line ends and strange words do to the open field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from signalfill.parsing.assign_numbers import take_number
from signalfill.parsing.close_stops import find_close_behind
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.exit_levels import EXIT, names_exit, settle_exits
from signalfill.parsing.fields import HANDLERS as FIELD_HANDLERS
from signalfill.parsing.fields import open_exit
from signalfill.parsing.reading_state import LABELS, MAX_UNKNOWN_WORDS, SOFT, ReadingState
from signalfill.parsing.unlabelled_targets import find_unlabelled_targets

_LINE_FIELDS = {C.INFO, C.COIN, C.RISK, C.PRICE, SOFT}
_PRICED = {C.NUMBER, C.QUOTE, C.AREA, C.DASH, C.COMMA, C.OR, C.MARKET, C.TO, C.BELOW, C.ABOVE,
           C.INDEX, C.AT, C.AND, C.BAR}  # fmt: skip
_CONTINUES_LIST = {C.NUMBER, C.INDEX, C.QUOTE, C.ARROW, C.DASH, C.OTHER, C.PERCENT, C.OPENING,
                   C.AREA, C.DONE, C.TARGET, C.HORIZON}  # fmt: skip


def _on_percent(state: ReadingState, _at: int, token: Token) -> None:
    draft = state.draft
    written = token.text.replace(" ", "").replace("!", "")
    written = written if written.endswith("%") else written + "%"
    if state.field == C.STOP and not state.filled:
        draft.stop_percent = written
        state.filled = True
    elif state.field == C.TARGET and not state.filled:
        draft.percent_targets.append(written)
        draft.target_order.append(written)
    elif state.field in {C.RISK, C.LEVERAGE} and state.resume:
        state.open(SOFT)


def _on_times(state: ReadingState, at: int, token: Token) -> None:
    if state.field == C.STOP and not state.filled:
        return
    if state.field == C.TARGET and not state.filled:
        state.draft.percent_targets.append(f"{token.value}x")
        state.draft.target_order.append(f"{token.value}x")
        return
    inside = state.field == C.INFO and any(
        each.concept in {C.PROFIT, C.LOSS} for each in state.tokens[max(0, at - 6) : at]
    )
    if not inside:
        state.draft.leverages.append(token.value)
    if state.field == C.LEVERAGE:
        state.filled = True


def _on_rate(state: ReadingState, at: int, token: Token) -> None:
    """`4.12-4:25`: half of a range is written like a ratio."""
    ratio = [each.concept for each in state.tokens[at : at + 3]]
    ranged = state.tokens[at - 1].concept in {C.DASH, C.TO}
    if state.field == C.ENTRY and ranged and ratio == [C.RATE, C.COLON, C.RATE]:
        state.draft.doubts.append("a price written like a ratio")
        token.value = f"{token.value}.{state.tokens[at + 2].value}"
        take_number(state, at, token)


def _on_multiple(state: ReadingState, _at: int, token: Token) -> None:
    """`TP 3R`: a target that names no price."""
    if state.field == C.TARGET and not state.filled:
        state.draft.percent_targets.append(f"{token.value}R")
        state.draft.target_order.append(f"{token.value}R")


def _on_timeframe(state: ReadingState, _at: int, token: Token) -> None:
    if state.field == C.STOP and not state.filled and token.text[:1].isdigit():
        _note_frame(state, token.text.lower())


def _note_frame(state: ReadingState, frame: str) -> None:
    known = state.draft.stop_on_close
    if known is not None and known != frame:
        state.draft.doubts.append("two time frames of a stop")
    state.draft.stop_on_close = known or frame


def _on_beyond(state: ReadingState, _at: int, _token: Token) -> None:
    if state.field == C.STOP and not state.filled:
        state.draft.beyond = True


def _on_close(state: ReadingState, at: int, token: Token) -> None:
    """Of a candle, beside a stop; elsewhere with a price it is a level of the call."""
    if state.field == C.STOP and not state.filled:
        _on_candle(state, at, token)
    elif names_exit(state.tokens, at, state.draft):
        open_exit(state, at, token)


def _on_candle(state: ReadingState, _at: int, token: Token) -> None:
    if state.field != C.STOP or state.filled:
        return
    if token.value[:1].isdigit():  # "daily close"
        _note_frame(state, token.value)
    state.draft.close_without_timeframe = state.draft.beyond = True


def _on_breakeven(state: ReadingState, _at: int, _token: Token) -> None:
    if state.field == C.STOP and not state.filled:
        state.draft.stop_at_entry = True
        state.field = None
    elif state.field in LABELS:
        state.field = None


def _on_opening(state: ReadingState, at: int, _token: Token) -> None:
    """A bracket after a price is a remark; `(0.5)(0.6)` alone is a price."""
    end = _closing(state.tokens, at)
    if end is None or state.field is None:
        return
    inside = state.tokens[at + 1 : end]
    if all(each.concept in _PRICED for each in inside):
        return
    if _shares(state, inside, end) or _tells_of_more(state, inside):
        state.comment_until = end
        return
    if not state.filled and not any(each.concept == C.NUMBER for each in inside):
        return
    for each in inside:
        if each.concept == C.TIMES:
            state.draft.leverages.append(each.value)
    following = [*inside[1:], state.tokens[end]]
    state.unclaimed.extend(_price_like(state, at, inside))
    hidden = not state.filled and state.field in LABELS and not _counts(inside)
    if hidden or any(each.concept in {C.STOP, C.TARGET, C.ENTRY} for each in inside):
        state.unclaimed.extend(
            at + 1 + index
            for index, each in enumerate(inside)
            if each.concept == C.NUMBER and following[index].concept != C.TARGET
        )
    state.comment_until = end


def _shares(state: ReadingState, inside: list[Token], end: int) -> bool:
    """`Entry 1 (40% vol): 1.512`: how much of it, between a label and its price."""
    after = state.tokens[end + 1].concept if end + 1 < len(state.tokens) else C.BREAK
    shared = any(each.concept == C.PERCENT for each in inside)
    numbered = any(each.concept == C.NUMBER for each in inside)
    return (
        state.field in LABELS
        and not state.filled
        and shared
        and not numbered
        and (after in {C.COLON, C.NUMBER})
    )


def _tells_of_more(state: ReadingState, inside: list[Token]) -> bool:
    """`2760-2720 (below that 2680)` behind a target: where it may go on to, no condition."""
    numbers = [each for each in inside if each.concept == C.NUMBER]
    targets = state.draft.targets
    if state.field != C.TARGET or not state.filled or not targets or len(numbers) != 1:
        return False
    if not any(each.concept in {C.IF, C.TRIGGER, C.BELOW, C.ABOVE} for each in inside):
        return False
    last, more = Decimal(targets[-1].value), Decimal(numbers[0].value)
    entries = state.draft.entries or state.draft.soft_entries
    beyond = bool(entries) and (more > last) == (last > Decimal(entries[0].value))
    if beyond:
        for each in inside:
            each.concept = C.NOISE
    return beyond


def _price_like(state: ReadingState, at: int, inside: list[Token]) -> list[int]:
    """A remark with a number of the size of the price before it is no mere remark."""
    if state.last is None or any(each.concept in {C.RATIO, C.RISK} for each in inside):
        return []
    price = Decimal(state.last.value)
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


def _on_break(state: ReadingState, at: int, _token: Token) -> None:
    state.line_start = at + 1
    state.last = None
    field = state.field
    if field is None:
        return
    if field in _LINE_FIELDS or (field in {C.STOP, C.LEVERAGE, EXIT} and state.filled):
        if field == SOFT and not state.filled and state.gap <= 1:
            return
        state.field = None
        return
    if field in LABELS and state.filled:
        following = state.tokens[at + 1] if at + 1 < len(state.tokens) else None
        if following is None or following.concept not in _CONTINUES_LIST:
            state.field = None
        elif field == C.ENTRY:
            _after_entry(state, following)
    elif field in LABELS:
        state.listed = True
        state.gap = MAX_UNKNOWN_WORDS  # what follows is a list of figures, not a sentence


def _after_entry(state: ReadingState, following: Token) -> None:
    """Behind an entry that has its price, a list numbered from 1 is that of the targets."""
    if following.concept == C.INDEX and following.value == "1" and not state.draft.targets:
        state.open(C.TARGET)
        state.draft.target_label = True
    elif not state.listed:
        state.field = None


def _on_line(state: ReadingState, _at: int, _token: Token) -> None:
    state.field = None


def _on_word(state: ReadingState, at: int, token: Token) -> None:
    field = state.field
    if field == C.STOP and token.value and not state.filled:
        _note_frame(state, token.value)
        return
    if field is None:
        if token.concept == C.WORD and not state.draft.entries:
            state.open(SOFT)
        return
    if field in LABELS or field == EXIT:
        state.gap += 1
        patience = MAX_UNKNOWN_WORDS if token.concept != C.WORD or token.key == "han" else 1
        if state.filled or state.gap > patience:
            state.field = None
    elif field == SOFT:
        state.gap += 1
        if state.filled:
            state.field = None
        elif token.concept == C.WORD:
            state.gap = 0 if at == state.line_start else state.gap
    elif field == C.INFO and state.gap > 6:
        state.field = None


def _on_closer(state: ReadingState, _at: int, _token: Token) -> None:
    if state.field in LABELS or state.field == SOFT:
        state.field = None


HANDLERS: dict[str, Callable[[ReadingState, int, Token], None]] = {
    **FIELD_HANDLERS,
    C.PERCENT: _on_percent,
    C.TIMES: _on_times,
    C.MULTIPLE: _on_multiple,
    C.RATE: _on_rate,
    C.TIMEFRAME: _on_timeframe,
    C.CANDLE: _on_candle,
    C.CLOSE: _on_close,
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
    state = ReadingState(tokens)
    for at, token in enumerate(tokens):
        if at > state.comment_until:
            handler = HANDLERS.get(token.concept)
            if handler is not None:
                handler(state, at, token)
    ends = [draft.start for draft in state.drafts[1:]] + [len(tokens)]
    for draft, end in zip(state.drafts[:10], ends, strict=False):
        settle_exits(draft, tokens[draft.start : end])
        find_unlabelled_targets(state, draft, end)
        find_close_behind(draft, tokens)
    return state
