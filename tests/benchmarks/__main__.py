"""`python -m tests.benchmarks [ROOM …]`: figures with their bars; only a missed ratio fails."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from tests.benchmarks import (
    cold_start,
    held_out,
    layouts,
    noise,
    parse_cost,
    road,
    scraper,
    sweeping,
    trading,
    venue,
)
from tests.benchmarks.result import Figure

MEASURES = (
    cold_start.measure,
    parse_cost.measure,
    noise.measure,
    held_out.measure,
    layouts.measure,
    road.measure,
    sweeping.measure,
    trading.measure,
    venue.measure,
    scraper.measure,
)


def main() -> int:
    console = Console()
    rooms = {measure.__module__.rpartition(".")[2]: measure for measure in MEASURES}
    unknown = set(sys.argv[1:]) - set(rooms)
    if unknown:
        console.print(f"no such room: {', '.join(sorted(unknown))} (there are {', '.join(rooms)})")
        return 2
    figures: list[Figure] = []
    for room, measure in rooms.items():
        if sys.argv[1:] and room not in sys.argv[1:]:
            continue
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
