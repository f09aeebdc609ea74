"""Settings that an earlier release stored go on as they were, until the next push."""

from __future__ import annotations

from typing import Any

from signalfill.adapters.dynamodb.items import Item, encode

BEFORE: dict[str, dict[str, object]] = {
    "account": {"daily_loss_share": "whole"},
    "defaults": {
        "unknown_layout": "trade",
        "percent_levels": "deny",
        "max_chase_risk": None,
        "author_size": "ignore",
        "reduce_unsaid": None,
    },
}
"""What held before a setting existed, by section: where it is not stored, this is meant."""


def as_they_were(item: Item) -> Item:
    """The stored settings with what their release did without saying so."""
    if "document" not in item:
        return item
    document: dict[str, Any] = dict(item["document"]["M"])
    for section, values in BEFORE.items():
        stored = document.get(section, {"M": {}})["M"]
        unsaid = {name: encode(value) for name, value in values.items() if name not in stored}
        if unsaid:
            document[section] = {"M": {**stored, **unsaid}}
    return {**item, "document": {"M": document}}
