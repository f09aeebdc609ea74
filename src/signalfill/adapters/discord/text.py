"""All the words of a Discord message in reading order: content, embeds, components, snapshots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

type Json = Mapping[str, Any]

LINK_PREVIEWS = frozenset({"link", "article", "image", "video", "gifv"})
"""Embed types Discord makes itself from a URL: not the author's words."""
TEXT_DISPLAY = 10
"""Component type that holds text (messages of the second components version)."""

# What the queue refuses: lone surrogates and two non-characters.
_UNUSABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(value: object) -> str:
    """The value if it is text, made fit for the queue; nothing otherwise."""
    return _UNUSABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def objects(value: object) -> Iterator[Json]:
    """The objects of a list; whatever else the wire held is passed over."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def nested(value: object, name: str) -> Json:
    # Dictionaries by name: JSON knows no others, and an abstract class is slow to ask for.
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def full_text(raw: Json) -> str:
    parts = [*_body(raw)]
    for snapshot in objects(raw.get("message_snapshots")):
        parts += _body(nested(snapshot, "message"))
    return "\n".join(part for part in parts if part)


def _body(raw: Json) -> Iterator[str]:
    yield clean(raw.get("content"))
    for embed in objects(raw.get("embeds")):
        yield from _embed(embed)
    yield from _components(raw.get("components"))
    yield from _poll(nested(raw, "poll"))


def _embed(embed: Json) -> Iterator[str]:
    if embed.get("type") in LINK_PREVIEWS:
        return
    yield clean(nested(embed, "author").get("name"))
    yield clean(embed.get("title"))
    yield clean(embed.get("description"))
    for each in objects(embed.get("fields")):
        yield clean(each.get("name"))
        yield clean(each.get("value"))
    yield clean(nested(embed, "footer").get("text"))


def _components(value: object, depth: int = 0) -> Iterator[str]:
    if depth > 4:  # noqa: PLR2004 - Discord nests containers two deep; a bound for hostile input
        return
    for component in objects(value):
        if component.get("type") == TEXT_DISPLAY:
            yield clean(component.get("content"))
        yield from _components(component.get("components"), depth + 1)


def _poll(poll: Json) -> Iterator[str]:
    yield clean(nested(poll, "question").get("text"))
    for answer in objects(poll.get("answers")):
        yield clean(nested(answer, "poll_media").get("text"))
