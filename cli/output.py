"""How results are shown: columns for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from signalfill.domain.errors import InvalidInputError


def print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_json_line(data: object) -> None:
    """One object a line, at once: a reader may follow while we work."""
    print(json.dumps(data, ensure_ascii=False, default=str), flush=True)


def print_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Never cut: an id that is not whole is of no use."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def moment_text(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def percent(fraction: Decimal) -> str:
    return f"{(fraction * 100).normalize():f} %"


def ask(question: str, *, expected: str) -> bool:
    """Whether the operator typed the expected word.

    Raises:
        InvalidInputError: there is nobody to ask.
    """
    # On stderr: what programs read stays clean.
    print(f"{question} Type {expected} to go on: ", end="", file=sys.stderr, flush=True)
    try:
        return input().strip().lower() == expected
    except EOFError:
        raise InvalidInputError("nobody answers here: say --yes if you mean it") from None
