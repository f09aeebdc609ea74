"""Reads Discord's raw message, from gateway and history alike.

Odd fields are passed over: only a message without usable ids cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from signalfill.adapters.discord.text import Json, clean, full_text, nested, objects
from signalfill.domain.message import (
    Attachment,
    MessageEvent,
    MessageRecord,
    MessageSource,
    Origin,
    OriginKind,
)
from signalfill.domain.values import snowflake_moment

MAX_RECORD_BYTES = 200_000
REPLY = 19
FORWARD_REFERENCE = 1
IS_CROSSPOST = 1 << 1
SOURCE_MESSAGE_DELETED = 1 << 3
HAS_SNAPSHOT = 1 << 14
MAX_ATTACHMENTS = 20


@dataclass(frozen=True)
class MessagePlace:
    """Where a message was posted, which history does not repeat in each message."""

    channel_id: str
    parent_channel_id: str | None = None
    guild_id: str | None = None


def read_message(
    raw: Json,
    place: MessagePlace,
    *,
    event: MessageEvent,
    source: MessageSource,
    received_at: datetime,
) -> MessageRecord | None:
    """The record of this version; None for an update that is no edit (a link unfurl, a pin).

    Raises:
        ValueError: the message has no usable id.
    """
    message_id = _identity(raw)
    flags = _number(raw.get("flags"))
    if flags & SOURCE_MESSAGE_DELETED:
        return read_delete(message_id, place, source=source, received_at=received_at)
    edited_at = _moment(raw.get("edited_timestamp"))
    if event is MessageEvent.EDIT and edited_at is None:
        return None
    author = nested(raw, "author")
    record = MessageRecord(
        event=MessageEvent.CREATE if edited_at is None else MessageEvent.EDIT,
        message_id=message_id,
        channel_id=place.channel_id,
        parent_channel_id=place.parent_channel_id,
        guild_id=_id(raw.get("guild_id")) or place.guild_id,
        author_id=_id(author.get("id")) or "",
        author_is_bot=author.get("bot") is True,
        author_role_ids=tuple(usable_ids(nested(raw, "member").get("roles"))),
        webhook_id=_id(raw.get("webhook_id")),
        posted_at=snowflake_moment(message_id),
        edited_at=edited_at,
        content=full_text(raw),
        reply_to_message_id=_reply(raw),
        origin=_origin(raw, flags),
        attachments=tuple(_attachments(raw))[:MAX_ATTACHMENTS],
        source=source,
        received_at=received_at,
    )
    return _cut(record)


def version_of(raw: Json) -> int | str:
    """What tells this version from all others, without reading the whole message.

    Raises:
        ValueError: the message has no usable id.
    """
    message_id = _identity(raw)
    if _number(raw.get("flags")) & SOURCE_MESSAGE_DELETED:
        return f"{message_id}-D"
    edited_at = _moment(raw.get("edited_timestamp"))
    return int(message_id) if edited_at is None else f"{message_id}-{edited_at.isoformat()}"


def edited_moment(raw: Json) -> datetime | None:
    return _moment(raw.get("edited_timestamp"))


def read_delete(
    message_id: str, place: MessagePlace, *, source: MessageSource, received_at: datetime
) -> MessageRecord:
    """Discord does not say who wrote what was deleted: the author is empty.

    Raises:
        ValueError: the id is not a number.
    """
    return MessageRecord(
        event=MessageEvent.DELETE,
        message_id=message_id,
        channel_id=place.channel_id,
        parent_channel_id=place.parent_channel_id,
        guild_id=place.guild_id,
        author_id="",
        posted_at=snowflake_moment(message_id),
        source=source,
        received_at=received_at,
    )


def _identity(raw: Json) -> str:
    message_id = _id(raw.get("id"))
    if message_id is None:
        raise ValueError("a message without a usable id")
    return message_id


def _id(value: object) -> str | None:
    text = str(value) if isinstance(value, (str, int)) else ""
    return text if text.isascii() and text.isdigit() else None


def usable_ids(value: object) -> Iterator[str]:
    """The ids of a list; whatever else the wire held is passed over."""
    if isinstance(value, list):
        yield from (found for each in value if (found := _id(each)) is not None)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _reply(raw: Json) -> str | None:
    if raw.get("type") != REPLY:
        return None
    return _id(nested(raw, "message_reference").get("message_id"))


def _origin(raw: Json, flags: int) -> Origin:
    reference = nested(raw, "message_reference")
    if flags & IS_CROSSPOST and reference:
        kind = OriginKind.CROSSPOST
    elif flags & HAS_SNAPSHOT or reference.get("type") == FORWARD_REFERENCE:
        kind = OriginKind.FORWARD
    else:
        by_webhook = _id(raw.get("webhook_id")) is not None
        return Origin(kind=OriginKind.WEBHOOK if by_webhook else OriginKind.NATIVE)
    return Origin(
        kind=kind,
        guild_id=_id(reference.get("guild_id")),
        channel_id=_id(reference.get("channel_id")),
        message_id=_id(reference.get("message_id")),
    )


def _attachments(raw: Json) -> Iterator[Attachment]:
    snapshots = (nested(each, "message") for each in objects(raw.get("message_snapshots")))
    for holder in (raw, *snapshots):
        for each in objects(holder.get("attachments")):
            content_type = clean(each.get("content_type")) or None
            yield Attachment(
                filename=clean(each.get("filename")),
                url=clean(each.get("url")),
                content_type=content_type,
            )


def _cut(record: MessageRecord) -> MessageRecord:
    """The record with its text shortened until it fits on the queue."""
    if _is_surely_small(record):
        return record
    size = record_bytes(record)
    while size > MAX_RECORD_BYTES:
        kept = len(record.content) * MAX_RECORD_BYTES // size
        content = record.content[: max(0, kept - 100)]
        if content == record.content:
            return record.model_copy(update={"attachments": (), "content_cut": True})
        record = record.model_copy(update={"content": content, "content_cut": True})
        size = record_bytes(record)
    return record


def _is_surely_small(record: MessageRecord) -> bool:
    """Known without writing it: no character takes more than six bytes in JSON."""
    attached = sum(
        len(each.filename) + len(each.url) + len(each.content_type or "")
        for each in record.attachments
    )
    return 6 * (len(record.content) + attached) < MAX_RECORD_BYTES // 2


def record_bytes(record: MessageRecord) -> int:
    """The record's size on the queue."""
    return len(record.model_dump_json(by_alias=True).encode())
