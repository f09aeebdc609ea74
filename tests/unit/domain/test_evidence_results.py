"""A run survives its own JSON lines, and an empty or foreign file is none."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.domain.evidence.results import (
    Funnel,
    ReplayRun,
    SignalOutcome,
    SignalResult,
    TradeFill,
    run_from_lines,
    run_lines,
)
from signalfill.domain.order import OrderSide
from signalfill.domain.position import OrderPurpose
from signalfill.domain.product import FeeRates
from signalfill.domain.side import Side

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
RESULT = SignalResult(
    signal_id="1-0",
    channel_id="7",
    author_id="8",
    product="BTC-USD",
    base="BTC",
    side=Side.LONG,
    posted_at=AT,
    day="2026-03-01",
    outcome=SignalOutcome.STOP_LOSS,
    obtainable_worst_r=Decimal("-1.0421"),
    fills=(
        TradeFill(
            at=AT,
            side=OrderSide.BUY,
            purpose=OrderPurpose.ENTRY,
            price=Decimal(100),
            base_size=Decimal("0.1"),
            commission=Decimal("0.12"),
            is_maker=False,
        ),
    ),
)
RUN = ReplayRun(
    run_id="r",
    inputs_sha256="i",
    parser_version="1",
    settings_sha256="s",
    source="chat_exporter",
    tier=FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012")),
    delay_seconds=Decimal(2),
    results=(RESULT, RESULT.model_copy(update={"signal_id": "2-0"})),
    funnel=Funnel(messages=3, kinds={"signal": 2, "none": 1}),
)


def test_a_run_is_read_back_from_its_lines_as_it_was() -> None:
    assert run_from_lines(run_lines(RUN)) == RUN


def test_each_result_is_a_line_of_its_own() -> None:
    assert len(list(run_lines(RUN))) == 3


def test_an_empty_file_is_no_replay() -> None:
    with pytest.raises(ValueError, match="an empty file is no replay"):
        run_from_lines(["", "\n"])
