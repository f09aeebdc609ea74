from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.budgets import (
    correction_write,
    read_counter,
    release_writes,
    reservation_writes,
)
from signalfill.adapters.dynamodb.items import make_item, read_document, read_journal_entry
from signalfill.adapters.dynamodb.journal import (
    decision_along,
    first_decision,
    journal_writes,
    new_entry,
)
from signalfill.adapters.dynamodb.position_items import (
    call_book_write,
    create_write,
    inbox_of,
    position_of,
    save_write,
    watch_write,
)
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import put, update
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.budget import Release, Reservation
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.position import Position
from signalfill.domain.values import rfc3339
from signalfill.domain.verdict import Decision, ItemKey

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def _age(position: Position) -> tuple[datetime, str]:
    return position.created_at, position.position_id


class DynamoPositions:
    """The positions table. Decisions are written along into the signals table."""

    def __init__(self, table: str, signals_table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._signals_table = signals_table
        self._dynamo = Dynamo(client)

    def load(self, position_id: str) -> Position | None:
        item = self._dynamo.get(self._table, keys.position(position_id))
        return position_of(item) if item else None

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        free = "attribute_not_exists(#lease_owner) OR #lease_owner = :owner OR #lease_until <= :now"
        take = update(
            self._table,
            keys.position(position_id),
            "SET #lease_owner = :owner, #lease_until = :until",
            condition=f"attribute_exists(#pk) AND ({free})",
            values={":owner": owner, ":now": rfc3339(now), ":until": rfc3339(until)},
            refusal=VersionConflictError(f"{position_id} is held by another"),
        )
        try:
            item = self._dynamo.update(take)
        except VersionConflictError:
            return None
        return position_of(item), inbox_of(item)

    def release_lease(self, position_id: str, *, owner: str) -> None:
        release = update(
            self._table,
            keys.position(position_id),
            "REMOVE #lease_owner, #lease_until",
            condition="#lease_owner = :owner",
            values={":owner": owner},
        )
        try:
            self._dynamo.write(release)
        except VersionConflictError:
            # It ran out and another took it: theirs now.
            return

    def create(
        self,
        position: Position,
        *,
        signal_key: ItemKey,
        decision: Decision,
        call_book: CallBook,
        journal: Sequence[JournalEntry],
        owner: str,
        lease_until: datetime,
    ) -> None:
        self._dynamo.transact(
            [
                first_decision(self._signals_table, signal_key, decision),
                create_write(self._table, position, owner=owner, lease_until=lease_until),
                call_book_write(self._table, call_book),
                *reservation_writes(self._table, position.reservations),
                *journal_writes(self._table, journal),
            ]
        )

    def save(
        self,
        position: Position,
        *,
        owner: str,
        journal: Sequence[JournalEntry] = (),
        read_inbox: Sequence[ItemKey] = (),
        reservations: Sequence[Reservation] = (),
        releases: Sequence[Release] = (),
        call_book: CallBook | None = None,
        decisions: Mapping[ItemKey, Decision] | None = None,
    ) -> Position:
        saved = position.model_copy(update={"version": position.version + 1})
        writes = [save_write(self._table, position, saved, owner=owner, read_inbox=read_inbox)]
        if call_book is not None:
            writes.append(call_book_write(self._table, call_book))
        writes += reservation_writes(self._table, reservations)
        writes += release_writes(self._table, releases)
        for key, decision in (decisions or {}).items():
            writes.append(decision_along(self._signals_table, key, decision))
        writes += journal_writes(self._table, journal)
        self._dynamo.transact(writes)
        return saved

    def add_to_inbox(self, position_id: str, key: ItemKey) -> None:
        add = update(
            self._table,
            keys.position(position_id),
            "ADD #inbox :entry",
            condition="attribute_exists(#pk)",
            values={":entry": {keys.inbox_entry(key)}},
            refusal=VersionConflictError(f"there is no position {position_id}"),
        )
        self._dynamo.write(add)

    def live_positions(self) -> Sequence[str]:
        return self._indexed(keys.LIVE)

    def closed_positions(self, day: date) -> Sequence[str]:
        return self._indexed(keys.closed_on(day))

    def _indexed(self, partition: str) -> Sequence[str]:
        found = self._dynamo.query(
            self._table, "#live = :live", {":live": partition}, index=keys.LIVE_INDEX
        )
        return [keys.position_id(each) for each in found]

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        if include_closed:
            items = self._dynamo.scan(self._table, "#item = :kind", {":kind": "position"})
        else:
            wanted = [keys.position(each) for each in self.live_positions()]
            items = self._dynamo.get_all(self._table, wanted)
        return sorted(map(position_of, items), key=_age)

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        wanted = [keys.position(each) for each in self.live_positions()]
        read: list[Position] = []
        unreadable: dict[str, Exception] = {}
        for item in self._dynamo.get_all(self._table, wanted):
            try:
                read.append(position_of(item))
            except Exception as error:  # noqa: BLE001 - one item's fault hides no other
                unreadable[keys.position_id(item)] = error
        return sorted(read, key=_age), unreadable

    def journal(self, position_id: str) -> Sequence[JournalEntry]:
        found = self._dynamo.query(
            self._table,
            "#pk = :position AND begins_with(#sk, :journal)",
            {":position": f"P#{position_id}", ":journal": "J#"},
        )
        return sorted(map(read_journal_entry, found), key=lambda entry: (entry.at, entry.entry_id))

    def call_book(self, account: str, product_id: str) -> CallBook:
        item = self._dynamo.get(self._table, keys.call_book(account, product_id))
        if item is None:
            return CallBook(account=account, product_id=product_id)
        return read_document(item, CallBook, accept_newer=True)

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        wanted = [keys.budget(scope) for scope in dict.fromkeys(scopes)]
        counters = dict(map(read_counter, self._dynamo.get_all(self._table, wanted)))
        return {scope: counters.get(scope, Decimal(0)) for scope in scopes}

    def correct_counter(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        try:
            self._dynamo.write(correction_write(self._table, scope, seen=seen, to=to))
        except VersionConflictError:
            return False
        return True

    def watch(self, account: str) -> AccountWatch:
        item = self._dynamo.get(self._table, keys.watch(account))
        if item is None:
            return AccountWatch(account=account)
        return read_document(item, AccountWatch, accept_newer=True)

    def save_watch(
        self,
        watch: AccountWatch,
        *,
        releases: Sequence[Release] = (),
        journal: Sequence[JournalEntry] = (),
    ) -> None:
        self._dynamo.transact(
            [
                watch_write(self._table, watch),
                *release_writes(self._table, releases),
                *journal_writes(self._table, journal),
            ]
        )

    def add_journal_entry(self, entry: JournalEntry) -> bool:
        try:
            self._dynamo.write(new_entry(self._table, entry))
        except VersionConflictError:
            return False
        return True

    def has_journal_entry(self, position_id: str, entry_id: str) -> bool:
        key = keys.journal_entry(position_id, entry_id)
        return self._dynamo.get(self._table, key) is not None

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None:
        item = make_item("notice", keys.notice(entry_id), sent_at=rfc3339(now))
        self._dynamo.write(put(self._table, item))

    def is_notice_sent(self, entry_id: str) -> bool:
        return self._dynamo.get(self._table, keys.notice(entry_id)) is not None
