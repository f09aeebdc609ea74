from __future__ import annotations

import string
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.signal import SignalReading
from signalfill.parsing import parse
from signalfill.parsing.normalize import normalize
from tests.unit.parsing.layouts import LAYOUTS, Layout

FRAGMENTS = st.sampled_from(
    [
        "BTC", "$ETH", "#SOL/USDT", "long", "short", "Entry:", "SL", "TP1", "stop", "60000", "0,5",
        ".92", "1)", "%", "10x", "if", "not", "\n", " - ", "move sl to entry", "close 50%", "✅",
        "止损", "现价", "多", "стоп", "вход", "1️⃣", "(", ")", "**", "4h close below", "~~", "> ",
        "|",
        "cancel", "hit", "R:R", "1:2", "64200-800", "<:up:123>", "@user", "97k8", "TP41.31",
    ]
)  # fmt: skip
COINS = st.text(string.ascii_uppercase, min_size=3, max_size=6).map(lambda name: f"Q{name}Q")
POWERS = st.integers(min_value=-3, max_value=3)
CHAT = st.sampled_from(
    [
        "good luck everyone", "gm", "BTC looks strong today", "what a day 🔥", "join our channel",
        "see you at 20:00 UTC", "we had 300 new members this week", "thanks to all of you",
    ]
)  # fmt: skip


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str) -> None:
    parse(text)


@given(st.lists(FRAGMENTS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_no_scramble_of_trading_words_raises(text: str) -> None:
    parse(text)


@given(st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=30).map("".join)))
@settings(max_examples=300, deadline=None)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text).text

    assert once == normalize(once).text


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_every_plain_character_has_a_place_in_the_original(text: str) -> None:
    plain = normalize(text)

    if plain.origins is not None:
        assert len(plain.origins) == len(plain.text)
        assert all(0 <= place < len(text) for place in plain.origins)


def card(coin: str, scale: int) -> str:
    entry, low, stop, first, second = (
        format(Decimal(price).scaleb(scale), "f")
        for price in ("152.5", "148.25", "139.75", "163.5", "181.25")
    )
    return (
        f"🟢 LONG - ${coin}\n- Entry: {entry} - {low}\n- SL: {stop}\n"
        f"🎯 TP1: {first}\n🎯 TP2: {second}\nLeverage: 5x"
    )


def scaled(signal: SignalReading, scale: int) -> list[Decimal]:
    prices = [*signal.entry.prices, *signal.take_profits, signal.stop_loss or "0"]
    return [Decimal(price).scaleb(-scale) for price in prices]


@given(COINS)
@settings(deadline=None)
def test_another_coin_changes_only_the_coin(coin: str) -> None:
    signal = parse(card(coin, 0)).signals[0]
    known = parse(card("SOL", 0)).signals[0]

    assert signal.base == coin
    assert known.model_copy(update={"base": coin}) == signal


@given(POWERS)
@settings(deadline=None)
def test_prices_times_a_power_of_ten_change_only_the_prices(power: int) -> None:
    signal = parse(card("SOL", power)).signals[0]
    known = parse(card("SOL", 0)).signals[0]

    assert scaled(known, 0) == scaled(signal, power)
    assert (known.side, known.entry.kind, known.problems) == (
        signal.side,
        signal.entry.kind,
        signal.problems,
    )


@given(st.lists(CHAT, min_size=1, max_size=4))
@settings(deadline=None)
def test_chat_behind_a_message_that_is_no_call_makes_no_call_of_it(lines: list[str]) -> None:
    for text in ("KAS hit TP2", "stop at entry", "BTC hit 60000 today", "GM", "long or short?"):
        reading = parse("\n".join([text, *lines]))

        assert all(signal.problems for signal in reading.signals)


@given(st.sampled_from([layout for layout in LAYOUTS if layout.stop in layout.text]))
@settings(deadline=None)
def test_a_call_without_its_stop_is_not_tradable(layout: Layout) -> None:
    lines = [line for line in layout.text.split("\n") if layout.stop not in line]

    assert all(signal.problems for signal in parse("\n".join(lines)).signals)
