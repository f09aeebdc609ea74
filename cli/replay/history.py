"""Which messages are replayed, by which settings and on which candles."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cli.replay.terms import check_span
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.history import HistorySummary
from signalfill.domain.message import MessageRecord
from signalfill.domain.settings import Settings
from signalfill.ports.bars import BarStore


@dataclass(frozen=True, slots=True)
class ReplayedHistory:
    """`source` is what it is called on the page."""

    records: tuple[MessageRecord, ...]
    summary: HistorySummary
    store: BarStore
    settings: Settings
    source: str


def history_of(arguments: argparse.Namespace) -> ReplayedHistory:
    """Raises InvalidInputError where no history, or more than one, is named."""
    check_span(arguments.since, arguments.until)
    if bool(arguments.files) is arguments.demo:
        raise InvalidInputError("name one history: an export's FILE, or --demo")
    return _demo(arguments) if arguments.demo else _files(arguments)


def _demo(arguments: argparse.Namespace) -> ReplayedHistory:
    from cli.demo_channel.channel import export  # noqa: PLC0415 - numpy, for the demo alone
    from cli.demo_channel.market import COINS, minutes_of  # noqa: PLC0415
    from cli.demo_channel.store import DemoStore  # noqa: PLC0415
    from signalfill.adapters.history.files import read_text, summary_of  # noqa: PLC0415
    from signalfill.adapters.history.ordered import OrderedRecords  # noqa: PLC0415

    written = export({each.base: minutes_of(each) for each in COINS})
    with OrderedRecords() as ordered:
        tally, records = read_text(io.StringIO(written), "demo")
        ordered.put(records)
        summary = summary_of([tally], ordered.counts())
        found = tuple(ordered.in_order())
    return ReplayedHistory(found, summary, DemoStore(), _settings(arguments), "demo channel")


def _files(arguments: argparse.Namespace) -> ReplayedHistory:
    from signalfill.adapters.candles.store import CandleStore  # noqa: PLC0415 - numpy
    from signalfill.adapters.history.files import FileHistory  # noqa: PLC0415

    reader = FileHistory(arguments.files, chats=frozenset(arguments.chat))
    records = tuple(_within(reader.records(), arguments.since, arguments.until))
    if not records:
        raise InvalidInputError("no message of the history lies in the time that was named")
    named = ", ".join(each.name for each in arguments.files)
    return ReplayedHistory(
        records, reader.summary(), CandleStore(arguments.candles), _settings(arguments), named
    )


def _within(
    records: Iterable[MessageRecord], since: datetime | None, until: datetime | None
) -> Iterator[MessageRecord]:
    """By when a message was posted: its later versions belong to it."""
    for each in records:
        if since is not None and each.posted_at < since:
            continue
        if until is None or each.posted_at < until:
            yield each


def _settings(arguments: argparse.Namespace) -> Settings:
    if arguments.settings is None:
        return Settings()
    from cli.settings_file import read_settings  # noqa: PLC0415 - YAML, for whoever has a file

    return read_settings(arguments.settings)
