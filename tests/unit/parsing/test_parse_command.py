from __future__ import annotations

import argparse
import io
import json

import pytest

from cli.parse import main_lines, register


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


def test_the_command_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id":"a","text":"GM"}\n'))
    arguments = parser.parse_args(["parse"])

    assert arguments.run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "none"
