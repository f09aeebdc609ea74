"""What tells that something has happened, and nothing is asked of a follower."""

from __future__ import annotations

import re

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_RESULTS = re.compile(
    r"[TE][#·]?1?(?:[^\n0]{0,3}0)?[^\n0]{0,3}Z(?![^\n]*0)"  # a tick behind a target
    r"|\AJ1|J1?\n*\Z|T1Z(?![^\n]{0,2}0)"
    r"|[PQ][:\-+^ ]{0,2}[+\-]?[%5]"  # profit: 12 %
    r"|[PQ]:[+\-]?0"
    r"|%[QP]|J[:@_]?%|J!?Z"
    r"|ZZ+\n*\Z"  # a row of ticks at the end
    r"|[O]"
    r"|T1?[^\n0]{0,3}J|T1?:?0[^\n0TSE]{0,2}J|J[^\n0]{0,3}T|S[^\n0:]{0,2}J|J[^\n0]{0,2}S|E1?[^\n0]{0,2}J"
    r"|l[:|]{0,3}0|T1?\(%\)|[w€_][+]5|SØ"
    r"|K[+\-]%"  # now +3 %
    r"|[TE]1?[:@_|]{0,2}0Z[^\n0Z]{0,3}T1?[:@_|]{0,2}0(?!Z)"  # reached, and the next one is not
    r"|\A[ZØ]+_?[PQSO](?![^\n]*0)"  # "✅ WIN on ETH/USDT"
    r"|1_?J|T[01](?:[,&/][01]|,&[01])+[^\n0]{0,3}J"
)
_AIMS = re.compile(r"target|tp|take profit|тейк|цел|objetiv|alvo|hedef|目标|目標|止盈")
_TOLD_CLOSED = re.compile(
    r"©[^\n.!]{0,8}[+\-][%5]|©[^\n.0%]{0,3}(?:[PQ]|q[PQ])|©(?s:.{0,40})[PQ][_@:]{0,2}[+\-]?[%5]"
    r"|©[_@,?]{0,4}(?:[SO]|J[_@]{0,2}[TS]|T[01]?[_@]{0,2}J)"  # closed by the stop, at the target
)
_MANAGED = {C.MOVE, C.BREAKEVEN, C.CLOSE, C.TRIM, C.PROTECT, C.REST, C.CANCEL}
_ONLY_LEVELS = re.compile(r"[ST1JOPQ.!+\-%5Z_,\n]{1,9}")
_MOST_TOKENS = 16
_AVERAGES = ("average", "avg")
_HEADLINE = {"", "strong"}
_LONGEST_HEAD = 8


def has_result(tokens: list[Token], shape: str) -> bool:
    if C.IF in shape:
        tokens = _without_rules(tokens)
        shape = "".join(token.concept for token in tokens)
    return bool(_RESULTS.search(shape)) or _filled(tokens) or _target_hit(tokens)


def _without_rules(tokens: list[Token]) -> list[Token]:
    """Less `once TP1 is reached, move the stop`: what is to be done then, not what happened."""
    ruled: set[int] = set()
    for clause in clauses(tokens):
        found = {token.concept for token in clause}
        strict = any(each.concept == C.IF and each.value != "weak" for each in clause)
        ruling = clause[0].concept == C.IF or (strict and clause[0].concept in _MANAGED)
        if ruling and found & _MANAGED:
            ruled.update(map(id, clause))
    return [token for token in tokens if id(token) not in ruled]


def _target_hit(tokens: list[Token]) -> bool:
    """`all targets reached`, told in one phrase."""
    return any(
        token.concept == C.HIT and _AIMS.search(token.text if token.key == "han" else token.key)
        for token in tokens
    )


def _filled(tokens: list[Token]) -> bool:
    """`limit order filled`, but not `if not triggered within 8 hours`."""
    for clause in clauses(tokens):
        concepts = {token.concept for token in clause}
        if C.FILLED in concepts and not concepts & {C.NOT, C.IF, C.WAIT}:
            return True
    return False


def told_closed(tokens: list[Token]) -> bool:
    """`closed +2R`, `closed in profit`, `Result: -5 %` below: what was gained, not what to do."""
    shape = "".join("©" if t.value == "past" else t.concept for t in tokens)
    return bool(_TOLD_CLOSED.search(shape))


def heads_a_list(tokens: list[Token]) -> bool:
    """`Open positions:`, `WEEKLY RESULTS` above several lines: each tells how a trade stands."""
    breaks = [at for at, token in enumerate(tokens) if token.concept == C.BREAK]
    head = tokens[: breaks[0]] if breaks else []
    told = any(token.concept == C.RECAP and token.value in _HEADLINE for token in head)
    named = any(token.concept in {C.SYMBOL, C.STOP, C.TARGET} for token in head)
    return told and not named and len(breaks) > 1 and len(head) <= _LONGEST_HEAD


def only_names_a_level(shape: str) -> bool:
    """`tp1`, `stop`: the message is nothing but the name of what was reached."""
    return bool(_ONLY_LEVELS.fullmatch(shape)) and bool(set(shape) & set("STJO"))


def tells_average(tokens: list[Token]) -> bool:
    """`Updated average entry to 2841`: the author's own books."""
    for at, token in enumerate(tokens):
        if token.key.startswith(_AVERAGES) and "entry" in token.key:
            behind = [each.concept for each in tokens[at + 1 : at + 4] if each.concept != C.COLON]
            return C.NUMBER in behind[:2]
    return False


def still_held(tokens: list[Token]) -> bool:
    """`BTC still hold`: how a trade stands."""
    named = bool(tokens) and (tokens[0].concept == C.SYMBOL or tokens[0].text.isupper())
    held = any(token.concept == C.HOLD and "hold" in token.key for token in tokens)
    return named and held and len(tokens) <= _MOST_TOKENS
