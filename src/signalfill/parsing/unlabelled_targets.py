"""A row of prices that no word names: targets, where the entry and the stop leave no other role.

`0.7820 - 0.7740`, then `✅ 0.7960 / 0.8110`, then a stop at 0.7590: the row lies ahead of every
entry, in order, and nothing but numbers and marks stands in its lines.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.lines import Line
from signalfill.parsing.price_checks import apart
from signalfill.parsing.reading_state import ReadingState

_MARKS = {
    C.NUMBER, C.DASH, C.OR, C.COMMA, C.BAR, C.AND, C.QUOTE, C.DONE, C.OTHER, C.ARROW, C.INDEX, C.UP,
    C.DOWN, C.COLON,
}  # fmt: skip
_FEWEST = 2
_FARTHEST = 3


def find_unlabelled_targets(state: ReadingState, draft: Draft, end: int) -> None:
    """Give the row its role, where the call has an entry and a stop and names no target."""
    if draft.target_label or draft.target_order or not draft.stops or draft.exits:
        return
    row = [at for at in state.unclaimed if draft.start <= at < end]
    entries = [Decimal(price.value) for price in draft.entries or draft.soft_entries]
    if len(row) < _FEWEST or not entries:
        return
    tokens, lines = state.tokens, state.lines()
    prices = [Decimal(tokens[at].value) for at in row]
    if not all(_is_row(tokens, lines[at]) for at in row):
        return
    if not _ahead(prices, entries, Decimal(draft.stops[0].value)):
        return
    draft.targets = [Price(tokens[at].value, tokens[at]) for at in row]
    draft.target_order = [price.value for price in draft.targets]
    state.unclaimed = [at for at in state.unclaimed if at not in row]


def _is_row(tokens: list[Token], line: Line) -> bool:
    return all(token.concept in _MARKS for token in tokens[line.start : line.end])


def _ahead(prices: list[Decimal], entries: list[Decimal], stop: Decimal) -> bool:
    long = stop < min(entries)
    if not long and stop <= max(entries):
        return False
    near = max(entries) if long else min(entries)
    places = [near, *prices]
    if any((after <= before) if long else (after >= before) for before, after in pairwise(places)):
        return False
    return apart(prices[-1], near) <= _FARTHEST
