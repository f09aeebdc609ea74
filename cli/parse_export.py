"""`signalfill parse` on an export: a reading a message, and on stderr what was understood."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from cli.history.command import WHY_SKIPPED
from cli.parse import answer_of, main_lines, rest_of_line
from signalfill.adapters.history.files import opened, read_text
from signalfill.adapters.history.sniff import HEAD, Shape, shape_of
from signalfill.adapters.history.tally import HistoryTally
from signalfill.parsing.lexicon import Lexicon

_LINES = frozenset({Shape.LINES, Shape.UNKNOWN})


def print_files(paths: Sequence[Path], taught: Lexicon | None) -> None:
    """Raises:
    InvalidInputError: a file cannot be read.
    """
    for path in paths:
        with opened(path) as text:
            print_text(text, path.name, taught)


def print_text(text: TextIO, name: str, taught: Lexicon | None, *, head: str = "") -> None:
    """What is no export is read line by line: each that cannot be read says so."""
    head = (head + text.read(HEAD)).removeprefix("\ufeff")
    if shape_of(head) in _LINES:
        *whole, last = [*io.StringIO(head)] or [""]
        lines = chain(whole, [last + rest_of_line(last, text)], text)
        for line in main_lines(lines, taught):
            print(line)
        return
    tally, records = read_text(text, name, head=head)
    kinds: Counter[str] = Counter()
    for record in records:
        answer = answer_of(record.message_id, record.content, taught)
        kinds.update(_kinds(answer))
        print(json.dumps(answer, ensure_ascii=False))
    for line in _understood(name, kinds, tally):
        print(line, file=sys.stderr)


def _kinds(answer: dict[str, Any]) -> Iterator[str]:
    yield "messages"
    yield answer["kind"]
    if any(not signal["problems"] for signal in answer["signals"]):
        yield "tradable"


def _understood(name: str, kinds: Counter[str], tally: HistoryTally) -> Iterator[str]:
    calls = f"{kinds['signal']:,} calls ({kinds['tradable']:,} of them whole)"
    others = f"{kinds['amendment']:,} follow-ups, {kinds['report']:,} reports"
    yield f"{name}: {kinds['messages']:,} messages: {calls}, {others}, {kinds['none']:,} talk"
    for reason, count in sorted(tally.skipped.items()):
        yield f"{name}: {count:,} passed over: {WHY_SKIPPED.get(reason, reason)}"
    for note in tally.all_notes():
        yield f"{name}: {note}"
