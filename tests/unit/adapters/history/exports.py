"""Exports as their programs write them, made up: no message of anybody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from signalfill.adapters.history.files import FileHistory
from signalfill.domain.history import HistorySummary
from signalfill.domain.message import MessageRecord
from signalfill.domain.values import first_snowflake

type Json = dict[str, Any]

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
GUILD, CHANNEL, PARENT, AUTHOR = "900000000000001", "900000000000002", "900000000000003", "77"


def snowflake(minutes: int = 0) -> str:
    return first_snowflake(START + timedelta(minutes=minutes))


def exported_message(minutes: int = 0, content: str = "BTC long", **more: object) -> Json:
    """As DiscordChatExporter writes it in local time."""
    message: Json = {
        "id": snowflake(minutes),
        "type": "Default",
        "timestamp": "2026-03-02T07:00:00-05:00",
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": author(),
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }
    return message | more


def author(**more: object) -> Json:
    return {
        "id": AUTHOR,
        "name": "alpha",
        "discriminator": "0000",
        "nickname": "Alpha",
        "color": None,
        "isBot": False,
        "roles": [{"id": "31", "name": "vip", "color": None, "position": 1}],
        "avatarUrl": "",
        **more,
    }


def bot(**more: object) -> Json:
    return author(isBot=True, discriminator="1234", **more)


def webhook(**more: object) -> Json:
    return author(isBot=True, discriminator="0000", **more)


def export(messages: Iterable[object], **more: object) -> Json:
    listed = list(messages)
    whole: Json = {
        "guild": {"id": GUILD, "name": "Signals", "iconUrl": ""},
        "channel": {
            "id": CHANNEL,
            "type": "GuildTextChat",
            "categoryId": PARENT,
            "category": "Paid",
            "name": "alpha-calls",
            "topic": None,
        },
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2026-04-01T10:00:00.1234567+02:00",
        "messages": listed,
        "messageCount": len(listed),
    }
    return whole | more


def thread(**more: object) -> Json:
    return {
        "id": "900000000000009",
        "type": "GuildPublicThread",
        "categoryId": CHANNEL,
        "category": "alpha-calls",
        "name": "BTC",
        "topic": None,
        **more,
    }


def telegram_message(number: int, text: object = "BTC long", **more: object) -> Json:
    posted = int(START.timestamp()) + 60 * number
    message: Json = {
        "id": number,
        "type": "message",
        "date": "2026-03-02T07:00:00",
        "date_unixtime": str(posted),
        "from": "Alpha",
        "from_id": "channel1234567",
        "text": text,
        "text_entities": [],
    }
    return message | more


def chat(messages: Iterable[object], **more: object) -> Json:
    whole: Json = {"name": "Alpha calls", "type": "public_channel", "id": 1234567}
    return whole | more | {"messages": list(messages)}


def written(folder: Path, *documents: object) -> list[Path]:
    """Each as a file; text as it is."""
    paths = []
    for number, each in enumerate(documents):
        path = folder / f"export-{number}.json"
        text = each if isinstance(each, str) else json.dumps(each, ensure_ascii=False, indent=2)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def lines(*values: Mapping[str, object]) -> str:
    return "".join(json.dumps(each) + "\n" for each in values)


def read(
    folder: Path, *documents: object, chats: Iterable[str] = ()
) -> tuple[list[MessageRecord], HistorySummary]:
    history = FileHistory(written(folder, *documents), chats=frozenset(chats))
    return list(history.records()), history.summary()
