"""`make evidence-audit`: both proofs on many seeds; ends with 1 where one does not hold."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from decimal import Decimal

from signalfill.domain.evidence.results import Lane
from tests.replay.audit import Bounds, bounds_of, differences
from tests.replay.truth import truth_world
from tests.replay.worlds import world

CALLS = 5
MOST_ABOVE = 0.005
"""Of trades with stops that follow their entry, so many may lie beyond the truth."""
PATIENCE = 4


def stepping(seeds: range) -> int:
    """How many seeds differ between skipping and stepping."""
    wrong = 0
    for seed in seeds:
        of_seed = world(seed, days=3, calls_a_day=5)
        for lane in Lane:
            found = differences(*(of_seed.lane(lane, stepwise=each) for each in (False, True)))
            wrong += bool(found)
            for line in found:
                print(f"seed {seed}, {lane.value}: {line}")
    print(f"skipping = stepping: {len(seeds)} seeds, {len(Lane)} lanes each, {wrong} differ")
    return wrong


def _trades(first: int, wanted: int, after: str) -> Iterator[tuple[int, Bounds]]:
    """By seed, until there are as many as wanted; refused calls are none."""
    found = 0
    for seed in range(first, first + PATIENCE * wanted):
        of_seed = truth_world(seed, calls=CALLS, after_first_target=after)
        for call in of_seed.calls:
            bounds = bounds_of(of_seed, call)
            if bounds is not None and found < wanted:
                found += 1
                yield seed, bounds
        if found >= wanted:
            return


def truth(first: int, wanted: int, after: str, *, most: float) -> int:
    """How many trades lie outside their bounds, if more than `most` of them; else 0."""
    trades, outside = [], 0
    for seed, bounds in _trades(first, wanted, after):
        trades.append(bounds)
        if bounds.flatters or bounds.bounds_too_low:
            outside += 1
            print(
                f"seed {seed}: worst {bounds.worst}, truth {bounds.low} to {bounds.high}, "
                f"best {bounds.best}"
            )
    means = [sum(each, Decimal(0)) / len(trades) for each in zip(*trades, strict=True)]
    told = ", ".join(f"{mean:.4f}" for mean in means)
    print(
        f"stops after a target: {after}: {len(trades)} trades, {outside} outside their bounds; "
        f"mean worst, truth, truth, best: {told}"
    )
    flatters = means[0] > means[1] or means[3] < means[2]
    return outside if outside > most * len(trades) or flatters else 0


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.replay", description=__doc__)
    options.add_argument("--seeds", type=int, default=100, help="worlds for skipping = stepping")
    options.add_argument("--trades", type=int, default=2000, help="trades held to the truth")
    options.add_argument("--from", type=int, default=0, dest="first")
    chosen = options.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    wrong = stepping(seeds)
    half = chosen.trades // 2
    wrong += truth(chosen.first, half, "stay", most=0.0)
    wrong += truth(chosen.first, chosen.trades - half, "net", most=MOST_ABOVE)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
