"""How much noise a machine would trade or act on: prints what it would, to be looked at."""

from __future__ import annotations

from collections import Counter

from signalfill.parsing import parse
from tests.benchmarks.result import Figure, informative
from tests.noise.generate import Noise, generate, is_acted_on, is_traded

MESSAGES = 20_000
SEEDS = (1, 2)
MOST_TRADABLE = 0
MOST_ACTING = 0.005
_SHOWN = 3  # of each kind


def measure() -> list[Figure]:
    noises = [each for seed in SEEDS for each in generate(MESSAGES // len(SEEDS), seed=seed)]
    readings = [(noise, parse(noise.text)) for noise in noises]
    traded = [noise for noise, reading in readings if is_traded(reading)]
    acted = [noise for noise, reading in readings if is_acted_on(noise, reading)]
    _show("tradable", traded, len(traded))
    _show("acting", acted, _SHOWN)
    kinds, of = (Counter(noise.kind for noise in each) for each in (acted, noises))
    return [
        Figure(
            f"noise taken for a trade, of {MESSAGES} messages",
            str(len(traded)),
            f"≤ {MOST_TRADABLE}",
            len(traded) <= MOST_TRADABLE,
            is_gate=True,
        ),
        Figure(
            "noise acted on",
            f"{len(acted) / MESSAGES:.2%}",
            f"≤ {MOST_ACTING:.1%}",
            len(acted) <= MOST_ACTING * MESSAGES,
        ),
        *(informative(f"  {kind}", f"{count / of[kind]:.1%}") for kind, count in kinds.items()),
    ]


def _show(verdict: str, found: list[Noise], most: int) -> None:
    shown: Counter[str] = Counter()
    for noise in found:
        shown[noise.kind] += 1
        if shown[noise.kind] <= most:
            print(f"{verdict} noise ({noise.kind}): {noise.text!r}")  # noqa: T201 - to be looked at
