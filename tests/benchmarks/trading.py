"""How many simulated worlds a second."""

from __future__ import annotations

import logging
import time

from tests.benchmarks.result import Figure
from tests.simulation.run import run

SIMULATION_SECONDS = 6.0
POSITIONS = 60
SWEEPS = 3


def measure() -> list[Figure]:
    logging.disable(logging.WARNING)
    figures = [_simulation()]
    logging.disable(logging.NOTSET)
    return figures


def _simulation() -> Figure:
    began, seeds, broken = time.perf_counter(), 0, 0
    while time.perf_counter() - began < SIMULATION_SECONDS:
        broken += bool(run(1_000_000 + seeds).violations)
        seeds += 1
    speed = seeds / (time.perf_counter() - began)
    return Figure("simulation", f"{speed:.0f} seeds/s, {broken} broken", "0 broken", broken == 0)
