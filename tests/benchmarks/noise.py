"""How much noise a machine would trade: prints each such message, to be looked at."""

from __future__ import annotations

from signalfill.parsing import parse
from tests.benchmarks.result import Figure
from tests.noise.generate import Noise, generate

MESSAGES = 20_000
SEEDS = (1, 2)
MOST_TRADABLE = 1


def tradable(seed: int) -> list[Noise]:
    return [
        noise
        for noise in generate(MESSAGES // len(SEEDS), seed=seed)
        if any(not signal.problems for signal in parse(noise.text).signals)
    ]


def measure() -> list[Figure]:
    found = [noise for seed in SEEDS for noise in tradable(seed)]
    for noise in found:
        print(f"tradable noise ({noise.kind}): {noise.text!r}")  # noqa: T201 - to be looked at
    return [
        Figure(
            f"noise taken for a trade, of {MESSAGES} messages",
            str(len(found)),
            f"≤ {MOST_TRADABLE}",
            len(found) <= MOST_TRADABLE,
            is_gate=True,
        )
    ]
