from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalfill.adapters.candles.bars import ColumnBars
from signalfill.adapters.candles.columns import columns_of, joined, no_columns
from signalfill.adapters.candles.spans import minute_of
from signalfill.domain.errors import InvalidInputError
from signalfill.matching.model import Candle
from signalfill.ports import bars as port
from signalfill.ports.bars import BarsSource, Span
from tests.fakes.bars import InMemoryBars
from tests.unit.adapters.candles.minutes import at, candle

PRICES = st.integers(9_000, 11_000).map(lambda ticks: Decimal(ticks).scaleb(-2))


HUNDRED = Decimal(100)
QUIET = Candle(HUNDRED, HUNDRED, HUNDRED, HUNDRED, Decimal(1))


@st.composite
def series(draw: st.DrawFn) -> list[tuple[int, Candle]]:
    """Minutes with gaps; long ones too, so that blocks are crossed."""
    size = draw(st.integers(0, 40))
    stretch = draw(st.sampled_from([1, 1, 40]))
    found, minute = [], 0
    for _ in range(size):
        minute += draw(st.integers(1, 5))
        four = sorted(draw(st.tuples(PRICES, PRICES, PRICES, PRICES)))
        found.append((minute, Candle(four[1], four[3], four[0], four[2], Decimal("1.5"))))
        for _ in range(stretch - 1):
            minute += 1
            found.append((minute, QUIET))
    return found


def both(minutes: list[tuple[int, Candle]]) -> tuple[port.Bars, port.Bars]:
    covered = [Span(at(0), at(50)), Span(at(60), at(70))]
    columns = columns_of(
        candle(
            minute, *map(str, (bar.open, bar.high, bar.low, bar.close)), volume=str(bar.base_volume)
        )
        for minute, bar in minutes
    )
    known = [(minute_of(each.since), minute_of(each.until)) for each in covered]
    fake = InMemoryBars([(at(minute), bar) for minute, bar in minutes], covered)
    return ColumnBars(columns, known, BarsSource.COINBASE), fake


@given(series())
def test_bars_are_what_was_put_there(minutes: list[tuple[int, Candle]]) -> None:
    ours, fake = both(minutes)

    assert len(ours) == len(fake)
    for number in range(len(fake)):
        assert ours.bar(number) == fake.bar(number)
        assert ours.start(number) == fake.start(number)
        assert ours.last(number) == fake.last(number)


@given(series(), st.data())
def test_ranges_and_touches_are_those_of_looking_at_each_bar(
    minutes: list[tuple[int, Candle]], data: st.DataObject
) -> None:
    ours, fake = both(minutes)
    number = data.draw(st.integers(0, len(fake)))
    end = data.draw(st.integers(number, len(fake)))
    levels = st.none() | st.decimals(80, 120, places=3)
    below, above = data.draw(levels), data.draw(levels)

    assert ours.first_touch(number, below, above, end) == fake.first_touch(
        number, below, above, end
    )
    if number < end:
        assert ours.low(number, end) == fake.low(number, end)
        assert ours.high(number, end) == fake.high(number, end)


@given(series(), st.integers(-100, 20_000))
def test_a_bar_is_finished_a_minute_after_its_start(
    minutes: list[tuple[int, Candle]], seconds: int
) -> None:
    ours, fake = both(minutes)
    moment = at(0) + timedelta(seconds=seconds)

    assert ours.finished(moment) == fake.finished(moment)


@given(st.integers(-20, 90), st.integers(0, 60))
def test_what_was_never_fetched_is_uncovered(since: int, length: int) -> None:
    ours, fake = both([])
    span = Span(at(since), at(since + length))

    assert list(ours.uncovered(span)) == list(fake.uncovered(span))


def test_a_span_inside_a_minute_needs_the_whole_minute() -> None:
    ours, _ = both([])
    inside = Span(at(50) + timedelta(seconds=20), at(50) + timedelta(seconds=40))

    assert ours.uncovered(inside) == [Span(at(50), at(51))]


@pytest.mark.parametrize("level", [Decimal("Infinity"), Decimal("1E+40"), Decimal("1E-40")])
def test_no_level_is_too_far_to_be_asked_for(level: Decimal) -> None:
    ours, _ = both([(0, QUIET)])

    assert ours.first_touch(0, None, level, 1) == (0 if level < 100 else 1)


def test_prices_of_any_size_are_exact() -> None:
    prices = ["0.000000012345", "123456.78", "0.5", "99999"]
    columns = columns_of(candle(n, price) for n, price in enumerate(prices))
    ours = ColumnBars(columns, [], BarsSource.COINBASE)

    assert [ours.last(n) for n in range(4)] == [Decimal(price) for price in prices]


def test_parts_of_other_digits_are_joined_exactly_and_the_later_counts() -> None:
    coarse = columns_of([candle(0, "100"), candle(2, "102")])
    fine = columns_of([candle(1, "101.25"), candle(2, "102.125")])
    ours = ColumnBars(joined([coarse, no_columns(), fine]), [], BarsSource.COINBASE)

    assert [ours.last(n) for n in range(3)] == [
        Decimal(100),
        Decimal("101.25"),
        Decimal("102.125"),
    ]


def test_a_volume_that_does_not_fit_is_rounded_down() -> None:
    large, small = "123456789012345678.98765", "0.00000001"
    columns = joined(
        [columns_of([candle(0, "1", volume=large)]), columns_of([candle(1, "1", volume=small)])]
    )
    ours = ColumnBars(columns, [], BarsSource.COINBASE)
    volumes = [ours.bar(n).base_volume for n in range(2)]

    assert Decimal(123456789012345678) <= (volumes[0] or 0) <= Decimal(large)
    assert volumes[1] == 0


@pytest.mark.parametrize(
    "prices", [("0",), ("-1",), ("NaN",), ("1E-19",), ("1", "2", "1.5", "2"), ("1", "1", "1", "2")]
)
def test_what_no_market_can_have_traded_is_refused(prices: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInputError):
        columns_of([candle(0, *prices)])
