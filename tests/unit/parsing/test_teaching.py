"""What a channel may be taught, and what it must not."""

from __future__ import annotations

import pytest

from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON
from signalfill.parsing.lexicon.learning import build
from signalfill.parsing.taught_words import CONCEPTS
from signalfill.parsing.teaching import learn, teach
from tests.unit.parsing.teachings import call, objections, taught, words

# --- words ---


def test_every_kind_of_word_is_a_concept_of_the_parser() -> None:
    assert set(CONCEPTS) == set(WordKind)


@pytest.mark.parametrize(
    ("kind", "phrase", "text"),
    [
        ("stop", "notbremse", "SOL long 145, notbremse 138"),
        ("stop", "Stage Exit", "SOL long 145\nstage-exit: 138"),
        ("stop", "ｎｏｔｂｒｅｍｓｅ", "SOL long 145, Notbremse 138"),
        ("entry", "anmachen=long", "SOL anmachen 145 stop 138"),
        ("long", "auf gehts", "SOL auf gehts 145 stop 138"),
        ("stop", "逃生口", "SOL long 145 逃生口 138"),
        ("stop", "аварийный люк", "SOL long 145 аварийный люк 138"),
    ],
)
def test_a_taught_phrase_is_read(kind: str, phrase: str, text: str) -> None:
    said = call(text, words(kind, phrase))

    assert (said.side, said.entry.prices, said.stop_loss) == ("long", ("145",), "138")
    assert said.problems == ()


def test_a_taught_doubt_holds_a_call_back() -> None:
    text = "SOL long 145 stop 138, sofern ETH steigt"

    assert call(text, words("if", "sofern")).problems == ("conditional",)


def test_a_coin_is_known_by_its_other_name() -> None:
    assert call("mama long 2500 stop 2400", Teaching(coins={"mama": "ETH"})).base == "ETH"


def test_nothing_taught_is_the_lexicon_itself() -> None:
    assert teach(Teaching()).lexicon is LEXICON


def test_teaching_one_channel_changes_nobody_elses_words() -> None:
    teach(Teaching(words={WordKind.STOP: ("notbremse", "wipe out")}, coins={"mama": "ETH"}))

    assert build() == LEXICON


@pytest.mark.parametrize(
    ("kind", "phrase", "why"),
    [
        ("stop", "if", "means if already"),
        ("noise", "don't", "means not already"),
        ("target", "stop loss", "means stop already"),
        ("entry", "buy zone", "means entry (long) already"),
        ("noise", "please wait for me", "would hide the word"),
        ("noise", "only if the moon", "would hide the word"),
        ("entry", "once it dips", "would hide the word"),
        ("noise", "the stop loss", "would hide the word 'stop'"),
        ("long", "sell off", "would hide the word 'sell'"),
        ("entry", "long quux=short", "would hide the word 'long'"),
        ("noise", "close it please", "would hide the word"),
        ("long", "sol", "is the coin SOL"),
        ("noise", "bitcoin", "is the coin BTC"),
        ("long", "x", "is a single letter"),
        ("market", "send", "is an ordinary word"),
        ("stop", "60000", "cannot be a word"),
        ("stop", "tp1", "would hide the word 'tp'"),
        ("stop", "***", "must have one to 8 words"),
        ("stop", "one two three four five six seven eight nine", "must have one to 8 words"),
        ("stop", "notbremse=long", "has the value long; stop takes none"),
        ("part", "halfje=2", "has the value 2; part takes a part such as 0.5"),
        ("candle", "tageskerze=day", "takes a time frame such as 4h"),
        ("noise", "不要", "means not already"),
        ("noise", "真的不要", "would hide the word"),
    ],
)
def test_what_would_change_a_doubt_a_side_or_a_price_is_refused(
    kind: str, phrase: str, why: str
) -> None:
    (objection,) = objections(words(kind, phrase))

    assert why in objection


def test_what_means_the_same_already_may_be_said_again() -> None:
    assert objections(words("stop", "sl", "stop loss")) == []


def test_a_refused_word_leaves_the_others_standing() -> None:
    lexicon, refusals = teach(words("stop", "if", "notbremse"))

    assert [refusal.place for refusal in refusals] == ["words.stop.0"]
    assert parse("SOL long 145 notbremse 138", lexicon).signals[0].stop_loss == "138"
    assert parse("SOL long 145 stop 138 if BTC holds", lexicon).signals[0].problems


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("near", "is the coin NEAR"),
        ("bitcoin", "is the coin BTC"),
        ("stop", "means stop already"),
        ("good", "means noise already"),
        ("big mama", "must be a single word"),
    ],
)
def test_a_coins_other_name_must_be_free(name: str, why: str) -> None:
    assert objections(Teaching(coins={name: "ETH"})) == [why]


def test_a_channel_builds_on_what_all_are_taught_and_may_not_contradict_it() -> None:
    shared, own = words("stop", "notbremse"), words("entry", "anmachen", "notbremse")

    lexicon, refusals = learn((shared, own))

    assert [refusal.why for refusal in refusals] == ["means stop already"]
    assert parse("SOL long anmachen 145 notbremse 138", lexicon).signals[0].problems == ()


# --- sentences that mean nothing ---

BOILERPLATE = Teaching(ignore=("This is not a trading signal.",))
CARD = "SOL/USDT LONG\nEntry: 145\nSL: 138\nTP: 150"


@pytest.mark.parametrize(
    "text",
    [
        f"{CARD}\nThis is not a trading signal",
        f"{CARD}\n⚠️ **THIS IS NOT A TRADING SIGNAL!** ⚠️",
        f"This is not a trading signal.\n{CARD}",
        f"{CARD}. This is not a trading signal. NFA",
    ],
)
def test_a_sentence_that_means_nothing_holds_no_call_back(text: str) -> None:
    assert parse(text).signals[0].problems == ("unclear",)
    assert call(text, BOILERPLATE).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{CARD}\nThis is not a trading signal, unless BTC holds",
        f"{CARD}\nTo be honest this is not a trading signal",
        f"{CARD}\nThis is not a trading signal yet",
    ],
)
def test_only_the_whole_sentence_means_nothing(text: str) -> None:
    assert "unclear" in call(text, BOILERPLATE).problems


def test_numbers_around_a_sentence_keep_apart() -> None:
    text = "SOL long 145 stop 138\nTP: 150\nThis is not a trading signal\n160"

    assert call(text, BOILERPLATE).take_profits == ("150",)


def test_chinese_boilerplate_is_known_in_both_scripts() -> None:
    text = "SOL 做多 進場 145 止損 138\n以上內容僅供參考"

    assert call(text, Teaching(ignore=("以上内容仅供参考",))).problems == ()


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("not financial", "is too short"),
        ("if", "is too short"),
        ("!!!", "is too short"),
        ("stop at 5 please", "holds a number or a coin"),
        ("this is BTC/USDT again", "holds a number or a coin"),
        ("only long above the line", "says when to enter"),
        ("wait for the entry please", "says when to enter"),
        ("after the breakout and retest", "says when to enter"),
        ("do not buy this one", "says when to enter"),
        ("only if the trend holds", "holds a condition"),
        ("this setup is invalid when it loses support", "holds a condition"),
        ("always wait for our updates", "holds a condition"),
        ("one line here\nand another here", "is more than one line"),
    ],
)
def test_a_condition_is_never_boilerplate(sentence: str, why: str) -> None:
    (objection,) = objections(Teaching(ignore=(sentence,)))

    assert why in objection


def test_advice_to_neither_side_may_be_boilerplate() -> None:
    assert objections(Teaching(ignore=("This is not advice to buy or sell",))) == []


def test_a_sentence_of_all_channels_is_known_to_a_channel_with_its_own() -> None:
    own = Teaching(ignore=("This is a joke of mine",))
    lexicon, _ = learn((BOILERPLATE, own))

    text = f"{CARD}\nThis is not a trading signal\nThis is a joke of mine"
    assert parse(text, lexicon).signals[0].problems == ()


def test_a_message_without_its_boilerplate_is_read_as_if_it_were_not_there() -> None:
    lines = f"{CARD}\nThis is not a trading signal"

    assert taught(lines, BOILERPLATE).signals == parse(CARD).signals
