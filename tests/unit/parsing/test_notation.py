"""Notations of calls: labels behind prices, levels of leaving, misspelt words, echoes, coins."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import Problem, ReadingKind, SignalReading
from signalfill.parsing import parse


def _call(text: str) -> SignalReading:
    (signal,) = parse(text).signals
    return signal


@pytest.mark.parametrize(
    ("text", "stop", "targets"),
    [
        ("SOL entry 140 exit 165 stop 138", "138", ("165",)),
        ("Bid SOL 140-141, cut under 138", "138", ()),
        ("SOL short 140-141\nClose 136 131 127\nStop 144", "144", ("136", "131", "127")),
        ("SOL/USDT LONG\nEntry: 140\nSELL:\n146 - 152 - 160\nStop: 134", "134",
         ("146", "152", "160")),
        ("SOL\nIn: 140\nOut: 146 / 152\nStop: 134", "134", ("146", "152")),
        ("SOL long 140, stop 134, out at 146", "134", ("146",)),
        ("#SOL long\nE 140.5\nT 146 152\nS 134", "134", ("146", "152")),
        ("SOL/USDT LONG\n140 - 138\n✅ 146 / 152\n❌ 134", "134", ("146", "152")),
        ("SOL: 140 long, 134 sl, 146 / 152 tp", "134", ("146", "152")),
        ("SOL long 140 w/ 134 stop, tp 146", "134", ("146",)),
        ("SOL long 140, stop 134, looking for 146 first then 152", "134", ("146", "152")),
        ("SOL long\nentry 140\nZork 1: 146\nZork 2: 152\nstop 134", "134", ("146", "152")),
        ("SOL long\nentry 140\n➊ 146\n➋ 152\nstop 134", "134", ("146", "152")),
    ],
)  # fmt: skip
def test_levels_get_their_role_whatever_the_notation(
    text: str, stop: str, targets: tuple[str, ...]
) -> None:
    signal = _call(text)

    assert (signal.stop_loss, signal.take_profits, signal.problems) == (stop, targets, ())


@pytest.mark.parametrize(
    "text",
    [
        "SOL/USDT LONG\nEntry: 140\nExit: 146\nStop: 134",
        "SOL long 140, stop 134, tp 146, exit 150",
        "SOL long 140-146, exit 143, stop 134",
    ],
)
def test_an_exit_that_the_prices_do_not_settle_is_a_question(text: str) -> None:
    assert all(Problem.UNCLEAR in signal.problems for signal in parse(text).signals)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SHORT ORDER - MARKETT SIGNAL - $UNI\n- Entry: 7.41\n- SL: 7.65", "market"),
        ("LONG MARKET - $UNI - RISK ORDER\n- Entry: 7.41\n- SL: 7.15", "market"),
        ("UNI long\nEntery: 7.41\nStopls: 7.15", "limit"),
    ],
)
def test_a_misspelt_word_of_the_order_is_that_word(text: str, kind: str) -> None:
    signal = _call(text)

    assert (signal.entry.kind, signal.entry.prices, signal.problems) == (kind, ("7.41",), ())


@pytest.mark.parametrize(
    "text",
    [
        "ORDER ZORK - $UNI LONG\nEntry: 7.41\nSL: 7.15",
        "edit entry limit UNI to 7.41, sl 7.15",
        "UNI\nType: Buy Stop\nEntry: 7.41\nSL: 7.15",
        "UNI long\nEntry 7.41\nSL 7.15\nEntry 7.20\nSL 6.90\nchoose one of the two",
    ],
)
def test_an_order_of_an_unknown_or_waiting_kind_is_a_question(text: str) -> None:
    assert all(signal.problems for signal in parse(text).signals)


def test_a_translation_below_a_line_counts_once() -> None:
    signal = _call("Longed UNI 7.41 sl 7.15\n-----------\n做多 UNI 7.41 止损 7.15")

    assert (signal.entry.prices, signal.problems) == (("7.41",), ())


def test_a_translation_that_tells_a_result_is_a_question() -> None:
    signal = _call("Longed UNI 7.41 sl 7.15\n-----------\n做多 UNI 7.41 已达止损")

    assert Problem.UNCLEAR in signal.problems


@pytest.mark.parametrize(
    ("text", "base", "quote"),
    [
        ("LTC84-86 short, stop 88, tp 81", "LTC", None),
        ("SOLEUR long 140 stop 134", "SOL", "EUR"),
        ("AT / USDT\nLONG\nEntry: 0.136\nStop: 0.129", "AT", "USDT"),
        ("limit short link 9.58 stop 10.13", "LINK", None),
        ("Near 1.998 stop 1.88", "NEAR", None),
        ("BTC scalp short\nEntry 35200-36000\nstop 36300\n#CLUB", "BTC", None),
        ("$1000PEPE - $PEPE long\nEntry 0.0036\nStop 0.0034", "1000PEPE", None),
        ("Entry: 1.632\nOP long\nsl: 1.588", "OP", None),
    ],
)
def test_a_coin_is_told_from_what_sticks_to_it(text: str, base: str, quote: str | None) -> None:
    signal = _call(text)

    assert (signal.base, signal.quote, signal.problems) == (base, quote, ())


@pytest.mark.parametrize("text", ["KAVABTC long 0.0000088 stop 0.0000079", "#LPTETH long 4 stop 3"])
def test_a_glued_pair_in_another_coin_is_quoted_in_it(text: str) -> None:
    assert Problem.BTC_QUOTED in _call(text).problems


@pytest.mark.parametrize("name", ["#XAUUSD", "XAUUSDm", "EURCAD", "$TSLA", "XAG/USD", "GBPNZD"])
def test_what_is_no_coin_is_not_traded(name: str) -> None:
    assert Problem.NOT_CRYPTO in _call(f"{name} sell limit 4230\nsl 4238").problems


@pytest.mark.parametrize(
    "text",
    [
        "SOL/USDT LONG\nEntry: 140\nTargets: 146 ✅😎 - 152 - 160\nStop: 134",
        "SOL/USDT LONG\nEntry Targets:\n1) 140 - 100% ✅\nTargets:\n1) 146\nStop: 134",
        "SOL/USDT Take-Profit target 1\nLONG\nEntry: 140.5\nStop: 134.5",
    ],
)
def test_a_board_with_one_mark_of_progress_is_a_report(text: str) -> None:
    assert parse(text).kind is ReadingKind.REPORT
