from __future__ import annotations

from collections import Counter

import pytest

from signalfill.parsing import parse
from tests.unit.parsing.layouts import LAYOUTS, Layout


def places(text: str) -> dict[str, str]:
    return {each.field: text[each.start : each.end] for each in parse(text).evidence}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.text[:30])
def test_every_price_of_a_call_is_shown_once_where_it_stands(layout: Layout) -> None:
    reading = parse(layout.text)
    found = Counter(each.field for each in reading.evidence)
    signal = reading.signals[0]

    wanted = [f"entry.prices.{at}" for at in range(len(signal.entry.prices))]
    wanted += [f"take_profits.{at}" for at in range(len(signal.take_profits))]
    for field in (*wanted, "stop_loss", "base", "side"):
        assert found[f"signals.0.{field}"] == 1, field
    for each in reading.evidence:
        assert 0 <= each.start < each.end <= len(layout.text)


def test_a_span_leads_back_through_styled_letters_and_markup() -> None:
    found = places("**𝐋𝐎𝐍𝐆** <:up:123> #𝐁𝐓𝐂/𝐔𝐒𝐃𝐓\n`𝐒𝐋: 𝟓𝟗𝟎𝟎𝟎`\n1️⃣ Entry 60,000")

    assert found["signals.0.side"] == "𝐋𝐎𝐍𝐆"
    assert found["signals.0.stop_loss"] == "𝟓𝟗𝟎𝟎𝟎"
    assert found["signals.0.entry.prices.0"] == "60,000"


def test_a_span_is_right_behind_a_quoted_line() -> None:
    found = places("> what next\nSOL long 145 stop 138")

    assert found["signals.0.stop_loss"] == "138"


def test_an_implied_side_points_at_the_stop_that_implies_it() -> None:
    sides = [e for e in parse("DOT limit 5.1 stop 4.9").evidence if e.field == "signals.0.side"]

    assert [(each.value, each.rule) for each in sides] == [("long", "implied by where it lies")]


def test_a_number_that_nobody_claimed_is_shown_as_unexplained() -> None:
    assert places("BTC long 60000 42000 stop 58000 77")["unexplained"] == "77"


def test_an_instruction_shows_the_clause_that_gives_it() -> None:
    found = places("nice one! close half of SOL, move sl to 141")

    assert found["amendments.0.action"] == "close half of SOL"
    assert found["amendments.1.to"] == "141"


def test_talk_needs_no_evidence() -> None:
    assert parse("GM, BTC at 60000 today").evidence == ()
