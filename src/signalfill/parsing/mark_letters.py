"""Punctuation and pictures that mean something to a trader."""

from __future__ import annotations

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
