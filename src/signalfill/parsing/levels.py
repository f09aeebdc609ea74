"""Levels without an entry: a follow-up that sets the stop or the targets of a trade."""

from __future__ import annotations

import re

from signalfill.parsing.action import TARGET_CHANGED, Action
from signalfill.parsing.clause_shape import counts_units
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.objects import adds
from signalfill.parsing.outline import Outline
from signalfill.parsing.reading_state import ReadingState

_MOST_WORDS = 3
_MOST_STOPS = 20
_LISTED_TARGETS = re.compile(r"T1?:\s?[·#]?[01]|TK0")


def with_levels(
    actions: list[Action],
    state: ReadingState,
    tokens: list[Token],
    outline: Outline,
    *,
    changed: bool,
) -> list[Action]:
    """Levels without an entry, or with a word of change, set the stop and the targets."""
    draft = state.draft
    entered = bool(draft.entries or draft.soft_entries)
    if draft.more and draft.entries and not (draft.entry_label or draft.stops or draft.targets):
        averaged = Action("add", to=draft.entries[0].value, rule="averaging")
        return [*actions, *outline.bound_at(averaged, draft.entries[0].token)]
    if not changed and (entered or _calls(tokens)):
        return actions
    found = [action for action in actions if action.name not in {"move_stop", "set_targets"}]
    entries = draft.entries or draft.soft_entries
    added = [price for price in entries if changed and _added(tokens, price)]
    if added:
        found = [action for action in found if action.name != "add"]
        found += outline.bound_at(Action("add", to=added[0].value, rule="added"), added[0].token)
    elif changed and entered and not any(action.name == "other" for action in found):
        entry = (*draft.entries, *draft.soft_entries)[0]
        found += outline.bound_at(Action("other", rule="entry changed"), entry.token)
    stops = _stops(draft, tokens, actions, outline, changed=changed)
    return [*found, *stops, *_targets(draft, tokens, actions, outline, changed=changed)]


def _stops(
    draft: Draft, tokens: list[Token], actions: list[Action], outline: Outline, *, changed: bool
) -> list[Action]:
    stops = [action for action in actions if action.name == "move_stop"]
    told = draft.stops and outline.instructs(draft.stops[0].token)
    told = told and not counts_units(*outline.around(draft.stops[0].token))
    told = told and (changed or not _in_sentence(draft.stops[0], outline))
    if told and not any(action.to for action in stops):
        return _stop_of_each_coin(_newest(draft, tokens), draft, outline)
    restopped = [token for token in tokens if token.concept == C.CHANGE and token.value == "stop"]
    if changed and restopped and not stops:
        return outline.bound_at(Action("move_stop", rule="stop changed"), restopped[0])
    return stops


def _stop_of_each_coin(newest: Price, draft: Draft, outline: Outline) -> list[Action]:
    """`SOL: SL 138`, and below it `ETH: SL 3100`."""
    found: list[Action] = []
    for price in (newest, *draft.stops[:_MOST_STOPS]):
        stop = Action("move_stop", to=price.value, rule="a stop alone")
        known = {each.base for each in found}
        found += [e for e in outline.bound_at(stop, price.token) if e.base not in known]
    return found


def _calls(tokens: list[Token]) -> bool:
    """`Short ETH …, stop 2620`: a side in front of its coin calls, whatever the entry is."""
    for at, token in enumerate(tokens[:-1]):
        if token.concept in {C.LONG, C.SHORT, C.BUY, C.SELL}:
            head = at == 0 or tokens[at - 1].concept == C.BREAK
            named = tokens[at + 1].concept in {C.SYMBOL, C.WORD}
            return head and named
    return False


def _newest(draft: Draft, tokens: list[Token]) -> Price:
    """`Old stop: 1.48, new stop: 1.44`."""
    changes = [t.start for t in tokens if t.concept == C.CHANGE and t.value == "stop"]
    renewed = changes[-1] if changes else 0
    behind = [price for price in draft.stops if price.token.start > renewed]
    return behind[0] if behind else draft.stops[0]


def _in_sentence(price: Price, outline: Outline) -> bool:
    """A stop that a comment mentions is nobody's order."""
    for part in outline.parts:
        if any(token is price.token for token in part.tokens):
            concepts = [token.concept for token in part.tokens]
            words = sum(concept in {C.WORD, C.NOISE, C.AT} for concept in concepts)
            named = concepts.index(C.STOP) if C.STOP in concepts else 0
            kept = bool({C.HOLD, C.NOT} & set(concepts[named:]))
            return kept or words > _MOST_WORDS
    return False


def _targets(
    draft: Draft, tokens: list[Token], actions: list[Action], outline: Outline, *, changed: bool
) -> list[Action]:
    targets = [action for action in actions if action.name == "set_targets"]
    listed = _LISTED_TARGETS.search("".join(token.concept for token in tokens))
    meant = bool(draft.stops or changed or listed)
    meant = meant and bool(draft.targets) and outline.instructs(draft.targets[0].token)
    said = any(action.name == "close" or action.rule == TARGET_CHANGED for action in actions)
    if not meant or said or any(action.to is None for action in targets):
        return targets
    levels = [price for price in draft.targets if not _ticked(tokens, price)]
    if not levels:
        return targets
    prices = ",".join(price.value for price in levels)
    aimed = Action("set_targets", to=prices, rule="targets alone")
    return outline.bound_at(aimed, levels[0].token)


def _ticked(tokens: list[Token], price: Price) -> bool:
    """`Update: target 1 ✅`: which target was reached, and no price."""
    if not price.value.isdecimal() or len(price.value) > 1:
        return False
    at = next(index for index, token in enumerate(tokens) if token is price.token)
    return at + 1 < len(tokens) and tokens[at + 1].concept in {C.DONE, C.HIT}


def _added(tokens: list[Token], price: Price) -> bool:
    """Topped up, or the second entry of a running trade opened."""
    if adds(tokens):
        return True
    at = next(index for index, token in enumerate(tokens) if token is price.token)
    return at > 0 and tokens[at - 1].concept == C.INDEX and tokens[at - 1].value not in {"", "1"}
