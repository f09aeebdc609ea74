"""Telegram Desktop's result.json: one chat, or a whole account.

Telegram counts the messages of a chat; ours have ids that tell their moment. So each gets an id
made of its time and its number. Local times, which the export also holds, are never used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from signalfill.adapters.discord.text import Json, clean, nested, objects
from signalfill.adapters.history.json_stream import JsonStream
from signalfill.adapters.history.moments import made_snowflake, unix_moment
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.message import (
    Attachment,
    MessageEvent,
    MessageRecord,
    MessageSource,
    Origin,
    OriginKind,
)

_LISTS = frozenset({"chats", "left_chats"})
_FILES = ("photo", "file")
_NO_UNIX_TIME = (
    "holds messages with local times alone: exports of Telegram Desktop before 2022 do not say "
    "when a message was posted; export again"
)


@dataclass
class _Chat:
    chat_id: str = "0"
    name: str = ""
    ids: dict[int, str] = field(default_factory=dict)
    """Our id of each message, for the replies to it."""


def read_telegram(
    stream: JsonStream, tally: HistoryTally, only: frozenset[str] = frozenset()
) -> Iterator[MessageRecord]:
    """The messages as they stand in the file; of a whole account those of the named chats alone.

    Raises:
        BrokenJsonError: the file ends too early, or is no JSON from some place on.
    """
    chat = _Chat()
    for name in stream.members():
        if name in _LISTS and stream.peek() == "{":
            for inner in stream.members():
                if inner == "list" and stream.peek() == "[":
                    yield from _listed(stream, tally, only)
        else:
            yield from _member(name, stream, chat, tally, only)


def _listed(
    stream: JsonStream, tally: HistoryTally, only: frozenset[str]
) -> Iterator[MessageRecord]:
    for _ in stream.elements():
        if stream.peek() == "{":
            chat = _Chat()
            for name in stream.members():
                yield from _member(name, stream, chat, tally, only)


def _member(
    name: str, stream: JsonStream, chat: _Chat, tally: HistoryTally, only: frozenset[str]
) -> Iterator[MessageRecord]:
    match name:
        case "id":
            chat.chat_id = _digits(stream.value()) or "0"
        case "name":
            chat.name = clean(stream.value())
        case "messages" if stream.peek() == "[":
            if only and not only & {chat.chat_id, chat.name}:
                return
            tally.note_channel(chat.chat_id, chat.name)
            for _ in stream.elements():
                record = _message(stream.value(), chat, tally)
                if record is not None:
                    yield record


def _message(found: object, chat: _Chat, tally: HistoryTally) -> MessageRecord | None:
    number = found.get("id") if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or not isinstance(number, int):
        tally.skipped["not_a_message"] += 1
        return None
    if found.get("type") != "message":
        # Service messages, what this Telegram could not show, and what later ones may add.
        tally.skipped[clean(found.get("type"))[:40] or "not_a_message"] += 1
        return None
    posted_at = unix_moment(found.get("date_unixtime"))
    if posted_at is None:
        tally.skipped["no_unix_time"] += 1
        tally.note(_NO_UNIX_TIME)
        return None
    edited_at = unix_moment(found.get("edited_unixtime"))
    chat.ids[number] = made_snowflake(posted_at, number)
    return _record(found, chat, tally, number, (posted_at, edited_at))


def _record(
    found: Json,
    chat: _Chat,
    tally: HistoryTally,
    number: int,
    moments: tuple[datetime, datetime | None],
) -> MessageRecord:
    posted_at, edited_at = moments
    author_id = _digits(found.get("from_id")) or chat.chat_id
    tally.author_names.setdefault(author_id, clean(found.get("from")) or chat.name)
    return MessageRecord(
        event=MessageEvent.CREATE if edited_at is None else MessageEvent.EDIT,
        message_id=chat.ids[number],
        channel_id=chat.chat_id,
        author_id=author_id,
        posted_at=posted_at,
        edited_at=edited_at,
        content=_text(found),
        reply_to_message_id=_reply(found, chat),
        origin=Origin(kind=OriginKind.FORWARD) if "forwarded_from" in found else Origin(),
        attachments=tuple(_attachments(found)),
        source=MessageSource.HISTORY,
        received_at=max(edited_at or posted_at, posted_at),
    )


def _reply(found: Json, chat: _Chat) -> str | None:
    """A reply into another chat finds nothing here."""
    number = found.get("reply_to_message_id")
    if not isinstance(number, int) or "reply_to_peer_id" in found:
        return None
    return chat.ids.get(number)


def _text(found: Json) -> str:
    parts = found.get("text", found.get("text_entities"))
    words = [_part(each) for each in (parts if isinstance(parts, list) else [parts])]
    lines = ["".join(words), *_poll(nested(found, "poll"))]
    return "\n".join(line for line in lines if line)


def _part(part: Any) -> str:  # noqa: ANN401 - whatever the file holds
    """What the words' look says in Discord's marks, where it changes their meaning."""
    if not isinstance(part, Mapping):
        return clean(part)
    text = clean(part.get("text"))
    match part.get("type"):
        case "strikethrough":
            return f"~~{text}~~"
        case "blockquote":
            return "\n".join(f"> {line}" for line in text.split("\n"))
    return text


def _poll(poll: Json) -> Iterator[str]:
    yield clean(poll.get("question"))
    for answer in objects(poll.get("answers")):
        yield clean(answer.get("text"))


def _attachments(found: Json) -> Iterator[Attachment]:
    for kind in _FILES:
        name = clean(found.get(kind))
        if name:
            content_type = clean(found.get("mime_type")) or None
            yield Attachment(filename=name, url="", content_type=content_type)


def _digits(value: object) -> str:
    """`user123` and `-100123` as decimal numbers: ids are digits in all that we store."""
    text = str(value) if isinstance(value, (str, int)) else ""
    return "".join(each for each in text if each in "0123456789")
