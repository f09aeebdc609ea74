"""A message with its numbers marked, and what each was read for: for people at a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cli.code_words import in_words
from signalfill.domain.signal import AmendmentReading, Evidence, Reading, SignalReading

_FIELDS = {
    "base": "coin",
    "side": "side",
    "entry.kind": "entry",
    "stop_loss": "stop",
    "stop_on_close": "candle of the stop",
    "leverage": "leverage",
    "action": "instruction",
    "to": "level",
    "remark": "remark",
    "unexplained": "no role",
}
_ROLELESS = {"remark", "unexplained"}
_PATH = re.compile(r"(signals|amendments)\.(\d+)\.(.+)")
_LISTED = re.compile(r"(entry\.prices|take_profits)\.(\d+)")
_MARK = re.compile(r"\[\d+\]")
# They would hide or reorder what stands in the message.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NARROWEST, _WIDEST = 40, 110
_MOST_LINES = 40
_AROUND = 1
_MOST_SEEN = 6


def explain(reading: Reading, text: str | None) -> Iterator[str]:
    """The text with a number behind all that was read, then each with its field and rule.

    Without the text (it was deleted, or its time is over) the values alone.
    """
    spans = sorted({(each.start, each.end) for each in reading.evidence if each.end > each.start})
    marks = {span: number for number, span in enumerate(spans, start=1)}
    if text is not None:
        yield from _framed(_marked(text, marks))
    yield from _table(reading, marks if text is not None else {})


def _marked(text: str, marks: dict[tuple[int, int], int]) -> str:
    """From the last mark to the first: places stay right."""
    for (_, end), number in sorted(marks.items(), key=lambda span: (span[0][1], span[1]))[::-1]:
        text = f"{text[:end]}[{number}]{text[end:]}"
    return text


def harmless(text: str) -> str:
    """A stranger's text must not command the terminal, nor write over what stands there."""
    return "".join(_shown(each) for each in text)


def _shown(character: str) -> str:
    if character in "\n\t":
        return character.replace("\t", "    ")
    strange = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    return "\ufffd" if strange or character in _DIRECTIONS else character


def _framed(text: str) -> Iterator[str]:
    """Wrapped to the terminal; of a long message only the lines around what was read."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns)) - 4
    console = Console(width=width)
    lines = harmless(text).rstrip("\n").split("\n")
    for shown, run in groupby(_chosen(lines), key=lambda line: line is not None):
        if not shown:
            yield f"  … {sum(1 for _ in run)} lines in which nothing was read"
            continue
        for line in run:
            for piece in Text(line or "").wrap(console, width) or [Text("")]:
                yield f"  | {piece.plain.rstrip()}".rstrip()


def _chosen(lines: Sequence[str]) -> Iterator[str | None]:
    if len(lines) <= _MOST_LINES:
        yield from lines
        return
    read = {at for at, line in enumerate(lines) if _MARK.search(line)} | {0}
    near = {at + step for at in read for step in range(-_AROUND, _AROUND + 1)}
    yield from (line if at in near else None for at, line in enumerate(lines))


def _table(reading: Reading, marks: dict[tuple[int, int], int]) -> Iterator[str]:
    many = max(len(reading.signals), len(reading.amendments)) > 1
    found = sorted(reading.evidence, key=lambda each: (each.field in _ROLELESS, each.start))
    rows = [
        (_number(each, marks), _field(each.field, many=many), harmless(each.value), each.rule)
        for each in found[:_MOST_LINES]
    ]
    if not rows:
        return
    yield ""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = map(_padded, row, widths)
        yield f"  {'  '.join(cells)}".rstrip()
    if len(found) > len(rows):
        yield f"  … and {len(found) - len(rows)} more"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


def _number(evidence: Evidence, marks: dict[tuple[int, int], int]) -> str:
    number = marks.get((evidence.start, evidence.end))
    return "" if number is None else f"[{number}]"


def _field(path: str, *, many: bool) -> str:
    """`signals.0.take_profits.1` is target 2."""
    whole = _PATH.fullmatch(path)
    if whole is None:
        return _FIELDS.get(path, path)
    listed = _LISTED.fullmatch(whole[3])
    if listed:
        kind = "entry" if listed[1] == "entry.prices" else "target"
        name = f"{kind} {int(listed[2]) + 1}"
    else:
        name = _FIELDS.get(whole[3], whole[3])
    which = "call" if whole[1] == "signals" else "instruction"
    return f"{which} {int(whole[2]) + 1}: {name}" if many else name


def conclusions(reading: Reading) -> Iterator[str]:
    """What the message is, what each call and instruction says, and what stands against it."""
    yield f"  {in_words(reading.reason.split('; ')[0])}"
    for signal in reading.signals:
        yield f"  {call_text(signal)}: {'not tradable' if signal.problems else 'tradable'}"
        for problem in signal.problems:
            yield f"    {problem}: {in_words(problem)}"
    seen = reading.reason.split("; ")[1:]
    if seen:
        more = f"; and {len(seen) - _MOST_SEEN} more" if len(seen) > _MOST_SEEN else ""
        yield f"    seen: {'; '.join(seen[:_MOST_SEEN])}{more}"
    for amendment in reading.amendments:
        yield f"  {instruction_text(amendment)}"


def call_text(signal: SignalReading) -> str:
    """`SOL long, limit 145, targets 150, 158, stop 138`."""
    entry = " ".join(
        filter(None, (signal.entry.kind or "no entry", ", ".join(signal.entry.prices)))
    )
    stop = f"stop {signal.stop_loss}" if signal.stop_loss else "no stop"
    if signal.stop_on_close:
        stop += f" on a {signal.stop_on_close} close"
    targets = f"targets {', '.join(signal.take_profits)}" if signal.take_profits else "no target"
    words = [f"{signal.base or 'no coin'} {signal.side or 'no side'}", entry, targets, stop]
    if signal.leverage:
        words.append(f"{signal.leverage}x")
    return ", ".join(words)


def instruction_text(amendment: AmendmentReading) -> str:
    """`reduce SOL, part 0.5, at target 1`."""
    words = [amendment.action.replace("_", " ") + (f" {amendment.base}" if amendment.base else "")]
    for name, value in (
        ("to", amendment.to),
        ("part", amendment.fraction),
        ("at target", amendment.target),
        ("at", amendment.named_price),
    ):
        if value is not None:
            words.append(f"{name} {value}")
    return ", ".join(words)


def print_marked(lines: Iterable[str]) -> None:
    """With the marks bright where a terminal shows them."""
    bright = sys.stdout.isatty()
    for line in lines:
        print(_MARK.sub("\x1b[1;36m\\g<0>\x1b[0m", line) if bright else line)
