"""Decide what a message is: a call, an instruction about a trade, a report, or talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.doubts import add_doubts, share_doubts
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.fields import Walk
from signalfill.parsing.followup import PART_ENDS, Action, clauses, find_actions
from signalfill.parsing.judge import Call, judge
from signalfill.parsing.results import has_result, only_names_a_level, still_held
from signalfill.parsing.sides import said_sides
from signalfill.parsing.symbols import find_coin, find_subjects

_LISTED_TARGETS = re.compile(r"T1?:\s?[·#]?[01]")
_LONGEST_INSTRUCTION = 160
_PROSE_WORDS = 5


@dataclass(slots=True)
class Verdict:
    kind: str
    calls: list[Call] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    reason: str = ""


def decide(tokens: list[Token], walk: Walk, *, doubtful: list[str]) -> Verdict:
    mark = _status(tokens)
    if mark == "closed":
        return Verdict("report", reason="marked closed")
    if mark == "cancelled":
        head = next((i for i, t in enumerate(tokens) if t.concept == C.BREAK), len(tokens))
        return _amendment([Action("cancel", rule="marked cancelled")], tokens[:head])
    shape = "".join(token.concept for token in tokens)
    changed = _changed(tokens, walk)
    resulted = has_result(tokens, shape) or _running(walk, shape)
    instructed = _instructions(tokens)
    calls = _calls(tokens, walk, doubtful, instructed=bool(instructed))
    if calls and not changed and not resulted and not _withdrawn(tokens, walk, instructed):
        return Verdict("signal", calls=calls, reason="a call")
    if resulted and (_tells_past(tokens) or _running(walk, shape)):
        return Verdict("report", reason="results told")
    actions = instructed
    if not resulted and "y" not in shape or changed:
        actions = _with_levels(instructed, walk, tokens, changed=changed)
    if mark == "open" or _bare_order(tokens, walk.draft):
        return Verdict("signal", calls=_judged(tokens, walk, doubtful), reason="a bare call")
    if actions:
        return _amendment(actions, tokens)
    if resulted or only_names_a_level(shape) or still_held(tokens):
        return Verdict("report", reason="a result")
    return Verdict("none", reason="neither a call nor an instruction")


def _instructions(tokens: list[Token]) -> list[Action]:
    supposed = any(token.concept == C.HYPOTHESIS for token in tokens)
    if supposed or len(tokens) > _LONGEST_INSTRUCTION:
        return []
    return find_actions(tokens)


def _status(tokens: list[Token]) -> str:
    """`[CLOSED]`, `[CANCEL]`, `[OPEN]` at the head of a message edited in place."""
    if len(tokens) < 3 or tokens[0].concept != C.OPENING or tokens[2].concept != C.CLOSING:
        return ""
    if tokens[1].concept in {C.CLOSE, C.STOPPED, C.HIT}:
        return "closed"
    if tokens[1].concept == C.CANCEL:
        return "cancelled"
    return "open" if tokens[1].key in {"open", "opened", "new"} else ""


def _changed(tokens: list[Token], walk: Walk) -> bool:
    """The message alters a trade, although it may have the shape of a call."""
    if any(token.concept == C.CHANGE for token in tokens):
        return True
    if walk.draft.entries:
        entries = {id(price.token) for price in walk.draft.entries}
        for clause in clauses(tokens):
            if any(token.concept == C.ADD for token in clause) and any(
                id(token) in entries for token in clause
            ):
                return True
    return False


def _tells_past(tokens: list[Token]) -> bool:
    return any(token.concept == C.RECAP and token.value != "weak" for token in tokens)


def _withdrawn(tokens: list[Token], walk: Walk, actions: list[Action]) -> bool:
    """A call that is cancelled, or closed in the very words that name its entry."""
    names = {action.name for action in actions}
    if "cancel" in names:
        return True
    if not names & {"close", "reduce"}:
        return False
    entries = {id(p.token) for d in walk.drafts for p in (*d.entries, *d.soft_entries)}
    for clause in clauses(tokens, PART_ENDS):
        stop = next((i for i, t in enumerate(clause) if t.concept == C.STOP), len(clause))
        head = clause[:stop]
        if any(id(token) in entries for token in head) and any(
            token.concept in {C.CLOSE, C.EXIT, C.TRIM} for token in head
        ):
            return True
    return False


def _running(walk: Walk, shape: str) -> bool:
    """A row of a running trade: its stop stands at the entry, which is given."""
    return any(draft.stop_at_entry and draft.entries for draft in walk.drafts) and "M" not in shape


def _amendment(actions: list[Action], tokens: list[Token]) -> Verdict:
    return Verdict(
        "amendment", actions=actions, subjects=find_subjects(tokens), reason="an instruction"
    )


def _judged(tokens: list[Token], walk: Walk, doubtful: list[str]) -> list[Call]:
    calls: list[Call] = []
    ends = [draft.start for draft in walk.drafts[1:]] + [len(tokens)]
    first_coin = None
    for draft, end in zip(walk.drafts, ends, strict=True):
        if calls and not _stands_alone(draft):
            continue
        part = tokens[draft.start : end]
        coin = find_coin(tokens, draft.start, end)
        if coin.base is None and first_coin is not None:
            coin = first_coin
        first_coin = first_coin or coin
        said = said_sides(part) or (said_sides(tokens[: walk.drafts[0].start or end]) if calls else set())
        call = judge(draft, coin, said, part)
        add_doubts(call, draft, part, [at for at in walk.unclaimed if draft.start <= at < end], tokens)
        for reason in doubtful:
            call.doubt("unclear", reason)
        calls.append(call)
    share_doubts(calls)
    return calls


def _stands_alone(draft: Draft) -> bool:
    return bool(draft.stops or draft.stop_percent or draft.target_order or draft.entry_label)


def _calls(
    tokens: list[Token], walk: Walk, doubtful: list[str], *, instructed: bool
) -> list[Call]:
    """Calls with enough substance: an entry and a protection, or a side said with its levels."""
    if not any(_substantial(draft, tokens, instructed=instructed) for draft in walk.drafts):
        return []
    calls = _judged(tokens, walk, doubtful)
    if all(call.coin.base is None and call.side is None for call in calls):
        return []
    return calls


def _substantial(draft: Draft, tokens: list[Token], *, instructed: bool) -> bool:
    priced = bool(draft.entries or draft.soft_entries)
    protected = bool(draft.stops or draft.stop_percent)
    aimed = bool(draft.target_order)
    if _only_prose(draft, tokens):
        return False
    sides = bool(said_sides(tokens))
    if instructed and not sides and not draft.entries and not (draft.soft_entries and protected):
        return False
    if (priced or draft.market) and (protected or aimed):
        return True
    if sides and protected and aimed:
        return True
    if priced and sides and draft.stop_label:
        return True
    if draft.entries and draft.entry_label and sides:
        return True
    return bool(draft.soft_entries) and sides and len(tokens) < 11 and not instructed


def _only_prose(draft: Draft, tokens: list[Token]) -> bool:
    """Every price stands in a sentence: a comment on the market, not a call."""
    prices = [*draft.entries, *draft.soft_entries, *draft.stops, *draft.targets]
    if not prices:
        return False
    wanted = {id(price.token) for price in prices}
    for line in clauses(tokens, {C.BREAK, C.LINE}):
        numbers = sum(id(token) in wanted for token in line)
        words = sum(token.concept in {C.WORD, C.NOISE, C.AT, C.PERIOD} for token in line)
        if numbers and words <= _PROSE_WORDS + 3 * numbers:
            return False
    return True


def _with_levels(
    actions: list[Action], walk: Walk, tokens: list[Token], *, changed: bool
) -> list[Action]:
    """Levels without an entry, or with a word of change, set the stop and the targets."""
    draft = walk.draft
    entered = bool(draft.entries or draft.soft_entries)
    if entered and not changed:
        return actions
    found = [action for action in actions if action.name not in {"move_stop", "set_targets"}]
    stops = [action for action in actions if action.name == "move_stop"]
    targets = [action for action in actions if action.name == "set_targets"]
    if draft.stops and not any(action.to for action in stops):
        stops = [Action("move_stop", to=draft.stops[0].value, rule="a stop alone")]
    elif changed and not stops and any("st" in t.key for t in tokens if t.concept == C.CHANGE):
        stops = [Action("move_stop", rule="stop changed")]
    listed = bool(_LISTED_TARGETS.search("".join(token.concept for token in tokens)))
    if draft.targets and (draft.stops or changed or listed) and not any(t.to is None for t in targets):
        prices = ",".join(price.value for price in draft.targets)
        targets = [Action("set_targets", to=prices, rule="targets alone")]
    added = [price for price in draft.entries if changed and _added(tokens, price)]
    if added:
        found = [action for action in found if action.name != "add"]
        found.append(Action("add", to=added[0].value, rule="added"))
    elif changed and entered:
        found.append(Action("other", rule="entry changed"))
    return [*found, *stops, *targets]


def _added(tokens: list[Token], price: Price) -> bool:
    """Topped up, or the second entry of a running trade opened."""
    if any(token.concept == C.ADD for token in tokens):
        return True
    at = next(index for index, token in enumerate(tokens) if token is price.token)
    return at > 0 and tokens[at - 1].concept == C.INDEX and tokens[at - 1].value not in {"", "1"}


def _bare_order(tokens: list[Token], draft: Draft) -> bool:
    """`$ZRO - LONG X10, ENTRY NOW`: a side, a coin and an order to enter, without levels."""
    return len(tokens) < 41 and draft.market and draft.ordered and bool(said_sides(tokens))
