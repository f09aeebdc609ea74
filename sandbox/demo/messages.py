"""The project's own sample messages, with what they say and what is to become of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from sandbox.aws.tools import ROOT
from signalfill.domain.values import Value

DIRECTORY = ROOT / "tests" / "messages"


class Expectation(Value):
    """What the script holds the system to; None where it does not care.

    `code` is the decision's, or the problems for which a reading was not tradable.
    """

    verdict: str
    code: str = ""
    result: str = ""
    targets_filled: int | None = None
    breakeven: bool | None = None
    sold_part: str | None = None
    size_part: str | None = None


class Message(Value):
    """Something that somebody does in a channel: posts, edits or deletes.

    `reading` is for the parser's tests: what a careful reader takes from the text.
    """

    key: str
    room: str
    text: str = ""
    author: str = "author"
    reply_to: str | None = None
    edits: str | None = None
    deletes: str | None = None
    posted_hours_ago: int | None = None
    reading: dict[str, Any] = Field(default_factory=dict)
    expect: Expectation


def read_messages(directory: Path = DIRECTORY) -> dict[str, Message]:
    """All messages by key; a file is a channel."""
    found: dict[str, Message] = {}
    for file in sorted(directory.glob("*.yaml")):
        # BaseLoader: every scalar stays text, so that no price is ever a float.
        for each in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
            message = Message.model_validate({"room": file.stem, **each})
            found[message.key] = message
    return found
