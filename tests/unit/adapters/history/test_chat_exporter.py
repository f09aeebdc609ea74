from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signalfill.domain.history import HistoryKind
from signalfill.domain.message import MessageEvent, MessageSource, OriginKind
from tests.unit.adapters.history.exports import (
    AUTHOR,
    CHANNEL,
    GUILD,
    PARENT,
    START,
    Json,
    bot,
    export,
    exported_message,
    read,
    snowflake,
    thread,
    webhook,
)


def test_a_message_has_the_moment_of_its_id_whatever_local_time_says(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path, export([exported_message(5)]))

    assert record.posted_at == record.received_at == START + timedelta(minutes=5)
    assert record.event is MessageEvent.CREATE
    assert record.source is MessageSource.HISTORY
    assert (record.message_id, record.channel_id, record.guild_id) == (
        snowflake(5),
        CHANNEL,
        GUILD,
    )
    assert (record.author_id, record.author_is_bot, record.webhook_id) == (AUTHOR, False, None)
    assert record.author_role_ids == ("31",)


def test_an_edited_text_stands_there_since_it_was_edited(tmp_path: Path) -> None:
    edited = exported_message(0, timestampEdited="2026-03-02T07:09:00-05:00")
    (record,), summary = read(tmp_path, export([edited]))

    assert record.event is MessageEvent.EDIT
    assert record.edited_at == record.received_at == START + timedelta(minutes=9)
    assert summary.edited == 1


def test_an_edit_whose_moment_nobody_can_tell_is_counted(tmp_path: Path) -> None:
    edited = exported_message(0, timestampEdited="02/03/2026 07:09")
    records, summary = read(tmp_path, export([edited]))

    assert not records
    assert summary.skipped == {"edit_without_moment": 1}


def test_the_history_says_what_it_is(tmp_path: Path) -> None:
    _, summary = read(tmp_path, export([exported_message(0), exported_message(60)]))

    assert summary.kind is HistoryKind.CHAT_EXPORTER
    assert not summary.knows_deletions
    assert (summary.guild_id, summary.guild_name) == (GUILD, "Signals")
    assert [(each.channel_id, each.name) for each in summary.channels] == [(CHANNEL, "alpha-calls")]
    assert summary.exported_at == datetime(2026, 4, 1, 8, 0, 0, 123456, UTC)
    assert (summary.first, summary.last) == (START, START + timedelta(hours=1))
    assert (summary.messages, summary.versions) == (2, 2)
    assert summary.author_names == {AUTHOR: "Alpha"}
    assert not summary.notes


def test_a_category_is_no_parent(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path, export([exported_message()]))

    assert record.parent_channel_id is None
    assert record.home_channel_id == CHANNEL != PARENT


def test_a_thread_belongs_to_its_channel(tmp_path: Path) -> None:
    (record,), summary = read(tmp_path, export([exported_message()], channel=thread()))

    assert (record.channel_id, record.home_channel_id) == ("900000000000009", CHANNEL)
    assert [each.parent_id for each in summary.channels] == [CHANNEL, None]


def test_a_reply_names_what_it_answers(tmp_path: Path) -> None:
    to = {"messageId": snowflake(0), "channelId": CHANNEL, "guildId": GUILD}
    reply = exported_message(1, "close", type="Reply", reference=to)
    (record,), _ = read(tmp_path, export([reply]))

    assert record.reply_to_message_id == snowflake(0)
    assert record.origin.kind is OriginKind.NATIVE


def test_a_webhook_is_told_by_what_it_has_not(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path, export([exported_message(author=webhook())]))

    assert record.webhook_id == AUTHOR
    assert record.origin.kind is OriginKind.WEBHOOK


def test_a_followed_channels_post_names_its_origin(tmp_path: Path) -> None:
    origin = {"messageId": "5", "channelId": "6", "guildId": "7"}
    message = exported_message(author=webhook(), reference=origin)
    (record,), _ = read(tmp_path, export([message]))

    assert record.origin.kind is OriginKind.CROSSPOST
    assert (record.origin.guild_id, record.origin.channel_id) == ("7", "6")


def test_a_forward_has_the_words_of_what_was_forwarded(tmp_path: Path) -> None:
    inner: Json = {
        "timestamp": "2026-03-01T00:00:00+00:00",
        "timestampEdited": None,
        "content": "ETH short",
        "attachments": [],
        "embeds": [{"title": "plan", "url": None, "description": "stop 4000", "fields": []}],
        "stickers": [],
    }
    reference = {"type": "Forward", "messageId": "5", "channelId": "6", "guildId": "7"}
    message = exported_message(0, "", reference=reference, forwardedMessage=inner)
    (record,), summary = read(tmp_path, export([message]))

    assert record.content == "ETH short\nplan\nstop 4000"
    assert record.origin.kind is OriginKind.FORWARD
    assert summary.forwarded == 1


def test_forwards_of_older_exporters_are_missed_by_name(tmp_path: Path) -> None:
    reference = {"messageId": "5", "channelId": "6", "guildId": "7"}
    records, summary = read(tmp_path, export([exported_message(0, "", reference=reference)]))

    assert not records
    assert summary.skipped == {"forward_without_text": 1}
    assert "export again" in summary.notes[0]


def test_embeds_of_bots_are_words_in_reading_order(tmp_path: Path) -> None:
    embed = {
        "title": "BTC",
        "url": None,
        "description": "long",
        "author": {"name": "desk"},
        "fields": [{"name": "entry", "value": "100", "isInline": True}],
        "footer": {"text": "risk 1 %"},
    }
    message = exported_message(0, "call", author=bot(), embeds=[embed])
    (record,), _ = read(tmp_path, export([message]))

    assert record.content == "call\ndesk\nBTC\nlong\nentry\n100\nrisk 1 %"


@pytest.mark.parametrize("who", [bot(), None])
def test_previews_of_links_are_nobodys_words(tmp_path: Path, who: dict[str, object] | None) -> None:
    embed = {"title": "BTC falls", "url": "https://news.example/1", "description": "", "fields": []}
    more = {"author": who} if who else {}
    message = exported_message(0, "see https://news.example/1", embeds=[embed], **more)
    (record,), _ = read(tmp_path, export([message]))

    assert record.content == "see https://news.example/1"


def test_components_that_a_later_exporter_may_write_are_words(tmp_path: Path) -> None:
    parts = [{"type": 17, "components": [{"type": 10, "content": "SOL long"}]}]
    (record,), summary = read(tmp_path, export([exported_message(0, "", components=parts)]))

    assert record.content == "SOL long"
    assert not summary.notes


@pytest.mark.parametrize("kind", ["ChannelPinnedMessage", "GuildMemberJoin", "8", "18"])
def test_discords_own_notices_are_counted_and_nobodys_words(tmp_path: Path, kind: str) -> None:
    notice = exported_message(0, "Pinned a message.", type=kind)
    records, summary = read(tmp_path, export([notice, exported_message(1)]))

    assert [each.message_id for each in records] == [snowflake(1)]
    assert summary.skipped == {"system": 1}


def test_an_applications_answer_is_read(tmp_path: Path) -> None:
    records, summary = read(tmp_path, export([exported_message(type="20")]))

    assert len(records) == 1
    assert not summary.notes


def test_a_newer_shape_is_read_and_said(tmp_path: Path) -> None:
    newer = exported_message(0, type="HoloCall", hologram={"x": 1})
    (record,), summary = read(tmp_path, export([newer], somethingNew=[1, {"messages": []}]))

    assert record.content == "BTC long"
    assert summary.notes == (
        "holds fields that this release does not know: hologram (1)",
        "holds messages of unknown types, read as text: HoloCall (1)",
    )


def test_partitions_and_threads_are_one_history_in_the_order_of_time(tmp_path: Path) -> None:
    edited = exported_message(1, "edited", timestampEdited="2026-03-02T12:30:00+00:00")
    records, summary = read(
        tmp_path,
        export([exported_message(40, "last"), edited]),
        export([exported_message(20, "in thread")], channel=thread()),
        export([exported_message(0, "first"), exported_message(40, "last")]),
    )

    assert [each.content for each in records] == ["first", "in thread", "edited", "last"]
    assert (summary.messages, summary.edited) == (4, 1)
    assert [each.channel_id for each in summary.channels] == [CHANNEL, "900000000000009"]


def test_a_text_that_an_older_export_still_has_unedited_is_known_from_its_posting(
    tmp_path: Path,
) -> None:
    edited = exported_message(0, "BTC won", timestampEdited="2026-03-02T14:00:00+00:00")
    records, summary = read(tmp_path, export([exported_message(0, "BTC long")]), export([edited]))

    assert [each.content for each in records] == ["BTC long", "BTC won"]
    assert (summary.messages, summary.versions, summary.edited) == (1, 2, 0)


def test_a_file_that_breaks_off_is_read_so_far_and_said(tmp_path: Path) -> None:
    whole = json.dumps(export([exported_message(0), exported_message(1)]))
    records, summary = read(tmp_path, whole[: whole.rindex('"embeds"')])

    assert len(records) == 1
    (note,) = summary.notes
    assert note.startswith("export-0.json is damaged behind message 1: it breaks off")


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        [],
        "text",
        {},
        {"id": None},
        {"id": {}},
        exported_message(id="5"),
        exported_message(id="9" * 5000),
        exported_message(id="-3"),
        exported_message(id=True),
    ],
)
def test_what_is_no_message_is_counted(tmp_path: Path, message: object) -> None:
    records, summary = read(tmp_path, export([message, exported_message(1)]))

    assert len(records) == 1
    assert sum(summary.skipped.values()) == 1


@pytest.mark.parametrize("value", [None, 7, [], {}, "x", [[]], [None], {"a": []}, True])
@pytest.mark.parametrize("name", sorted(exported_message().keys() - {"id"}))
def test_odd_fields_are_never_fatal(tmp_path: Path, name: str, value: object) -> None:
    odd = exported_message() | {name: value}
    read(tmp_path, export([odd]))


@pytest.mark.parametrize("value", [None, 7, [], {}, "x"])
@pytest.mark.parametrize("name", ["guild", "channel", "dateRange", "exportedAt"])
def test_odd_headings_are_never_fatal(tmp_path: Path, name: str, value: object) -> None:
    records, _ = read(tmp_path, export([exported_message()], **{name: value}))

    assert len(records) == 1
