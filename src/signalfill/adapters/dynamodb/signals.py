from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode, make_item, read_document
from signalfill.adapters.dynamodb.journal import first_decision, first_proposal, journal_writes
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import Write, delete, put
from signalfill.domain.errors import AlreadyDecidedError, InvalidInputError, VersionConflictError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.values import first_snowflake, rfc3339
from signalfill.domain.verdict import Decision, ItemKey, MessageHead, Verdict
from signalfill.ports import Entry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from signalfill.domain.entry.proposal import Proposal

_TEXT_KEPT = timedelta(days=90)


class DynamoSignals:
    """The signals table. Decisions take the journal of the positions table along."""

    def __init__(self, table: str, positions_table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._positions_table = positions_table
        self._dynamo = Dynamo(client)

    def head(self, channel_id: str, message_id: str) -> MessageHead | None:
        item = self._dynamo.get(self._table, keys.head(channel_id, message_id))
        return read_document(item, MessageHead, accept_newer=True) if item else None

    def has_version(self, channel_id: str, message_id: str, version: str) -> bool:
        return self.verdict(channel_id, message_id, version) is not None

    def record(
        self,
        verdict: Verdict,
        *,
        text: str,
        signals: Sequence[Signal] = (),
        amendments: Sequence[Amendment] = (),
        head: MessageHead | None = None,
        previous_head: MessageHead | None = None,
    ) -> bool:
        writes = [self._verdict_write(verdict)]
        if head is not None:
            writes.append(self._head_write(verdict, head, previous_head))
        if text:
            writes.append(self._text_write(verdict, text))
        writes += [self._pending_write("signal", each) for each in signals]
        writes += [self._pending_write("amendment", each) for each in amendments]
        if head is not None and head.deleted:
            writes += self._text_deletes(verdict)
        try:
            self._dynamo.transact(writes)
        except AlreadyDecidedError:
            return False
        return True

    def _verdict_write(self, verdict: Verdict) -> Write:
        key = keys.verdict(verdict.channel_id, verdict.message_id, verdict.version)
        # Beside the document: an earlier release refuses fields that it does not know.
        layout = list(verdict.reading.layout) if verdict.reading is not None else []
        return put(
            self._table,
            make_item("verdict", key, verdict, layout=layout or None),
            condition="attribute_not_exists(#sort_key)",
            refusal=AlreadyDecidedError("this version was recorded before"),
        )

    def _head_write(
        self, verdict: Verdict, head: MessageHead, previous: MessageHead | None
    ) -> Write:
        key = keys.head(verdict.channel_id, verdict.message_id)
        return put(
            self._table,
            make_item("head", key, head, head_version=head.version),
            condition="#head_version = :previous"
            if previous
            else "attribute_not_exists(#sort_key)",
            values={":previous": previous.version} if previous else None,
            refusal=VersionConflictError("another version of the message was recorded meanwhile"),
        )

    def _text_write(self, verdict: Verdict, text: str) -> Write:
        key = keys.text(verdict.channel_id, verdict.message_id, verdict.version)
        expires_at = int((verdict.parsed_at + _TEXT_KEPT).timestamp())
        return put(self._table, make_item("text", key, text=text, expires_at=expires_at))

    def _text_deletes(self, verdict: Verdict) -> list[Write]:
        """What was deleted at Discord does not stay with us."""
        texts = self._items_of(verdict.channel_id, verdict.message_id, kind="text")
        return [delete(self._table, keys.signal_item(keys.item_key(text))) for text in texts]

    def _pending_write(self, kind: str, item: Signal | Amendment) -> Write:
        return put(self._table, self._pending_item(kind, item))

    def _pending_item(self, kind: str, item: Signal | Amendment) -> Item:
        since = rfc3339(item.provenance.parsed_at)
        key = keys.signal_item(ItemKey.of(item))
        return make_item(kind, key, item, pending=keys.PENDING, pending_since=since)

    def instruct(self, item: Signal | Amendment) -> None:
        kind = "signal" if isinstance(item, Signal) else "amendment"
        stored = self._pending_item(kind, item)
        with suppress(VersionConflictError):  # said before: it stands as it was said
            new = put(self._table, stored, condition="attribute_not_exists(#sort_key)")
            self._dynamo.write(new)

    def propose(
        self, key: ItemKey, proposal: Proposal, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        writes = [first_proposal(self._table, key, proposal)]
        writes += journal_writes(self._positions_table, journal)
        try:
            self._dynamo.transact(writes)
        except AlreadyDecidedError:
            return False
        return True

    def proposal(self, key: ItemKey) -> Proposal | None:
        item = self._dynamo.get(self._table, keys.signal_item(key))
        return None if item is None else _proposal_of(item)

    def verdict(self, channel_id: str, message_id: str, version: str) -> Verdict | None:
        item = self._dynamo.get(self._table, keys.verdict(channel_id, message_id, version))
        return _verdict_of(item) if item else None

    def verdicts(self, channel_id: str, message_id: str) -> Sequence[Verdict]:
        items = self._items_of(channel_id, message_id, kind="verdict")
        return [_verdict_of(item) for item in items]

    def text(self, channel_id: str, message_id: str, version: str) -> str | None:
        item = self._dynamo.get(self._table, keys.text(channel_id, message_id, version))
        return None if item is None else str(decode(item["text"]))

    def _items_of(self, channel_id: str, message_id: str, *, kind: str) -> list[Item]:
        found = self._dynamo.query(
            self._table,
            "#channel_id = :channel AND begins_with(#sort_key, :message)",
            {":channel": channel_id, ":message": f"{message_id}#", ":kind": kind},
            filters="#item = :kind",
        )
        return list(found)

    def items(self, channel_id: str, message_id: str) -> Sequence[ItemKey]:
        found = [
            keys.item_key(item)
            for kind in ("signal", "amendment")
            for item in self._items_of(channel_id, message_id, kind=kind)
        ]
        return sorted(found, key=lambda key: key.sort_key)

    def entry(self, key: ItemKey) -> Entry | None:
        item = self._dynamo.get(self._table, keys.signal_item(key))
        if item is None:
            return None
        return Entry(read_pending_item(item), "pending" in item, _proposal_of(item))

    def item(self, key: ItemKey) -> Signal | Amendment | None:
        item = self._dynamo.get(self._table, keys.signal_item(key))
        return read_pending_item(item) if item else None

    def decision(self, key: ItemKey) -> Decision | None:
        item = self._dynamo.get(self._table, keys.signal_item(key))
        if item is None or "decision" not in item:
            return None
        return Decision.model_validate(decode(item["decision"]), extra="ignore")

    def decisions(self, channel_id: str, *, since: datetime) -> Sequence[tuple[ItemKey, Decision]]:
        found = self._dynamo.query(
            self._table,
            # Ids of today's length sort as text in the order of time.
            "#channel_id = :channel AND #sort_key >= :since",
            {":channel": channel_id, ":since": first_snowflake(since)},
            filters="attribute_exists(#decision)",
        )
        return [
            (keys.item_key(item), Decision.model_validate(decode(item["decision"]), extra="ignore"))
            for item in found
        ]

    def is_pending(self, key: ItemKey) -> bool:
        item = self._dynamo.get(self._table, keys.signal_item(key))
        return item is not None and "pending" in item

    def pending(self) -> Sequence[ItemKey]:
        found = self._dynamo.query(
            self._table,
            "#pending = :pending",
            {":pending": keys.PENDING},
            index=keys.PENDING_INDEX,
        )
        in_order = sorted(
            found, key=lambda each: (each["pending_since"]["S"], each["sort_key"]["S"])
        )
        return [keys.item_key(each) for each in in_order]

    def decide(
        self, key: ItemKey, decision: Decision, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        writes = [first_decision(self._table, key, decision)]
        writes += journal_writes(self._positions_table, journal)
        try:
            self._dynamo.transact(writes)
        except AlreadyDecidedError:
            return False
        return True


def _verdict_of(item: Item) -> Verdict:
    verdict = read_document(item, Verdict, accept_newer=True)
    if verdict.reading is None or "layout" not in item:
        return verdict
    layout = tuple(decode(item["layout"]))
    reading = verdict.reading.model_copy(update={"layout": layout})
    return verdict.model_copy(update={"reading": reading})


def _proposal_of(item: Item) -> Proposal | None:
    if "proposal" not in item:
        return None
    # Named late: the parser writes to this table too, and never proposes anything.
    from signalfill.domain.entry.proposal import Proposal  # noqa: PLC0415

    held = decode(item["proposal"])
    if held["schema"] > SCHEMAS["proposal"]:
        raise InvalidInputError("a newer release made this plan: deploy it again")
    return Proposal.model_validate(held, extra="ignore")


def read_pending_item(item: Item) -> Signal | Amendment | None:
    """The signal or amendment that an item, or a stream record's new image, holds.

    Raises:
        InvalidInputError: a newer release wrote it.
    """
    match item.get("item"):
        case {"S": "signal"}:
            return read_document(item, Signal)
        case {"S": "amendment"}:
            return read_document(item, Amendment)
    return None
