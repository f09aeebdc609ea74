"""Layouts that a channel's user drew: fixed words with `{fields}` between them.

A template only says which field a number belongs to. It fits whole lines, all of it or nothing,
and what it fits is judged and doubted like any other reading (`fitting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signalfill.parsing.boilerplate import token_key
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.lexicon.words import LayoutTemplate, Piece
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan

FIELDS = ("coin", "side", "entry", "stop", "target", "targets", "leverage", "id")
_ONCE = ("coin", "side", "stop", "leverage")
_REQUIRED = ("coin", "entry", "stop")
_FIELD = re.compile(r"\{ *(\w+) *\}")
_MOST_TOKENS = 120


def compile_template(layout: str, lexicon: Lexicon) -> LayoutTemplate:
    """The template that is drawn in the text.

    Raises:
        ValueError: what is wrong with it, in words.
    """
    lines = [line.strip() for line in layout.splitlines() if line.strip()]
    drawn = _FIELD.split("\n".join(lines))
    pieces = [
        Piece(text) if place % 2 else Piece("", tuple(_keys(text, lexicon)))
        for place, text in enumerate(drawn)
    ]
    pieces = [piece for piece in pieces if piece.field or piece.keys]
    _check_fields([piece.field for piece in pieces if piece.field])
    _check_lists(pieces)
    if sum(max(1, len(piece.keys)) for piece in pieces) > _MOST_TOKENS:
        raise ValueError(f"has more than {_MOST_TOKENS} words and marks")
    return LayoutTemplate(tuple(pieces))


def _keys(text: str, lexicon: Lexicon) -> Iterator[str]:
    if "{" in text or "}" in text:
        raise ValueError("has a brace that belongs to no field")
    return map(token_key, scan(normalize(text).text, _MOST_TOKENS, lexicon))


def _check_fields(fields: list[str]) -> None:
    for field in fields:
        if field not in FIELDS:
            known = ", ".join(f"{{{each}}}" for each in FIELDS)
            raise ValueError(f"has the unknown field {{{field}}} (known: {known})")
    for field in _REQUIRED:
        if field not in fields:
            raise ValueError(f"needs {{{field}}}")
    for field in _ONCE:
        if fields.count(field) > 1:
            raise ValueError(f"has {{{field}}} twice")


def _check_lists(pieces: list[Piece]) -> None:
    """Where a list of targets ends must be plain from a fixed word behind it."""
    for at, piece in enumerate(pieces):
        if piece.field == "targets" and at + 1 < len(pieces):
            following = pieces[at + 1]
            if following.field or not any(key.strip(" \n-|:,.") for key in following.keys):
                raise ValueError("needs a fixed word between {targets} and what follows")
