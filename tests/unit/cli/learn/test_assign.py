from __future__ import annotations

from decimal import Decimal

import pytest

from cli.learn.assign import agreed, assignments, clusters
from cli.learn.labels import Label, Labelled, Role, labelled
from signalfill.parsing.lexicon import LEXICON


def message(*prices: tuple[str | Role, str], side: str | None = "long") -> Labelled:
    return Labelled(
        tuple(
            (Label("", name) if isinstance(name, Role) else Label(name), Decimal(price))
            for name, price in prices
        ),
        side,
    )


def test_the_role_that_alone_makes_an_order_is_agreed() -> None:
    fitting = assignments([message((Role.ENTRY, "100"), ("x", "95"), (Role.TARGET, "110"))])

    assert agreed(fitting) == {"x": Role.STOP}


def test_what_is_read_both_ways_is_not_agreed() -> None:
    fitting = assignments([message((Role.ENTRY, "100"), ("x", "60"), ("y", "170"), side=None)])

    assert len(fitting) == 2
    assert agreed(fitting) == {}


def test_messages_of_both_sides_agree_about_the_roles() -> None:
    both = [
        message((Role.ENTRY, "100"), ("x", "60"), ("y", "170"), side="long"),
        message((Role.ENTRY, "100"), ("x", "170"), ("y", "60"), side="short"),
    ]

    assert agreed(assignments(both)) == {"x": Role.STOP, "y": Role.TARGET}


@pytest.mark.parametrize(
    "prices",
    [
        (("x", "95"), ("y", "94")),
        ((Role.ENTRY, "100"), ("x", "10"), (Role.TARGET, "110")),
        ((Role.ENTRY, "100"), ("x", "95"), (Role.TARGET, "1000")),
        ((Role.ENTRY, "100"), (Role.ENTRY, "170"), ("x", "95")),
        ((Role.ENTRY, "100"), ("x", "95"), (Role.TARGET, "120"), (Role.TARGET, "110")),
    ],
    ids=["no entry known fits", "stop far", "target far", "entries apart", "targets in disorder"],
)
def test_numbers_that_are_no_order_fit_nothing(prices: tuple[tuple[str | Role, str], ...]) -> None:
    found = agreed(assignments([message(*prices)]))

    assert Role.STOP not in found.values() or len(found) == 2


def test_as_much_as_possible_is_explained() -> None:
    fitting = assignments([message((Role.ENTRY, "100"), (Role.STOP, "95"), ("x", "170"))])

    assert fitting == [{"x": Role.TARGET}]


def test_a_level_that_may_be_a_target_or_another_entry_is_not_agreed() -> None:
    fitting = assignments([message((Role.ENTRY, "100"), (Role.STOP, "95"), ("x", "110"))])

    assert fitting == [{"x": Role.ENTRY}, {"x": Role.TARGET}]


def test_too_many_unknown_labels_are_left_alone() -> None:
    many = message(*[(f"w{number}", "100") for number in range(5)])

    assert assignments([many]) == []


def test_messages_with_the_same_labels_stand_together() -> None:
    one = message((Role.ENTRY, "100"), ("x", "95"))
    other = message((Role.ENTRY, "7"), ("x", "6"))
    different = message((Role.ENTRY, "7"), ("y", "6"))

    assert list(clusters([one, different, other])) == [[0, 2], [1]]


def test_a_label_stands_before_its_numbers_or_above_them() -> None:
    found = labelled("#SOL LONG\nkwark zork: 142 - 140\nplonk\n136", LEXICON)

    assert [(label.phrase, str(price)) for label, price in found.prices] == [
        ("kwark zork", "142"),
        ("kwark zork", "140"),
        ("plonk", "136"),
    ]
    assert found.side == "long"


def test_known_words_have_their_roles_and_talk_has_none() -> None:
    found = labelled("Entry 142\nmy leverage here is 5\nStop loss: 136", LEXICON)

    assert [label.role for label, _ in found.prices] == [Role.ENTRY, Role.NONE, Role.STOP]
