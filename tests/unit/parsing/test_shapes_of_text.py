"""Ways of writing that a reader takes in his stride, each shown by the call it stands in."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import SignalReading
from signalfill.parsing import parse


def read(text: str) -> SignalReading:
    return parse(text).signals[0]


def test_an_index_may_stick_to_its_price() -> None:
    text = "KAS LONG\nEntry 1.195\nTP1 1.235\nTP2 1.255\nTP3 1.280\nTP41.310\nSL 1.178"

    assert read(text).take_profits == ("1.235", "1.255", "1.280", "1.310")


def test_a_small_number_between_label_and_price_counts() -> None:
    assert read("KAS LONG\nEntry 1.2\nTP 1 1.3\nTP 2 1.4\nSL 1.1").take_profits == ("1.3", "1.4")


def test_list_numbers_with_a_dot_are_no_prices() -> None:
    assert read("KAS LONG\nEntry 1.2\nTargets\n1. 1.3\n2. 1.4\nSL 1.1").take_profits == (
        "1.3",
        "1.4",
    )


def test_ordinals_count_entries() -> None:
    assert read("KAS LONG\n1st entry: 1.2\n2nd entry: 1.15\nSL 1.1").entry.prices == ("1.2", "1.15")


def test_a_coin_called_like_an_amount_is_read_at_the_start() -> None:
    assert read("4USDT long 0.0122 sl 0.011").base == "4"


@pytest.mark.parametrize(
    ("text", "base", "quote"),
    [
        ("SUSHIUSDTPERP long 1.2 sl 1.1", "SUSHI", "USDT"),
        ("ORDIUSDT.P long 5 sl 4.5", "ORDI", "USDT"),
        ("$WIF USDT long 2.1 sl 2", "WIF", "USDT"),
        ("#WIF-USDT-SWAP long 2.1 sl 2", "WIF", "USDT"),
        ("Coin: KAS\nlong\nEntry 0.15\nSL 0.14", "KAS", None),
        ("bitcoin long 60000 sl 58000", "BTC", None),
        ("大餅60000附近多 止損59000", "BTC", None),
        ("Woods BTC long 60000 sl 58000", "BTC", None),
    ],
)
def test_a_coin_is_known_in_many_forms(text: str, base: str, quote: str | None) -> None:
    assert (read(text).base, read(text).quote) == (base, quote)


def test_two_coins_in_one_call_are_a_doubt() -> None:
    assert "unclear" in read("#SOL #ETH long 140 sl 135").problems


def test_the_coin_beside_the_side_is_the_one_called() -> None:
    text = "$BTC is dropping, let us try something\n🟢 LONG $SOL\nEntry: 140\nSL: 135"

    assert (read(text).base, read(text).problems) == ("SOL", ())


def test_a_link_and_a_mention_are_no_coins() -> None:
    assert read("@Bob https://example.com/x?y=5 KAS long 0.15 sl 0.14").base == "KAS"


def test_a_risk_may_stand_before_the_price() -> None:
    assert read("short KAS risk 2% 0.15 stop 0.16").entry.prices == ("0.15",)


def test_the_first_of_two_stops_counts_where_the_second_is_softer() -> None:
    signal = read("KAS long 0.15 stop 0.13 or daily close below 0.14")

    assert (signal.stop_loss, signal.stop_on_close, signal.problems) == ("0.13", None, ())


def test_a_bare_price_line_is_the_entry_where_none_is_named() -> None:
    assert read("KAS LONG\nPrice: 0.15\nTP 0.17\nSL 0.14").entry.prices == ("0.15",)


def test_a_leverage_without_its_x_is_read() -> None:
    assert read("KAS/USDT LONG\nLeverage: 20\nEntry: 0.15\nSL: 0.14").leverage == "20"


def test_a_time_frame_beside_the_stop_is_a_doubt() -> None:
    assert "unclear" in read("BTC long 60000 sl 58000 4h").problems


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("close 1/3 of BTC", "0.333"),
        ("close 2R on BTC", None),
        ("close 0.1% of BTC", None),
        ("close 100% of BTC", None),
        ("сократили BTC, закрываем половину", "0.5"),
    ],
)
def test_a_part_is_read_in_many_forms(text: str, fraction: str | None) -> None:
    assert parse(text).amendments[0].fraction == fraction
