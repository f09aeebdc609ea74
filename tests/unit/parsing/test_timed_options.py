from __future__ import annotations

import pytest

from signalfill.domain.signal import Problem, ReadingKind
from signalfill.parsing import parse

CARD = "Novo sinal\nPar: KAVA/USDT\nEntrada: 21:35\n🟢 Comprar"


def test_an_option_from_a_time_of_day_is_a_call_that_no_coin_exchange_trades() -> None:
    reading = parse(CARD)

    assert reading.kind is ReadingKind.SIGNAL
    assert reading.signals[0].base == "KAVA"
    assert Problem.NOT_CRYPTO in reading.signals[0].problems


@pytest.mark.parametrize(
    "text",
    [CARD.replace("KAVA/USDT", "forte"), CARD.replace("🟢 Comprar", "boa sorte"), "Entrada: 21:35"],
)
def test_without_a_pair_or_a_side_it_is_none(text: str) -> None:
    assert parse(text).kind is not ReadingKind.SIGNAL


@pytest.mark.parametrize(
    "text",
    [
        "✅ WIN em `KAVA/USDT` ✅",
        "❎ STOP em `KAVA/USDT` ❎",
        "KAVA: updated average entry to 0.512",
    ],
)
def test_what_came_of_it_is_a_report(text: str) -> None:
    reading = parse(text)

    assert reading.kind is ReadingKind.REPORT
    assert reading.amendments == ()


def test_a_side_with_its_price_behind_a_sign_is_a_call_without_a_stop() -> None:
    signal = parse("New signal\nSymbol: KAVAUSDT\nStrong Sell @: ~0.512").signals[0]

    assert (signal.side, signal.entry.prices) == ("short", ("0.512",))
    assert Problem.NO_STOP in signal.problems
