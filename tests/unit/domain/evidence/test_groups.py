from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from signalfill.domain.evidence.groups import By, figures_of, grouped, undecidable
from signalfill.domain.evidence.outcomes import outcomes_of, was_edited_late
from signalfill.domain.evidence.results import Lane
from tests.unit.domain.evidence.results import result


def test_what_was_refused_counts_as_a_signal_and_not_in_the_mean() -> None:
    figures = figures_of([result("1", "1"), result("1", None)])
    assert (figures.signals, figures.traded) == (2, 1)
    assert figures.worst.mean == 1


def test_what_was_not_filled_counts_in_the_mean_with_0() -> None:
    figures = figures_of([result("1", "1"), result("1", "0", filled=False)])
    assert (figures.traded, figures.filled) == (2, 1)
    assert figures.worst.mean == Decimal("0.5")


def test_each_lane_has_its_own_outcomes() -> None:
    one = result("2", "1", obtainable_best_r=Decimal("1.5"), achieved_r=None)
    assert [each.r for each in outcomes_of([one], Lane.BEST)] == [Decimal("1.5")]
    assert outcomes_of([one], Lane.ACHIEVED) == []


def test_the_group_with_the_most_signals_comes_first() -> None:
    results = [result(base="SOL"), result(base="BTC"), result(base="BTC")]
    assert [each.key for each in grouped(results, By.COIN)] == ["BTC", "SOL"]


def test_months_come_in_their_order() -> None:
    results = [result(day=day) for day in ("2026-04-01", "2026-03-02", "2026-04-09")]
    assert [each.key for each in grouped(results, By.MONTH)] == ["2026-03", "2026-04"]


def test_hours_of_posting_are_put_together_by_six() -> None:
    late = result(posted_at=datetime(2026, 3, 2, 23, 59, tzinfo=UTC))
    assert [each.key for each in grouped([result(), late], By.HOUR)] == ["12-18", "18-24"]


def test_an_edit_within_two_minutes_mends_a_typo_a_later_one_may_know_the_outcome() -> None:
    edited = {seconds: result(edited_after_seconds=seconds) for seconds in (120, 121)}
    assert not was_edited_late(edited[120])
    assert was_edited_late(edited[121])
    assert not was_edited_late(result())


def test_a_refused_signal_is_not_undecidable() -> None:
    assert undecidable([result("1", None, undecidable=True)]) == ()
    assert len(undecidable([result("1", "1", undecidable=True)])) == 1
