"""Decide what a message is: a call, an instruction about a trade, a report, or talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.doubts import add_doubts
from signalfill.parsing.draft import Draft
from signalfill.parsing.fields import Walk
from signalfill.parsing.followup import Action, find_actions
from signalfill.parsing.judge import Call, judge
from signalfill.parsing.sides import said_sides
from signalfill.parsing.symbols import find_coin, find_subjects

_TAG = re.compile(r"\A[^\w\n]{0,2}\(([CXEjO])_?\)")
_RESULTS = re.compile(
    r"[TE][#·]?1?(?:[^\n0]{0,3}0)?[^\n0]{0,3}Z(?![^\n]*[0%])"  # a tick behind a target
    r"|[PQ][:\-+^ ]{0,2}[+\-]?[%5]"  # profit: 12 %
    r"|%[QP]"
    r"|[O]"
    r"|T1?[^\n0]{0,3}J|J[^\n0]{0,3}T|S[^\n0:]{0,2}J|J[^\n0]{0,2}S|E1?[^\n0]{0,2}J"
    r"|F|l[:|]{0,3}0"
)
_LONGEST_INSTRUCTION = 160


@dataclass(slots=True)
class Verdict:
    kind: str
    calls: list[Call] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    reason: str = ""


def decide(tokens: list[Token], walk: Walk, *, doubtful: list[str]) -> Verdict:
    shape = "".join(token.concept for token in tokens)
    tagged = _TAG.match(shape)
    if tagged and tagged[1] in "CO":
        return Verdict("report", reason="marked closed")
    if tagged and tagged[1] == "X":
        return _amendment([Action("cancel", rule="marked cancelled")], tokens)
    opened = bool(tagged)
    calls = _calls(tokens, walk, doubtful)
    changed = any(token.concept == C.CHANGE for token in tokens)
    resulted = bool(_RESULTS.search(shape)) or any(draft.stop_at_entry for draft in walk.drafts)
    if calls and not changed and not resulted:
        return Verdict("signal", calls=calls, reason="a call")
    actions = find_actions(tokens) if len(tokens) <= _LONGEST_INSTRUCTION else []
    if not resulted or changed:
        actions = _with_levels(actions, walk.draft, changed=changed)
    if actions:
        return _amendment(actions, tokens)
    if resulted:
        return Verdict("report", reason="a result")
    if opened or _bare_order(tokens, walk.draft, shape):
        return Verdict("signal", calls=_judged(tokens, walk, doubtful), reason="a bare call")
    return Verdict("none", reason="neither a call nor an instruction")


def _amendment(actions: list[Action], tokens: list[Token]) -> Verdict:
    return Verdict(
        "amendment", actions=actions, subjects=find_subjects(tokens), reason="an instruction"
    )


def _judged(tokens: list[Token], walk: Walk, doubtful: list[str]) -> list[Call]:
    calls: list[Call] = []
    ends = [draft.start for draft in walk.drafts[1:]] + [len(tokens)]
    first_coin = None
    for draft, end in zip(walk.drafts, ends, strict=True):
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
    return calls


def _calls(tokens: list[Token], walk: Walk, doubtful: list[str]) -> list[Call]:
    """Calls with enough substance: an entry and a protection, or a side said with its levels."""
    if not any(_substantial(draft, tokens) for draft in walk.drafts):
        return []
    return _judged(tokens, walk, doubtful)


def _substantial(draft: Draft, tokens: list[Token]) -> bool:
    priced = bool(draft.entries or draft.soft_entries)
    protected = bool(draft.stops or draft.stop_percent)
    aimed = bool(draft.target_order)
    if (priced or draft.market) and (protected or aimed):
        return True
    sides = bool(said_sides(tokens))
    if sides and protected and aimed:
        return True
    return bool(draft.entry_label and draft.entries and sides)


def _with_levels(actions: list[Action], draft: Draft, *, changed: bool) -> list[Action]:
    """Levels without an entry, or with a word of change, set the stop and the targets."""
    found = list(actions)
    names = {action.name for action in found}
    entered = bool(draft.entries or draft.soft_entries)
    if entered and not changed:
        return found
    if draft.stops and not ("move_stop" in names and any(a.to for a in found if a.name == "move_stop")):
        found = [a for a in found if a.name != "move_stop"]
        found.append(Action("move_stop", to=draft.stops[0].value, rule="a stop alone"))
    if draft.targets and "set_targets" not in names and (draft.stops or changed or draft.target_label):
        prices = ",".join(price.value for price in draft.targets)
        found.append(Action("set_targets", to=prices, rule="targets alone"))
    if changed and entered:
        found.append(Action("other", rule="entry changed"))
    return found


def _bare_order(tokens: list[Token], draft: Draft, shape: str) -> bool:
    """`$ZRO - LONG X10, ENTRY NOW`: a side, a coin and an order to enter, without levels."""
    if len(tokens) > 40 or not said_sides(tokens):
        return False
    return draft.market and ("E" in shape or "j" in shape or "b" in shape)
