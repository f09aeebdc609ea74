"""A message that was misread, from the question over the bar to the words that lift it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.settings_file import read_settings
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import Teaching, WordKind
from tests.fakes.world import CHANNEL, settings
from tests.unit.cli.learn.examples import KNOWN, STRANGE_STOP, cards, export
from tests.unit.cli.operator import Operator
from tests.unit.cli.test_settings import as_yaml
from tests.unit.services.layouts import CARD, OWN_RULES, Channel

PAPER = f"{CARD}\nfuzzle exercise"
"""Its author only practices: "fuzzle" is his word for it."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(as_yaml(settings(**OWN_RULES)))
    return path


@pytest.fixture
def channel(operator: Operator) -> Channel:
    channel = Channel()
    channel.world = operator.world
    operator.world.push(settings(**OWN_RULES))
    return channel


def reading_of(settings: Settings) -> Teaching:
    return settings.channels[CHANNEL].reading


def test_the_whole_round_from_a_misread_call_to_the_bar_that_lifts(
    operator: Operator, channel: Channel, file: Path
) -> None:
    key = channel.post(PAPER)
    message_id = key.sort_key.partition("#")[0]
    operator.types("reject", f"{message_id}-0", "--misread")
    assert f"signalfill learn --message {message_id}" in operator.said
    assert channel.code(channel.post(PAPER)) == "misread_layout"

    words = ["learn", "--message", message_id, "--settings", str(file)]
    assert operator.types(*words, answers=["r", "a"]) == 0

    assert '"fuzzle" means' in operator.said
    assert "1 misread layout reads otherwise then: pushed, its bar is lifted" in operator.said
    assert channel.code(channel.post(PAPER)) == "misread_layout"  # not pushed yet
    operator.types("settings", "push", str(file), "--yes")
    assert "alpha: 1 misread layouts read otherwise now: barred no longer" in operator.said
    assert channel.code(channel.post(CARD)) == "asked"
    book, _ = channel.world.layouts.load(CHANNEL)
    assert book.barred == {}


def test_a_wrong_layout_is_taught_where_it_is_called_wrong(
    operator: Operator, channel: Channel, file: Path, tmp_path: Path
) -> None:
    texts = [f"{card}\nfuzzle exercise" for card in cards(KNOWN)]
    words = ["learn", str(export(tmp_path, texts)), "--channel", CHANNEL, "--settings", str(file)]

    assert operator.types(*words, answers=["w", "r", "a"]) == 0

    assert WordKind.RECAP in reading_of(read_settings(file)).words
    assert channel.code(channel.post(PAPER)) == "misread_layout"
    operator.world.push(read_settings(file))
    channel.post(CARD)
    assert channel.world.layouts.load(CHANNEL)[0].barred == {}


def test_the_bar_stands_where_nothing_was_taught(
    operator: Operator, channel: Channel, file: Path, tmp_path: Path
) -> None:
    texts = [f"{card}\nfuzzle exercise" for card in cards(KNOWN)]
    words = ["learn", str(export(tmp_path, texts)), "--channel", CHANNEL, "--settings", str(file)]
    before = file.read_text()

    assert operator.types(*words, answers=["w", "r", "n", "q"]) == 0

    assert file.read_text() == before
    assert channel.code(channel.post(PAPER)) == "misread_layout"


def test_a_pasted_message_that_is_not_read_gets_the_words_its_numbers_force(
    operator: Operator, file: Path
) -> None:
    lines = cards(STRANGE_STOP)[0].splitlines()
    words = ["learn", "--message", "--channel", CHANNEL, "--settings", str(file)]

    assert operator.types(*words, answers=[*lines, ".", "a"]) == 0

    assert '"plonk" means stop' in operator.said
    assert "SOL long, limit 142, targets 150, 158, stop 136: tradable" in operator.said
    assert reading_of(read_settings(file)) == Teaching(words={WordKind.STOP: ("plonk",)})


def test_gain_and_guard_are_said_over_the_channel_s_messages(
    operator: Operator, file: Path, tmp_path: Path
) -> None:
    first, *more = cards(STRANGE_STOP)
    message = tmp_path / "message.txt"
    message.write_text(first)
    words = ["learn", str(export(tmp_path, more)), "--message", str(message)]

    operator.types(*words, "--channel", CHANNEL, "--settings", str(file), answers=["a"])

    assert "of 3 messages of the channel 3 more become tradable, 0 that trade" in operator.said


def test_what_would_change_a_call_that_trades_is_not_offered_for_an_unread_one(
    operator: Operator, file: Path, tmp_path: Path
) -> None:
    message = tmp_path / "message.txt"
    message.write_text(cards(STRANGE_STOP)[0])
    trades = f"{CARD} plonk"
    words = ["learn", str(export(tmp_path, [trades])), "--message", str(message)]

    operator.types(*words, "--channel", CHANNEL, "--settings", str(file), answers=["l", "n", "q"])

    assert "it would be readable, and no other message would change" not in operator.said
    assert "0 more become tradable, 1 that trade or act today read otherwise" in operator.said


def test_a_doubt_that_is_none_is_lifted_by_an_ignored_sentence(
    operator: Operator, file: Path, tmp_path: Path
) -> None:
    message = tmp_path / "message.txt"
    message.write_text(f"{CARD}\nThis is not a trading signal. Enjoy!")
    words = ["learn", "--message", str(message), "--channel", CHANNEL, "--settings", str(file)]

    operator.types(*words, answers=["a"])

    assert reading_of(read_settings(file)).ignore == ("This is not a trading signal.",)


@pytest.mark.parametrize("condition", ["only if the trend holds", "wait for my word first"])
def test_no_sentence_that_holds_a_condition_is_offered(
    operator: Operator, file: Path, tmp_path: Path, condition: str
) -> None:
    message = tmp_path / "message.txt"
    message.write_text(f"{CARD}\n{condition}")
    words = ["learn", "--message", str(message), "--channel", CHANNEL, "--settings", str(file)]
    before = file.read_text()

    operator.types(*words, answers=["d", "q"])

    assert "no word that is unknown here sets that right" in operator.said
    assert file.read_text() == before


def test_another_coin_is_named_by_its_ticker(
    operator: Operator, file: Path, tmp_path: Path
) -> None:
    message = tmp_path / "message.txt"
    message.write_text("grandma LONG\nEntry: 100\nStop: 95\nTargets: 110 - 120")
    words = ["learn", "--message", str(message), "--channel", CHANNEL, "--settings", str(file)]

    operator.types(*words, answers=["c", "not a ticker", "btc", "a"])

    assert reading_of(read_settings(file)).coins == {"grandma": "BTC"}


def test_taught_twice_it_is_written_once(operator: Operator, file: Path) -> None:
    lines = cards(STRANGE_STOP)[0].splitlines()
    words = ["learn", "--message", "--channel", CHANNEL, "--settings", str(file)]
    operator.types(*words, answers=[*lines, ".", "a"])
    once = file.read_text()

    operator.types(*words, answers=[*lines, ".", "q"])

    assert "tradable" in operator.said
    assert file.read_text() == once


def test_programs_are_shown_the_ways_and_accept_one(
    operator: Operator, file: Path, tmp_path: Path
) -> None:
    message = tmp_path / "message.txt"
    message.write_text(cards(STRANGE_STOP)[0])
    words = ["learn", "--message", str(message), "--channel", CHANNEL, "--settings", str(file)]
    told = operator.reads(*words)
    told["proposals"][0]["accept"] = True
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(told))

    assert operator.types(*words, "--accept", str(answers)) == 0

    assert reading_of(read_settings(file)) == Teaching(words={WordKind.STOP: ("plonk",)})


@pytest.mark.parametrize(
    ("named", "answers", "complaint"),
    [
        (["no-such-thing"], [], "is no file, no message id and no link"),
        (["1574394077904897999"], [], "no version of message 1574394077904897999"),
        ([], ["."], "what was pasted is empty"),
        ([], ["x" * 12_001, "."], "longer than any message"),
    ],
)
def test_what_is_no_message_is_refused_in_a_sentence(
    operator: Operator, named: list[str], answers: list[str], complaint: str
) -> None:
    assert operator.types("learn", "--message", *named, answers=answers) == 2
    assert complaint in operator.complaints


def test_a_pasted_text_cannot_command_the_terminal(operator: Operator) -> None:
    lines = [*CARD.splitlines(), "\x1b[2Jzork\u202e"]

    operator.types("learn", "--message", answers=[*lines, ".", "q"])

    assert "\x1b" not in operator.said
    assert "\u202e" not in operator.said
