"""What can be meant in two ways, or was never meant: a question, not a trade."""

from __future__ import annotations

import pytest

from signalfill.parsing import parse


@pytest.mark.parametrize(
    "text",
    [
        "BTC long 60.000, stop 58.500, target 62.000",
        "BNB short 12.500\nStopp 13.000\nZiel 11.800",
    ],
)
def test_round_numbers_with_three_decimals_may_be_thousands(text: str) -> None:
    (signal,) = parse(text).signals

    assert signal.problems


@pytest.mark.parametrize(
    "text",
    [
        "LINK long 1.250 stop 1.183 tp 1.400",
        "BTC long 60.000,5 stop 58.500,0 tp 62.000,0",
    ],
)
def test_one_other_number_tells_what_the_dots_are(text: str) -> None:
    (signal,) = parse(text).signals

    assert not signal.problems


@pytest.mark.parametrize(
    "remark",
    ["— paper trade to show how the bot works", "(alert only)", "\ntracking only"],
)
def test_a_remark_that_it_is_no_real_trade_holds_behind_a_complete_call(remark: str) -> None:
    (signal,) = parse(f"SOL long 140 sl 135 tp 150 {remark}").signals

    assert signal.problems


def test_a_sale_takes_nothing_off_a_position() -> None:
    assert parse("LINK was 13.2, now 15.4. Join VIP now, 30% off this week only!").amendments == ()


def test_a_coin_in_capitals_beside_a_side_in_small_letters_is_no_word() -> None:
    (signal,) = parse("Лонг NEAR\nВход: 5.20-5.05\nСтоп: 4.85\nТейки: 5.45 / 5.80").signals

    assert (signal.base, signal.problems) == ("NEAR", ())


def test_to_cut_size_closes_no_trade() -> None:
    actions = [each.action.value for each in parse("Fed at 7pm, cut size on SOL").amendments]

    assert "close" not in actions
