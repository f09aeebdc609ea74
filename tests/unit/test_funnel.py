"""What the funnel says of single calls."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.product import FeeRates
from tests.benchmarks.funnel import TIERS, refusal
from tests.fakes.world import World

NO_FEES = FeeRates(maker=Decimal(0), taker=Decimal(0))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ({}, None),
        ({"stop_loss": None}, "no_stop"),
        ({"take_profits": (Decimal(101),)}, "reward_risk"),
        ({"base": "LUNA"}, "unknown_coin"),
        ({"entry_prices": ()}, "no price to judge it at"),
        ({"stop_loss": Decimal(105)}, "price_sides"),
    ],
)
def test_a_call_is_planned_or_refused_by_the_gate_that_a_signal_meets(
    call: dict[str, object], expected: str | None
) -> None:
    signal = World().signal().model_copy(update=call)

    assert refusal(signal, NO_FEES) == expected


def test_fees_alone_can_refuse_a_call() -> None:
    signal = World().signal(take_profits=(Decimal(106),))

    assert refusal(signal, NO_FEES) is None
    assert refusal(signal, TIERS[0]) == "reward_risk"
