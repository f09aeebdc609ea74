from __future__ import annotations

import pytest

from signalfill.parsing.normalize import normalize, without_quotes


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("𝐋𝐎𝐍𝐆", "LONG"),
        ("ＬＯＮＧ：１２", "LONG: 12"),
        ("1️⃣0.073", "1) 0.073"),
        ("1\u20e30.073", "1) 0.073"),
        ("B\u200bT\u2060C", "BTC"),
        ("$BTСUSDT", "$BTCUSDT"),
        ("Tейк", "Тейк"),
        ("20х", "20x"),
        ("0.34 — 0.35", "0.34 - 0.35"),
        ("<:up:123456789> LONG", " up  LONG"),
        ("<@123456> BTC", "@user  BTC"),
        ("**Entry:** `5`", " Entry:   5 "),
        ("[BTC-USD](<https://example.com/x>)", "BTC-USD"),
        ("止损：5，", "止损: 5, "),
        ("и\u0306", "й"),
    ],
)
def test_a_way_of_writing_becomes_plain(written: str, plain: str) -> None:
    assert plain == normalize(written).text


def test_a_place_in_the_plain_text_leads_back_to_the_original() -> None:
    written = "**BTC** 1️⃣ 𝟔𝟎𝟎𝟎𝟎"
    plain = normalize(written)

    start = plain.text.index("60000")
    begin, end = plain.original_span(start, start + 5)

    assert written[begin:end] == "𝟔𝟎𝟎𝟎𝟎"


def test_plain_text_has_the_same_places() -> None:
    assert normalize("BTC long").original_span(4, 8) == (4, 8)


def test_struck_out_text_is_told() -> None:
    assert normalize("~~BTC long~~").struck


def test_quoted_lines_are_left_out_and_their_digits_told() -> None:
    assert without_quotes("> BTC 5\nnice") == ("       \nnice", True)


def test_a_message_all_in_quotes_is_only_framed() -> None:
    assert without_quotes("> BTC 5\n> stop 4") == ("  BTC 5\n  stop 4", False)
