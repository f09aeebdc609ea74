from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.budget import Release, Reservation, counted
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import (
    AlreadyDecidedError,
    BudgetExceededError,
    VersionConflictError,
)
from signalfill.domain.journal import JournalEntry
from signalfill.domain.position import Position, PositionState
from signalfill.domain.verdict import Decision, ItemKey
from tests.fakes.signals import InMemorySignals


@dataclass
class _Stored:
    position: Position
    owner: str | None
    lease_until: datetime | None
    inbox: set[ItemKey] = field(default_factory=set)


def _always_writes(_operation: str) -> None:
    """The hook of a healthy store."""


class InMemoryPositions:
    """The positions table, beside the signals whose decisions share its transactions.

    `before_write` is called with the operation's name: it may raise, or let another one in.
    `unreadable` are the ids of items that raise whenever they are read.
    """

    def __init__(self, signals: InMemorySignals | None = None) -> None:
        self.before_write: Callable[[str], None] = _always_writes
        self.unreadable: dict[str, Exception] = {}
        self.signals = signals or InMemorySignals()
        self._stored: dict[str, _Stored] = {}
        self._used: dict[str, Decimal] = {}
        self._call_books: dict[tuple[str, str], CallBook] = {}
        self._watches: dict[str, AccountWatch] = {}
        self._notices: set[str] = set()

    def load(self, position_id: str) -> Position | None:
        self._check_readable([position_id])
        stored = self._stored.get(position_id)
        return stored.position if stored else None

    def _check_readable(self, position_ids: Iterable[str]) -> None:
        for position_id in position_ids:
            if position_id in self.unreadable:
                raise self.unreadable[position_id]

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        self.before_write("take_lease")
        self._check_readable([position_id])
        stored = self._stored.get(position_id)
        if stored is None or self._is_held_by_another(stored, owner, now):
            return None
        stored.owner, stored.lease_until = owner, until
        return stored.position, _in_order(stored.inbox)

    def _is_held_by_another(self, stored: _Stored, owner: str, now: datetime) -> bool:
        if stored.owner is None or stored.owner == owner or stored.lease_until is None:
            return False
        return stored.lease_until > now

    def seize_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        """As `take_lease`, whoever holds it."""
        del now
        stored = self._stored.get(position_id)
        if stored is None:
            return None
        stored.owner, stored.lease_until = owner, until
        return stored.position, _in_order(stored.inbox)

    def is_leased(self, position_id: str, *, now: datetime) -> bool:
        """What tests ask."""
        stored = self._stored.get(position_id)
        return stored is not None and self._is_held_by_another(stored, "", now)

    def release_lease(self, position_id: str, *, owner: str) -> None:
        self.before_write("release_lease")
        stored = self._stored.get(position_id)
        if stored is not None and stored.owner == owner:
            stored.owner = stored.lease_until = None

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
        self.before_write("create")
        if position.position_id in self._stored or not self.signals.is_pending(signal_key):
            raise AlreadyDecidedError(f"{position.position_id} was decided before")
        self._check_call_book(call_book)
        reserved = self._reserved(position.reservations)
        self._used |= reserved
        self._put_call_book(call_book)
        self.signals.store_decision(signal_key, decision)
        self.signals.store_journal(journal)
        self._stored[position.position_id] = _Stored(position, owner, lease_until)

    def _reserved(self, reservations: Sequence[Reservation]) -> dict[str, Decimal]:
        sums: dict[str, Decimal] = {}
        for each in reservations:
            sums[each.scope] = sums.get(each.scope, Decimal(0)) + counted(each.amount)
        after = {scope: self._used.get(scope, Decimal(0)) + sums[scope] for scope in sums}
        for each in reservations:
            if each.limit is not None and after[each.scope] > each.limit:
                raise BudgetExceededError(each.scope)
        return after

    def _check_call_book(self, book: CallBook) -> None:
        if self.call_book(book.account, book.product_id).version != book.version:
            raise VersionConflictError("the call book changed meanwhile")

    def _put_call_book(self, book: CallBook) -> None:
        self._call_books[book.account, book.product_id] = book.model_copy(
            update={"version": book.version + 1}
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
        self.before_write("save")
        stored = self._stored.get(position.position_id)
        if stored is None or stored.position.version != position.version or stored.owner != owner:
            raise VersionConflictError(f"{position.position_id} was written by somebody else")
        if call_book is not None:
            self._check_call_book(call_book)
            self._put_call_book(call_book)
        self._used |= self._reserved(reservations)
        self._release(releases)
        for key, decision in (decisions or {}).items():
            self.signals.store_decision(key, decision)
        self.signals.store_journal(journal)
        stored.inbox -= set(read_inbox)
        stored.position = position.model_copy(update={"version": position.version + 1})
        return stored.position

    def _release(self, releases: Sequence[Release]) -> None:
        for release in releases:
            used = self._used.get(release.scope, Decimal(0))
            self._used[release.scope] = used + counted(release.amount)

    def add_to_inbox(self, position_id: str, key: ItemKey) -> None:
        self.before_write("add_to_inbox")
        if position_id not in self._stored:
            raise VersionConflictError(f"there is no position {position_id}")
        self._stored[position_id].inbox.add(key)

    def live_positions(self) -> Sequence[str]:
        return [each.position_id for each in self.positions()]

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        chosen = [
            stored.position
            for stored in self._stored.values()
            if include_closed or stored.position.state is not PositionState.CLOSED
        ]
        self._check_readable(each.position_id for each in chosen)
        return sorted(chosen, key=lambda each: (each.created_at, each.position_id))

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        unreadable, self.unreadable = self.unreadable, {}
        live = self.positions()
        self.unreadable = unreadable
        return [each for each in live if each.position_id not in unreadable], dict(unreadable)

    def journal(self, position_id: str) -> Sequence[JournalEntry]:
        entries = self.signals.journal.get(position_id, {}).values()
        return sorted(entries, key=lambda entry: (entry.at, entry.entry_id))

    def call_book(self, account: str, product_id: str) -> CallBook:
        empty = CallBook(account=account, product_id=product_id)
        return self._call_books.get((account, product_id), empty)

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        return {scope: self._used.get(scope, Decimal(0)) for scope in scopes}

    def correct_counter(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        self.before_write("correct_counter")
        if self._used.get(scope, Decimal(0)) != seen:
            return False
        self._used[scope] = to
        return True

    def closed_positions(self, day: date) -> Sequence[str]:
        return [
            each.position_id
            for each in self.positions(include_closed=True)
            if each.state is PositionState.CLOSED
            and each.closed_at is not None
            and each.closed_at.date() == day
        ]

    def watch(self, account: str) -> AccountWatch:
        return self._watches.get(account, AccountWatch(account=account))

    def save_watch(
        self,
        watch: AccountWatch,
        *,
        releases: Sequence[Release] = (),
        journal: Sequence[JournalEntry] = (),
    ) -> None:
        self.before_write("save_watch")
        if self.watch(watch.account).version != watch.version:
            raise VersionConflictError(f"the watch of {watch.account} changed meanwhile")
        self._watches[watch.account] = watch.model_copy(update={"version": watch.version + 1})
        self._release(releases)
        self.signals.store_journal(journal)

    def add_journal_entry(self, entry: JournalEntry) -> bool:
        self.before_write("tell")
        if self.has_journal_entry(entry.position_id, entry.entry_id):
            return False
        self.signals.store_journal([entry])
        return True

    def has_journal_entry(self, position_id: str, entry_id: str) -> bool:
        return entry_id in self.signals.journal.get(position_id, {})

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None:  # noqa: ARG002 - the table keeps when
        self.before_write("mark_notice_sent")
        self._notices.add(entry_id)

    def is_notice_sent(self, entry_id: str) -> bool:
        return entry_id in self._notices


def _in_order(inbox: set[ItemKey]) -> tuple[ItemKey, ...]:
    return tuple(sorted(inbox, key=lambda key: (key.channel_id, key.sort_key)))
