"""The list of wrong lines fits the code: `make mutants` tries what it says it tries."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.catalogue import MUTANTS
from tests.mutants.model import ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.name)
def test_a_mutant_changes_one_line_that_is_there(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text(encoding="utf-8")

    mutated = mutant.applied(text)

    assert mutated != text
    ast.parse(mutated)


def test_there_are_enough_mutants_and_none_twice() -> None:
    names = {(each.path, each.function, each.right, each.wrong) for each in MUTANTS}

    assert len(names) == len(MUTANTS) >= 80
