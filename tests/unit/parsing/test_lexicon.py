from __future__ import annotations

from collections import Counter

import pytest

from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon import LEXICON
from signalfill.parsing.lexicon.learning import HAN, SPACED


def test_no_two_concepts_share_a_letter() -> None:
    letters = Counter(concept.value for concept in Concept)

    assert max(letters.values()) == 1
    assert all(len(letter) == 1 for letter in letters)


@pytest.mark.parametrize("table", [*SPACED, HAN])
def test_a_phrase_has_one_meaning_in_its_table(table: dict[Concept, str]) -> None:
    phrases = [
        phrase.partition("=")[0].strip()
        for words in table.values()
        for phrase in words.split(";")
        if phrase.strip()
    ]

    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


def test_the_longest_phrase_comes_first() -> None:
    lengths = [len(rest) for rest, _ in LEXICON.phrases["take"]]

    assert lengths == sorted(lengths, reverse=True)


def test_chinese_is_cut_by_its_longest_phrases_in_both_scripts() -> None:
    pieces = LEXICON.segment_han("進場位置止損鯨魚")
    assert [m and m.concept for _, m in pieces] == [Concept.ENTRY, Concept.STOP, None]


def test_glued_words_are_cut_between_two_known_ones() -> None:
    assert [LEXICON.split_glued(word) for word in ("longleverage", "longitude")] == [4, 0]


def test_the_horizon_short_term_is_no_side() -> None:
    assert [m.concept for rest, m in LEXICON.phrases["short"] if rest == ("term",)] == [
        Concept.HORIZON
    ]
    assert LEXICON.single["short"].concept is Concept.SHORT
