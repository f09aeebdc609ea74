"""Reasons of language not to trade: conditions, negations, hypotheses, unexplained numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.exits import CANDLE_CLOSE
from signalfill.parsing.judge import Call
from signalfill.parsing.lexicon import KNOWN
from signalfill.parsing.surroundings import strange_talk
from signalfill.parsing.walk import Walk

_MANAGING = {C.CLOSE, C.EXIT, C.CANCEL, C.BREAKEVEN, C.TRIM, C.PROFIT, C.LOSS, C.MOVE}
_ENTERING = {C.LONG, C.SHORT, C.BUY, C.SELL, C.ENTRY, C.LIMIT, C.OPENED, C.NUMBER}
_ORDER_WORDS = {
    C.ENTRY, C.MORE, C.STOP, C.TARGET, C.LONG, C.SHORT, C.BUY, C.SELL, C.LIMIT, C.OPENED,
    C.INDEX, C.MARKET,
}  # fmt: skip
_MILD = {C.QUOTE, C.AREA, C.COLON, C.AT, C.OPENING}
_STILL = {
    "still running", "still open", "still active", "still in", "still holding", "still hold",
    "in profit", "running profit",
}  # fmt: skip
_CANDLES = {C.TIMEFRAME, C.CANDLE, C.ABOVE, C.BELOW}
_REHEARSALS = {"test", "testing", "demo", "paper", "example"}
_SPOKEN_DOUBTS = {
    C.DISCLAIMED: "says that it is no signal",
    C.HYPOTHESIS: "an idea, a test or a question, not a call",
}
_DOUBTFUL = {
    C.DISCLAIMED, C.HYPOTHESIS, C.WATCH, C.HOLD, C.RECAP, C.IF, C.WAIT, C.NOT, C.TRIGGER, C.CANDLE,
    C.PROFIT,
}  # fmt: skip
_PROSE = 5
_CLOSE_BEYOND = re.compile(r"[Ck][<>][^TE]{0,3}0")


def add_doubts(call: Call, draft: Draft, tokens: list[Token], walk: Walk, *, end: int) -> None:
    part = tokens[draft.start : end]
    if tokens and tokens[0].key in _REHEARSALS:
        call.doubt("unclear", "a rehearsal")
    for clause in clauses(part):
        _weigh(call, clause)
    for at in _strange_numbers(draft, tokens, walk, end):
        if not _in_prose(tokens, at) and not _in_title(draft, tokens, at):
            call.doubt("unclear", f"no role for the number {tokens[at].text}")
    for reason in strange_talk(part):
        call.doubt("unclear", reason)
    if any(token.key == "unreadable" for token in part):
        call.doubt("unclear", "an unreadable number")
    if draft.soft_entries and not draft.entries:
        _check_headline(call, draft, part)
    if any(token.concept == C.BAR for token in part) and not _ordered(part):
        call.doubt("unclear", "a row of figures without an order word")
    _check_informed(call, draft, tokens, walk)
    if _beyond_entry(call, draft, tokens):
        call.doubt("conditional", "an entry beyond a level waits for it to break")


def _strange_numbers(draft: Draft, tokens: list[Token], walk: Walk, end: int) -> list[int]:
    """Numbers that nobody claimed, and headline prices that the labelled entry does not repeat."""
    numbers = [at for at in walk.unclaimed if draft.start <= at < end]
    if draft.entries and draft.entry_label:
        known = {price.value for price in draft.entries}
        strange = {id(price.token) for price in draft.soft_entries if price.value not in known}
        numbers += [at for at, token in enumerate(tokens) if id(token) in strange]
    return numbers


def _beyond_entry(call: Call, draft: Draft, tokens: list[Token]) -> bool:
    """`long above 60000` and `short below 60000` are breakouts; the other way they are limits."""
    mark = C.ABOVE if call.side == "long" else C.BELOW
    entries = {id(price.token) for price in (*draft.entries, *draft.soft_entries)}
    for at, token in enumerate(tokens):
        if id(token) in entries:
            before = [t.concept for t in tokens[max(0, at - 2) : at] if t.concept not in _MILD]
            if before[-1:] == [mark]:
                return True
    return False


def _check_informed(call: Call, draft: Draft, tokens: list[Token], walk: Walk) -> None:
    """A number that only informs, but looks like a price, may be one of the order's.

    It is taken for that in a line of the order, and anywhere if no entry was read.
    """
    prices = (*draft.stops, *draft.targets, *draft.entries, *draft.soft_entries)
    levels = [Decimal(price.value) for price in prices]
    entryless = call.entry_kind == "market" and not call.entries and not draft.ordered
    for at in walk.informed:
        value = Decimal(tokens[at].value)
        alike = any(value < 2 * level < 4 * value for level in levels)
        in_order = _in_order_line(tokens, at) and not _in_prose(tokens, at)
        if alike and (entryless or in_order):
            call.doubt("unclear", f"{tokens[at].text} may be a price of the order")


def _in_order_line(tokens: list[Token], at: int) -> bool:
    start, end = _line_around(tokens, at)
    return any(token.concept in _ORDER_WORDS for token in tokens[start:end])


def _line_around(tokens: list[Token], at: int) -> tuple[int, int]:
    start, end = at, at
    while start > 0 and tokens[start - 1].concept != C.BREAK:
        start -= 1
    while end < len(tokens) and tokens[end].concept != C.BREAK:
        end += 1
    return start, end


def share_doubts(calls: list[Call]) -> None:
    """What casts doubt on one of a message's calls casts it on all."""
    spoken = {p: c.reasons for c in calls for p in c.problems if p in {"unclear", "conditional"}}
    for call in calls:
        for problem, reasons in spoken.items():
            if problem not in call.problems:
                call.doubt(problem, f"with another call: {reasons[0]}")


def _weigh(call: Call, clause: list[Token]) -> None:
    concepts = [token.concept for token in clause]
    found = set(concepts)
    if not found & _DOUBTFUL and C.CLOSE not in found:
        return
    prose = _long_prose(concepts)
    for concept, reason in _SPOKEN_DOUBTS.items():
        if concept in found:
            call.doubt("unclear", reason)
    if any(token.concept == C.WATCH and token.value for token in clause):
        call.doubt("unclear", "on a watch list")
    if not prose and C.IF not in found and any(token.key in _STILL for token in clause):
        call.doubt("unclear", "a trade that is open already")
    if concepts[0] == C.HOLD and {C.LONG, C.SHORT} & found and C.NUMBER in found:
        call.doubt("unclear", "a trade that is held already")
    if C.RECAP in found and (not prose or any(token.value == "strong" for token in clause)):
        call.doubt("unclear", "speaks of the past")
    if C.CLOSE in found and not found & _CANDLES and any(t.value == "past" for t in clause):
        call.doubt("unclear", "a trade that is closed")
    _weigh_conditions(call, clause, concepts)


def _weigh_conditions(call: Call, clause: list[Token], concepts: list[str]) -> None:
    found = set(concepts)
    managing = bool(found & _MANAGING) and C.NUMBER not in found
    managing = managing and (C.ENTRY not in found or C.STOP in found)
    managing = managing and not CANDLE_CLOSE.search("".join(concepts))
    if not managing:
        if _supposes(clause, concepts):
            call.doubt("conditional", "only if something happens first")
        if C.WAIT in found and _near(concepts, C.WAIT):
            call.doubt("conditional", "waits for something")
        if C.NOT in found and _near(concepts, C.NOT):
            call.doubt("unclear", "a negation beside the order")
    if any(token.concept == C.TRIGGER and token.value for token in clause):
        call.doubt("conditional", "an order that waits for a break")
    elif C.TRIGGER in found and _breaks_first(concepts):
        call.doubt("conditional", "a breakout, retest or confirmation first")
    if _CLOSE_BEYOND.search("".join(concepts).partition(C.STOP)[0]):
        call.doubt("conditional", "a candle's close first")


def _breaks_first(concepts: list[str]) -> bool:
    """A break in the clause of the order, or a clause of its own: `after the breakout:`."""
    beside = concepts[0] == C.IF or bool(set(concepts) & _ENTERING)
    return beside and not _long_prose(concepts)


def _supposes(clause: list[Token], concepts: list[str]) -> bool:
    """An `if` beside the order; a mere `after` or `when` only where the order stands too."""
    if C.IF not in concepts or not _near(concepts, C.IF):
        return False
    weak = all(token.value == "weak" for token in clause if token.concept == C.IF)
    return not weak or bool(set(concepts) & _ENTERING)


def _long_prose(concepts: list[str]) -> bool:
    words = sum(concept in {C.WORD, C.NOISE, C.AT} for concept in concepts)
    return words > (_PROSE if C.ENTRY not in concepts else _PROSE + 3)


def _near(concepts: list[str], doubt: str) -> bool:
    """The doubt concerns the order: it stands in its clause, or makes a clause of its own."""
    if not _long_prose(concepts):
        return True
    at = concepts.index(doubt)
    return bool(set(concepts[max(0, at - 3) : at + 4]) & (_ENTERING - {C.NUMBER}))


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
    return not any(token.concept in {C.BREAK, C.COLON, C.SYMBOL} for token in head) and any(
        token.concept in {C.WORD, C.NOISE, C.NEW} for token in head
    )


def _check_headline(call: Call, draft: Draft, part: list[Token]) -> None:
    """Before a price without a label, every word must be understood."""
    first = draft.soft_entries[0].token
    strangers: list[str] = []
    opening = True
    for token in part:
        if token is first:
            break
        if token.concept == C.BREAK:
            strangers, opening = [], True
        elif token.concept == C.WORD and token.text.upper() != call.coin.base:
            if not opening or (call.coin.base or "").casefold() not in KNOWN:
                strangers.append(token.text)
            opening = False
        elif token.concept not in {C.PERSON, C.COLON, C.DASH, C.OPENING}:
            opening = False
    if strangers:
        call.doubt("unclear", f"unknown words before the price: {strangers[0]}")


def _ordered(part: list[Token]) -> bool:
    orders = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.MARKET, C.OPENED, C.UP, C.DOWN}
    if any(token.concept in orders or token.concept == C.SYMBOL for token in part):
        return True
    return sum(token.concept == C.BREAK for token in part) > 2
