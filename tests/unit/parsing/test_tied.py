from __future__ import annotations

import pytest

from signalfill.domain.signal import AmendmentAction
from signalfill.parsing import parse


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("TP1 hit, close half", 1),
        ("TP1 hit ✅\nclose half, next TP2", 1),
        ("close 50% at TP1", 1),
        ("take 30% off at target 2, sl to entry", 2),
        ("TP 1: close half", 1),
        ("BTC tp2 done. Close 25% and move sl to tp1", 2),
        ("close half here, hold rest for TP2", None),
        ("close half", None),
    ],
)
def test_a_reduction_knows_the_target_it_is_tied_to(text: str, target: int | None) -> None:
    reductions = [a for a in parse(text).amendments if a.action is AmendmentAction.REDUCE]

    assert [each.target for each in reductions] == [target]


def test_a_stop_may_move_to_the_first_target() -> None:
    assert [a.to for a in parse("move sl to tp1").amendments] == ["tp1"]
