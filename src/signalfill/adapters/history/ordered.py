"""Records put into the order in which they came to be, however many there are.

Exports of several channels, newest first, or with edits: none is in that order. What is put here
waits in a temporary database of SQLite's, which goes to disk by itself and with its connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import NamedTuple, Self

from signalfill.domain.message import FIRST_VERSION, MessageRecord, OriginKind
from signalfill.domain.values import rfc3339, snowflake_moment

_BATCH = 100
_TABLE = """
CREATE TABLE records (
    came_at TEXT, message_id INTEGER, channel_id TEXT, version TEXT, is_forward INTEGER,
    record BLOB, UNIQUE (message_id, channel_id, version)
)
"""
_INSERT = "INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?, ?, ?)"
_IN_ORDER = "SELECT record FROM records ORDER BY came_at, message_id, version"
_SPAN = "SELECT MIN(message_id), MAX(message_id) FROM records"
_MESSAGES = """
SELECT MIN(version), MAX(version), MAX(is_forward) FROM records GROUP BY message_id, channel_id
"""


class Counts(NamedTuple):
    """`edited` are the messages whose last text alone is known."""

    versions: int = 0
    messages: int = 0
    edited: int = 0
    deleted: int = 0
    forwarded: int = 0
    first: datetime | None = None
    last: datetime | None = None


class OrderedRecords:
    """The same version of a message counts once, whichever file it came in first."""

    def __init__(self) -> None:
        # Nobody but us sees it, and after a fault nobody wants it.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def put(self, records: Iterable[MessageRecord]) -> None:
        for some in batched(records, _BATCH, strict=False):
            self._database.execute("BEGIN")
            self._database.executemany(_INSERT, map(_row, some))
            self._database.execute("COMMIT")

    def in_order(self) -> Iterator[MessageRecord]:
        for (written,) in self._database.execute(_IN_ORDER):
            yield MessageRecord.model_validate_json(written)

    def counts(self) -> Counts:
        (versions,) = self._database.execute("SELECT COUNT(*) FROM records").fetchone()
        first, last = self._database.execute(_SPAN).fetchone()
        messages = self._database.execute(_MESSAGES).fetchall()
        return Counts(
            versions=versions,
            messages=len(messages),
            edited=sum(oldest not in {FIRST_VERSION, "D"} for oldest, _, _ in messages),
            deleted=sum(newest == "D" for _, newest, _ in messages),
            forwarded=sum(is_forward for _, _, is_forward in messages),
            first=first and snowflake_moment(str(first)),
            last=last and snowflake_moment(str(last)),
        )


def _row(record: MessageRecord) -> tuple[object, ...]:
    return (
        rfc3339(record.received_at),
        int(record.message_id),
        record.channel_id,
        record.version,
        record.origin.kind is OriginKind.FORWARD,
        record.model_dump_json(by_alias=True),
    )
