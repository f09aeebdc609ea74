"""Messages as Discord keeps and sends them: replies, webhooks, crossposts, forwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.discord.payloads import user
from sandbox.discord.wire import Json, moment_of
from sandbox.discord.world import BOT_ID, Channel

REPLY = 19
CROSSPOSTED = 1 << 1
FORWARDED = 1 << 14
CONTENT_FIELDS: dict[str, object] = {
    "content": "",
    "embeds": [],
    "attachments": [],
    "components": [],
}


@dataclass(frozen=True)
class MessageDraft:
    """What somebody wants to post."""

    author_id: str
    content: str = ""
    author_is_bot: bool = False
    embeds: Sequence[Json] = ()
    attachments: Sequence[Json] = ()
    webhook_id: str | None = None
    reply_to: str | None = None
    crosspost_of: Json | None = None
    forward_of: Json | None = None


def message(message_id: str, place: Channel, draft: MessageDraft) -> Json:
    """The message as history keeps it: without `guild_id` and `member`."""
    by_webhook = draft.webhook_id is not None or draft.crosspost_of is not None
    author_id = draft.webhook_id or draft.author_id
    base: Json = {
        "id": message_id,
        "channel_id": place.id,
        "author": user(author_id, bot=True, discriminator="0000")
        if by_webhook
        else user(author_id, bot=draft.author_is_bot),
        "content": draft.content,
        "timestamp": moment_of(message_id),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": list(draft.attachments),
        "embeds": list(draft.embeds),
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
    }
    if by_webhook:
        base["webhook_id"] = author_id
    return base | _reference(place, draft)


def _reference(place: Channel, draft: MessageDraft) -> Json:
    if draft.reply_to is not None:
        to = {"type": 0, "guild_id": place.guild_id, "channel_id": place.id}
        return {
            "type": REPLY,
            "message_reference": {**to, "message_id": draft.reply_to},
            "referenced_message": place.messages.get(int(draft.reply_to)),
        }
    if draft.crosspost_of is not None:
        return {"flags": CROSSPOSTED, "message_reference": {"type": 0, **draft.crosspost_of}}
    if draft.forward_of is not None:
        return _forward(draft)
    return {}


def _forward(draft: MessageDraft) -> Json:
    snapshot = {
        "type": 0,
        "content": draft.content,
        "embeds": list(draft.embeds),
        "attachments": list(draft.attachments),
        "timestamp": moment_of((draft.forward_of or {})["message_id"]),
        "edited_timestamp": None,
        "flags": 0,
        "mentions": [],
        "mention_roles": [],
        "sticker_items": [],
        "components": [],
    }
    return {
        "flags": FORWARDED,
        "content": "",
        "embeds": [],
        "attachments": [],
        "message_reference": {"type": 1, **(draft.forward_of or {})},
        "message_snapshots": [{"message": snapshot}],
    }


def blanked(raw: Json) -> Json:
    """The message as a bot without the message content intent sees it."""
    if raw["author"]["id"] == BOT_ID or any(one["id"] == BOT_ID for one in raw["mentions"]):
        return raw
    return raw | CONTENT_FIELDS
