from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from signalfill.domain.history import HistoryKind
from signalfill.domain.message import MessageEvent, OriginKind
from signalfill.domain.values import snowflake_moment
from tests.unit.adapters.history.exports import START, chat, read, telegram_message


def account(*chats: object, left: tuple[object, ...] = ()) -> dict[str, object]:
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 5, "first_name": "Me", "bio": "messages"},
        "profile_pictures": [{"date": "2020-01-01T00:00:00", "photo": "x.jpg"}],
        "contacts": {"about": "", "list": [{"first_name": "A", "date": "x"}]},
        "chats": {"about": "This page lists all chats.", "list": list(chats)},
        "left_chats": {"about": "", "list": list(left)},
    }


def test_a_message_gets_an_id_that_tells_its_moment(tmp_path: Path) -> None:
    (record,), summary = read(tmp_path, chat([telegram_message(7)]))

    assert record.posted_at == record.received_at == START + timedelta(minutes=7)
    assert snowflake_moment(record.message_id) == record.posted_at
    assert (record.channel_id, record.author_id) == ("1234567", "1234567")
    assert record.content == "BTC long"
    assert summary.kind is HistoryKind.TELEGRAM
    assert [(each.channel_id, each.name) for each in summary.channels] == [
        ("1234567", "Alpha calls")
    ]
    assert (summary.first, summary.messages) == (record.posted_at, 1)


def test_messages_of_one_second_keep_their_order(tmp_path: Path) -> None:
    same = {"date_unixtime": "1772452800"}
    listed = [telegram_message(number, f"m{number}", **same) for number in (4, 5, 6)]
    records, _ = read(tmp_path, chat(listed[::-1]))

    assert [each.content for each in records] == ["m4", "m5", "m6"]


def test_an_edited_text_stands_there_since_it_was_edited(tmp_path: Path) -> None:
    edited_at = START + timedelta(hours=3)
    edited = telegram_message(0, edited_unixtime=str(int(edited_at.timestamp())))
    (record,), summary = read(tmp_path, chat([edited]))

    assert record.event is MessageEvent.EDIT
    assert record.edited_at == record.received_at == edited_at
    assert summary.edited == 1


def test_an_edit_before_its_message_makes_nothing_known_earlier(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path, chat([telegram_message(5, edited_unixtime="1")]))

    assert record.received_at == record.posted_at == START + timedelta(minutes=5)


def test_a_reply_finds_the_id_that_its_message_got(tmp_path: Path) -> None:
    reply = telegram_message(2, "close", reply_to_message_id=1)
    elsewhere = telegram_message(3, "x", reply_to_message_id=1, reply_to_peer_id="channel9")
    records, _ = read(tmp_path, chat([telegram_message(1), reply, elsewhere]))

    assert [each.reply_to_message_id for each in records] == [None, records[0].message_id, None]


def test_marks_that_change_a_meaning_are_kept(tmp_path: Path) -> None:
    text = [
        "BTC ",
        {"type": "bold", "text": "long"},
        {"type": "strikethrough", "text": "stop 90"},
        {"type": "custom_emoji", "text": "🚀", "document_id": "x"},
        {"type": "blockquote", "text": "old\ncall"},
    ]
    (record,), _ = read(tmp_path, chat([telegram_message(1, text)]))

    assert record.content == "BTC long~~stop 90~~🚀> old\n> call"


def test_a_forward_and_what_is_attached_are_noted(tmp_path: Path) -> None:
    message = telegram_message(
        1, "", forwarded_from=None, file="files/x.pdf", mime_type="application/pdf"
    )
    (record,), summary = read(tmp_path, chat([message]))

    assert record.origin.kind is OriginKind.FORWARD
    assert [(each.filename, each.content_type) for each in record.attachments] == [
        ("files/x.pdf", "application/pdf")
    ]
    assert summary.forwarded == 1


def test_what_is_no_message_is_counted_by_its_type(tmp_path: Path) -> None:
    service = telegram_message(1, type="service", action="pin_message")
    strange = {"id": 2, "type": "unsupported"}
    odd: list[object] = [None, 5, {"type": "message"}, {"id": "x", "type": "message"}]
    records, summary = read(tmp_path, chat([service, strange, *odd, telegram_message(3)]))

    assert len(records) == 1
    assert summary.skipped == {"not_a_message": 4, "service": 1, "unsupported": 1}


def test_local_times_are_never_taken_for_moments(tmp_path: Path) -> None:
    old = telegram_message(1)
    del old["date_unixtime"]
    records, summary = read(tmp_path, chat([old]))

    assert not records
    assert summary.skipped == {"no_unix_time": 1}
    assert "export again" in summary.notes[0]


def test_a_whole_account_is_read_chat_by_chat(tmp_path: Path) -> None:
    other = chat([telegram_message(1, "two")], name="Other", id=-1009876)
    left = chat([telegram_message(2, "three")], name="Left", id=3)
    whole = account(chat([telegram_message(0, "one")]), other, left=(left,))
    records, summary = read(tmp_path, whole)

    assert [(each.channel_id, each.content) for each in records] == [
        ("1234567", "one"),
        ("1009876", "two"),
        ("3", "three"),
    ]
    assert [each.name for each in summary.channels] == ["Alpha calls", "Other", "Left"]


@pytest.mark.parametrize("wanted", ["Other", "1009876"])
def test_of_an_account_the_named_chats_alone_are_read(tmp_path: Path, wanted: str) -> None:
    other = chat([telegram_message(1, "two")], name="Other", id=-1009876)
    whole = account(chat([telegram_message(0, "one")]), other)
    records, summary = read(tmp_path, whole, chats=[wanted])

    assert [each.content for each in records] == ["two"]
    assert [each.name for each in summary.channels] == ["Other"]


def test_control_characters_that_no_json_allows_are_read(tmp_path: Path) -> None:
    written = json.dumps(chat([telegram_message(1, "a#b")])).replace("a#b", r"a\x0Bb")
    (record,), _ = read(tmp_path, written)

    assert record.content == "a\x0bb"


@pytest.mark.parametrize("value", [None, 7, [], {}, "x", [[]], [None, 3, {"text": 5}], True])
@pytest.mark.parametrize("name", [*telegram_message(0), "edited_unixtime", "poll", "photo"])
def test_odd_fields_are_never_fatal(tmp_path: Path, name: str, value: object) -> None:
    read(tmp_path, chat([telegram_message(1) | {name: value}]))


@pytest.mark.parametrize("value", [None, 7, [], {}, "x", [None], [[]], {"list": 3}])
@pytest.mark.parametrize("name", ["about", "chats", "left_chats", "personal_information"])
def test_odd_accounts_are_never_fatal(tmp_path: Path, name: str, value: object) -> None:
    read(tmp_path, account(chat([telegram_message(1)])) | {name: value})
