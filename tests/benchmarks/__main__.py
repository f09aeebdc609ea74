"""`python -m tests.benchmarks`: every figure with its bar; fails only where a ratio's is missed."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from tests.benchmarks import cold_start, held_out, noise, overhead, parse_cost, trading, venue
from tests.benchmarks.result import Figure

MEASURES = (
    cold_start.measure,
    parse_cost.measure,
    noise.measure,
    held_out.measure,
    overhead.measure,
    trading.measure,
    venue.measure,
)


def main() -> int:
    console = Console()
    figures: list[Figure] = []
    for measure in MEASURES:
        with console.status(f"{measure.__module__} …"):
            figures += measure()
    console.print(_table(figures))
    return int(any(figure.is_gate and not figure.is_met for figure in figures))


def _table(figures: list[Figure]) -> Table:
    table = Table("what", "measured", "bar", "")
    for figure in figures:
        verdict = "" if not figure.bar else "met" if figure.is_met else "MISSED"
        table.add_row(figure.what, figure.value, figure.bar, verdict)
    return table


if __name__ == "__main__":
    sys.exit(main())
