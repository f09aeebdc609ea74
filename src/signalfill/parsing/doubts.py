"""Reasons of language not to trade: conditions, negations, hypotheses, unexplained numbers."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.followup import clauses
from signalfill.parsing.judge import Call

_MANAGING = {C.CLOSE, C.EXIT, C.CANCEL, C.BREAKEVEN, C.TRIM, C.PROFIT, C.LOSS, C.MOVE}
_ENTERING = {C.LONG, C.SHORT, C.BUY, C.SELL, C.ENTRY, C.LIMIT, C.MARKET, C.OPENED, C.NUMBER}
_PROSE = 5


def add_doubts(
    call: Call, draft: Draft, part: list[Token], unclaimed: list[int], tokens: list[Token]
) -> None:
    for clause in clauses(part):
        _weigh(call, clause)
    for at in unclaimed:
        if not _in_prose(tokens, at):
            call.doubt("unclear", f"no role for the number {tokens[at].text}")
    if any(token.key == "unreadable" for token in part):
        call.doubt("unclear", "an unreadable number")
    if draft.soft_entries and not draft.entries:
        _check_headline(call, draft, part)


def _weigh(call: Call, clause: list[Token]) -> None:
    concepts = [token.concept for token in clause]
    found = set(concepts)
    if C.DISCLAIMED in found:
        call.doubt("unclear", "says that it is no signal")
    if C.HYPOTHESIS in found:
        call.doubt("unclear", "an idea, a test or a question, not a call")
    if C.RECAP in found and not _long_prose(concepts):
        call.doubt("unclear", "speaks of the past")
    managing = bool(found & _MANAGING) and not found & {C.ENTRY, C.NUMBER}
    if C.IF in found and not managing and _near(concepts, C.IF):
        call.doubt("conditional", "only if something happens first")
    if C.WAIT in found and not managing and _near(concepts, C.WAIT):
        call.doubt("conditional", "waits for something")
    if C.TRIGGER in found and _near(concepts, C.TRIGGER) and not _long_prose(concepts):
        call.doubt("conditional", "a breakout, retest or confirmation first")
    if C.NOT in found and _near(concepts, C.NOT) and not managing:
        call.doubt("unclear", "a negation beside the order")


def _long_prose(concepts: list[str]) -> bool:
    words = sum(concept in {C.WORD, C.NOISE, C.AT} for concept in concepts)
    return words > _PROSE and C.ENTRY not in concepts


def _near(concepts: list[str], doubt: str) -> bool:
    """The doubt concerns the order: it stands in its clause, or makes a clause of its own."""
    if not _long_prose(concepts):
        return True
    at = concepts.index(doubt)
    return bool(set(concepts[max(0, at - 3) : at + 4]) & (_ENTERING - {C.NUMBER}))


def _in_prose(tokens: list[Token], at: int) -> bool:
    start, end = at, at
    while start > 0 and tokens[start - 1].concept != C.BREAK:
        start -= 1
    while end < len(tokens) and tokens[end].concept != C.BREAK:
        end += 1
    words = sum(token.concept in {C.WORD, C.NOISE, C.AT, C.HAN} for token in tokens[start:end])
    money = any(token.concept in {C.STOP, C.TARGET} for token in tokens[max(start, at - 4) : at + 2])
    return words >= _PROSE and not money


def _check_headline(call: Call, draft: Draft, part: list[Token]) -> None:
    """Before a price without a label, every word must be understood."""
    first = draft.soft_entries[0].token
    strangers = []
    for token in part:
        if token is first:
            break
        if token.concept == C.BREAK:
            strangers = []
        elif token.concept == C.WORD and token.text.upper() != call.coin.base:
            strangers.append(token.text)
    if strangers:
        call.doubt("unclear", f"unknown words before the price: {strangers[0]}")
