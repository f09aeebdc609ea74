from __future__ import annotations

import argparse
import io
import json

import pytest

from cli.parse import explained, main_lines, register


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


def test_an_explanation_marks_each_number_and_names_its_field() -> None:
    lines = list(explained("SOL long 145 stop 138\nR:R 1:2\n"))

    assert "  | SOL[1] long[2] 145[3] stop 138[4]" in lines
    assert "  [4] signals.0.stop_loss = 138 (labelled)" in lines
    assert "  signals.0: tradable" in lines


def test_an_explanation_names_the_doubts_of_each_message_in_turn() -> None:
    lines = list(explained('{"id":"a","text":"GM"}\n{"id":"b","text":"SOL long 145"}\n{\n'))

    assert lines[0] == "message a: none"
    assert "  signals.0: not tradable: no_stop" in lines
    assert lines[-1].startswith("unreadable: ")


def test_the_command_explains_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    monkeypatch.setattr("sys.stdin", io.StringIO("TP1 hit, close half"))
    arguments = parser.parse_args(["parse", "--explain"])

    assert arguments.run(arguments) == 0
    assert "[1] amendments.0.action = reduce (part closed)" in capsys.readouterr().out
