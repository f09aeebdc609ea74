"""`python -m tests.simulation`: many seeds in parallel, one summary line.

One seed alone is told line by line. The exit code is 1 where an invariant was broken.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from os import process_cpu_count

from tests.simulation.run import Outcome, run
from tests.simulation.story import story
from tests.simulation.summary import summary
from tests.simulation.world import SimulatedWorld

CHUNK = 10


def main() -> int:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first of them")
    parser.add_argument(
        "--processes", type=int, default=process_cpu_count(), help="how many seeds at once"
    )
    arguments = parser.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    began = time.perf_counter()
    outcomes = [_alone(seeds[0])] if len(seeds) == 1 else _all(seeds, arguments.processes)
    print(summary(outcomes, first=arguments.first, seconds=time.perf_counter() - began))
    return int(any(outcome.violations for outcome in outcomes))


def quietly(seed: int) -> Outcome:
    """One seed without the log lines of the functions."""
    logging.disable(logging.CRITICAL)
    return run(seed)


def _all(seeds: Iterable[int], processes: int) -> list[Outcome]:
    outcomes = []
    with ProcessPoolExecutor(processes) as pool:
        for outcome in pool.map(quietly, seeds, chunksize=CHUNK):
            outcomes.append(outcome)
            report(outcome)
    return outcomes


def report(outcome: Outcome) -> None:
    for violation in outcome.violations:
        print(f"seed {outcome.seed}: {violation}")
    if outcome.violations:
        print(f"    make simulate SEEDS=1 FROM={outcome.seed}", flush=True)


def _alone(seed: int) -> Outcome:
    logging.disable(logging.CRITICAL)
    worlds: list[SimulatedWorld] = []
    outcome = run(seed, mutate=worlds.append)
    print("\n".join(story(worlds[0])))
    report(outcome)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
