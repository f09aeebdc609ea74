from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.main import main
from cli.parse import main_lines
from cli.settings_file import read_settings
from tests.fakes.control import InMemoryControl


def test_lines_are_answered_in_their_order() -> None:
    lines = ['{"id":"a","text":"GM"}', "", '{"message_id":"7","content":"BTC long 5 sl 4"}']

    answers = [json.loads(answer) for answer in main_lines(lines)]

    assert [(answer["id"], answer["kind"]) for answer in answers] == [
        ("a", "none"),
        ("7", "signal"),
    ]


@pytest.mark.parametrize("line", ["{", "[]", '{"id":"a"}', '{"id":"a","text":5}', "[" * 100_000])
def test_a_line_that_is_no_message_is_answered_as_unreadable(line: str) -> None:
    answer = json.loads(next(main_lines([line])))

    assert answer["reason"].startswith("unreadable: ")
    assert (answer["id"], answer["kind"], answer["signals"]) == (None, "none", [])


SETTINGS = """
reading: {ignore: [This is not a trading signal]}
channels:
  "100000000000000001":
    name: calls
    reading: {words: {stop: [safety net]}}
"""


class Terminal:
    """Types `signalfill parse` with something on standard input."""

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        capture: pytest.CaptureFixture[str],
        folder: Path,
    ) -> None:
        self._patch, self._capture = patch, capture
        self.settings = folder / "settings.yaml"
        self.settings.write_text(SETTINGS)
        self.status = 0
        self.complaints = ""

    def __call__(self, given: str, *options: str) -> str:
        self._patch.setattr("sys.stdin", io.StringIO(given))
        self.status = main(["parse", *options])
        said, self.complaints = self._capture.readouterr()
        return said

    def taught(self, given: str, *options: str) -> str:
        where = ("--channel", "100000000000000001", "--settings", str(self.settings))
        return self(given, *where, *options)


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Terminal:
    return Terminal(monkeypatch, capsys, tmp_path)


def test_the_command_reads_standard_input(terminal: Terminal) -> None:
    assert json.loads(terminal('{"id":"a","text":"GM"}\n'))["kind"] == "none"


def test_an_explanation_marks_each_number_and_names_its_field(terminal: Terminal) -> None:
    said = terminal("SOL long 145 stop 138\nR:R 1:2\n", "--explain").splitlines()

    assert "  | SOL[1] long[2] 145[3] stop 138[4]" in said
    assert "  [4]  stop     138   labelled" in said
    assert "  SOL long, limit 145, no target, stop 138: tradable" in said


def test_an_explanation_names_the_doubts_of_each_message_in_turn(terminal: Terminal) -> None:
    given = '{"id":"a","text":"GM"}\n{"id":"b","text":"SOL long 145"}\n{\n'
    said = terminal(given, "--explain").splitlines()

    assert said[0] == "message a: none"
    assert "    no_stop: no stop is given" in said
    assert said[-1].startswith("unreadable: ")


def test_the_command_explains_an_instruction(terminal: Terminal) -> None:
    said = terminal("TP1 hit, close half", "--explain")

    assert "  reduce, part 0.5, at target 1" in said
    assert "[1]  instruction  reduce  part closed" in said


# --- with what a channel is taught ---

SLANG = "SOL long 145\nsafety net 138\nThis is not a trading signal"


def test_the_reading_with_and_without_the_channels_words_stand_side_by_side(
    terminal: Terminal,
) -> None:
    taught, _, untaught = terminal.taught(SLANG, "--explain").partition("without what")

    assert "SOL long, limit 145, no target, stop 138: tradable" in taught
    assert "the settings teach: none\n  neither a call nor an instruction\n" in untaught


def test_both_readings_are_in_the_json(terminal: Terminal) -> None:
    answer = json.loads(terminal.taught(json.dumps({"id": "a", "text": SLANG})))

    assert [each["stop_loss"] for each in answer["signals"]] == ["138"]
    assert answer["untaught"]["kind"] == "none"


def test_without_a_channel_the_json_has_no_second_reading(terminal: Terminal) -> None:
    assert "untaught" not in json.loads(terminal(json.dumps({"id": "a", "text": SLANG})))


def test_a_channel_that_the_settings_do_not_know_is_named_with_those_they_know(
    terminal: Terminal,
) -> None:
    terminal(SLANG, "--channel", "5", "--settings", str(terminal.settings))

    assert terminal.status == 2
    assert "no channel 5 in the settings, only: 100000000000000001 (calls)" in terminal.complaints


def test_settings_without_a_channel_teach_what_all_share(terminal: Terminal) -> None:
    text = "SOL long 145 stop 138\nThis is not a trading signal"
    said = terminal(text, "--explain", "--settings", str(terminal.settings))

    assert "stop 138: tradable" in said.partition("without what")[0]


def test_without_a_file_the_settings_in_force_are_asked(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = InMemoryControl(read_settings(terminal.settings))
    world = SimpleNamespace(control=lambda: control)
    monkeypatch.setattr("cli.world.open_world", lambda _arguments: world)

    said = terminal(SLANG, "--explain", "--channel", "100000000000000001")

    assert "stop 138: tradable" in said.partition("without what")[0]
