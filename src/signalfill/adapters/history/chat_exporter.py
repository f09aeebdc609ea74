"""DiscordChatExporter's JSON, of every release since 2023.

A message is turned back into what Discord says on the wire, and read as live messages are. What
an export does not hold (docs/evidence.md): flags, webhook ids, the kind of an embed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from signalfill.adapters.discord.parse import (
    FORWARD_REFERENCE,
    HAS_SNAPSHOT,
    IS_CROSSPOST,
    REPLY,
    MessagePlace,
)
from signalfill.adapters.discord.text import Json, nested, objects
from signalfill.adapters.history.json_stream import JsonStream
from signalfill.adapters.history.moments import aware_moment
from signalfill.adapters.history.raw_message import read_raw
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.message import MessageRecord

_TYPES = {"Default": 0, "Reply": REPLY, "0": 0, "19": REPLY, "20": 20, "23": 23}
"""Of Discord's types what the exporter names, or numbers: answers of applications are words."""
_SYSTEM = frozenset(map(str, range(1, 19))) | {
    "RecipientAdd",
    "RecipientRemove",
    "Call",
    "ChannelNameChange",
    "ChannelIconChange",
    "ChannelPinnedMessage",
    "GuildMemberJoin",
    "ThreadCreated",
}
"""Discord's own notices; the exporter gives them words that nobody wrote."""
_FIELDS = frozenset(
    {
        *("id", "type", "timestamp", "timestampEdited", "callEndedTimestamp", "isPinned"),
        *("content", "author", "attachments", "embeds", "stickers", "reactions", "mentions"),
        *("reference", "forwardedMessage", "interaction", "inlineEmojis"),
        *("components", "poll"),
    }
)
_THREAD = "Thread"
_NO_DISCRIMINATOR = frozenset({"0000", "0", ""})
_WITHOUT_FORWARDS = (
    "holds forwards without their text: exporters before 2026-02-27 leave it out; export again"
)


def read_chat_exporter(stream: JsonStream, tally: HistoryTally) -> Iterator[MessageRecord]:
    """The messages as they stand in the file.

    Raises:
        BrokenJsonError: the file ends too early, or is no JSON from some place on.
    """
    place = MessagePlace("0")
    for name in stream.members():
        match name:
            case "guild":
                guild = _object(stream)
                tally.guild_id = _real(guild.get("id"))
                tally.guild_name = _text(guild.get("name"))
            case "channel":
                place = _place(_object(stream), tally)
            case "exportedAt":
                tally.note_exported(aware_moment(stream.value()))
            case "messages":
                for _ in stream.elements():
                    record = _message(stream.value(), place, tally)
                    if record is not None:
                        yield record


def _object(stream: JsonStream) -> Json:
    found = stream.value()
    return found if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _real(guild_id: object) -> str | None:
    """Direct messages are exported with a guild 0."""
    return guild_id if isinstance(guild_id, str) and guild_id != "0" else None


def _place(channel: Json, tally: HistoryTally) -> MessagePlace:
    """`categoryId` is the parent: of a thread the channel or forum, else only a heading."""
    channel_id = _text(channel.get("id")) or "0"
    is_thread = _text(channel.get("type")).endswith(_THREAD)
    parent_id = _text(channel.get("categoryId")) or None if is_thread else None
    tally.note_channel(channel_id, _text(channel.get("name")), parent_id)
    if parent_id is not None:
        tally.note_channel(parent_id, _text(channel.get("category")))
    return MessagePlace(channel_id, parent_id, tally.guild_id)


def _message(found: object, place: MessagePlace, tally: HistoryTally) -> MessageRecord | None:
    if not isinstance(found, Mapping):
        tally.skipped["not_a_message"] += 1
        return None
    kind = str(found.get("type"))
    tally.note_fields(found, _FIELDS)
    if kind in _SYSTEM:
        tally.skipped["system"] += 1
        return None
    if kind not in _TYPES:
        tally.unknown_types[kind] += 1
    edited_at = aware_moment(found.get("timestampEdited"))
    if edited_at is None and found.get("timestampEdited"):
        tally.skipped["edit_without_moment"] += 1
        return None
    raw = _as_discord_says(found, place, edited_at)
    if _is_forward_without_text(raw):
        tally.skipped["forward_without_text"] += 1
        tally.note(_WITHOUT_FORWARDS)
        return None
    record = read_raw(raw, place, tally, edited_at)
    if record is not None:
        name = _text(nested(found, "author").get("nickname"))
        tally.author_names.setdefault(record.author_id, name)
    return record


def _as_discord_says(
    found: Json, place: MessagePlace, edited_at: datetime | None
) -> dict[str, Any]:
    author, reference = nested(found, "author"), nested(found, "reference")
    content = _text(found.get("content"))
    forwarded = nested(found, "forwardedMessage")
    is_forward = bool(forwarded) or reference.get("type") == "Forward"
    is_bot = author.get("isBot") is True
    by_webhook = is_bot and str(author.get("discriminator")) in _NO_DISCRIMINATOR
    is_foreign = by_webhook and reference.get("guildId") not in {None, place.guild_id}
    flags = (HAS_SNAPSHOT if is_forward else 0) | (IS_CROSSPOST if is_foreign else 0)
    return {
        "id": found.get("id"),
        "type": _TYPES.get(str(found.get("type")), 0),
        "flags": flags,
        "content": content,
        "edited_timestamp": edited_at and edited_at.isoformat(),
        "author": {"id": author.get("id"), "bot": is_bot},
        "member": {"roles": [each.get("id") for each in objects(author.get("roles"))]},
        "webhook_id": author.get("id") if by_webhook else None,
        # People post no embeds of their own: what stands below their words is a link's preview.
        "embeds": list(_embeds(found, content)) if is_bot else [],
        "components": found.get("components"),
        "poll": found.get("poll"),
        "attachments": _attachments(found),
        "message_reference": _reference(reference, is_forward=is_forward),
        "message_snapshots": _snapshots(forwarded),
    }


def _embeds(holder: Json, content: str) -> Iterator[Json]:
    """Not those whose address stands in the words: previews, whose kind is not exported."""
    for embed in objects(holder.get("embeds")):
        address = _text(embed.get("url"))
        if not address or address not in content:
            yield embed


def _attachments(holder: Json) -> list[Json]:
    return [
        {"filename": each.get("fileName"), "url": each.get("url")}
        for each in objects(holder.get("attachments"))
    ]


def _reference(reference: Json, *, is_forward: bool) -> Json:
    if not reference:
        return {}
    return {
        "type": FORWARD_REFERENCE if is_forward else 0,
        "message_id": reference.get("messageId"),
        "channel_id": reference.get("channelId"),
        "guild_id": reference.get("guildId"),
    }


def _snapshots(forwarded: Json) -> list[Json]:
    if not forwarded:
        return []
    content = _text(forwarded.get("content"))
    inner = {
        "content": content,
        "embeds": list(_embeds(forwarded, content)),
        "components": forwarded.get("components"),
        "attachments": _attachments(forwarded),
    }
    return [{"message": inner}]


def _is_forward_without_text(raw: Json) -> bool:
    """Before forwards were exported they stood there empty, with a reference and no reply."""
    holds = ("content", "embeds", "attachments", "message_snapshots", "components")
    return bool(
        raw["message_reference"] and raw["type"] != REPLY and not any(raw[each] for each in holds)
    )
