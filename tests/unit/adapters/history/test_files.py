from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signalfill.adapters.history.files import FileHistory
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.history import HistoryKind
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from tests.unit.adapters.history.exports import (
    CHANNEL,
    START,
    chat,
    export,
    exported_message,
    lines,
    read,
    snowflake,
    telegram_message,
    written,
)

RAW = {
    "id": snowflake(1),
    "channel_id": CHANNEL,
    "type": 0,
    "content": "BTC long",
    "edited_timestamp": None,
    "author": {"id": "77", "bot": True},
    "embeds": [{"type": "rich", "description": "stop 90"}],
}


def record(**more: object) -> MessageRecord:
    return MessageRecord.model_validate(
        {
            "event": "create",
            "message_id": snowflake(0),
            "channel_id": CHANNEL,
            "author_id": "77",
            "posted_at": START,
            "received_at": START,
            "content": "BTC long",
            **more,
        }
    )


def test_our_own_records_keep_all_that_they_say(tmp_path: Path) -> None:
    later = [START + timedelta(hours=hours) for hours in (0, 1, 2)]
    versions = [
        record(),
        record(event="edit", edited_at=later[1], content="won", received_at=later[1]),
        record(event="delete", author_id="", content="", received_at=later[2]),
    ]
    text = "".join(each.model_dump_json(by_alias=True) + "\n" for each in versions[::-1])
    records, summary = read(tmp_path, text)

    assert [each.event for each in records] == [
        MessageEvent.CREATE,
        MessageEvent.EDIT,
        MessageEvent.DELETE,
    ]
    assert {each.source for each in records} == {MessageSource.HISTORY}
    assert (summary.messages, summary.versions) == (1, 3)
    assert (summary.deleted, summary.edited) == (1, 0)


def test_a_records_moment_is_that_of_its_id_and_nothing_is_known_before(tmp_path: Path) -> None:
    early = record(posted_at=START - timedelta(days=1), received_at=START - timedelta(days=1))
    edited = {**RAW, "edited_timestamp": "2026-01-01T00:00:00+00:00"}
    records, _ = read(tmp_path, early.model_dump_json(by_alias=True) + "\n" + lines(edited))

    assert [each.posted_at for each in records] == [START, START + timedelta(minutes=1)]
    assert [each.received_at for each in records] == [each.posted_at for each in records]


def test_records_of_a_newer_release_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    newer = {**json.loads(record().model_dump_json(by_alias=True)), "schema": 99, "mood": "x"}
    records, summary = read(tmp_path, lines(newer))

    assert records[0].content == "BTC long"
    assert "newer release" in summary.notes[0]


def test_discords_own_messages_are_read_as_live_ones_are(tmp_path: Path) -> None:
    (found,), summary = read(tmp_path, lines(RAW))

    assert found.content == "BTC long\nstop 90"
    assert (found.channel_id, found.author_is_bot) == (CHANNEL, True)
    assert summary.kind is HistoryKind.JSON_LINES


def test_a_list_of_messages_is_read_too(tmp_path: Path) -> None:
    records, _ = read(tmp_path, json.dumps([RAW, {**RAW, "id": snowflake(2)}]))

    assert [each.message_id for each in records] == [snowflake(1), snowflake(2)]


def test_a_text_needs_a_moment_by_its_id_or_by_its_side(tmp_path: Path) -> None:
    texts = lines(
        {"id": snowflake(3), "text": "by id"},
        {"id": 12, "text": "by its side", "posted_at": "2026-03-02T12:01:00Z"},
        {"id": 13, "text": "never"},
        {"id": 14, "text": "local", "posted_at": "2026-03-02T12:01:00"},
    )
    records, summary = read(tmp_path, texts)

    assert [(each.content, each.posted_at - START) for each in records] == [
        ("by its side", timedelta(minutes=1)),
        ("by id", timedelta(minutes=3)),
    ]
    assert summary.skipped == {"no_moment": 2}


def test_a_line_that_is_no_json_costs_itself_alone(tmp_path: Path) -> None:
    text = lines(RAW) + "{broken\n\n[]\n" + lines({**RAW, "id": snowflake(2)}) + '{"id": "9'
    records, summary = read(tmp_path, text)

    assert len(records) == 2
    assert summary.skipped == {"not_a_message": 1, "not_json": 2}


@pytest.mark.parametrize(
    "text",
    ["", "  ", "hello", "7", "{}", '{"a": 1}', "{", '{"messages"', "\x00\x01", '"text"', "null"],
)
def test_what_is_no_history_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    try:
        records, _ = read(tmp_path, text)
    except InvalidInputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both are right
    else:
        assert not records


def test_a_file_in_utf16_says_how_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export([exported_message()])), encoding="utf-16")
    with pytest.raises(InvalidInputError, match="save it as UTF-8"):
        list(FileHistory([path]).records())


def test_bytes_that_are_no_text_cost_a_letter_not_the_file(tmp_path: Path) -> None:
    (path,) = written(tmp_path, export([exported_message(0, "a#b")]))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"a#b", b"a\xffb"))
    (found,) = FileHistory([path]).records()

    assert found.content == "a\ufffdb"


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    written(tmp_path, export([exported_message(0)]), export([exported_message(1)]))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    assert len(list(FileHistory([tmp_path]).records())) == 2


@pytest.mark.parametrize("name", ["missing.json", ""])
def test_a_file_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError):
        list(FileHistory([tmp_path / name]).records())


def test_histories_of_several_kinds_are_none_in_particular(tmp_path: Path) -> None:
    records, summary = read(tmp_path, export([exported_message(1)]), chat([telegram_message(0)]))

    assert len(records) == 2
    assert summary.kind is HistoryKind.JSON_LINES


WHOLE = (
    json.dumps(export([exported_message(0), exported_message(1)])),
    json.dumps(chat([telegram_message(0), telegram_message(1)])),
    lines(RAW, {"id": 1, "text": "x"}),
    json.dumps([RAW]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole=st.sampled_from(WHOLE), at=st.integers(0, 5000), put=st.text(max_size=3))
def test_no_damage_is_ever_a_traceback(tmp_path: Path, whole: str, at: int, put: str) -> None:
    at %= len(whole)
    damaged = whole[:at] + put + whole[at + len(put) + 1 :]
    path = tmp_path / "export.json"
    path.write_bytes(damaged.encode("utf-8", "surrogatepass"))
    try:
        list(FileHistory([path]).records())
    except InvalidInputError as error:
        assert str(error)  # noqa: PT017 - both are right


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole=st.sampled_from(WHOLE), cut=st.integers(0, 5000))
def test_a_cut_is_never_a_traceback(tmp_path: Path, whole: str, cut: int) -> None:
    path = tmp_path / "export.json"
    path.write_text(whole[: cut % len(whole)], encoding="utf-8")
    try:
        list(FileHistory([path]).records())
    except InvalidInputError as error:
        assert str(error)  # noqa: PT017 - both are right


def test_a_large_export_is_never_held_as_a_whole(tmp_path: Path) -> None:
    words = "BTC long " * 40
    (path,) = written(tmp_path, export(exported_message(n, words) for n in range(3000)))
    size = path.stat().st_size
    history = FileHistory([path])
    tracemalloc.start()
    try:
        assert sum(1 for _ in history.records()) == 3000
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # The text alone, held as a whole, would be as much.
    assert most < size
