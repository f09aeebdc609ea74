from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.learn.messages import OldMessage, read_export, read_history
from signalfill.domain.errors import InvalidInputError, RetryableError

ONE = {"id": "7", "content": "SOL long"}


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(ONE),
        json.dumps([ONE]),
        json.dumps({"guild": {}, "messages": [ONE]}),
        f"\n{json.dumps(ONE)}\n\n",
        json.dumps({"message_id": 7, "text": "SOL long"}),
        "\ufeff" + json.dumps(ONE),
    ],
    ids=["one", "list", "exporter", "lines", "ours", "byte order mark"],
)
def test_exports_are_read(tmp_path: Path, written: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(written, encoding="utf-8")

    assert read_export(path) == [OldMessage("7", "SOL long")]


def test_a_bot_s_embed_is_read_like_the_scraper_does(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps([{"id": "7", "content": "", "embeds": [{"title": "SOL long"}]}]))

    assert read_export(path) == [OldMessage("7", "SOL long")]


@pytest.mark.parametrize("written", ["", "[]", "{}", "[1, null]", '{"messages": 5}', "[" * 9000])
def test_an_export_without_messages_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(written)

    with pytest.raises(InvalidInputError):
        read_export(path)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(f"{json.dumps(ONE)}\n{{nonsense\n")

    with pytest.raises(InvalidInputError, match="line 2"):
        read_export(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_export(tmp_path / "none")


class FakeApi:
    """A channel's messages behind Discord's paging: newest first."""

    def __init__(self, count: int, status: int = 200) -> None:
        self.count, self.status = count, status
        self.asked: list[str] = []

    def get(self, path: str) -> tuple[int, Any]:
        self.asked.append(path)
        if self.status != 200:
            return self.status, None
        limit = int(path.partition("limit=")[2].partition("&")[0])
        before = int(path.partition("before=")[2] or self.count + 1)
        ids = list(range(before - 1, max(0, before - 1 - limit), -1))
        return 200, [{"id": str(each), "content": f"message {each}"} for each in ids]


def test_history_comes_oldest_first_and_stops_at_the_number_wanted() -> None:
    found = read_history(FakeApi(500), "1", 250)  # type: ignore[arg-type]

    assert [found[0].message_id, found[-1].message_id] == ["251", "500"]
    assert len(found) == 250


def test_a_short_history_ends_by_itself() -> None:
    assert len(read_history(FakeApi(30), "1", 300)) == 30  # type: ignore[arg-type]


def test_a_channel_that_the_bot_cannot_read_is_named() -> None:
    with pytest.raises(InvalidInputError, match="cannot read channel 1"):
        read_history(FakeApi(1, status=403), "1", 10)  # type: ignore[arg-type]


def test_an_ill_discord_is_for_later() -> None:
    with pytest.raises(RetryableError):
        read_history(FakeApi(1, status=500), "1", 10)  # type: ignore[arg-type]
