"""A channel's old messages: from an export, or from the bot's history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from signalfill.adapters.discord.rest import DiscordApi
from signalfill.adapters.discord.text import full_text
from signalfill.domain.errors import InvalidInputError, RetryableError

PAGE = 100
_LARGEST_EXPORT = 200_000_000
_FORBIDDEN, _NOT_FOUND = 403, 404


class OldMessage(NamedTuple):
    message_id: str
    text: str


def read_export(path: Path) -> list[OldMessage]:
    """JSON lines, a JSON list, or an object with `messages` (DiscordChatExporter's); as they stand.

    Raises:
        InvalidInputError: there is no message to be read in it.
    """
    try:
        if path.stat().st_size > _LARGEST_EXPORT:
            raise InvalidInputError(f"{path}: is larger than {_LARGEST_EXPORT // 1_000_000} MB")
        written = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path}: is not UTF-8 text") from None
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None
    messages = list(_messages(_records(written, path)))
    if not messages:
        raise InvalidInputError(
            f"{path}: holds no message: JSON lines with `id` and `content` (or `text`), or an "
            "export with a list `messages`"
        )
    return messages


def _records(written: str, path: Path) -> Iterator[object]:
    try:
        whole = json.loads(written)
    except (RecursionError, ValueError):
        yield from _lines(written, path)
        return
    listed = whole.get("messages", [whole]) if isinstance(whole, dict) else whole
    yield from listed if isinstance(listed, list) else []


def _lines(written: str, path: Path) -> Iterator[object]:
    for number, line in enumerate(written.splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except (RecursionError, ValueError) as error:
                raise InvalidInputError(f"{path}: line {number} is not JSON") from error


def _messages(records: Iterator[object]) -> Iterator[OldMessage]:
    for number, each in enumerate(records, start=1):
        if not isinstance(each, dict):
            continue
        text = _text(each)
        if text.strip():
            identifier = each.get("id", each.get("message_id"))
            yield OldMessage(str(number if identifier is None else identifier), text)


def _text(record: dict[str, Any]) -> str:
    """What the scraper would hand on: embeds of bots are words too."""
    text = record.get("text")
    return text if isinstance(text, str) else full_text(record)


def read_history(api: DiscordApi, channel_id: str, last: int) -> list[OldMessage]:
    """The channel's last messages, oldest first.

    Raises:
        InvalidInputError: the bot may not read them.
        RetryableError: Discord gave no usable answer.
    """
    found: list[OldMessage] = []
    before = ""
    while len(found) < last:
        limit = min(PAGE, last - len(found))
        status, page = api.get(f"/channels/{channel_id}/messages?limit={limit}{before}")
        if status in {_FORBIDDEN, _NOT_FOUND}:
            raise InvalidInputError(
                f"the bot cannot read channel {channel_id}: signalfill channels --discord"
            )
        if not isinstance(page, list):
            raise RetryableError(f"Discord answered {status}")
        raw = [each for each in page if isinstance(each, dict) and "id" in each]
        found += [OldMessage(str(each["id"]), full_text(each)) for each in raw]
        if len(page) < limit or not raw:
            break
        before = f"&before={raw[-1]['id']}"
    return [each for each in reversed(found) if each.text.strip()]
