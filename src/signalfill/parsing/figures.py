"""Numbers of a message that no field of the order explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.lines import ORDER_WORDS, Line
from signalfill.parsing.reading_state import ReadingState

_NO_TITLE = {*ORDER_WORDS, C.BREAK, C.COLON, C.SYMBOL}
_PROSE = 5
_LONGEST_LABEL = 8


def unexplained_figures(
    call: ParsedCall, tokens: list[Token], state: ReadingState, *, end: int
) -> Iterator[str]:
    draft, lines = call.draft, state.lines()
    for at in _strange_numbers(draft, tokens, state, end):
        line = lines[at]
        spoken = _in_prose(tokens, at, line) and not _beside_order(draft, tokens, at, line)
        if (
            not spoken
            and not _in_title(draft, tokens, line)
            and not _rates(draft, tokens, at, line)
        ):
            yield f"no role for the number {tokens[at].text}"
    if any(token.key == "unreadable" for token in tokens[draft.start : end]):
        yield "an unreadable number"
    yield from _prices_among_remarks(call, tokens, state, lines)


def _strange_numbers(draft: Draft, tokens: list[Token], state: ReadingState, end: int) -> list[int]:
    """Numbers that nobody claimed, and headline prices that the labelled entry does not repeat."""
    again = {Decimal(price.value) for price in draft.prices}
    numbers = [
        at
        for at in state.unclaimed
        if draft.start <= at < end
        and not (at > draft.last_at and Decimal(tokens[at].value) in again)  # "after hitting 0.392"
    ]
    if draft.entries and draft.entry_label:
        known = {price.value for price in (*draft.entries, *draft.quoted)}
        strange = {id(price.token) for price in draft.soft_entries if price.value not in known}
        numbers += [at for at, token in enumerate(tokens) if id(token) in strange]
    return numbers


def _prices_among_remarks(
    call: ParsedCall, tokens: list[Token], state: ReadingState, lines: list[Line]
) -> Iterator[str]:
    """A number that only informs, but looks like a price, may be one of the order's.

    It is taken for that in a line of the order, and anywhere if no entry was read.
    """
    draft = call.draft
    prices = (*draft.stops, *draft.targets, *draft.entries, *draft.soft_entries)
    levels = {Decimal(price.value) for price in prices}
    entryless = call.entry_kind == "market" and not call.entries and not draft.ordered
    for at in state.informed:
        in_order = lines[at].of_order and not _in_prose(tokens, at, lines[at])
        if (entryless or in_order) and _alike(Decimal(tokens[at].value), levels):
            yield f"{tokens[at].text} may be a price of the order"


def _alike(value: Decimal, levels: Iterable[Decimal]) -> bool:
    return any(value < 2 * level < 4 * value for level in levels)


def _rates(draft: Draft, tokens: list[Token], at: int, line: Line) -> bool:
    """`Hype: 7.0`: an unknown label in a card with all its fields, far from any of its prices."""
    if at - line.start > _LONGEST_LABEL:
        return False
    label = [token.concept for token in tokens[line.start : at] if token.concept != C.OTHER]
    named = C.COLON in label and 0 < label.index(C.COLON) <= 3 and not set(label) & ORDER_WORDS
    known = draft.stop_label and draft.stops and (draft.entry_label or draft.ordered)
    if not (named and known and C.WORD in label):
        return False
    prices = [*(draft.entries or draft.soft_entries), *draft.stops, *draft.targets]
    levels = [Decimal(price.value) for price in prices]
    return not min(levels) < 4 * Decimal(tokens[at].value) < 16 * max(levels)


def _beside_order(draft: Draft, tokens: list[Token], at: int, line: Line) -> bool:
    """In the very line of the order's own prices, and of their size."""
    prices = [*(draft.entries or draft.soft_entries), *draft.stops]
    first, last = tokens[line.start].start, tokens[line.end - 1].start
    beside = {Decimal(price.value) for price in prices if first <= price.token.start <= last}
    return _alike(Decimal(tokens[at].value), beside)


def _in_prose(tokens: list[Token], at: int, line: Line) -> bool:
    near = tokens[max(line.start, at - 4) : at + 2]
    money = any(token.concept in {C.STOP, C.TARGET} for token in near)
    return line.words >= _PROSE and not money


def _in_title(draft: Draft, tokens: list[Token], line: Line) -> bool:
    """A number in a title line of its own, above a card whose fields all have labels."""
    if line.start or not (draft.entry_label and draft.stops and draft.targets and draft.entries):
        return False
    concepts = {token.concept for token in tokens[: line.end]}
    return not concepts & _NO_TITLE and bool(concepts & {C.WORD, C.NOISE, C.NEW})
