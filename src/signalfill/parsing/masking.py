"""A message's text without the people and places that it names, read as before."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|www\.|t\.me/|discord\.gg/)\S+")
_MENTION = re.compile(
    r"<(?:@[!&]?|#)\d+>|(?<![A-Za-z0-9])@(?!-?[\d.,]+[kK]?(?:\s|$|[-/]))-?[\w.\-]+"
)
LINK = "https://link"
MENTION = "@user"


def masked(text: str) -> str:
    """With each link and mention replaced by a word that says only that there was one."""
    return _MENTION.sub(MENTION, _LINK.sub(LINK, text))
