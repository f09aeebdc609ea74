"""The house is read by its folders: a room says what belongs there, a name is one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "signalfill"
ROOMS = sorted(
    each.relative_to(HOUSE)
    for floor in ("domain", "services")
    for each in (HOUSE / floor).iterdir()
    if each.is_dir() and (each / "__init__.py").exists()
)


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_says_in_a_line_what_belongs_there(room: Path) -> None:
    said = ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text("utf-8")))

    assert said is not None
    assert "\n" not in said


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_the_architecture_has_a_row_for_each_room(room: Path) -> None:
    assert f"| `{room.as_posix()}/`" in _learned_about().replace("[", "")


def _learned_about() -> str:
    """The table's second column, one cell a line."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = text.partition("| to learn about | read |")[2].partition("\n\n")[0].splitlines()
    return "\n".join(f"| {row.split('|')[2].strip()}" for row in rows if row.count("|") >= 3)


def test_no_two_public_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for folder in ("src", "functions", "cli", "sandbox"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name].append(str(path.relative_to(ROOT)))

    assert {name: found for name, found in places.items() if len(found) > 1} == {}
