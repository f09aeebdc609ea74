"""The gates that are asked before the venue."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.control import Control
from signalfill.domain.entry.gates import EARLY_GATES, Early
from signalfill.domain.side import Side
from tests.fakes.clock import START
from tests.fakes.world import World, settings


def passes(gate: str, **signal: Any) -> bool:  # noqa: ANN401 - a signal's fields
    """Whether a call at 100 with its stop at 95 and targets at 110 and 120 passes."""
    control = Control(settings=settings())
    context = Early(signal=World().signal(**signal), control=control, now=START)
    (result,) = [r for r in (each(context) for each in EARLY_GATES) if r.gate == gate]
    return result.passed


def prices(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


@pytest.mark.parametrize(
    ("entries", "stop", "targets", "side", "passed"),
    [
        (("100",), "95", ("110", "120"), Side.LONG, True),
        (("100",), "100", ("110",), Side.LONG, False),
        (("100", "95"), "95", ("110",), Side.LONG, False),
        (("100",), "95", ("110", "100"), Side.LONG, False),
        (("100", "98"), "95", ("99", "110"), Side.LONG, False),
        (("100",), "105", ("90", "80"), Side.SHORT, True),
        (("100",), "100", ("90",), Side.SHORT, False),
        (("100", "102"), "105", ("101", "90"), Side.SHORT, False),
    ],
)
def test_a_stop_lies_behind_every_entry_and_a_target_ahead_of_each(
    entries: tuple[str, ...], stop: str, targets: tuple[str, ...], side: Side, *, passed: bool
) -> None:
    call = {"entry_prices": prices(*entries), "take_profits": prices(*targets)}

    assert passes("price_sides", stop_loss=Decimal(stop), side=side, **call) is passed
