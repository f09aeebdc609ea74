"""Log lines have one style: a noun and what became of it, never a number or an id in the text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.unit.documents import ROOT

LEVELS = {"debug", "info", "warning", "error", "critical"}
FOLDERS = ("src", "functions")


def texts() -> Iterator[tuple[str, str]]:
    """Where each line is written, and its text."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                    continue
                logger = call.func.value
                is_log = isinstance(logger, ast.Name) and logger.id in {"logger", "_log"}
                if is_log and call.func.attr in LEVELS and isinstance(call.args[0], ast.Constant):
                    yield f"{path.name}:{call.lineno}", str(call.args[0].value)


def test_no_log_line_is_a_code() -> None:
    """`position enlarged`, not `position_enlarged`: lines are for people, keys for machines."""
    assert [where for where, text in texts() if "_" in text] == []


def test_ids_and_numbers_stand_in_keys() -> None:
    """Only a problem that is told with its remedy is filled in, at the end of its line."""
    assert [where for where, text in texts() if "%" in text.removesuffix("%s")] == []
