"""Instructions about trades that exist: patterns over the letters of a message's meanings.

Each pattern is read within one clause. `.` in a clause never crosses a line or a full stop.
"""

from __future__ import annotations

import re
from dataclasses import replace

from signalfill.parsing.action import PART_ENDS, Action, clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.exits import exit_actions
from signalfill.parsing.lexicon import KNOWN

_STOP_TO_ENTRY = re.compile(
    r"S[^TECUXR0]{0,5}B|S[^TCUXR0]{0,5}E(?!1?:?-?0)|[MG][^0TCUXR]{0,3}S[^0TCUXR]{0,3}B|S:?0[@_]?B|M_?B"
    r"|B[^0TCUXR]{0,2}S(?!:?0)|z[_@]?B"
)
_STOP_IN_PROFIT = re.compile(r"S\+(?![0-9%])|e")
_STOP_TO_PRICE = re.compile(
    r"[MG][^0TCUXR]{0,4}S[^TCUXR0%]{0,6}0|S[^TCUXR0%]{0,3}[MG][^TCUXR0%]{0,6}0|S[w_@]{1,4}0(?=[w_@]?\Z)|S[_€w]?\^_?0"
)
_TARGET_TO_PRICE = re.compile(
    r"[MG][^0SCUXR]{0,3}T[^SCUXR0%]{0,4}0|T[^SCUXR0%]{0,3}[MG][^SCUXR0%]{0,4}0|T[01]?K0"
)
_LIMIT_MOVED = re.compile(r"M[_@]{0,2}I|I:?M")
_PROTECTED = {"保本", "推保本", "平保", "保本损", "保本損", "保護本金", "保护本金"}
_STOP_TO_TARGET = re.compile(r"S[_@]?[\^→][_@]?T[01]|M[^0TCUXR]{0,4}S[_@]{0,2}T[01]")
_STOP_CHANGED = re.compile(r"S[^TECUXR]{0,6}0[_@]?[→\^]_?0")
_STOP_MOVED = re.compile(r"[MG][^0TECUXR\-]{0,3}S|S[^0TECUXR,]{0,2}M")
_CANCEL = re.compile(r"X")
_CANCEL_TARGET = re.compile(r"X[^0]{0,2}T")
_ADD = re.compile(r"g")
_NOT_YET = re.compile(r"[WN][^SCUXRg]{0,7}[MSCUXRg]|W.{0,6}g")


_LOCKING = {"lock", "locking"}
_TRAILING = {"trailing stop", "trailing sl", "trailing stop loss"}
_ONLY_IF = re.compile(r"[MCUXRg][^,0%]{0,5}\?")


def find_actions(tokens: list[Token]) -> list[Action]:
    """What the message tells a follower to do, each instruction once."""
    actions: list[Action] = []
    for clause in clauses(tokens, PART_ENDS, questions=False):
        for action in _clause_actions(clause):
            if action not in actions:
                actions.append(replace(action, span=(clause[0].start, clause[-1].end)))
    return _without_doubles(actions)


def _without_doubles(actions: list[Action]) -> list[Action]:
    names = {action.name for action in actions}
    named = {action.name for action in actions if action.to is not None}
    sized = {action.name for action in actions if action.fraction is not None}
    kept = []
    for action in actions:
        if action.name == "move_stop" and action.to is None and "move_stop" in named:
            continue
        if action.name == "reduce" and action.fraction is None and "reduce" in sized:
            continue
        if action.name == "close" and (sized & {"reduce"} or "cancel" in names):
            continue
        kept.append(action)
    return kept


def _clause_actions(clause: list[Token]) -> list[Action]:
    shape = _shape(clause)
    if _is_talk(shape):
        return []
    if _ONLY_IF.search(shape):
        return []
    if _NOT_YET.search(shape):
        return _postponed(clause, shape)
    actions = _stop_actions(clause, shape)
    actions += exit_actions(clause, shape)
    aimed = _TARGET_TO_PRICE.search(shape)
    if aimed:
        actions.append(Action("set_targets", to=clause[aimed.end() - 1].value, rule="target moved"))
    if _LIMIT_MOVED.search(shape) and not actions:
        actions.append(Action("other", rule="resting entry moved"))
    if _CANCEL_TARGET.search(shape):
        actions.append(Action("set_targets", rule="targets cancelled"))
    elif _CANCEL.search(shape):
        actions.append(Action("cancel", rule="cancel"))
    added = _ADD.search(shape)
    if added and not actions and not _gains(clause, added.end()):
        price = _number_after(clause, added)
        actions.append(Action("add", to=price, rule="add"))
    return actions


def _shape(clause: list[Token]) -> str:
    """The letters of a clause; a trailing stop is a stop here, `half off` a part taken."""
    letters = [token.concept for token in clause]
    for at, token in enumerate(clause):
        if token.key in _TRAILING:
            letters[at] = C.STOP
        elif token.key == "off" and at and letters[at - 1] in {C.PERCENT, C.PART}:
            letters[at] = C.TRIM
        elif token.key in _LOCKING and letters[at + 1 : at + 2] == [C.PERCENT]:
            letters[at] = C.PROTECT
        elif letters[at : at + 2] == [C.TARGET, C.PERCENT] and _of(clause, at + 2):
            letters[at] = C.TRIM  # "TP 25% of the position"
    return "".join(letters)


def _of(clause: list[Token], at: int) -> bool:
    return at < len(clause) and clause[at].key in {"of", "de", "от", "da", "del"}


def _is_talk(shape: str) -> bool:
    """Rules of conduct, questions and lessons instruct nobody."""
    first = min((shape.find(letter) for letter in "SCUXRMGmeTgsBI" if letter in shape), default=-1)
    if first < 0:
        return True
    lead = shape[:first]
    words = sum(letter in "w_@" for letter in lead)
    return "?" in lead or "Ÿ" in lead or "y" in lead or len(shape) > 80 or words > 8


def _postponed(clause: list[Token], shape: str) -> list[Action]:
    match = _NOT_YET.search(shape)
    if match is None:
        return []
    before = clause[: match.start()]
    earlier = _clause_actions(before) if before else []
    if match.group()[0] == "W" and match.group()[-1] in "MS":
        return [*earlier, Action("other", rule="not yet")]
    return earlier


def _stop_actions(clause: list[Token], shape: str) -> list[Action]:
    if any(token.concept == C.BREAKEVEN and token.text in _PROTECTED for token in clause):
        return [Action("move_stop", to="entry", rule="protected")]
    entry = _STOP_TO_ENTRY.search(shape)
    if entry:
        level = _level_near(clause, entry)
        return [Action("move_stop", to=level or "entry", rule="stop to entry")]
    if _STOP_IN_PROFIT.search(shape):
        return [Action("move_stop", to="profit", rule="stop in profit")]
    priced = _STOP_CHANGED.search(shape) or _STOP_TO_PRICE.search(shape)
    if priced:
        return [Action("move_stop", to=clause[priced.end() - 1].value, rule="stop to price")]
    aimed = _STOP_TO_TARGET.search(shape)
    protected = any(t.concept == C.PROTECT and t.key == "han" for t in clause)
    if aimed or protected or _STOP_MOVED.search(shape):
        first = aimed is not None and clause[aimed.end() - 1].value == "1"
        return [Action("move_stop", to="tp1" if first else None, rule="stop moved")]
    return []


def _level_near(clause: list[Token], match: re.Match[str]) -> str | None:
    """Breakeven may come with its price: `stop 71250 to be`, `to be at 2941`."""
    for token in clause[match.start() : match.end() + 4]:
        if token.concept == C.NUMBER:
            return token.value
    return None


def _gains(clause: list[Token], at: int) -> bool:
    """`BTC adding strength`: what it adds is no trade."""
    if at >= len(clause) or not clause[at].text.islower() or clause[at].key in KNOWN:
        return False
    return clause[at].concept in {C.WORD, C.INFO}


def _number_after(clause: list[Token], match: re.Match[str]) -> str | None:
    for token in clause[match.end() : match.end() + 9]:
        if token.concept == C.NUMBER:
            return token.value
        if token.concept not in {
            C.AT,
            C.TO,
            C.AREA,
            C.DASH,
            C.COLON,
            C.QUOTE,
            C.SYMBOL,
            C.WORD,
            C.RATE,
            C.OR,
            C.RISK,
            C.PERCENT,
            C.PART,
        }:
            break
    return None
