"""`signalfill learn` from an export to settings and confirmed layouts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.settings_file import read_settings
from signalfill.domain.teaching import WordKind
from tests.fakes.world import CHANNEL, settings
from tests.unit.cli.learn.examples import CHATTER, KNOWN, STRANGE_STOP, cards, export
from tests.unit.cli.operator import Operator
from tests.unit.cli.test_settings import as_yaml
from tests.unit.services.layouts import OWN_RULES, Channel

TEXTS = [*cards(KNOWN), *CHATTER]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(as_yaml(settings(**OWN_RULES)))
    return path


def known_lines(operator: Operator) -> int:
    return len(operator.world.layouts.load(CHANNEL)[0].known)


def test_a_confirmed_layout_trades_without_a_question(operator: Operator, tmp_path: Path) -> None:
    channel = Channel()
    channel.world = operator.world
    operator.world.push(settings(**OWN_RULES))
    path = export(tmp_path, TEXTS)

    assert operator.types("learn", str(path), "--channel", CHANNEL, answers=["c"]) == 0

    assert "7 messages: 4 calls in 1 layout, 0 held back" in operator.said
    assert "1 layouts confirmed (4 lines), 0 barred: 100 % of these calls" in operator.said
    call = "#BTC LONG\nEntry: 100\nStop: 95\nTargets: 110 - 120"
    assert channel.code(channel.post(call)) == "opened"


def test_a_wrong_one_is_barred(operator: Operator, tmp_path: Path) -> None:
    channel = Channel()
    channel.world = operator.world
    operator.world.push(settings(**OWN_RULES))

    operator.types("learn", str(export(tmp_path, TEXTS)), "--channel", "alpha", answers=["w"])

    call = "#BTC LONG\nEntry: 100\nStop: 95\nTargets: 110 - 120"
    assert channel.code(channel.post(call)) == "misread_layout"


@pytest.mark.parametrize("answer", ["i", "q"])
def test_ignored_for_now_it_stays_unknown(operator: Operator, tmp_path: Path, answer: str) -> None:
    operator.types("learn", str(export(tmp_path, TEXTS)), "--channel", CHANNEL, answers=[answer])

    assert known_lines(operator) == 0


def test_an_answer_that_is_none_is_asked_again(operator: Operator, tmp_path: Path) -> None:
    path = export(tmp_path, TEXTS)
    operator.types("learn", str(path), "--channel", CHANNEL, answers=["x", "", "c"])

    assert known_lines(operator) == 4


def test_an_accepted_word_goes_into_the_settings_file(
    operator: Operator, tmp_path: Path, file: Path
) -> None:
    path = export(tmp_path, cards(STRANGE_STOP))

    words = ["learn", str(path), "--channel", CHANNEL, "--settings", str(file)]
    assert operator.types(*words, answers=["y", "c"]) == 0

    assert '"plonk" means stop' in operator.said
    assert "4 messages become tradable" in operator.said
    assert f"written to {file}" in operator.said
    assert read_settings(file).channels[CHANNEL].reading.words == {WordKind.STOP: ("plonk",)}
    assert known_lines(operator) == 4


def test_without_a_file_the_snippet_is_shown(operator: Operator, tmp_path: Path) -> None:
    path = export(tmp_path, cards(STRANGE_STOP))

    operator.types("learn", str(path), "--channel", CHANNEL, answers=["y"])

    assert '- "plonk"' in operator.said


def test_a_refused_word_is_not_asked_again(operator: Operator, tmp_path: Path, file: Path) -> None:
    path = export(tmp_path, cards(STRANGE_STOP))
    before = file.read_text()

    words = ["learn", str(path), "--channel", CHANNEL, "--settings", str(file)]
    assert operator.types(*words, answers=["n"]) == 0
    assert file.read_text() == before


OPENINGS = ("alfa", "bravo", "delta", "gamma", "kilo", "lima", "oscar", "papa", "tango", "zulu")


def prose(count: int) -> list[str]:
    """Calls that are all written otherwise."""
    spoken = [
        f"{card}\n{word} lads" for card, word in zip(cards(KNOWN) * 3, OPENINGS, strict=False)
    ]
    return spoken[:count]


def test_a_channel_of_prose_is_told_so(operator: Operator, tmp_path: Path) -> None:
    path = export(tmp_path, prose(10))

    assert operator.types("learn", str(path), "--channel", CHANNEL) == 0
    assert "10 of 10 calls differ: this channel has no form" in operator.said


def test_of_a_handful_of_calls_nobody_knows_and_they_are_asked(
    operator: Operator, tmp_path: Path
) -> None:
    operator.types("learn", str(export(tmp_path, prose(2))), "--channel", CHANNEL, answers="cq")

    assert "no form" not in operator.said
    assert known_lines(operator) == 5


def test_programs_see_everything_and_answer_by_file(operator: Operator, tmp_path: Path) -> None:
    words = ["learn", str(export(tmp_path, TEXTS)), "--channel", CHANNEL]
    told = operator.reads(*words)
    assert [each["calls"] for each in told["layouts"]] == [4]
    told["layouts"][0]["accept"] = True
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(told))

    assert operator.types(*words, "--accept", str(answers)) == 0

    assert known_lines(operator) == 4


def test_what_reads_otherwise_by_now_is_not_confirmed(operator: Operator, tmp_path: Path) -> None:
    words = ["learn", str(export(tmp_path, TEXTS)), "--channel", CHANNEL]
    told = operator.reads(*words)
    told["layouts"][0] |= {"accept": True, "signals": []}
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(told))

    operator.types(*words, "--accept", str(answers))

    assert known_lines(operator) == 0


def test_accepted_words_are_written_too(operator: Operator, tmp_path: Path, file: Path) -> None:
    path = export(tmp_path, cards(STRANGE_STOP))
    words = ["learn", str(path), "--channel", CHANNEL, "--settings", str(file)]
    told = operator.reads(*words)
    assert [each["gain"] for each in told["proposals"]] == [4]
    told["proposals"][0]["accept"] = True
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(told))

    operator.types(*words, "--accept", str(answers))

    assert read_settings(file).channels[CHANNEL].reading.words == {WordKind.STOP: ("plonk",)}


def test_answers_that_are_none_are_refused(operator: Operator, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text("[]")
    words = ["learn", str(export(tmp_path, TEXTS)), "--channel", CHANNEL]

    assert operator.types(*words, "--accept", str(answers)) == 2
    assert "is not what learn --json printed" in operator.complaints


def test_an_export_alone_is_looked_at_and_nothing_is_stored(
    operator: Operator, tmp_path: Path
) -> None:
    assert operator.types("learn", str(export(tmp_path, TEXTS)), answers=["c"]) == 0
    assert "nothing is stored without --channel" in operator.said
    assert known_lines(operator) == 0


def test_neither_export_nor_channel_is_a_mistake(operator: Operator) -> None:
    assert operator.types("learn") == 2


def test_a_stranger_s_text_cannot_command_the_terminal(operator: Operator, tmp_path: Path) -> None:
    texts = [f"{each}\n\x1b[2Jzork" for each in cards(KNOWN)]

    operator.types("learn", str(export(tmp_path, texts)), "--channel", CHANNEL, answers=["q"])

    assert "\x1b[2J" not in operator.said
    assert "zork" in operator.said


def test_nobody_at_the_terminal_is_told_how_else_to_answer(
    operator: Operator, tmp_path: Path
) -> None:
    assert operator.types("learn", str(export(tmp_path, TEXTS)), "--channel", CHANNEL) == 2
    assert "--accept FILE" in operator.complaints
