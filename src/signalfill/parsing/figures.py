"""Numbers of a message that no field of the order explains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.judge import Call
from signalfill.parsing.walk import Walk

_ORDER_WORDS = {
    C.ENTRY, C.MORE, C.STOP, C.TARGET, C.LONG, C.SHORT, C.BUY, C.SELL, C.LIMIT, C.OPENED,
    C.INDEX, C.MARKET, C.PRICE,
}  # fmt: skip
_PRICED = {*_ORDER_WORDS, C.PRICE}
_NO_TITLE = {*_ORDER_WORDS, C.BREAK, C.COLON, C.SYMBOL}
_PROSE = 5


def unexplained_figures(call: Call, tokens: list[Token], walk: Walk, *, end: int) -> Iterator[str]:
    draft = call.draft
    for at in _strange_numbers(draft, tokens, walk, end):
        harmless = _in_title(draft, tokens, at) or _rates(draft, tokens, at)
        spoken = _in_prose(tokens, at) and not _beside_order(draft, tokens, at)
        if not harmless and not spoken:
            yield f"no role for the number {tokens[at].text}"
    if any(token.key == "unreadable" for token in tokens[draft.start : end]):
        yield "an unreadable number"
    yield from _prices_among_remarks(call, tokens, walk)


def _strange_numbers(draft: Draft, tokens: list[Token], walk: Walk, end: int) -> list[int]:
    """Numbers that nobody claimed, and headline prices that the labelled entry does not repeat."""
    numbers = [at for at in walk.unclaimed if draft.start <= at < end]
    if draft.entries and draft.entry_label:
        known = {price.value for price in (*draft.entries, *draft.quoted)}
        strange = {id(price.token) for price in draft.soft_entries if price.value not in known}
        numbers += [at for at, token in enumerate(tokens) if id(token) in strange]
    return numbers


def _prices_among_remarks(call: Call, tokens: list[Token], walk: Walk) -> Iterator[str]:
    """A number that only informs, but looks like a price, may be one of the order's.

    It is taken for that in a line of the order, and anywhere if no entry was read.
    """
    draft = call.draft
    prices = (*draft.stops, *draft.targets, *draft.entries, *draft.soft_entries)
    levels = [Decimal(price.value) for price in prices]
    entryless = call.entry_kind == "market" and not call.entries and not draft.ordered
    for at in walk.informed:
        value = Decimal(tokens[at].value)
        alike = any(value < 2 * level < 4 * value for level in levels)
        in_order = _in_order_line(tokens, at) and not _in_prose(tokens, at)
        if alike and (entryless or in_order):
            yield f"{tokens[at].text} may be a price of the order"


def _rates(draft: Draft, tokens: list[Token], at: int) -> bool:
    """`Hype: 7.0`: an unknown label in a card with all its fields, far from any of its prices."""
    start, _ = _line_around(tokens, at)
    label = [token.concept for token in tokens[start:at] if token.concept != C.OTHER]
    named = label[-1:] == [C.COLON] and 0 < len(label) - 1 <= 3 and not set(label) & _ORDER_WORDS
    known = draft.stop_label and draft.stops and (draft.entry_label or draft.ordered)
    if not (named and known and C.WORD in label):
        return False
    prices = [*(draft.entries or draft.soft_entries), *draft.stops, *draft.targets]
    levels = [Decimal(price.value) for price in prices]
    return not min(levels) < 4 * Decimal(tokens[at].value) < 16 * max(levels)


def _beside_order(draft: Draft, tokens: list[Token], at: int) -> bool:
    """In the very line of the order's own prices, and of their size."""
    start, end = _line_around(tokens, at)
    prices = [*(draft.entries or draft.soft_entries), *draft.stops]
    line = {id(token) for token in tokens[start:end]}
    levels = [Decimal(price.value) for price in prices if id(price.token) in line]
    value = Decimal(tokens[at].value)
    return any(value < 2 * level < 4 * value for level in levels)


def _in_order_line(tokens: list[Token], at: int) -> bool:
    start, end = _line_around(tokens, at)
    return any(token.concept in _PRICED for token in tokens[start:end])


def _line_around(tokens: list[Token], at: int) -> tuple[int, int]:
    start, end = at, at
    while start > 0 and tokens[start - 1].concept != C.BREAK:
        start -= 1
    while end < len(tokens) and tokens[end].concept != C.BREAK:
        end += 1
    return start, end


def _in_prose(tokens: list[Token], at: int) -> bool:
    start, end = _line_around(tokens, at)
    words = sum(token.concept in {C.WORD, C.NOISE, C.AT, C.HAN} for token in tokens[start:end])
    money = any(
        token.concept in {C.STOP, C.TARGET} for token in tokens[max(start, at - 4) : at + 2]
    )
    return words >= _PROSE and not money


def _in_title(draft: Draft, tokens: list[Token], at: int) -> bool:
    """A number in a title line of its own, above a card whose fields all have labels."""
    if not (draft.entry_label and draft.stops and draft.targets and draft.entries):
        return False
    line_end = next(
        (i for i in range(at, len(tokens)) if tokens[i].concept == C.BREAK), len(tokens)
    )
    head = tokens[:line_end]
    return not any(token.concept in _NO_TITLE for token in head) and any(
        token.concept in {C.WORD, C.NOISE, C.NEW} for token in head
    )
