"""Whatever is written: layouts never raise, are bounded and follow from what a reader sees."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from signalfill.parsing import parse
from signalfill.parsing.layout import MOST_LINES
from tests.unit.parsing.layouts import LAYOUTS

KEY = re.compile(r"[0-9a-f]{16}")
CALLS = st.sampled_from([each.text for each in LAYOUTS])
WORDS = st.text("bcdfghjklmpqrstvwxz", min_size=7, max_size=12).map(lambda word: f"qx{word}")


@given(st.one_of(st.text(max_size=300), CALLS))
@settings(max_examples=300, deadline=None)
def test_keys_are_few_different_and_short(text: str) -> None:
    layout = parse(text).layout

    assert len(layout) == len(set(layout)) <= MOST_LINES
    assert all(KEY.fullmatch(each) for each in layout)


@given(CALLS, st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_the_same_text_has_the_same_layout(call: str, more: str) -> None:
    text = f"{call}\n{more}"

    assert parse(text).layout == parse(text).layout


@given(CALLS, WORDS)
@settings(max_examples=200, deadline=None)
def test_one_unknown_word_in_a_line_of_its_own_makes_another_layout(call: str, word: str) -> None:
    before, after = parse(call), parse(f"{call}\n{word}")
    assume(before.layout and after.layout)

    assert not set(after.layout) <= set(before.layout)


@given(CALLS, WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_two_different_unknown_words_never_share_a_key(call: str, one: str, other: str) -> None:
    assume(one != other)
    first, second = parse(f"{call}\n{one}"), parse(f"{call}\n{other}")
    assume(first.layout and second.layout)

    assert set(first.layout) != set(second.layout)
