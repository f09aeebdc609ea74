"""Settings of a newer release, as far as this one knows them: entries stop, protection goes on.

What is left out here counts as not said: the default stands. Nothing is bought by it, as entries
are paused while such settings are in force.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from signalfill.adapters.dynamodb.items import Item, decode, encode
from signalfill.domain.rules import RULE_NAMES, Rules
from signalfill.domain.settings import Settings

_MOST = 100
"""So many values are left out at most: what has more is not read at all."""


def as_far_as_known(item: Item) -> Item:
    """The stored settings without the rules and values that are not known here."""
    if "document" not in item:
        return item
    document = decode(item["document"])
    for channel in document.get("channels", {}).values():
        for speaker in (channel, *channel.get("authors", {}).values()):
            speaker["rules"] = _known(speaker.get("rules", {}))
    for _ in range(_MOST):
        try:
            Settings.model_validate(document, extra="ignore")
        except ValidationError as error:
            left_out = [_left_out(document, each["loc"]) for each in error.errors()]
            if not any(left_out):
                break  # it is said of the whole, which has no place to be left out of
        else:
            break
    return {**item, "document": encode(document)}


def _known(rules: dict[str, str]) -> dict[str, str]:
    return {name: rule for name, rule in rules.items() if name in RULE_NAMES and _fits(name, rule)}


def _fits(name: str, rule: str) -> bool:
    try:
        Rules.model_validate({name: rule})
    except ValidationError:
        return False
    return True


def _left_out(document: dict[str, Any], place: tuple[int | str, ...]) -> bool:
    """Whether the value at this place, or the one that holds it, could be taken out."""
    holder: Any = document
    for step, name in enumerate(place):
        inner = holder.get(name) if isinstance(holder, dict) else None
        if not isinstance(inner, dict) or step == len(place) - 1:
            return isinstance(holder, dict) and holder.pop(name, None) is not None
        holder = inner
    return False
