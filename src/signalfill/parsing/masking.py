"""Removes the people and places that a message names; what is left reads the same."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|www\.|t\.me/|discord\.gg/)\S+")
_MENTION = re.compile(
    r"<(?:@[!&]?|#)\d+>|(?<![A-Za-z0-9])@(?!-?[\d.,]+[kK]?(?:\s|$|[-/]))-?[\w.\-]+"
)
LINK = "https://link"
MENTION = "@user"


def masked(text: str) -> str:
    """The text with each link and mention replaced by a word that only marks its place."""
    return _MENTION.sub(MENTION, _LINK.sub(LINK, text))
