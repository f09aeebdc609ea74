"""Instructions about trades that exist: patterns over the letters of a message's meanings.

Each pattern is read within one clause. `.` in a clause never crosses a line or a full stop.
"""

from __future__ import annotations

import re
from dataclasses import replace

from signalfill.parsing.action import TARGET_CHANGED, Action
from signalfill.parsing.clause_shape import clause_shape
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.exits import TOLD_CLOSED, exit_actions
from signalfill.parsing.lexicon import KNOWN
from signalfill.parsing.objects import acts_on_trade
from signalfill.parsing.outline import Outline
from signalfill.parsing.stop_lists import listed_stops
from signalfill.parsing.strangers import is_of_others

_STOP_TO_ENTRY = re.compile(
    r"S[^TECUXR0]{0,5}B|S[^TCUXR0]{0,5}E(?!1?:?-?0)|[MG][^0TCUXR]{0,3}S[^0TCUXR]{0,3}B|S:?0[@_]?B|M_?B"
    r"|B[^0TCUXR]{0,2}S(?!:?0)|z[_@]?B"
)
_REST_CLOSED = re.compile(r"[RCU][_@]?z[_@]?B|z[_@]?[RCU][^S]{0,3}B|[CU][_@€w]{0,3}B")
_STOP_IN_PROFIT = re.compile(r"S\+(?![0-9%])|e")
_STOP_WORD = re.compile(r"stop|\bsl|стоп|\bсл|损|損")
_STOP_TO_PRICE = re.compile(
    r"[MG][^0TCUXR]{0,4}S[^TCUXR0%]{0,6}0|S[^TCUXR0%]{0,3}[MG][^TCUXR0%]{0,6}0|S[w_@K]{1,4}0(?=[w_@]?\Z)|S[_€w]?\^_?0"
)
_TARGET_TO_PRICE = re.compile(
    r"[MG][^0SCUXR]{0,3}T[^SCUXR0%]{0,4}0|T[^SCUXR0%]{0,3}[MG][^SCUXR0%]{0,4}0|T[01]?K0"
)
_TARGET_CHANGED = re.compile(r"T[^SE0]{0,6}0[_@]?[→\^>]_?0")
_LIMIT_MOVED = re.compile(r"M[_@]{0,2}I|I:?M")
_PROTECTED = {"保本", "推保本", "平保", "保本损", "保本損", "保護本金", "保护本金"}
_STOP_TO_TARGET = re.compile(
    r"S[_@]{0,2}[\^→@_][_@]{0,2}(?:T[01]|[01]T)|[MGRm][^0TCUX]{0,4}S[_@\^]{0,3}(?:T[01]|[01]T)"
    r"|\A[^0]*S(?:T[01]|[01]T)\Z"
)
_ORDINAL = re.compile(r"first|second|third|перв|втор|трет|primer|segund|tercer|第|один|одну")
_STOP_CHANGED = re.compile(r"S[^TECUXR]{0,6}0[_@]?[→\^>]_?0")
_STOP_MOVED = re.compile(r"[MG][^0TECUXR\-]{0,3}S|S[^0TECUXR,]{0,2}M")
_CANCEL = re.compile(r"X")
_CANCELED = re.compile(r"[STIE]")
_ADD = re.compile(r"g")
_NOT_YET = re.compile(r"[WN][^SCUXRg]{0,7}[MSCUXRg]|W.{0,6}g")


_ONLY_IF = re.compile(r"[MCUXRg][^,0%]{0,5}\?")


def find_actions(outline: Outline) -> list[Action]:
    """What the message tells a follower to do, each instruction once, each for its own coin."""
    actions: list[Action] = []
    for index, part in outline.speaking():
        span = (part.tokens[0].start, part.tokens[-1].end)
        for action in _clause_actions(part.tokens):
            for bound in outline.bound(replace(action, span=span), index):
                if bound not in actions:
                    actions.append(bound)
    moved = {(each.base, each.to) for each in actions if each.name == "move_stop"}
    actions += [each for each in listed_stops(outline) if (each.base, each.to) not in moved]
    return without_doubles(actions)


def without_doubles(actions: list[Action]) -> list[Action]:
    """Keeps the fuller of two equal instructions about a coin, one without level or part."""
    return [action for action in actions if not _doubled(action, actions)]


def _doubled(action: Action, actions: list[Action]) -> bool:
    others = [each for each in actions if each.base == action.base and each is not action]
    names = {each.name for each in others}
    closed = any(each.name == "close" and each.rule != TOLD_CLOSED for each in others)
    if action.name == "move_stop":
        return action.to is None and any(each.name == "move_stop" and each.to for each in others)
    sized = any(each.name == "reduce" and each.fraction for each in others)
    if action.name == "reduce":
        return action.fraction is None and sized
    if action.name == "close":
        return sized or ("cancel" in names and action.rule == TOLD_CLOSED)
    return action.name == "cancel" and closed  # "close now, the setup is invalid"


def _clause_actions(clause: list[Token]) -> list[Action]:
    shape = clause_shape(clause)
    if _is_talk(shape) or is_of_others(clause):
        return []
    if _ONLY_IF.search(shape):
        return []
    if _NOT_YET.search(shape):
        return _postponed(clause, shape)
    actions = _stop_actions(clause, shape)
    actions += exit_actions(clause, shape)
    changed = _TARGET_CHANGED.search(shape)
    aimed = changed or _TARGET_TO_PRICE.search(shape)
    if aimed:
        level = clause[aimed.end() - 1].value
        rule = TARGET_CHANGED if changed else "target moved"
        actions.append(Action("set_targets", to=level, rule=rule, at=aimed.start()))
    moved = _LIMIT_MOVED.search(shape)
    if moved and not actions:
        actions.append(Action("other", rule="resting entry moved", at=moved.start()))
    actions += _canceled(clause, shape)
    added = _ADD.search(shape)
    told = added is not None and acts_on_trade(clause, added.start())
    if added and told and not actions and not _gains(clause, added.end()):
        price = _number_after(clause, added)
        actions.append(Action("add", to=price, rule="add", at=added.start()))
    return actions


def _canceled(clause: list[Token], shape: str) -> list[Action]:
    """What is canceled is what stands nearest: an order, or but a stop or a target of it."""
    for match in _CANCEL.finditer(shape):
        at = match.start()
        if not acts_on_trade(clause, at):
            continue
        what = _object_of_cancel(shape, at)
        if what == "S":
            return [Action("other", rule="stop removed", at=at)]
        if what == "T":
            one = any(
                token.concept in {C.INDEX, C.NUMBER} or _ORDINAL.match(token.key or token.text)
                for token in clause
            )
            name = "other" if one else "set_targets"
            return [Action(name, rule="targets canceled", at=at)]
        return [Action("cancel", rule="cancel", at=at)]
    return []


def _object_of_cancel(shape: str, at: int) -> str:
    """The nearest of stop, target and limit, looked for behind the verb first."""
    behind = _CANCELED.search(shape, at + 1, at + 6)
    if behind:
        return behind.group()
    before = _CANCELED.findall(shape, max(0, at - 6), at)
    return before[-1] if before else ""


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
    if any(map(_is_stop_at_entry, clause)):
        at = next(i for i, t in enumerate(clause) if t.concept == C.BREAKEVEN)
        return [Action("move_stop", to="entry", rule="protected", at=at)]
    entry = _STOP_TO_ENTRY.search(shape)
    if entry and not (_REST_CLOSED.search(shape) and C.STOP not in shape):
        level = _level_near(clause, entry)
        return [Action("move_stop", to=level or "entry", rule="stop to entry", at=entry.start())]
    secured = _STOP_IN_PROFIT.search(shape)
    if secured and _names_stop(clause, shape, secured.start()):
        return [Action("move_stop", to="profit", rule="stop in profit", at=secured.start())]
    priced = _STOP_CHANGED.search(shape) or _STOP_TO_PRICE.search(shape)
    if priced:
        level = clause[priced.end() - 1].value
        return [Action("move_stop", to=level, rule="stop to price", at=priced.start())]
    aimed = _STOP_TO_TARGET.search(shape)
    protected = any(t.concept == C.PROTECT and t.key == "han" for t in clause)
    moved = aimed or _STOP_MOVED.search(shape)
    if moved or protected:
        first = aimed is not None and any(
            token.value == "1" for token in clause[aimed.end() - 2 : aimed.end()]
        )
        at = moved.start() if moved else 0
        return [Action("move_stop", to="tp1" if first else None, rule="stop moved", at=at)]
    return []


def _is_stop_at_entry(token: Token) -> bool:
    """Stop and breakeven in one word or phrase."""
    return token.concept == C.BREAKEVEN and (
        token.text in _PROTECTED or token.key.startswith(("stop ", "sl "))
    )


def _names_stop(clause: list[Token], shape: str, at: int) -> bool:
    """Into profit goes a stop, or what is moved: `we are well into profit` tells how it stands."""
    return bool(_STOP_WORD.search(clause[at].text + " " + clause[at].key) or {*"SMG"} & {*shape})


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
            C.MARKET,
            C.REST,
            C.SIDE,
            C.LONG,
            C.SHORT,
            C.AVERAGE,
        } or token.key.startswith("average"):
            break
    return None
