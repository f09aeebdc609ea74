"""What our own tables recorded of a channel: every version as it came, and what was deleted.

The one history that knows first texts and deletions. Texts go after 90 days, and with their
message; the reading stays, and stands in for the text: `reading_of` gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.items import Item, decode, read_document
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.history.moments import aware_moment, is_snowflake
from signalfill.adapters.history.ordered import Counts, OrderedRecords
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.history import HistoryKind, HistorySummary
from signalfill.domain.message import FIRST_VERSION, MessageEvent, MessageRecord, MessageSource
from signalfill.domain.signal import Amendment, Provenance, Reading, Signal
from signalfill.domain.values import first_snowflake, snowflake_moment
from signalfill.domain.verdict import Verdict, VerdictKind

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_DELETED = "D"
_SPOKEN: Mapping[str, type[Signal | Amendment]] = {"signal": Signal, "amendment": Amendment}
_NOT_KEPT = "(text not kept, read as {kind}: {digest})"


class RecordedHistory:
    """The HistoryReader of the signals table; one channel with its threads."""

    def __init__(
        self, table: str, client: DynamoDBClient, channel_id: str, *, since: datetime | None = None
    ) -> None:
        self._table = table
        self._dynamo = Dynamo(client)
        self._channel_id = channel_id
        self._since = since
        self._tally = HistoryTally(HistoryKind.RECORDED)
        self._counts = Counts()
        self._readings: dict[str, Reading] = {}

    def records(self) -> Iterator[MessageRecord]:
        self._tally.note_channel(self._channel_id)
        with OrderedRecords() as ordered:
            ordered.put(self._all())
            self._counts = ordered.counts()
            yield from ordered.in_order()

    def reading_of(self, content: str) -> Reading | None:
        """What stands in for a text that is not kept any more; None for every real text."""
        return self._readings.get(content)

    def summary(self) -> HistorySummary:
        if self._readings:
            self._tally.note(
                "holds messages whose texts are not kept any more: they count as they were read"
            )
        return self._tally.summary(self._counts)

    def _all(self) -> Iterator[MessageRecord]:
        first = "0" if self._since is None else first_snowflake(self._since)
        found = self._dynamo.query(
            self._table,
            # Ids of today's length sort as text in the order of time.
            "#channel_id = :channel AND #sort_key >= :first",
            {":channel": self._channel_id, ":first": first},
        )
        for message_id, items in groupby(found, key=_message_of):
            if is_snowflake(message_id):
                yield from self._versions(message_id, list(items))

    def _versions(self, message_id: str, items: list[Item]) -> Iterator[MessageRecord]:
        texts = {_version_of(item): str(decode(item["text"])) for item in _kind(items, "text")}
        said = {_version_of(item): found for item in items if (found := _provenance(item))}
        for item in _kind(items, "verdict"):
            record = self._record(message_id, item, texts, said)
            if record is not None:
                yield record

    def _record(
        self,
        message_id: str,
        item: Item,
        texts: Mapping[str, str],
        said: Mapping[str, Provenance],
    ) -> MessageRecord | None:
        try:
            verdict = read_document(item, Verdict, accept_newer=True)
        except InvalidInputError:
            self._tally.skipped["not_a_message"] += 1
            return None
        event, edited_at = _event(verdict.version)
        if verdict.kind is VerdictKind.UNREADABLE or event is None:
            self._tally.skipped["not_a_message"] += 1
            return None
        by = said.get(verdict.version)
        thread_id = by.thread_id if by else None
        return MessageRecord(
            event=event,
            message_id=message_id,
            channel_id=thread_id or self._channel_id,
            parent_channel_id=self._channel_id if thread_id else None,
            author_id=verdict.author_id,
            author_role_ids=by.author_role_ids if by else (),
            webhook_id=by.webhook_id if by else None,
            posted_at=verdict.posted_at or snowflake_moment(message_id),
            edited_at=edited_at,
            content=self._content(verdict, texts.get(verdict.version)),
            reply_to_message_id=by.reply_to_message_id if by else None,
            origin=verdict.origin,
            source=MessageSource.HISTORY,
            received_at=verdict.received_at or verdict.parsed_at,
        )

    def _content(self, verdict: Verdict, text: str | None) -> str:
        if text is not None or not verdict.content_sha256:
            return text or ""
        if verdict.reading is None:
            self._tally.skipped["text_expired"] += 1
            return ""
        stand_in = _NOT_KEPT.format(kind=verdict.kind, digest=verdict.content_sha256)
        self._readings[stand_in] = verdict.reading
        return stand_in


def _message_of(item: Item) -> str:
    return str(item["sort_key"]["S"]).partition("#")[0]


def _version_of(item: Item) -> str:
    return str(item["sort_key"]["S"]).split("#")[1]


def _kind(items: list[Item], kind: str) -> Iterator[Item]:
    return (item for item in items if item.get("item") == {"S": kind})


def _provenance(item: Item) -> Provenance | None:
    """Of a signal or amendment: what the verdict beside it does not repeat."""
    model = _SPOKEN.get(str(item.get("item", {}).get("S")))
    if model is None:
        return None
    try:
        return read_document(item, model, accept_newer=True).provenance
    except InvalidInputError:
        return None


def _event(version: str) -> tuple[MessageEvent | None, datetime | None]:
    if version == _DELETED:
        return MessageEvent.DELETE, None
    if version == FIRST_VERSION:
        return MessageEvent.CREATE, None
    edited_at = aware_moment(version)
    return (None if edited_at is None else MessageEvent.EDIT), edited_at
