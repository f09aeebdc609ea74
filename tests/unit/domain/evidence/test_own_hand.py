from __future__ import annotations

from decimal import Decimal

from signalfill.domain.codes import DecisionCode, Gate
from signalfill.domain.evidence.own_hand import Deed, own_hand
from signalfill.domain.verdict import Decision, DecisionKind
from tests.unit.domain.evidence.results import result

AT = result().posted_at


def _decision(code: str) -> Decision:
    return Decision(kind=DecisionKind.DENIED, code=code, decided_at=AT)


def test_what_was_rejected_missed_or_paused_cost_what_the_replay_made_of_it() -> None:
    results = [result("1", r, signal_id=f"{at}-0") for at, r in enumerate(("2", "-1", "0.5"))]
    codes = (DecisionCode.REJECTED, Gate.NOT_APPROVED, Gate.PAUSED)
    rows = own_hand(results, {f"{at}-0": _decision(code) for at, code in enumerate(codes)}, {})
    assert [(each.deed, each.cost_r) for each in rows] == [
        (Deed.REJECTED, Decimal(2)),
        (Deed.MISSED, Decimal(-1)),
        (Deed.PAUSED, Decimal("0.5")),
    ]


def test_what_was_closed_by_hand_cost_the_difference() -> None:
    (row,) = own_hand([result("2", "2", signal_id="1-0")], {}, {"1-0": Decimal("0.4")})
    assert (row.deed, row.untouched_r, row.made_r, row.cost_r) == (
        Deed.CLOSED,
        Decimal(2),
        Decimal("0.4"),
        Decimal("1.6"),
    )


def test_a_gate_is_nobody_s_hand_and_what_the_replay_refused_tells_nothing() -> None:
    results = [result("1", "1", signal_id="1-0"), result("1", None, signal_id="2-0")]
    decisions = {"1-0": _decision(Gate.SPREAD), "2-0": _decision(DecisionCode.REJECTED)}
    assert own_hand(results, decisions, {}) == ()
