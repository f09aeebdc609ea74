from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from signalfill.domain.evidence.bridge import LossStep, Station, bridge
from signalfill.domain.evidence.results import SignalResult
from tests.unit.domain.evidence.results import result

_R = st.decimals("-2", "5", places=4).map(str)
_RESULTS = st.builds(
    lambda claimed, worst, achieved, fees, filled: result(
        claimed,
        worst if filled else (worst and "0"),
        achieved_r=achieved and Decimal(achieved),
        fees_r=Decimal(fees),
        filled=filled and worst is not None,
    ),
    st.none() | _R,
    st.none() | _R,
    st.none() | _R,
    st.decimals("0", "1", places=4).map(str),
    st.booleans(),
)


@given(st.lists(_RESULTS, max_size=8))
def test_the_steps_lead_from_each_station_to_the_next_to_the_last_digit(
    results: list[SignalResult],
) -> None:
    height = Decimal(0)
    for step in bridge(results):
        if step.what is Station.CLAIMED:
            height = step.r
        elif isinstance(step.what, Station):
            assert height == step.r
        else:
            height += step.r


def _steps(*results: SignalResult) -> dict[Station | LossStep, Decimal]:
    return {step.what: step.r for step in bridge(results) if step.r}


def test_what_a_gate_refused_is_lost_as_a_whole() -> None:
    steps = _steps(result("2", None, achieved_r=None))
    assert steps == {Station.CLAIMED: Decimal(2), LossStep.REFUSED: Decimal(-2)}


def test_what_was_never_filled_is_lost_as_a_whole() -> None:
    steps = _steps(result("2", "0", filled=False))
    assert steps == {Station.CLAIMED: Decimal(2), LossStep.NOT_FILLED: Decimal(-2)}


def test_of_a_trade_the_fees_are_apart_from_the_price() -> None:
    steps = _steps(result("2", "1.2", fees_r=Decimal("0.3")))
    assert (steps[LossStep.FEES], steps[LossStep.PRICE]) == (Decimal("-0.3"), Decimal("-0.5"))


def test_a_loser_that_the_account_had_no_room_for_is_a_gain() -> None:
    assert _steps(result("-1", "-1", achieved_r=None))[LossStep.NO_ROOM] == 1


def test_what_no_candle_tells_is_no_part_of_it() -> None:
    assert bridge([result(None, "1")]) == ()
