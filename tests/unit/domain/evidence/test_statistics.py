"""Our numbers against independent ones: numpy's least squares, scipy's bootstrap and optimizer."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

import numpy as np
import pytest
from scipy import optimize, stats

from signalfill.domain.evidence.resampling import band, drawdown, interval, quantile
from signalfill.domain.evidence.statistics import (
    Moments,
    SignalR,
    by_day,
    corrected,
    lower_bound,
    signals_needed,
    upper_bound,
)
from tests.unit.domain.evidence.channels import weeks

FIRST = date(2026, 3, 2)


@pytest.fixture
def outcomes() -> list[SignalR]:
    return list(chain.from_iterable(weeks(random.Random(7), 0.2, number=30)))


def _outcomes(*rs: str) -> list[SignalR]:
    return [SignalR(FIRST + timedelta(days=at), Decimal(r)) for at, r in enumerate(rs)]


def test_the_standard_error_is_that_of_least_squares_with_days_as_clusters(
    outcomes: list[SignalR],
) -> None:
    results = np.array([float(each.r) for each in outcomes])
    ones = np.ones((len(results), 1))
    fitted, *_ = np.linalg.lstsq(ones, results, rcond=None)
    residuals = results - ones @ fitted
    days = np.array([each.day.toordinal() for each in outcomes])
    bread = np.linalg.inv(ones.T @ ones)
    meat = sum(
        np.outer(
            ones[days == day].T @ residuals[days == day], residuals[days == day] @ ones[days == day]
        )
        for day in np.unique(days)
    )
    sandwich = bread @ meat @ bread
    moments = Moments.of(by_day(outcomes))
    assert moments.mean == pytest.approx(fitted[0], rel=1e-12)
    assert moments.standard_error == pytest.approx(math.sqrt(sandwich[0, 0]), rel=1e-9)


def test_the_interval_is_that_of_scipys_bootstrap_over_days(outcomes: list[SignalR]) -> None:
    days = by_day(outcomes)
    found = stats.bootstrap(
        ([each.total for each in days], [each.signals for each in days]),
        lambda totals, signals, axis: totals.sum(axis=axis) / signals.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        confidence_level=0.9,
        method="percentile",
        rng=np.random.default_rng(3),
    ).confidence_interval
    ours = interval(days)
    assert ours is not None
    assert ours.lower == pytest.approx(found.low, abs=0.01)
    assert ours.upper == pytest.approx(found.high, abs=0.01)


def test_quantiles_are_numpys() -> None:
    source = random.Random(2)
    for size in (1, 2, 3, 10, 101):
        values = sorted(source.gauss(0, 1) for _ in range(size))
        for share in (0.0, 0.05, 0.5, 0.731, 0.95, 1.0):
            assert quantile(values, share) == pytest.approx(np.quantile(values, share))


def test_the_bound_is_the_paper_s_with_numbers_worked_out_apart() -> None:
    """One signal a day, 60 days; the one-sided sequence of arXiv 2103.06476."""
    moments = Moments.of(by_day(_outcomes(*["1", "-0.8"] * 30)))
    spread = np.std([1, -0.8] * 30)
    log = -2 * np.log(2 * 0.05)
    rho = np.sqrt((log + np.log(log + 1)) / 60)
    grown = 60 * rho**2 + 1
    width = np.sqrt(2 * grown / (60**2 * rho**2) * np.log(1 + np.sqrt(grown) / (2 * 0.05)))
    assert lower_bound(moments) == pytest.approx(0.1 - spread * width)


def test_the_bound_is_narrowest_at_60_days() -> None:
    """Another rho would be better at other days; scipy finds ours the best, to 1 % of width."""

    def width(rho: float, alpha: float = 0.05, days: int = 60) -> float:
        grown = days * rho + 1
        return float(np.sqrt(2 * grown / (days**2 * rho) * np.log1p(np.sqrt(grown) / (2 * alpha))))

    best = optimize.minimize_scalar(width, bounds=(1e-3, 10), method="bounded")
    moments = Moments.of(by_day(_outcomes(*["1", "-1"] * 30)))
    assert -lower_bound(moments) == pytest.approx(best.fun, rel=0.01)


def test_the_bounds_are_wider_than_those_of_a_single_look(outcomes: list[SignalR]) -> None:
    moments = Moments.of(by_day(outcomes))
    single = stats.norm.ppf(0.95) * moments.standard_error
    assert moments.mean - lower_bound(moments) > 1.5 * single
    assert upper_bound(moments) - moments.mean > moments.mean - lower_bound(moments)


def test_who_tried_more_channels_and_variants_needs_more(outcomes: list[SignalR]) -> None:
    moments = Moments.of(by_day(outcomes))
    alphas = [corrected(), corrected(channels=10), corrected(channels=10, variants=5)]
    assert alphas == pytest.approx([0.05, 0.005, 0.001])
    bounds = [lower_bound(moments, each) for each in alphas]
    assert bounds == sorted(bounds, reverse=True)


def test_one_day_bounds_nothing() -> None:
    moments = Moments.of(by_day(_outcomes("3")))
    assert lower_bound(moments) == -math.inf
    assert upper_bound(moments) == math.inf
    assert interval(by_day(_outcomes("3"))) is None


def test_the_signals_needed_are_those_at_which_today_s_mean_would_just_be_shown() -> None:
    """As many again of the same days: the bound passes 0 before that, as luck has its share."""
    pattern = ["2", "-1", "-1", "1.2"]
    today = Moments.of(by_day(_outcomes(*pattern * 10)))
    needed = signals_needed(today)
    assert needed is not None
    assert needed > today.signals
    grown = Moments.of(by_day(_outcomes(*pattern * (needed // 4 + 1))))
    assert lower_bound(grown) == pytest.approx(0.8416 * grown.standard_error, rel=0.1)


def test_no_number_of_signals_shows_a_mean_below_0() -> None:
    assert signals_needed(Moments.of(by_day(_outcomes("-1", "0.5", "-1")))) is None
    assert signals_needed(Moments()) is None


def test_a_mean_that_nobody_could_wait_for_needs_no_number() -> None:
    assert signals_needed(Moments.of(by_day(_outcomes(*["1", "-0.9999"] * 40)))) is None


def test_the_order_of_signals_changes_no_digit(outcomes: list[SignalR]) -> None:
    mixed = outcomes[:]
    random.Random(1).shuffle(mixed)
    assert Moments.of(by_day(mixed)) == Moments.of(by_day(outcomes))
    assert interval(by_day(mixed)) == interval(by_day(outcomes))


def test_moments_of_parts_add_up(outcomes: list[SignalR]) -> None:
    days = by_day(outcomes)
    whole, parts = Moments.of(days), Moments.of(days[:40]) + Moments.of(days[40:])
    assert parts.mean == pytest.approx(whole.mean)
    assert parts.standard_error == pytest.approx(whole.standard_error)


def test_a_drawdown_is_the_deepest_fall_from_the_highest_point_so_far() -> None:
    heights = np.concatenate([[0], np.cumsum([1, -2, 3, -1, -1.5, 2, -4])])
    assert drawdown([1, -2, 3, -1, -1.5, 2, -4]) == pytest.approx(
        np.max(np.maximum.accumulate(heights) - heights)
    )
    assert drawdown([]) == 0
    assert drawdown([-1, -1]) == 2


def test_the_band_of_courses_widens_and_holds_the_real_end(outcomes: list[SignalR]) -> None:
    days = by_day(outcomes)
    bounds = band(days)
    assert len(bounds) == len(days)
    assert bounds[-1].upper - bounds[-1].lower > bounds[9].upper - bounds[9].lower
    assert bounds[-1].lower < sum(each.total for each in days) < bounds[-1].upper
