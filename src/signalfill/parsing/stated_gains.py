"""What the author says that a target is worth, held against where it lies.

`TP3: 0.470 (R:R = 1:17)` behind an entry of 0.1312 with the stop at 0.1276 is worth 94 times the
risk: one of the numbers is mistyped. Percentages that grow with the distance but for one say the
same. Nothing is read from them; they only contradict.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.price_checks import Levels

_REACH = 10
_TOLERANCE = Decimal("2.5")
_LIKE = Decimal("1.25")
_OFF = Decimal("1.6")
_FEWEST = 3
_WORTH = {C.RATE, C.PERCENT, C.MULTIPLE}
_ENDS = {C.BREAK, C.NUMBER, C.TARGET, C.STOP, C.ENTRY}


def contradicted_gain(draft: Draft, levels: Levels, part: list[Token]) -> str:
    """Why a target cannot be what its author says it is worth; empty where it can."""
    if not levels.entries or not levels.targets:
        return ""
    if not any(token.concept in _WORTH for token in part):
        return ""
    said = list(_said(draft, part))
    return _against_ratio(said, levels) or _against_percent(said, levels)


def _said(draft: Draft, part: list[Token]) -> Iterator[tuple[Decimal, Token]]:
    """Each target with the ratios and percentages behind it in its line."""
    targets = {id(price.token): Decimal(price.value) for price in draft.targets}
    for at, token in enumerate(part):
        target = targets.get(id(token))
        if target is None:
            continue
        for each in part[at + 1 : at + 1 + _REACH]:
            if each.concept in _ENDS:
                break
            if each.concept in _WORTH:
                yield target, each


def _against_ratio(said: list[tuple[Decimal, Token]], levels: Levels) -> str:
    if levels.stop is None:
        return ""
    mean = sum(levels.entries, Decimal(0)) / len(levels.entries)
    risk = abs(mean - levels.stop)
    told: dict[Decimal, Decimal] = {}
    for target, token in said:
        if token.concept != C.PERCENT and _is_number(token.value):
            told[target] = max(Decimal(token.value), told.get(target, Decimal(0)))  # "1:17"
    for target, ratio in told.items():
        worth = abs(target - mean) / risk
        if ratio > 1 and not ratio / _TOLERANCE <= worth <= ratio * _TOLERANCE:
            return f"the target {target} is not worth {ratio} times the risk"
    return ""


def _against_percent(said: list[tuple[Decimal, Token]], levels: Levels) -> str:
    """All of them but one grow alike with the distance, with leverage or without."""
    factors: dict[Decimal, Decimal] = {}
    for target, token in said:
        if token.concept == C.PERCENT and _is_number(token.value) and target not in factors:
            factors[target] = Decimal(token.value) / abs(target / levels.near - 1)
    if len(factors) <= _FEWEST or any(factor <= 0 for factor in factors.values()):
        return ""
    middle = median(factors.values())
    off = [target for target, factor in factors.items() if not _within(factor, middle, _LIKE)]
    if len(off) == 1 and not _within(factors[off[0]], middle, _OFF):
        return f"the target {off[0]} is not the gain said beside it"
    return ""


def _within(value: Decimal, middle: Decimal, factor: Decimal) -> bool:
    return middle / factor <= value <= middle * factor


def _is_number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).isdecimal()
