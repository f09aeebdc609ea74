"""Gates, decision codes and journal events: types where we write, text where we read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from cli.code_words import ACTIONS, DECISIONS, EVENTS, GATES, PROBLEMS, in_words
from signalfill.domain.codes import DecisionCode, Gate
from signalfill.domain.journal import Event, JournalEntry
from signalfill.domain.signal import AmendmentAction, Problem
from signalfill.domain.verdict import Decision, GateResult
from tests.unit.documents import ROOT, rows

WORDED = (
    (Gate, GATES),
    (DecisionCode, DECISIONS),
    (AmendmentAction, ACTIONS),
    (Event, EVENTS),
    (Problem, PROBLEMS),
)
HOME = ROOT / "src/signalfill"
WRITERS = sorted([*(HOME / "domain").rglob("*.py"), *(HOME / "services").rglob("*.py")])
AT = "2026-11-23T05:52:00Z"
PAGE = (ROOT / "docs/codes.md").read_text(encoding="utf-8")
WRITES = {"GateResult": "gate", "Decision": "code", "Note": "event", "JournalEntry": "event"}


@pytest.mark.parametrize(("codes", "words"), WORDED, ids=lambda each: getattr(each, "__name__", ""))
def test_every_code_has_a_sentence(codes: type[StrEnum], words: dict[StrEnum, str]) -> None:
    assert [each.value for each in codes if len(words.get(each, "").split()) < 3] == []


def test_a_stored_code_that_no_enum_knows_loads() -> None:
    gate = {"gate": "tomorrows_gate", "passed": False}
    decided = {"kind": "denied", "code": "tomorrows_gate", "decided_at": AT}
    entry = {"position_id": "1", "entry_id": "1", "event": "tomorrow", "text": "", "at": AT}

    assert Decision.model_validate({**decided, "gates": [gate]}).gates[0].gate == "tomorrows_gate"
    assert JournalEntry.model_validate(entry).event == "tomorrow"
    assert in_words("tomorrows_gate") == "tomorrows gate"


def test_a_code_is_stored_as_text() -> None:
    assert type(GateResult(gate=Gate.FUNDS, passed=True).gate) is str


def bare_codes(path: Path) -> Iterator[str]:
    """Calls that write a code as a bare string."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        name = WRITES.get(call.func.id)
        given = [key.value for key in call.keywords if key.arg == name and name is not None]
        if call.func.id == "Note":
            given += call.args[:1]
        yield from (f"{path.name}:{e.lineno}" for e in given if isinstance(e, ast.Constant))


def test_no_code_is_written_as_a_bare_string() -> None:
    assert [each for path in WRITERS for each in bare_codes(path)] == []


def test_the_page_of_codes_has_each_with_its_sentence() -> None:
    words = [*GATES.items(), *DECISIONS.items(), *ACTIONS.items(), *EVENTS.items()]
    listed = [each for each in rows(PAGE, 2) if each[1] != "means"]

    assert listed == [[f"`{code}`", said] for code, said in words]
