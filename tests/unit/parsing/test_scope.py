"""What stands behind a complete call and governs it, and what is only a remark."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import Problem
from signalfill.parsing import parse

_CALL = "KAVA/USDT LONG\nEntry: 0.480 - 0.470\nTargets: 0.500, 0.520\nStop: 0.450\n"


@pytest.mark.parametrize(
    "remark",
    [
        "Move to breakeven after hitting 0.500",
        "Once TP1 is reached, move the stop to entry.",
        "Expecting a strong move up from here",
        "Could run quickly",
        "Watch for reversals\nUse tight stops",
        "Will take profit step by step",
        "Duration: short and medium term",
        "Nothing here is investment advice in any form",
        "Don't hold it through the weekend",
        "Ожидаю движение вверх.",
        "Position closed: No",
        "The chart has confirmed the structure again and shows a slowing of the price",
    ],
)
def test_a_remark_behind_a_complete_call_takes_nothing_back(remark: str) -> None:
    (signal,) = parse(_CALL + remark).signals

    assert signal.problems == ()


@pytest.mark.parametrize(
    "words",
    [
        "Wait for my confirmation",
        "Only if BTC holds",
        "Do not enter yet",
        "Could be better to enter lower",
        "Ignore it, please",
        "This is not a trading signal, financial or other",
    ],
)
def test_words_that_hold_the_order_back_count_behind_it_too(words: str) -> None:
    assert all(signal.problems for signal in parse(_CALL + words).signals)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("KAVA long 0.48, stop if daily closes below 0.45", "1d"),
        ("KAVA long 0.48, stop if it breaks 0.45", None),
    ],
)
def test_a_condition_between_a_stop_and_its_price_is_the_stops(
    text: str, frame: str | None
) -> None:
    (signal,) = parse(text).signals

    assert (signal.stop_loss, signal.stop_on_close, signal.problems) == ("0.45", frame, ())


def test_a_bracket_behind_a_target_says_where_it_may_go_on() -> None:
    (signal,) = parse("ETH 2810-2840附近空\n止損2880\n目標2760-2720(跌破看2680)").signals

    assert (signal.take_profits, signal.problems) == (("2760", "2720"), ())


def test_a_bracket_behind_an_entry_may_hold_a_condition() -> None:
    (signal,) = parse("KAVA long\nEntry: 0.48 (if 4h closes above 0.47)\nStop: 0.45").signals

    assert Problem.CONDITIONAL in signal.problems


def test_the_market_beside_a_zone_is_a_question() -> None:
    (signal,) = parse("LONG KAVA market zork\nEntry: 0.480 - 0.470\nStop: 0.450").signals

    assert Problem.UNCLEAR in signal.problems
