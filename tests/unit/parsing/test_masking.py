from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.parsing import parse
from signalfill.parsing.layout_lines import layout_lines
from signalfill.parsing.masking import masked
from tests.unit.parsing.layouts import LAYOUTS, Layout

CARD = "#SOL LONG\nEntry: 142\nStop: 136\nTargets: 150"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com/a?b=c now", "see https://link now"),
        ("t.me/some discord.gg/abc www.x.org", "https://link https://link https://link"),
        ("ask <@123456> or <@!1> or <#42> or @some.body", "ask @user or @user or @user or @user"),
        ("buy @142.5", "buy @142.5"),
        ("mail me@example.com", "mail me@example.com"),
    ],
)
def test_names_and_links_go_and_prices_stay(text: str, expected: str) -> None:
    assert masked(text) == expected


@given(st.sampled_from(LAYOUTS), st.sampled_from(["@somebody", "<@12345>", "https://x.org/a"]))
@settings(max_examples=100, deadline=None)
def test_a_masked_message_has_the_same_reading_and_layout(call: Layout, name: str) -> None:
    text = f"{call.text}\n{name}"
    before, after = parse(text), parse(masked(text))

    assert (after.signals, after.layout) == (before.signals, before.layout)


def test_lines_stand_beside_the_keys_of_their_layout() -> None:
    text = f"{CARD}\n\nzork **plonk**!"
    lines = list(layout_lines(text))

    assert tuple(line.key for line in lines) == parse(text).layout
    assert lines[-1].text == "zork **plonk**!"
    assert lines[-1].unknown == ("zork", "plonk")


def test_a_message_that_enters_nothing_has_no_lines() -> None:
    assert list(layout_lines("close SOL")) == []


def test_an_addition_has_lines() -> None:
    assert [line.text for line in layout_lines("add SOL at 140")] == ["add SOL at 140"]


def test_a_coin_is_no_unknown_word() -> None:
    assert [line.unknown for line in layout_lines("ZRO long 14 stop 13")] == [()]
