"""Messages as Discord sends them, and records made of them."""

from __future__ import annotations

from typing import Any

from signalfill.adapters.discord.parse import MessagePlace
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.values import snowflake_moment
from tests.fakes.clock import START

PLACE = MessagePlace("66666", guild_id="55555")


def raw_message(message_id: str = "1442117836800000000", **changes: object) -> dict[str, Any]:
    message: dict[str, Any] = {
        "id": message_id,
        "channel_id": "66666",
        "author": {"id": "20001", "username": "caller"},
        "content": "buy",
        "timestamp": "2026-11-23T12:00:00+00:00",
        "edited_timestamp": None,
        "type": 0,
        "flags": 0,
        "embeds": [],
        "attachments": [],
    }
    return message | changes


def record(
    message_id: str,
    *,
    channel_id: str = "66666",
    parent_channel_id: str | None = None,
    content: str = "buy",
    event: MessageEvent = MessageEvent.CREATE,
) -> MessageRecord:
    return MessageRecord(
        event=event,
        message_id=message_id,
        channel_id=channel_id,
        parent_channel_id=parent_channel_id,
        author_id="20001",
        posted_at=snowflake_moment(message_id),
        content=content,
        received_at=START,
    )
