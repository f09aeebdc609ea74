"""A word in another form than the lexicon has it is the same word, where that is sure."""

from __future__ import annotations

import pytest

from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon import LEXICON
from signalfill.parsing.lexicon.variants import folded, stem, variants_of
from signalfill.parsing.lexicon.words import Lexicon, Meaning
from signalfill.parsing.teaching import teach

CLOSE, STOP, NOISE = Meaning(Concept.CLOSE), Meaning(Concept.STOP), Meaning(Concept.NOISE)
CLOSED = Meaning(Concept.CLOSE, "past")


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("posición", "posicion"),
        ("giriş", "giris"),
        ("đóng", "dong"),
        ("ещё", "еще"),
        ("stop", "stop"),
    ],
)
def test_marks_over_letters_are_left_out(word: str, plain: str) -> None:
    assert folded(word) == plain


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("cancelled", "canceling"),
        ("trimmed", "trim"),
        ("фиксирую", "фиксировали"),
        ("закрываю", "закрывали"),
        ("cerramos", "cerrar"),
        ("kapatıyoruz", "kapatın"),
    ],
)
def test_forms_of_a_verb_have_one_stem(word: str, other: str) -> None:
    assert stem(folded(word)) == stem(folded(other))


@pytest.mark.parametrize(
    "word",
    ["closely", "closer", "closet", "killer", "stopper", "targetry", "remote", "зак", "x" * 40],
)
def test_another_word_that_looks_alike_is_none_of_ours(word: str) -> None:
    assert LEXICON.variant_of(word) is None


def test_a_stem_counts_only_where_nearly_all_its_words_mean_the_same() -> None:
    alike = variants_of({"closing": CLOSE, "closed": CLOSED}, {})
    mixed = variants_of({"closing": CLOSE, "closed": NOISE}, {})

    assert alike.find("closes") == ("closing",)
    assert mixed.find("closes") == ()


def test_a_form_that_tells_what_was_done_stands_for_a_word_that_does() -> None:
    words = variants_of({"закрывать": CLOSE, "закрыл": CLOSED}, {})

    assert words.find("закрыли") == ("закрыл",)
    assert words.find("закроем") == ("закрывать",) or words.find("закрываем") == ("закрывать",)


def test_a_label_has_no_verbal_forms() -> None:
    words = variants_of({"hedef": STOP, "invalid": STOP}, {})

    assert words.find("hedefi") == ("hedef",)
    assert words.find("invalided") == ()


def test_a_phrase_without_its_blank_is_that_phrase() -> None:
    words = variants_of({}, {"cut": [(("loss",), CLOSE)]})

    assert words.find("cutloss") == ("cut", "loss")


def test_neither_a_side_nor_an_order_is_guessed() -> None:
    guessed = {
        Concept.LONG,
        Concept.SHORT,
        Concept.BUY,
        Concept.SELL,
        Concept.MARKET,
        Concept.ENTRY,
    }

    for forms in LEXICON.variants.stems.values():
        assert LEXICON.single[forms.word].concept not in guessed


def test_a_taught_lexicon_knows_the_same_forms() -> None:
    taught = teach(Teaching(words={"stop": ("plank",)}), LEXICON).lexicon

    assert taught.variants is LEXICON.variants


def test_a_lexicon_finds_its_forms_once() -> None:
    lexicon = Lexicon({"cancel": Meaning(Concept.CANCEL)})

    assert lexicon.variants is lexicon.variants
    assert lexicon.variant_of("canceled") == ("cancel", Meaning(Concept.CANCEL))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cerrar posicion en KAVA", [("close", "KAVA")]),
        ("KAVA: annulons l'ordre", [("cancel", "KAVA")]),
        ("KAVA - зафиксирую половину", [("reduce", "KAVA")]),
        ("j'annule KAVA", [("cancel", "KAVA")]),
    ],
)
def test_an_instruction_in_another_form_is_read(text: str, said: list[tuple[str, str]]) -> None:
    assert [(each.action, each.base) for each in parse(text).amendments] == said


def test_a_coin_is_never_taken_for_a_word() -> None:
    assert parse("CLOSEN long 5.2 stop 4.9 tp 6").signals[0].base == "CLOSEN"
