"""Punctuation and pictures that mean something to a trader."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept

MARK_LETTERS: dict[str, str] = {
    ",": Concept.COMMA, ".": Concept.PERIOD_MARK, ";": Concept.SEMICOLON, ":": Concept.COLON,
    "=": Concept.COLON, "-": Concept.DASH, "_": Concept.DASH, "|": Concept.BAR,
    "(": Concept.OPENING, ")": Concept.CLOSING, "[": Concept.OPENING, "]": Concept.CLOSING,
    "{": Concept.OPENING, "}": Concept.CLOSING, "→": Concept.ARROW, "+": Concept.PLUS,
    "!": Concept.EXCLAIM, "?": Concept.ASK, "<": Concept.BELOW, ">": Concept.ABOVE,
    "≤": Concept.BELOW, "≥": Concept.ABOVE, "/": Concept.OR, "&": Concept.AND,
    "~": Concept.AREA, "≈": Concept.AREA, "±": Concept.AREA, "📈": Concept.UP,
    "📉": Concept.DOWN, "✅": Concept.DONE, "❌": Concept.FAILED, "🈳": Concept.SHORT,
    "$": Concept.QUOTE, "#": Concept.HASH, "@": Concept.AT,
}  # fmt: skip
# Pictures that stand for a label, where a price follows.
PICTURE_LABELS = {"🛑": Concept.STOP, "❌": Concept.STOP, "🎯": Concept.TARGET}
_BEFORE_PRICE = re.compile(r" ?\$? ?\.?\d")
_LONE_PRICE = re.compile(r" ?\$? ?[\d.,]+[kK]? *(?:\n|$)")


def labels_price(mark: str, text: str, end: int, *, first: bool) -> bool:
    """A picture before a price; a cross only where the line holds nothing else."""
    if mark == "❌":
        return first and _LONE_PRICE.match(text, end) is not None
    return _BEFORE_PRICE.match(text, end) is not None
