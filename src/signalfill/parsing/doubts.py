"""Reasons of language not to trade: conditions, negations, hypotheses, unexplained numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.exits import CANDLE_CLOSE
from signalfill.parsing.figures import unexplained_figures
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.market import named_beside_order, unknown_order_type
from signalfill.parsing.misspelt import MISSPELT
from signalfill.parsing.reading_state import ReadingState
from signalfill.parsing.scope import Scope
from signalfill.parsing.unknown_talk import unknown_talk
from signalfill.parsing.unknown_words import unknown_words

_MANAGING = {C.CLOSE, C.EXIT, C.CANCEL, C.BREAKEVEN, C.TRIM, C.PROFIT, C.LOSS, C.MOVE}
_ENTERING = {C.LONG, C.SHORT, C.BUY, C.SELL, C.ENTRY, C.LIMIT, C.OPENED, C.NUMBER}
_MILD = {C.QUOTE, C.AREA, C.COLON, C.AT, C.OPENING}
_STILL = {
    "still running", "still open", "still active", "still in", "still holding", "still hold",
    "in profit", "running profit",
}  # fmt: skip
_CANDLES = {C.TIMEFRAME, C.CANDLE, C.ABOVE, C.BELOW}
_REHEARSALS = {
    "test", "testing", "demo", "paper", "example", "possible", "potential", "wrong", "old", "lost",
    "won", "ex", "rejected", "tbc",
}  # fmt: skip
_SPOKEN_DOUBTS = {
    C.DISCLAIMED: "says that it is no signal",
    C.HYPOTHESIS: "an idea, a test or a question, not a call",
}
_DOUBTFUL = {
    C.DISCLAIMED, C.HYPOTHESIS, C.WATCH, C.HOLD, C.RECAP, C.IF, C.WAIT, C.NOT, C.TRIGGER, C.CANDLE,
    C.PROFIT, C.CANCEL,
}  # fmt: skip
_PROSE = 5
_CLOSE_BEYOND = re.compile(r"[Ck][<>][^TE]{0,3}0")


def add_doubts(
    call: ParsedCall, draft: Draft, tokens: list[Token], state: ReadingState, *, end: int
) -> None:
    part = tokens[draft.start : end]
    if tokens and tokens[0].key in _REHEARSALS:
        call.doubt("unclear", "the first word makes it no call")
    scope = Scope(draft)
    for clause in clauses(part):
        _weigh(call, clause, scope)
        if scope.speaks_of_it(clause):
            call.doubt("unclear", "something unknown is said of the call")
    reasons = (
        *unexplained_figures(call, tokens, state, end=end),
        *unknown_talk(part),
        *unknown_words(call, part),
    )
    for reason in reasons:
        call.doubt("unclear", reason)
    for reason in (*_order_doubts(call, draft, part), *_past_doubts(call, part)):
        call.doubt("unclear", reason)
    if _beyond_entry(call, draft, tokens):
        call.doubt("conditional", "an entry beyond a level waits for it to break")


def _order_doubts(call: ParsedCall, draft: Draft, part: list[Token]) -> Iterator[str]:
    """What kind of order it is, where the words for it leave that open."""
    strange = unknown_order_type(part) if call.entry_kind != "market" else ""
    if strange and strange.upper() != call.coin.base:
        yield f"an unknown kind of order: {strange}"
    if MISSPELT in [token.value for token in part]:
        yield "a misspelt word of the order"
    resting = call.entry_kind in {"limit", "zone"} and not draft.limit
    if resting and named_beside_order(part, by_name=call.entry_kind == "zone"):
        yield "the market is named beside a price"
    if C.BAR in [token.concept for token in part] and not _ordered(part):
        yield "a row of figures without an order word"


def _past_doubts(call: ParsedCall, part: list[Token]) -> Iterator[str]:
    if part and part[0].concept == C.MOVE and part[0].value != "place":
        yield "something is moved"
    if call.entry_kind == "market" and not call.entries and _is_held(part):
        yield "a trade that is held already"


def _is_held(part: list[Token]) -> bool:
    """`in profit now, keep holding, stop to 62700`: no price of an entry is named."""
    found = {token.concept for token in part}
    return C.HOLD in found and bool(found & {C.PROFIT, C.MOVE, C.BREAKEVEN})


def share_doubts(calls: list[ParsedCall]) -> None:
    """Copies what casts doubt on one call of a message to all its calls."""
    spoken = {p: c.reasons for c in calls for p in c.problems if p in {"unclear", "conditional"}}
    for call in calls:
        for problem, reasons in spoken.items():
            if problem not in call.problems:
                call.doubt(problem, f"with another call: {reasons[0]}")


def _weigh(call: ParsedCall, clause: list[Token], scope: Scope) -> None:
    concepts = [token.concept for token in clause]
    found = set(concepts)
    if not found & _DOUBTFUL and C.CLOSE not in found:
        return
    prose = _long_prose(concepts)
    for concept, reason in _SPOKEN_DOUBTS.items():
        if concept in found:
            call.doubt("unclear", reason)
    if not prose and C.IF not in found and any(token.key in _STILL for token in clause):
        call.doubt("unclear", "a trade that is open already")
    if C.WATCH in found:
        _weigh_watching(call, clause, scope)
    if C.CANCEL in found and C.IF not in found:
        call.doubt("unclear", "taken back")
    if concepts[0] == C.HOLD and {C.LONG, C.SHORT} & found and C.NUMBER in found:
        call.doubt("unclear", "a trade that is held already")
    if C.RECAP in found and (not prose or any(token.value == "strong" for token in clause)):
        call.doubt("unclear", "speaks of the past")
    if C.CLOSE in found and not found & _CANDLES and any(t.value == "past" for t in clause):
        call.doubt("unclear", "a trade that is closed")
    _weigh_conditions(call, clause, scope)


def _weigh_watching(call: ParsedCall, clause: list[Token], scope: Scope) -> None:
    """`Watch: INJ long …`, `keep an eye on INJ`: before the order or the coin, not behind it."""
    if any(token.concept == C.WATCH and token.value == "list" for token in clause):
        call.doubt("unclear", "on a watch list")
    if _only_watches(clause) and not scope.behind(clause):
        call.doubt("conditional", "to be watched, not entered")


def _only_watches(clause: list[Token]) -> bool:
    lead = [token for token in clause if token.concept not in _MILD]
    at = next((at for at, t in enumerate(lead) if t.concept == C.WATCH and t.value == "verb"), -1)
    before = {token.concept for token in lead[:at]}
    return at >= 0 and before <= {C.NOISE, C.PERSON, C.NEW, C.INDEX, C.OTHER, C.TO, C.DASH}


def _weigh_conditions(call: ParsedCall, clause: list[Token], scope: Scope) -> None:
    clause = scope.without_stop_words(clause)
    concepts = [token.concept for token in clause]
    found = set(concepts)
    managing = _manages(clause, found) and scope.numbers_known(clause)
    managing = managing and (C.ENTRY not in found or C.STOP in found)
    managing = managing and not CANDLE_CLOSE.search("".join(concepts))
    if not managing:
        if _supposes(clause, concepts) or _hangs_on_condition(clause, scope):
            call.doubt("conditional", "only if something happens first")
        waits = C.WAIT in found and _near(concepts, C.WAIT)
        if waits and not (
            scope.only_expects(clause) or scope.intends(clause) or scope.foresees(clause)
        ):
            call.doubt("conditional", "waits for something")
        denies = C.NOT in found and _near(concepts, C.NOT) and not _left_empty(concepts)
        if denies and not (scope.advises(clause) or scope.disclaims(clause)):
            call.doubt("unclear", "a negation beside the order")
    if any(token.concept == C.TRIGGER and token.value for token in clause):
        call.doubt("conditional", "an order that waits for a break")
    elif C.TRIGGER in found and _breaks_first(concepts) and not scope.describes(clause):
        call.doubt("conditional", "a breakout, retest or confirmation first")
    if _CLOSE_BEYOND.search("".join(concepts).partition(C.STOP)[0]):
        call.doubt("conditional", "a candle's close first")


def _manages(clause: list[Token], found: set[str]) -> bool:
    """To place something manages a trade only where it is a stop or a target."""
    levels = bool(found & {C.STOP, C.TARGET})
    return any(
        token.concept in _MANAGING and (levels or token.value != "place") for token in clause
    )


def _left_empty(concepts: list[str]) -> bool:
    """`Averaging: none`."""
    empty = concepts[-1] == C.NOT and concepts[-2:-1] in ([C.COLON], [C.DASH])
    return empty and not set(concepts) & _ENTERING


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


def _hangs_on_condition(clause: list[Token], scope: Scope) -> bool:
    """`If it bounces there I'm a buyer with a stop under 21`: however long, it holds a price."""
    first = clause[0]
    return first.concept == C.IF and first.value != "weak" and scope.prices_in(clause)


def _long_prose(concepts: list[str]) -> bool:
    words = sum(concept in {C.WORD, C.NOISE, C.AT} for concept in concepts)
    return words > (_PROSE if C.ENTRY not in concepts else _PROSE + 3)


def _near(concepts: list[str], doubt: str) -> bool:
    """The doubt concerns the order: it stands in its clause, or makes a clause of its own."""
    if not _long_prose(concepts):
        return True
    at = concepts.index(doubt)
    return bool(set(concepts[max(0, at - 3) : at + 4]) & (_ENTERING - {C.NUMBER}))


def _beyond_entry(call: ParsedCall, draft: Draft, tokens: list[Token]) -> bool:
    """`long above 60000` and `short below 60000` are breakouts; the other way they are limits."""
    mark = C.ABOVE if call.side == "long" else C.BELOW
    entries = {id(price.token) for price in (*draft.entries, *draft.soft_entries)}
    for at, token in enumerate(tokens):
        if id(token) in entries:
            before = [t.concept for t in tokens[max(0, at - 2) : at] if t.concept not in _MILD]
            if before[-1:] == [mark]:
                return True
    return False


def _ordered(part: list[Token]) -> bool:
    orders = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.MARKET, C.OPENED, C.UP, C.DOWN}
    if any(token.concept in orders or token.concept == C.SYMBOL for token in part):
        return True
    return sum(token.concept == C.BREAK for token in part) > 2
