from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.unit.adapters.history.exports import (
    chat,
    export,
    exported_message,
    lines,
    snowflake,
    telegram_message,
    written,
)

CALL = "BTC LONG\nEntry: 100000\nSL: 95000\nTP: 110000"
UNSTOPPED = "ETH LONG\nEntry: 3000\nTP: 3500"


def parse(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, *words: str
) -> tuple[list[dict[str, Any]], str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    capsys.readouterr()
    assert main(["parse", *words]) == 0
    printed = capsys.readouterr()
    return [json.loads(line) for line in printed.out.splitlines()], printed.err


@pytest.mark.parametrize("indent", [None, 2])
def test_an_export_is_read_message_by_message_and_summed_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, indent: int | None
) -> None:
    notice = exported_message(3, "Pinned a message.", type="ChannelPinnedMessage")
    messages = [
        exported_message(0, CALL),
        exported_message(1, UNSTOPPED),
        exported_message(2, "close BTC"),
        exported_message(4, "gm"),
        notice,
    ]
    text = json.dumps(export(messages), indent=indent)
    answers, told = parse(capsys, monkeypatch, text)

    assert [each["id"] for each in answers] == [snowflake(n) for n in (0, 1, 2, 4)]
    assert [each["kind"] for each in answers] == ["signal", "signal", "amendment", "none"]
    assert "4 messages: 2 calls (1 of them whole), 1 follow-ups, 0 reports, 1 talk" in told
    assert "1 passed over: Discord's own notices" in told


def test_a_telegram_export_and_a_list_are_read_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, told = parse(capsys, monkeypatch, json.dumps(chat([telegram_message(0, CALL)])))
    assert (answers[0]["kind"], "1 messages" in told) == ("signal", True)

    listed = json.dumps([{"id": snowflake(0), "content": CALL}], indent=1)
    answers, told = parse(capsys, monkeypatch, listed)
    assert (answers[0]["kind"], "1 messages" in told) == ("signal", True)


def test_files_are_read_one_after_the_other_lines_as_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = lines(*({"id": number, "text": CALL} for number in range(3000)))
    paths = written(tmp_path, export([exported_message(0, CALL)]), texts)
    answers, _ = parse(capsys, monkeypatch, "", *map(str, paths))

    assert [each["id"] for each in answers] == [snowflake(0), *map(str, range(3000))]
    assert {each["kind"] for each in answers} == {"signal"}


def test_lines_stay_lines_however_odd_the_first_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = lines({"id": 1, "text": CALL})
    for first in ("{broken\n", "[]\n", "7\n", "{}\n", '{"id": 3}\n', "\ufeff\n", "[1]\n"):
        answers, told = parse(capsys, monkeypatch, first + rest)
        assert answers[-1]["kind"] == "signal", first
        assert told == ""


def test_a_first_line_that_is_long_is_read_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = lines({"id": 1, "text": CALL, "more": "x" * 200_000}, {"id": 2, "text": "gm"})
    answers, _ = parse(capsys, monkeypatch, long)

    assert [each["id"] for each in answers] == ["1", "2"]
    assert answers[0]["kind"] == "signal"


def test_a_damaged_export_says_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.dumps(export([exported_message(0, CALL), exported_message(1)]))
    answers, told = parse(capsys, monkeypatch, whole[:-300])

    assert len(answers) == 1
    assert "damaged behind message 1" in told
