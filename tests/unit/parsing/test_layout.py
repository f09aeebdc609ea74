"""Which messages are written in one layout, and what makes another of it."""

from __future__ import annotations

import pytest

from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing import parse
from signalfill.parsing.layout import MOST_LINES
from signalfill.parsing.teaching import learn

CARD = (
    "🚀 #SOL/USDT LONG\nEntry: 142.5 - 140\nplank: 136.8\n"
    "Stop: 132\nTP1: 150\nTP2: 158 @trader\njoin us"
)


def layout(text: str) -> tuple[str, ...]:
    return parse(text).layout


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("142.5 - 140", "0.5 to 0.48").replace("150", "0.6").replace("158", "0.7"),
        CARD.replace("#SOL/USDT", "$ETH"),
        CARD.replace("@trader", "@somebody"),
        CARD.replace("🚀", "🔥🔥"),
        CARD.replace("@trader", "https://example.com/chart"),
        CARD.replace(": ", " - "),
    ],
    ids=["numbers", "coin", "mention", "decoration", "link", "marks"],
)
def test_a_layout_is_the_same_with_others(text: str) -> None:
    assert layout(text) == layout(CARD)


def test_a_coin_named_by_a_bare_word_is_masked_too() -> None:
    assert layout("LINK long 13.2 stop 12.4") == layout("sol long 145 stop 139")


def test_the_order_and_the_number_of_lines_do_not_matter() -> None:
    first, *fields, last = CARD.split("\n")

    turned = "\n".join([first, last, fields[1], fields[0], *fields[2:], "TP3: 170"])
    assert set(layout(turned)) == set(layout(CARD))


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("join us", "✅ join us"),
        CARD.replace("join us", "❌ join us"),
        CARD.replace("#SOL", "#EVM0"),
        CARD.replace("#SOL", "#1000PEPE"),
        CARD.replace("plank", "planks"),
        CARD.replace("Stop", "Target"),
        CARD.replace("LONG", "SHORT"),
        CARD.replace("142.5 - 140", "142.5"),
        CARD.replace("132", "5%"),
    ],
    ids=["tick", "cross", "name with a digit", "multiplied coin", "word", "concept", "side",
         "one number", "percent"],
)  # fmt: skip
def test_a_layout_is_another_under_another(text: str) -> None:
    assert not set(layout(text)) <= set(layout(CARD))


def test_a_coin_that_begins_with_digits_is_another_shape_than_one_with_a_digit_behind() -> None:
    assert layout(CARD.replace("#SOL", "#1000PEPE")) != layout(CARD.replace("#SOL", "#EVM0"))


def test_keys_under_other_words_never_meet() -> None:
    taught = learn([Teaching(words={WordKind.STOP: ("safety net",)})]).lexicon

    assert not set(parse(CARD, taught).layout) & set(layout(CARD))


def test_keys_under_the_same_words_are_the_same() -> None:
    teaching = Teaching(words={WordKind.STOP: ("safety net",)})

    first, second = (parse(CARD, learn([teaching]).lexicon).layout for _ in range(2))
    assert first == second


def test_a_taught_word_is_its_concept() -> None:
    taught = learn([Teaching(words={WordKind.STOP: ("safety net",)})]).lexicon

    named = CARD.replace("Stop", "Safety net")
    assert parse(named, taught).layout == parse(CARD, taught).layout


@pytest.mark.parametrize("text", ["sl to entry", "close SOL", "gm", "TP1 hit ✅", ""])
def test_what_enters_nothing_has_no_layout(text: str) -> None:
    assert layout(text) == ()


def test_an_addition_has_a_layout() -> None:
    assert layout("add SOL at 140")


def test_a_message_of_very_many_lines_has_a_bounded_layout() -> None:
    chatter = "\n".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)} more" for n in range(200))

    assert len(layout(f"{CARD}\n{chatter}")) == MOST_LINES


def test_the_last_key_of_a_bounded_layout_changes_with_any_of_its_lines() -> None:
    chatter = "\n".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)} more" for n in range(200))

    assert layout(f"{CARD}\n{chatter}")[-1] != layout(f"{CARD}\n{chatter} now")[-1]
