from __future__ import annotations

import pytest

from signalfill.parsing.compounds import compound_label
from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon import LEXICON


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("ingångskurs", Concept.ENTRY),
        ("einstiegspreis", Concept.ENTRY),
        ("stoppkurs", Concept.STOP),
        ("entrylevel", Concept.ENTRY),
        ("targetzone", Concept.TARGET),
    ],
)
def test_a_label_and_a_noun_of_prices_written_as_one_name_the_field(word: str, label: str) -> None:
    assert compound_label(word, LEXICON) == label


@pytest.mark.parametrize(
    "word",
    [
        "zorkkurs",  # no label
        "spris",  # too short a label
        "kurs",  # the noun alone
        "stopp",  # no noun
        "marktpreis",  # the market's, no field of a call
    ],
)
def test_another_word_is_no_label(word: str) -> None:
    assert compound_label(word, LEXICON) is None
