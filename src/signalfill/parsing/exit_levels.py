"""Levels at which a trade is left: `exit 165`, `cut under 138`, `SELL: 3012 - 3024`.

The word does not say whether the level is a target or the stop; the other prices do. Where they do
not decide, it is a question.
"""

from __future__ import annotations

from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.sides import said_sides

EXIT = "exit"  # the field: a label of leaving opened it
_JOINTS = {C.COLON, C.ARROW, C.AT, C.DASH, C.AREA, C.QUOTE}
_BEYOND = {C.BELOW, C.ABOVE}
_PAST = {"closed", "exited", "sold"}


def names_exit(tokens: list[Token], at: int, draft: Draft) -> bool:
    """A word of leaving with its price, behind an entry: `exit 165`, `Close: 33660 31500`."""
    entered = bool(draft.entries or draft.soft_entries)
    if not entered or tokens[at].value == "past" or tokens[at].key in _PAST:
        return False
    return _priced(tokens, at)


def _priced(tokens: list[Token], at: int) -> bool:
    at += 1
    end = min(len(tokens), at + 4)
    listed = False
    while at < end and (tokens[at].concept in _JOINTS | _BEYOND or listed):
        listed = tokens[at].concept == C.COLON and tokens[at + 1 : at + 2] != []
        listed = listed and tokens[at + 1].concept == C.BREAK  # the list begins in the next line
        at += 1
    return at < end and tokens[at].concept == C.NUMBER


def settle_exits(draft: Draft, part: list[Token]) -> None:
    """Give each level its role by where it lies: beyond the entries a target, else the stop."""
    if not draft.exits:
        return
    side = _side(draft, part)
    entries = [Decimal(price.value) for price in draft.entries or draft.soft_entries]
    if side is None or not entries:
        draft.doubts.append("an exit whose meaning no other price decides")
        return
    low, high = min(entries), max(entries)
    above = [price for _, price in draft.exits if Decimal(price.value) > high]
    below = [price for _, price in draft.exits if Decimal(price.value) < low]
    gains, losses = (above, below) if side == "long" else (below, above)
    if len(gains) + len(losses) < len(draft.exits) or len(losses) > 1:
        draft.doubts.append("an exit among the entries")
    elif (gains and draft.target_order) or (losses and (draft.stops or draft.stop_percent)):
        draft.doubts.append("an exit besides the stop and the targets")
    else:
        _rename(draft, gains, losses)


def _rename(draft: Draft, gains: list[Price], losses: list[Price]) -> None:
    draft.targets += gains
    draft.target_order += [price.value for price in gains]
    draft.stops += losses
    draft.stop_label = draft.stop_label or bool(losses)
    draft.target_label = draft.target_label or bool(gains)
    stops = {id(price) for price in losses}
    for label, price in draft.exits:
        label.concept = C.STOP if id(price) in stops else C.TARGET
        label.value = ""
    if len(gains) == 1 and not losses and draft.exit_lines:
        draft.doubts.append("an exit that may be told, not planned")


def _side(draft: Draft, part: list[Token]) -> str | None:
    """The side that is said apart from these levels, or that follows from the stop."""
    labels = {id(label) for label, _ in draft.exits}
    said = said_sides([token for token in part if id(token) not in labels])
    if len(said) == 1:
        return next(iter(said))
    entries = [Decimal(price.value) for price in draft.entries or draft.soft_entries]
    stops = [Decimal(price.value) for price in draft.stops[:1]]
    targets = [Decimal(price.value) for price in draft.targets]
    if said or not entries or not (stops or targets):
        return None
    if max([*stops, *entries]) == max(entries) and min([*targets, *entries]) == min(entries):
        return "long"
    if min([*stops, *entries]) == min(entries) and max([*targets, *entries]) == max(entries):
        return "short"
    return None
