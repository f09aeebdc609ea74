"""What stands beside a replay: baselines, the held-out third."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cli.evidence_report.held_out import held_out
from cli.evidence_report.inputs import Alternative
from cli.replay.baselines import baselines_of
from signalfill.domain.evidence.results import ReplayRun, SignalResult, TradeFill
from signalfill.domain.order import OrderSide
from signalfill.domain.position import OrderPurpose
from signalfill.domain.product import FeeRates
from signalfill.matching.model import Candle
from signalfill.ports.bars import Span
from tests.fakes.bars import InMemoryBars, InMemoryBarStore
from tests.unit.domain.evidence.results import result

POSTED = result().posted_at
MINUTE = timedelta(minutes=1)


def _run(*results: SignalResult, fee: str = "0") -> ReplayRun:
    return ReplayRun(
        run_id="1",
        inputs_sha256="",
        parser_version="",
        settings_sha256="",
        source="",
        tier=FeeRates(maker=Decimal(fee), taker=Decimal(fee)),
        delay_seconds=Decimal(2),
        begins_at=POSTED,
        ends_at=POSTED + 300 * MINUTE,
        results=results,
    )


def _trade(r: str) -> SignalResult:
    entry = TradeFill(
        at=POSTED,
        side=OrderSide.BUY,
        purpose=OrderPurpose.ENTRY,
        price=Decimal(100),
        base_size=Decimal(1),
        commission=Decimal(0),
        is_maker=True,
    )
    return result(r, r, stop_price=Decimal(90), minutes_open=60, fills=(entry,))


def _rising(*covered: Span) -> InMemoryBarStore:
    """From 100 by 0.1 a minute."""
    minutes = []
    for at in range(300):
        price = Decimal(100) + Decimal(at) / 10
        minutes.append((POSTED + MINUTE * at, Candle(price, price, price, price)))
    return InMemoryBarStore({"SOL-USD": InMemoryBars(minutes, covered)})


def test_holding_is_the_coin_s_change_over_the_history() -> None:
    found = baselines_of(_run(_trade("1")), _rising())
    assert found.held == Decimal("129.9") / 100 - 1
    assert found.held_coins == 1


def test_where_every_minute_earns_the_same_a_random_entry_earns_that() -> None:
    """An hour makes 6 of some 110: 5 percent, of a risk of 10."""
    found = baselines_of(_run(_trade("2")), _rising())
    assert found.random_r == pytest.approx(Decimal("0.53"), abs=Decimal("0.06"))
    assert found.beaten == 1


def test_random_entries_pay_the_fees_of_a_taker_twice() -> None:
    free = baselines_of(_run(_trade("2")), _rising()).random_r
    paid = baselines_of(_run(_trade("2"), fee="0.01"), _rising()).random_r
    assert free is not None
    assert paid is not None
    assert free - paid == pytest.approx(Decimal("0.205"), abs=Decimal("0.005"))


def test_where_minutes_were_never_fetched_nothing_is_entered_at_random() -> None:
    found = baselines_of(_run(_trade("2")), _rising(Span(POSTED, POSTED + 100 * MINUTE)))
    assert found.random_r is None
    assert "only the minutes around the signals" in found.missing


def _days(*rs: str) -> ReplayRun:
    return _run(*(result(r, r, day=f"2026-03-{at:02}") for at, r in enumerate(rs, start=1)))


def test_the_variant_that_the_past_would_have_chosen_is_judged_by_what_came_then() -> None:
    lucky = Alternative("lucky", _days("2", "2", "2", "2", "-1", "-1"))
    steady = Alternative("steady", _days("1", "1", "1", "1", "1", "1"))
    chosen = held_out(_days("0", "0", "0", "0", "0.5", "0.5"), [steady, lucky])
    assert chosen is not None
    assert (chosen.name, chosen.chosen_by, chosen.then) == ("lucky", Decimal(2), Decimal(-1))
    assert chosen.own == Decimal("0.5")


def test_without_variants_or_days_nothing_is_held_out() -> None:
    assert held_out(_days("1", "1", "1"), []) is None
    assert held_out(_days("1"), [Alternative("a", _days("1"))]) is None
