# ruff: noqa: E501 - one message a line reads best
from __future__ import annotations

import pytest

from signalfill.parsing.numbers import Style, completed, odd, plain_decimal, times_thousand


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (".508", "0.508"),
        ("97,250", "97250"),
        ("0,0123", "0.0123"),
        ("1.234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1 977.63", "1977.63"),
        ("0. 0745", "0.0745"),
        ("1..73", "1.73"),
        ("7.16044E-5", "0.0000716044"),
        ("1.234.567", "1234567"),
        ("5.83000000", "5.83000000"),
        ("67,25", "67.25"),
    ],
)
def test_a_written_number_is_read_as_meant(written: str, meant: str) -> None:
    assert meant == plain_decimal(written, Style([written]))


def test_a_comma_before_three_digits_is_decimal_where_the_message_shows_it() -> None:
    assert plain_decimal("1,475", Style(["1,475", "1,41"])) == "1.475"


def test_a_message_that_uses_commas_in_both_ways_is_doubtful() -> None:
    assert Style(["1,475", "1,41", "1,234.5"]).doubtful("1,475")


@pytest.mark.parametrize("written", ["1.2.3", "12.34.56", "1" * 40])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert plain_decimal(written, Style([])) is None


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [("64200", "800", "64800"), ("0.00002150", "2180", "0.00002180"), ("399", "38", None), ("100", "95", None)],
)  # fmt: skip
def test_a_range_may_leave_out_its_leading_digits_where_it_is_sure(
    first: str, second: str, meant: str | None
) -> None:
    assert meant == completed(first, second)


def test_digits_with_a_leading_zero_are_odd() -> None:
    assert [odd(text) for text in ("029.06", "0.29", "29")] == [True, False, False]


def test_kilo_is_a_thousand() -> None:
    assert times_thousand("64.2") == "64200"
