"""Which levels without a price become prices, and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.planning.percent_levels import with_computed_levels
from signalfill.domain.product import Quote
from signalfill.domain.rules import Mode, PercentLevels, Rules
from signalfill.domain.signal import EntryKind, Problem, Signal, SignalReading
from tests.fakes.clock import START
from tests.fakes.world import World

WORLD = World()
QUOTE = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)


def _signal(**said: Any) -> Signal | None:  # noqa: ANN401 - fields of a reading
    reading = {
        "base": "BTC",
        "side": "long",
        "entry": {"kind": "limit", "prices": ["100"]},
        "take_profits": ["110"],
        "stop_loss": "95",
        **said,
    }
    return Signal.from_reading(SignalReading.model_validate(reading), WORLD.provenance(), index=0)


def _percent(stop: str, **more: Any) -> Signal | None:  # noqa: ANN401 - fields of a reading
    return _signal(stop_loss=stop, problems=[Problem.PERCENT_STOP], **more)


def _targets(*targets: str, **more: Any) -> Signal | None:  # noqa: ANN401 - fields of a reading
    return _signal(take_profits=targets, problems=[Problem.PERCENT_TARGETS], **more)


def test_a_single_percentage_behind_the_entry_is_a_stop() -> None:
    signal = _percent("5%")

    assert signal is not None
    assert with_computed_levels(signal, Rules(), QUOTE).stop_loss == Decimal(95)


def test_a_multiple_of_the_risk_is_a_target() -> None:
    signal = _targets("2R", "3R")

    assert signal is not None
    priced = with_computed_levels(signal, Rules(), QUOTE)
    assert priced.take_profits == (Decimal(110), Decimal(115))


def test_the_stop_lies_behind_the_last_rung_and_targets_ahead_of_the_dearest() -> None:
    signal = _signal(
        entry={"kind": "ladder", "prices": ["100", "90"]},
        stop_loss="10%",
        take_profits=["10%"],
        problems=[Problem.PERCENT_STOP, Problem.PERCENT_TARGETS],
    )

    assert signal is not None
    priced = with_computed_levels(signal, Rules(), QUOTE)
    assert (priced.stop_loss, priced.take_profits) == (Decimal(81), (Decimal(110),))


def test_at_the_market_the_dearest_entry_is_no_cheaper_than_now() -> None:
    signal = WORLD.signal(
        entry_kind=EntryKind.MARKET,
        entry_prices=(),
        take_profits=(),
        percent_targets=("10%",),
    )

    priced = with_computed_levels(signal, Rules(), QUOTE)

    assert priced.take_profits == (QUOTE.ask * Decimal("1.1"),)


@pytest.mark.parametrize("stop", ["50%", "80%", "2-3%", "0%", "x%"])
def test_a_stop_that_may_mean_the_margin_or_a_range_is_no_call(stop: str) -> None:
    assert _percent(stop) is None


@pytest.mark.parametrize("targets", [("25-30%",), ("10x",), ("4%", "110"), ()])
def test_targets_that_are_no_single_levels_are_no_call(targets: tuple[str, ...]) -> None:
    assert _targets(*targets) is None


def test_a_call_that_names_leverage_is_not_computed() -> None:
    assert _percent("5%", leverage="10") is None


def test_a_percentage_on_a_candles_close_is_not_computed() -> None:
    assert _percent("5%", stop_on_close="4h") is None


def test_any_other_doubt_beside_a_percentage_stays_one() -> None:
    assert _signal(stop_loss="5%", problems=[Problem.PERCENT_STOP, Problem.UNCLEAR]) is None


@pytest.mark.parametrize(
    ("mode", "rule"),
    [
        (Mode.PAPER, PercentLevels.COMPUTE),
        (Mode.APPROVE, PercentLevels.DENY),
        (Mode.LIVE, PercentLevels.DENY),
    ],
)
def test_real_money_computes_nothing_unless_it_is_told_to(mode: Mode, rule: PercentLevels) -> None:
    assert Rules(mode=mode).for_percent_levels is rule
    assert Rules(mode=mode, percent_levels=PercentLevels.COMPUTE).for_percent_levels is (
        PercentLevels.COMPUTE
    )
