"""One measured figure and the bar it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """`is_gate`: a missed bar fails the run. Only ratios are gates: machines differ."""

    what: str
    value: str
    bar: str
    is_met: bool
    is_gate: bool = False


def at_most(what: str, value: float, bar: float, unit: str, *, is_gate: bool = False) -> Figure:
    return Figure(what, f"{value:.2f} {unit}", f"≤ {bar:g} {unit}", value <= bar, is_gate)


def at_least(what: str, value: float, bar: float, unit: str) -> Figure:
    return Figure(what, f"{value:.0f} {unit}", f"≥ {bar:g} {unit}", value >= bar)


def informative(what: str, value: str) -> Figure:
    return Figure(what, value, "", is_met=True)


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]
