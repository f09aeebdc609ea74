from __future__ import annotations

from datetime import date
from decimal import Decimal

from signalfill.domain.evidence.break_even import monthly_verdict
from signalfill.domain.evidence.measures import measures_of, median_minutes
from signalfill.domain.evidence.statistics import SignalR

DAY = date(2026, 5, 4)
NEXT = date(2026, 5, 5)


def test_a_profit_factor_is_what_was_won_for_each_r_lost() -> None:
    figures = measures_of([SignalR(DAY, Decimal(r)) for r in ("3", "-1", "-0.5", "0")])
    assert figures.profit_factor == 2
    assert (figures.won, figures.lost, figures.signals) == (1, 2, 4)
    assert (figures.mean_win, figures.mean_loss) == (Decimal(3), Decimal("-0.75"))


def test_without_a_loss_there_is_no_profit_factor() -> None:
    assert measures_of([SignalR(DAY, Decimal(1))]).profit_factor is None


def test_what_was_not_filled_counts_in_the_mean() -> None:
    assert measures_of([SignalR(DAY, Decimal(1)), SignalR(DAY, Decimal(0))]).mean == Decimal("0.5")


def test_the_worst_day_is_the_day_s_sum() -> None:
    figures = measures_of(
        [SignalR(DAY, Decimal(-1)), SignalR(DAY, Decimal(-1)), SignalR(NEXT, Decimal("-1.5"))]
    )
    assert figures.worst_day == -2
    assert figures.drawdown == 3.5


def test_nothing_has_no_mean() -> None:
    figures = measures_of([])
    assert (figures.mean, figures.worst_day, figures.drawdown) == (None, 0, 0)
    assert median_minutes([]) is None


def test_time_in_trade_is_what_half_of_the_trades_took() -> None:
    assert median_minutes([5, 1000, 30]) == 30


def test_a_month_in_money_is_the_mean_times_signals_times_risk_less_the_price() -> None:
    month = monthly_verdict(
        mean_r=Decimal("0.1"),
        signals=1461,
        days=1461,
        equity=Decimal(10_000),
        risk_fraction=Decimal("0.005"),
        price=Decimal(69),
    )
    assert month.signals == Decimal("30.4375")
    assert month.risk == 50
    assert month.made == Decimal("152.1875")
    assert month.left == Decimal("83.1875")
    assert month.needed_equity is not None
    assert month.needed_r is not None
    # At these two it is just paid for.
    assert month.needed_equity * month.made / 10_000 == 69
    assert month.needed_r * month.signals * 50 == 69


def test_no_size_pays_for_a_channel_that_makes_nothing() -> None:
    month = monthly_verdict(
        mean_r=Decimal("-0.1"),
        signals=50,
        days=100,
        equity=Decimal(1000),
        risk_fraction=Decimal("0.005"),
        price=Decimal(69),
    )
    assert month.needed_equity is None
    assert month.left < -69
