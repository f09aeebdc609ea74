"""What kind of history a file is, by how it begins."""

from __future__ import annotations

import io
import json
from enum import StrEnum

from signalfill.adapters.history.json_stream import BrokenJsonError, JsonStream

HEAD = 1 << 16
"""Characters that tell: all that stands before the messages."""

_CHAT_EXPORTER = frozenset({"guild", "channel", "dateRange"})
_TELEGRAM = frozenset(
    {"about", "personal_information", "profile_pictures", "chats", "left_chats", "name"}
)
_OF_A_MESSAGE = frozenset({"content", "text", "message_id", "history", "author", "schema"})


class Shape(StrEnum):
    CHAT_EXPORTER = "chat_exporter"
    TELEGRAM = "telegram"
    LINES = "lines"
    LIST = "list"
    UNKNOWN = "unknown"


def shape_of(head: str) -> Shape:
    """By the first names of the first object, whatever comes later."""
    walked = JsonStream(io.StringIO(head))
    if walked.peek() == "[":
        return Shape.LIST
    if walked.peek() != "{":
        return Shape.UNKNOWN
    if _is_a_line(head.lstrip().partition("\n")[0]):
        return Shape.LINES
    return _by_names(walked)


def _is_a_line(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and not {"messages", "chats"} & found.keys()


def _by_names(walked: JsonStream) -> Shape:
    names: set[str] = set()
    try:
        for name in walked.members():
            names.add(name)
            if name in _CHAT_EXPORTER:
                return Shape.CHAT_EXPORTER
            if name in _TELEGRAM or (name == "messages" and {"type", "id"} <= names):
                return Shape.TELEGRAM
            if name == "messages":
                return Shape.CHAT_EXPORTER
            if name in _OF_A_MESSAGE:
                return Shape.LINES
    except BrokenJsonError:
        return Shape.UNKNOWN
    return Shape.UNKNOWN
