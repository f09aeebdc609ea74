"""A history in files: one export or its partitions, threads beside their channel."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TextIO

from signalfill.adapters.history.chat_exporter import read_chat_exporter
from signalfill.adapters.history.json_lines import read_json_lines, read_json_list
from signalfill.adapters.history.json_stream import BrokenJsonError, JsonStream
from signalfill.adapters.history.ordered import Counts, OrderedRecords
from signalfill.adapters.history.sniff import HEAD, Shape, shape_of
from signalfill.adapters.history.tally import HistoryTally
from signalfill.adapters.history.telegram import read_telegram
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.history import HistoryKind, HistorySummary
from signalfill.domain.message import MessageRecord

_KINDS = {
    Shape.CHAT_EXPORTER: HistoryKind.CHAT_EXPORTER,
    Shape.TELEGRAM: HistoryKind.TELEGRAM,
    Shape.LINES: HistoryKind.JSON_LINES,
    Shape.LIST: HistoryKind.JSON_LINES,
}
_KNOWN = (
    "DiscordChatExporter's JSON, Telegram Desktop's result.json, or JSON lines with `id` and "
    "`content` (or `text`)"
)
_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FileHistory:
    """The HistoryReader of files. `chats` picks those of a whole Telegram account."""

    def __init__(self, paths: Sequence[Path], *, chats: frozenset[str] = frozenset()) -> None:
        self._paths = _files(paths)
        self._chats = chats
        self._tallies: list[HistoryTally] = []
        self._counts = Counts()

    def records(self) -> Iterator[MessageRecord]:
        with OrderedRecords() as ordered:
            for path in self._paths:
                with opened(path) as text:
                    tally, records = read_text(text, path.name, chats=self._chats)
                    self._tallies.append(tally)
                    ordered.put(records)
            self._counts = ordered.counts()
            yield from ordered.in_order()

    def summary(self) -> HistorySummary:
        return summary_of(self._tallies, self._counts)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Of a folder all that may be an export."""
    found = []
    for path in paths:
        inside = path.is_dir()
        files = [each for each in path.iterdir() if each.suffix in _SUFFIXES] if inside else [path]
        if not files:
            raise InvalidInputError(f"{path}: holds no file that ends in .json or .jsonl")
        found += sorted(files)
    return found


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file's text.

    Raises:
        InvalidInputError: it cannot be read, or is UTF-16.
    """
    try:
        with path.open("rb") as binary:
            if binary.read(2) in _UTF16:
                raise InvalidInputError(f"{path}: is UTF-16 text; save it as UTF-8")
        # What is not UTF-8 in some message's text is no reason to lose the others.
        with path.open(encoding="utf-8-sig", errors="replace") as text:
            yield text
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None


def read_text(
    text: TextIO, name: str, *, head: str = "", chats: frozenset[str] = frozenset()
) -> tuple[HistoryTally, Iterator[MessageRecord]]:
    """The messages of one file as they stand there, and what is noted meanwhile.

    Raises:
        InvalidInputError: it is no history of a kind that is known.
    """
    head += text.read(HEAD) if len(head) < HEAD else ""
    head = head.removeprefix("\ufeff")
    shape = shape_of(head)
    if shape is Shape.UNKNOWN:
        raise InvalidInputError(f"{name}: no history that can be read; known are {_KNOWN}")
    tally = HistoryTally(_KINDS[shape])
    stream = JsonStream(text, head)
    match shape:
        case Shape.CHAT_EXPORTER:
            records = read_chat_exporter(stream, tally)
        case Shape.TELEGRAM:
            records = read_telegram(stream, tally, chats)
        case Shape.LIST:
            records = read_json_list(stream, tally)
        case _:
            lines = chain(io.StringIO(head + text.readline()), text)
            records = read_json_lines(lines, tally)
    return tally, _as_far_as_it_goes(records, tally, name)


def _as_far_as_it_goes(
    records: Iterator[MessageRecord], tally: HistoryTally, name: str
) -> Iterator[MessageRecord]:
    """What stands before a fault counts, and the fault is said; a fault alone is none."""
    count = 0
    try:
        for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is asked
            yield record
    except BrokenJsonError as error:
        if not count:
            raise InvalidInputError(f"{name}: {error}") from None
        tally.note(f"{name} is damaged behind message {count:,}: {error}; the rest is missing")


def summary_of(tallies: Sequence[HistoryTally], counts: Counts) -> HistorySummary:
    """All files together; what several kinds make is of no kind in particular."""
    kinds = {each.kind for each in tallies}
    whole = HistoryTally(kinds.pop() if len(kinds) == 1 else HistoryKind.JSON_LINES)
    for each in tallies:
        whole.add(each)
    return whole.summary(counts)
