"""Levels that name no price: `5%` of the price, `3R` times the risk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")
_MULTIPLE = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)R")
_WIDEST_STOP = Decimal("0.5")
"""From here on a percentage means the margin, or the account, and not the price."""


def fraction_of(level: str) -> Decimal | None:
    """0.05 of `5%`; None where it is no single percentage."""
    match = _PERCENT.fullmatch(level)
    return Decimal(match[1]) / 100 if match else None


def multiple_of(level: str) -> Decimal | None:
    """3 of `3R`."""
    match = _MULTIPLE.fullmatch(level)
    return Decimal(match[1]) if match else None


def is_computable(stop: str | None, targets: Sequence[str], *, leverage: str | None) -> bool:
    """Whether prices follow from an entry: no ranges, no wide stop, no call with leverage.

    Where leverage is named, `SL 50%` mostly speaks of the margin.
    """
    if leverage is not None:
        return False
    if stop is not None:
        share = fraction_of(stop)
        if share is None or not 0 < share < _WIDEST_STOP:
            return False
    return all((fraction_of(each) or multiple_of(each) or 0) > 0 for each in targets)
