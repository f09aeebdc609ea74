from __future__ import annotations

import pytest

from signalfill.domain.signal import EntryKind, ReadingKind
from signalfill.parsing import parse
from tests.unit.parsing.layouts import LAYOUTS, Layout


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.text[:40])
def test_a_call_is_read_wholly_in_every_layout(layout: Layout) -> None:
    reading = parse(layout.text)

    assert reading.kind is ReadingKind.SIGNAL
    signal = reading.signals[0]
    read = Layout(
        layout.text,
        signal.base or "",
        signal.side or "",
        signal.entry.kind or "",
        signal.entry.prices,
        signal.stop_loss or "",
        signal.take_profits,
        signal.stop_on_close,
    )
    assert layout == read
    assert signal.problems == ()


def test_a_side_that_nobody_said_is_marked_as_implied() -> None:
    signal = parse("DOT limit 5.10-5.02 stop 4.9").signals[0]

    assert signal.side_implied


def test_the_largest_leverage_is_kept() -> None:
    signal = parse("SOL/USDT LONG\nLeverage: Min x3 - Max x10\nEntry: 140\nSL: 135").signals[0]

    assert signal.leverage == "10"


def test_two_positions_of_one_coin_have_their_own_stops() -> None:
    reading = parse("KAS 多\n进场位置:0.15-0.148\n止损:0.14\n第二个位置\n进场位置:0.135\n止损:0.13")

    assert [signal.base for signal in reading.signals] == ["KAS", "KAS"]
    assert [signal.stop_loss for signal in reading.signals] == ["0.14", "0.13"]


def test_two_calls_in_two_lines_are_two_signals() -> None:
    reading = parse("BTC long 60000 sl 58000\nETH short 2500 sl 2600")

    assert [(s.base, s.side) for s in reading.signals] == [("BTC", "long"), ("ETH", "short")]


def test_two_cards_are_two_signals() -> None:
    reading = parse(
        "BTC/USDT LONG\nEntry: 60000\nTP: 62000\nSL: 58000\n\n"
        "ETH/USDT SHORT\nEntry: 2500\nTP: 2400\nSL: 2600"
    )

    assert [(s.base, s.side) for s in reading.signals] == [("BTC", "long"), ("ETH", "short")]


def test_a_market_order_without_levels_is_a_call_without_a_stop() -> None:
    reading = parse("🟢 SIGNAL ID: #12 🟢\n$KAS - LONG X10\nENTRY NOW")

    assert reading.kind is ReadingKind.SIGNAL
    assert reading.signals[0].entry.kind is EntryKind.MARKET
    assert reading.signals[0].problems == ("no_stop",)


def test_a_coin_named_by_a_digit_is_no_price() -> None:
    signal = parse("🟢 LONG - $4 - SMALL VOL\n- Entry: 0.117\n- SL: 0.105").signals[0]

    assert (signal.base, signal.entry.prices) == ("4", ("0.117",))


def test_a_title_with_a_number_does_not_spoil_a_card() -> None:
    signal = parse("SCALP MASTERS 300\nKASUSDT\nLONG\nEntry: 0.15\nTP: 0.16\nSL: 0.14").signals[0]

    assert signal.problems == ()


def test_a_block_of_ratios_with_target_labels_is_no_second_list() -> None:
    text = (
        "KAS/USDT LONG\nENTRY: 0.15\nSL: 0.14\nTP1: 0.16\nTP2: 0.17\n\nTP1: 1.00 R:R\nTP2: 2.00 R:R"
    )

    assert parse(text).signals[0].take_profits == ("0.16", "0.17")
