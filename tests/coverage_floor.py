"""Holds the branches of the pure rooms and the services to a floor, by what the tests before ran.

`python -m tests.coverage_floor` after `pytest --cov`: one line a room, and what is not covered
where a room is below the floor.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coverage import Coverage

ROOMS = ("domain", "parsing", "matching", "services")
FLOOR = 95
"""Percent of a room's branches."""
ELSEWHERE = ("signalfill/services/replaying/",)
"""Held by `tests/replay` against the trader itself, which takes minutes: not measured here."""


def is_in(room: str, name: str) -> bool:
    """Whether a file's branches count for the room."""
    return f"signalfill/{room}/" in name and not any(each in name for each in ELSEWHERE)


def branches(files: Mapping[str, Any], room: str) -> tuple[int, int]:
    """Covered and all branches of a room."""
    inside = [each["summary"] for name, each in files.items() if is_in(room, name)]
    covered = sum(each["covered_branches"] for each in inside)
    return covered, sum(each["num_branches"] for each in inside)


def missing(files: Mapping[str, Any], room: str) -> Iterator[str]:
    """Files of a room with branches that nothing took, the most first."""
    inside = {name: each for name, each in files.items() if is_in(room, name)}
    worst = sorted(inside, key=lambda name: -inside[name]["summary"]["missing_branches"])
    for name in worst:
        taken = [f"{start}->{end}" for start, end in inside[name]["missing_branches"]]
        if taken:
            yield f"  {name}: {', '.join(taken)}"


def shortfalls(files: Mapping[str, Any]) -> Iterator[str]:
    """What is said of each room that is below the floor, or was not measured."""
    for room in ROOMS:
        covered, known = branches(files, room)
        share = 100 * covered / known if known else 0
        print(f"{room}: {covered} of {known} branches, {share:.1f} %")  # noqa: T201
        if share < FLOOR:
            yield "\n".join([f"{room} is below {FLOOR} %:", *missing(files, room)])


def measured() -> Mapping[str, Any]:
    """By file, what the last `pytest --cov` saw."""
    data = Coverage()
    data.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data.json_report(outfile=str(report))
        files: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))["files"]
        return files


def main() -> int:
    found = list(shortfalls(measured()))
    print("\n".join(found), file=sys.stderr)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
