"""Decisions have numbers that can be cited, and what is cited is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.unit.documents import ARCHITECTURE, DOCUMENTS, ROOT, rows

DECISIONS = [each for each in rows(DOCUMENTS[ROOT / "docs/decisions.md"], 5) if each[0].isdecimal()]
CITING = ("src", "cli", "functions", "sandbox", "tests", "infra")


def texts() -> Iterator[tuple[Path, str]]:
    """Whatever may cite, without this file."""
    yield from DOCUMENTS.items()
    for folder in CITING:
        for path in (ROOT / folder).rglob("*.py"):
            if path != Path(__file__):
                yield path, path.read_text(encoding="utf-8")


def cited(pattern: str) -> set[str]:
    return {number for _, text in texts() for number in re.findall(pattern, text)}


def test_every_decision_has_a_number_of_its_own_and_none_is_missing() -> None:
    numbers = sorted(int(each[0]) for each in DECISIONS)

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_says_why_what_it_costs_and_when() -> None:
    assert [each[0] for each in DECISIONS if not all(each) or not date.fromisoformat(each[4])] == []


def test_every_row_of_the_page_is_a_decision() -> None:
    text = DOCUMENTS[ROOT / "docs/decisions.md"]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = [line for line in lines if line.startswith(("| no. |", "|---"))]

    assert len(lines) == len(DECISIONS) + len(heads)


def test_every_decision_that_is_cited_exists() -> None:
    assert cited(r"\bdecision (\d+)") <= {each[0] for each in DECISIONS}


def test_every_invariant_that_is_cited_exists() -> None:
    section = ARCHITECTURE.split("## What must always be true")[1].split("\n## ")[0]

    assert cited(r"\binvariant (\d+)") <= set(re.findall(r"^(\d+)\. ", section, re.MULTILINE))


def test_nothing_cites_a_page_that_a_reader_does_not_have() -> None:
    foreign = re.compile(r"(?<![\w./-])(?:design|coinbase|discord|futures|peers|style)\.md\b")

    assert [str(path) for path, text in texts() if foreign.search(text)] == []
