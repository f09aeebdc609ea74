"""What the counters of the budgets hold, and when one of them is wrong."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.account.recount import drifts
from signalfill.domain.budget import counted


def test_a_counter_never_holds_less_than_what_was_reserved() -> None:
    assert counted(Decimal("0.0000000000001")) == Decimal("0.000000000001")


def test_what_is_given_back_is_exactly_what_was_reserved() -> None:
    amount = Decimal("12.3456789012345678")

    assert counted(amount) + counted(-amount) == 0


def test_a_counter_is_wrong_on_either_side() -> None:
    right = {"a": Decimal(2), "b": Decimal(2), "c": Decimal(2)}
    used = {"a": Decimal(1), "b": Decimal(2), "c": Decimal(3)}

    assert [each.scope for each in drifts(used, right)] == ["a", "c"]
