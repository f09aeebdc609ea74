"""Find the calls of a message that have enough substance to be judged."""

from __future__ import annotations

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.doubts import add_doubts, share_doubts
from signalfill.parsing.draft import Draft
from signalfill.parsing.judge import ParsedCall, judge
from signalfill.parsing.reading_state import ReadingState
from signalfill.parsing.sides import names_side, said_sides
from signalfill.parsing.symbols import find_coin

_PROSE_WORDS = 5
_TERSE = 11  # tokens of `LONG BTCUSDT 60000/58000/65000`


def judged_calls(tokens: list[Token], state: ReadingState, doubtful: list[str]) -> list[ParsedCall]:
    drafts = _standing(state)
    ends = [draft.start for draft in drafts[1:]] + [len(tokens)]
    calls: list[ParsedCall] = []
    first_coin = None
    for draft, end in zip(drafts, ends, strict=True):
        part = tokens[draft.start : end]
        coin = find_coin(tokens, draft.start, end)
        if coin.base is None and first_coin is not None:
            coin = first_coin
        first_coin = first_coin or coin
        call = judge(draft, coin, said_sides(part), part)
        add_doubts(call, draft, tokens, state, end=end)
        for reason in doubtful:
            call.doubt("unclear", reason)
        calls.append(call)
    share_doubts(calls)
    return calls


def _standing(state: ReadingState) -> list[Draft]:
    """The calls with a field of their own; stray numbers of the others are left unclaimed."""
    first, *others = state.drafts
    standing = [draft for draft in others if _stands_alone(draft)]
    stray = {
        id(price.token) for draft in others if draft not in standing for price in draft.soft_entries
    }
    if stray:
        state.unclaimed += [at for at, token in enumerate(state.tokens) if id(token) in stray]
    return [first, *standing]


def _stands_alone(draft: Draft) -> bool:
    return bool(draft.stops or draft.stop_percent or draft.target_order or draft.entry_label)


def find_calls(
    tokens: list[Token], state: ReadingState, doubtful: list[str], *, instructed: bool
) -> list[ParsedCall]:
    """Calls with enough substance: an entry and a protection, or a side said with its levels."""
    if not any(_substantial(draft, tokens, instructed=instructed) for draft in state.drafts):
        return []
    calls = judged_calls(tokens, state, doubtful)
    opened = any(draft.ordered and draft.stops for draft in state.drafts)
    if not opened and all(call.coin.base is None and call.side is None for call in calls):
        return []
    return calls


def _substantial(draft: Draft, tokens: list[Token], *, instructed: bool) -> bool:
    priced = bool(draft.entries or draft.soft_entries)
    protected = bool(draft.stops or draft.stop_percent)
    aimed = bool(draft.target_order)
    if _only_prose(draft, tokens):
        return False
    sides = names_side(tokens)
    entered = priced or draft.market
    if instructed and not sides and not draft.entries and not (draft.soft_entries and protected):
        return False
    if entered and (protected or aimed):
        return True
    if not sides:
        return False
    terse = bool(draft.soft_entries) and len(tokens) < _TERSE and not instructed
    labelled = priced and (draft.stop_label or bool(draft.entries and draft.entry_label))
    return terse or labelled or (protected and aimed)


def _only_prose(draft: Draft, tokens: list[Token]) -> bool:
    """Every price stands in a sentence: a comment on the market, not a call."""
    prices = draft.prices
    if not prices:
        return False
    wanted = {id(price.token) for price in prices}
    for line in clauses(tokens, {C.BREAK, C.LINE}):
        numbers = sum(id(token) in wanted for token in line)
        words = sum(token.concept in {C.WORD, C.NOISE, C.AT, C.PERIOD} for token in line)
        if numbers and words <= _PROSE_WORDS + 3 * numbers:
            return False
    return True
