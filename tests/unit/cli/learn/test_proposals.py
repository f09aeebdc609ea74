from __future__ import annotations

import pytest

from cli.learn.proposals import Choice, Suggestion, suggestions
from cli.learn.survey import read_all
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing.lexicon import LEXICON
from signalfill.parsing.teaching import teach
from tests.unit.cli.learn.examples import CHATTER, KNOWN, STRANGE, STRANGE_STOP, cards, old


def offered(texts: list[str]) -> list[Suggestion]:
    return list(suggestions(read_all(old(texts), LEXICON), LEXICON))


def only(texts: list[str]) -> Choice:
    ((choice,),) = [each.choices for each in offered(texts)]
    return choice


def test_an_unknown_word_that_can_only_be_the_stop_is_proposed_with_its_gain() -> None:
    choice = only(cards(STRANGE_STOP))

    assert choice.teaching == Teaching(words={WordKind.STOP: ("plonk",)})
    assert len(choice.gained) == 4
    assert choice.gained[0].reading.signals[0].stop_loss == "136"


def test_words_that_need_each_other_are_proposed_together() -> None:
    choice = only(cards(STRANGE))

    assert choice.teaching == Teaching(
        words={WordKind.ENTRY: ("kwark",), WordKind.STOP: ("plonk",)}
    )


def test_a_word_for_several_levels_is_a_target_where_they_lie_too_far_to_be_entries() -> None:
    text = "#{} LONG\nEntry: {}\nStop: {}\nzuilt: {} - {}"
    texts = [text.format("SOL", 100, 90, 170, 190), text.format("ETH", 2000, 1800, 3500, 4000)]

    assert only(texts).teaching == Teaching(words={WordKind.TARGET: ("zuilt",)})


def test_a_channel_that_reads_well_is_proposed_nothing() -> None:
    assert offered([*cards(KNOWN), *CHATTER]) == []


def test_numbers_that_fit_no_order_are_proposed_nothing() -> None:
    text = "#{coin} LONG\nEntry: {entry}\nplonk: {one}\nTargets: {two}"

    assert offered(cards(text)) == []


def test_a_single_message_forces_nothing() -> None:
    assert offered(cards(STRANGE_STOP)[:1]) == []


def test_what_fits_two_readings_is_put_as_a_choice() -> None:
    """A level above the entry may be a target or another entry."""
    texts = cards("#{coin} LONG\nEntry: {entry}\nStop: {stop}\nzuilt: {one}")

    (suggestion,) = offered(texts)
    assert [choice.teaching.words for choice in suggestion.choices] == [
        {WordKind.ENTRY: ("zuilt",)},
        {WordKind.TARGET: ("zuilt",)},
    ]


def test_a_proposal_that_changes_what_trades_today_is_dropped() -> None:
    trades = "#BTC LONG\nEntry: 100\nStop: 95\nTargets: 110 - 120 plonk"
    assert read_all(old([trades]), LEXICON)[0].is_tradable

    assert offered([*cards(STRANGE_STOP), trades]) == []


# A word of doubt that no lexicon will ever hold: what is read of it stays the same.
DOUBTING = teach(Teaching(words={WordKind.NOT: ("nixnix",)})).lexicon
DOUBTED = "This is nixnix a trading signal"


def proposed_sentences(texts: list[str]) -> list[tuple[str, ...]]:
    found = suggestions(read_all(old(texts), DOUBTING), DOUBTING)
    return [choice.teaching.ignore for each in found for choice in each.choices]


@pytest.mark.parametrize("more", ["", " Enjoy!"], ids=["alone", "beside another"])
def test_a_repeated_sentence_in_the_way_is_proposed(more: str) -> None:
    texts = [f"{card}\n{DOUBTED}.{more}" for card in cards(KNOWN)]
    assert not any(each.is_tradable for each in read_all(old(texts), DOUBTING))

    assert proposed_sentences(texts) == [(f"{DOUBTED}.",)]


@pytest.mark.parametrize("condition", ["only if it breaks the level", "wait for the retest first"])
def test_no_ignored_sentence_holds_a_condition(condition: str) -> None:
    texts = [f"{card}\n{condition}" for card in cards(KNOWN)]

    assert [
        choice for each in offered(texts) for choice in each.choices if choice.teaching.ignore
    ] == []
