"""Which part of the full size a position gets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.planning.size_part import author_part, layout_part, smallest, trial_part
from signalfill.domain.rules import AuthorSize, Rules, Sizing


def part(said: str | None, **rules: object) -> Decimal:
    found = author_part(said, Rules.model_validate(rules))
    return Decimal(1) if found is None else found.part


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, "1"),
        ("0.5", "0.5"),
        ("small", "0.5"),
        ("high risk", "0.5"),
        ("low risk", "1"),
        ("1", "1"),
        ("2", "1"),
    ],
)
def test_less_than_the_authors_usual_makes_ours_smaller_by_the_same_part(
    said: str | None, expected: str
) -> None:
    assert part(said) == Decimal(expected)


def test_a_percentage_is_held_against_what_the_author_usually_risks() -> None:
    assert part("1%", usual_author_size="2 %") == Decimal("0.5")
    assert part("3%", usual_author_size="2 %") == 1


def test_a_percentage_says_nothing_while_his_usual_is_not_known() -> None:
    assert part("1%") == 1


def test_follow_risks_what_he_says_and_never_more_than_our_own() -> None:
    follow = {"author_size": AuthorSize.FOLLOW, "risk_fraction": "0.5 %"}

    assert part("0.2%", **follow) == Decimal("0.4")
    assert part("2%", **follow) == 1


def test_follow_holds_against_his_usual_where_no_risk_is_set() -> None:
    follow = {"author_size": AuthorSize.FOLLOW, "sizing": Sizing.FIXED, "usual_author_size": "4 %"}

    assert part("1%", **follow) == Decimal("0.25")


def test_the_settings_may_ignore_what_he_says() -> None:
    assert part("0.5", author_size=AuthorSize.IGNORE) == 1


def test_nothing_of_the_size_is_a_slip_and_changes_nothing() -> None:
    assert part("0") == 1
    assert part("0%", usual_author_size="2 %") == 1


def test_parts_never_multiply_the_smallest_holds() -> None:
    small = author_part("0.5", Rules())
    assert small is not None

    assert smallest([trial_part(Rules(), 0), layout_part(), small]) == Decimal("0.25")
    assert smallest([small]) == Decimal("0.5")
    assert smallest([]) == 1


def test_each_part_says_in_words_what_it_makes_of_the_size() -> None:
    said = author_part("0.333", Rules())

    assert said is not None
    assert said.note == "its author says 0.333: 33.3 % of the size"
