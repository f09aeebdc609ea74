"""Decide what a message is: a call, an instruction about a trade, a report, or talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from signalfill.parsing.action import PART_ENDS, Action, clauses
from signalfill.parsing.boards import shows_progress
from signalfill.parsing.calls import find_calls, judged_calls
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.exits import TOLD_CLOSED
from signalfill.parsing.followup import find_actions
from signalfill.parsing.held import is_held
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.levels import with_levels
from signalfill.parsing.objects import adds
from signalfill.parsing.outline import Outline
from signalfill.parsing.reading_state import ReadingState
from signalfill.parsing.reduction_target import reduction_target
from signalfill.parsing.results import (
    has_result,
    heads_a_list,
    only_names_a_level,
    still_held,
    tells_average,
    told_closed,
)
from signalfill.parsing.sides import names_side
from signalfill.parsing.timed_options import runs_from_clock, timed_calls

_LONGEST_INSTRUCTION = 400
_MOST_CALLS = 10
_MOVED_ENTRY = re.compile(r"M[_@w€]{0,2}[IE](?!.{0,2}S)|[IE][_@€w]{0,3}M")
_WHEN_TO_CANCEL = {C.IF, C.WAIT, C.PERIOD, C.TIMEFRAME, C.CLOCK, C.NOT}
_TURNS = ("revers", "flip")


@dataclass(slots=True)
class Conclusion:
    kind: str
    calls: list[ParsedCall] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    target: int | None = None
    reason: str = ""


def decide(tokens: list[Token], state: ReadingState, *, doubtful: list[str]) -> Conclusion:
    if len(state.drafts) > _MOST_CALLS:
        return Conclusion("none", reason="too_dense")
    return _marked(tokens) or _read(tokens, state, doubtful)


def _marked(tokens: list[Token]) -> Conclusion | None:
    """`[CLOSED]` or `[CANCEL]` at the head of a message edited in place."""
    mark = _status(tokens)
    if mark == "closed":
        return Conclusion("report", reason="marked closed")
    if mark != "cancelled":
        return None
    head = next((i for i, t in enumerate(tokens) if t.concept == C.BREAK), len(tokens))
    marked = Outline(tokens[:head]).bound(Action("cancel", rule="marked cancelled"), 0)
    return _amendment(marked, tokens[:head])


def _read(tokens: list[Token], state: ReadingState, doubtful: list[str]) -> Conclusion:
    shape = "".join(token.concept for token in tokens)
    outline = Outline(tokens)
    changed = _changed(tokens, state, outline)
    running = _running(state, shape)
    resulted = running or has_result(tokens, shape) or shows_progress(tokens, state)
    averaged = C.BREAKEVEN in shape or C.AVERAGE in shape
    resulted = resulted or (averaged and not state.draft.stops and tells_average(tokens))
    actions = _instructions(tokens, outline)
    if told_closed(tokens):
        resulted = True
        actions = [each for each in actions if each.rule != TOLD_CLOSED and not _unsized(each)]
    calls = find_calls(tokens, state, doubtful, instructed=bool(actions))
    withdrawn = _withdrawn(tokens, state, actions) or is_held(state.draft, outline)
    _doubt_closed(calls, actions)
    if calls and not (changed or resulted or withdrawn):
        return Conclusion("signal", calls=calls, reason="a call")
    told = _tells_past(tokens) or (not actions and _shows_state(tokens, state))
    if running or _lists(actions, tokens) or (resulted and told):
        return Conclusion("report", reason="results told")
    if changed or not (resulted or C.HYPOTHESIS in shape):
        actions = with_levels(actions, state, tokens, outline, changed=changed)
    exited = any(action.name in {"close", "cancel"} for action in actions)
    ordered = _bare_order(tokens, state.draft) and not resulted
    ordered = ordered and (_reversed(tokens) or not (withdrawn or exited))
    if _status(tokens) == "open" or ordered:
        return Conclusion(
            "signal", calls=judged_calls(tokens, state, doubtful), reason="a bare call"
        )
    if actions:
        return _amendment(actions, tokens)
    return _without_order(tokens, state, doubtful, shape, resulted=resulted)


def _without_order(
    tokens: list[Token], state: ReadingState, doubtful: list[str], shape: str, *, resulted: bool
) -> Conclusion:
    """What neither calls with a price nor instructs."""
    if not resulted and runs_from_clock(tokens, shape):
        return Conclusion("signal", calls=timed_calls(tokens, state, doubtful), reason="a call")
    if resulted or only_names_a_level(shape) or still_held(tokens):
        return Conclusion("report", reason="a result")
    return Conclusion("none", reason="neither a call nor an instruction")


def _doubt_closed(calls: list[ParsedCall], actions: list[Action]) -> None:
    """`close SOL, opened LINK 14.2`: a coin that is closed in other words is not called too."""
    for call in calls:
        named = {price.token.start for price in (*call.draft.prices, *call.prices)}
        for action in actions:
            start, end = action.span or (0, 0)
            apart = not any(start <= place < end for place in named)
            ended = action.name in {"close", "cancel"} and action.base is not None
            if ended and apart and action.base == call.coin.base:
                call.doubt("unclear", "its coin is closed or canceled")


def _lists(actions: list[Action], tokens: list[Token]) -> bool:
    """How each trade of a list stands, unless one is to be closed."""
    closing = any(action.rule == "closed" for action in actions)
    return bool(actions) and not closing and heads_a_list(tokens)


def _unsized(action: Action) -> bool:
    return action.name == "reduce" and action.fraction is None


def _instructions(tokens: list[Token], outline: Outline) -> list[Action]:
    """In a long message only for coins that it names."""
    if len(tokens) > _LONGEST_INSTRUCTION:
        return []
    actions = find_actions(outline)
    if outline.is_long:
        return [action for action in actions if action.base is not None or action.fraction]
    return actions


def _status(tokens: list[Token]) -> str:
    """`[CLOSED]`, `[CANCEL]`, `[OPEN]` at the head of a message edited in place."""
    if len(tokens) < 3 or tokens[0].concept != C.OPENING or tokens[2].concept != C.CLOSING:
        return ""
    if tokens[1].concept in {C.CLOSE, C.STOPPED, C.HIT}:
        return "closed"
    if tokens[1].concept == C.CANCEL:
        return "cancelled"
    return "open" if tokens[1].key in {"open", "opened", "new"} else ""


def _changed(tokens: list[Token], state: ReadingState, outline: Outline) -> bool:
    """The message alters a trade, although it may have the shape of a call."""
    changes = [token for token in tokens if token.concept == C.CHANGE]
    if any(map(outline.announces, changes)) or _entry_moved(tokens, outline):
        return True
    draft = state.draft
    added_to = draft.entries or ([] if draft.stops else draft.soft_entries)
    if added_to and C.ADD in [token.concept for token in tokens]:
        entries = {id(price.token) for price in added_to}
        for clause in clauses(tokens):
            if adds(clause) and any(id(token) in entries for token in clause):
                return True
    return False


def _entry_moved(tokens: list[Token], outline: Outline) -> bool:
    """`move limit OP to 1.0`, `limit update`; to *set* one places it."""
    if C.MOVE not in [token.concept for token in tokens]:
        return False
    for _, part in outline.speaking():
        moved = [C.NOISE if t.value == "place" else t.concept for t in part.tokens]
        if _MOVED_ENTRY.search("".join(moved)):
            return True
    return False


def _tells_past(tokens: list[Token]) -> bool:
    return any(token.concept == C.RECAP and token.value != "weak" for token in tokens)


def _withdrawn(tokens: list[Token], state: ReadingState, actions: list[Action]) -> bool:
    """A call that is cancelled, or closed in the very words that name its entry."""
    names = {action.name for action in actions}
    if "cancel" in names or any(map(_takes_back, clauses(tokens, PART_ENDS))):
        return True
    if not names & {"close", "reduce", "move_stop"}:
        return False
    draft = state.draft
    if not (draft.stops or draft.stop_percent or draft.targets or draft.target_order):
        return any(map(_manages, actions))  # and there is no level of its own
    spans = [each.span for each in actions if each.span and each.name in {"close", "reduce"}]
    entries = [p.token for d in state.drafts for p in (*d.entries, *d.soft_entries)]
    return any(
        start <= entry.start < _first_stop(tokens, start, end)
        for start, end in spans
        for entry in entries
    )


def _manages(action: Action) -> bool:
    """What nobody says of a trade that is only to be entered."""
    return bool(action.fraction) or (action.name == "move_stop" and action.to == "entry")


def _first_stop(tokens: list[Token], start: int, end: int) -> int:
    """Where the stop stands in a clause, or its end: a number behind it is no price closed at."""
    stops = (t.start for t in tokens if t.concept == C.STOP and start <= t.start < end)
    return next(stops, end)


def _takes_back(clause: list[Token]) -> bool:
    """`sorry, delete that`: whatever it is about, beside a call it may be about that call."""
    concepts = {token.concept for token in clause}
    return C.CANCEL in concepts and not concepts & _WHEN_TO_CANCEL


def _running(state: ReadingState, shape: str) -> bool:
    """A row of a running trade: its stop stands at the entry, which is given."""
    return any(draft.stop_at_entry and draft.entries for draft in state.drafts) and "M" not in shape


def _shows_state(tokens: list[Token], state: ReadingState) -> bool:
    """`Update: entry 14.2, current 13.8, PnL +3 %, SL 14.8`: a card that says nothing is new."""
    entered = bool(state.draft.entries or state.draft.soft_entries)
    return entered and not any(token.concept == C.CHANGE and token.value for token in tokens)


def _amendment(actions: list[Action], tokens: list[Token]) -> Conclusion:
    return Conclusion(
        "amendment",
        actions=actions,
        target=reduction_target(tokens),
        reason="an instruction",
    )


def _reversed(tokens: list[Token]) -> bool:
    """`cancel the long, reverse to short now`: what is left is followed by a new trade."""
    return any(token.concept == C.OPENED and token.key.startswith(_TURNS) for token in tokens)


def _bare_order(tokens: list[Token], draft: Draft) -> bool:
    """`$ZRO - LONG X10, ENTRY NOW`: a side, a coin and an order to enter, without levels."""
    return len(tokens) < 41 and draft.market and draft.ordered and names_side(tokens)
