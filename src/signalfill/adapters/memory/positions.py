from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from signalfill.adapters.memory.budgets import MemoryBudgets
from signalfill.adapters.memory.signals import MemorySignals
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.budget import Release, Reservation
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import AlreadyDecidedError, VersionConflictError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.position import Position, PositionState
from signalfill.domain.verdict import Decision, ItemKey


@dataclass
class Stored:
    """A position with what only its store knows of it."""

    position: Position
    owner: str | None
    lease_until: datetime | None
    inbox: set[ItemKey] = field(default_factory=set)


class MemoryPositions:
    """The positions table, beside the signals whose decisions share its transactions."""

    def __init__(self, signals: MemorySignals | None = None) -> None:
        self.signals = signals or MemorySignals()
        self._stored: dict[str, Stored] = {}
        self._live: dict[str, None] = {}
        self._closed: dict[date, dict[str, None]] = defaultdict(dict)
        self._budgets = MemoryBudgets()
        self._call_books: dict[tuple[str, str], CallBook] = {}
        self._watches: dict[str, AccountWatch] = {}
        self._notices: set[str] = set()

    def _writes(self, operation: str) -> None:
        """Before each write, with its name."""

    def load(self, position_id: str) -> Position | None:
        stored = self._stored.get(position_id)
        return stored.position if stored else None

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        self._writes("take_lease")
        stored = self._stored.get(position_id)
        if stored is None or _is_held_by_another(stored, owner, now):
            return None
        stored.owner, stored.lease_until = owner, until
        return stored.position, _in_order(stored.inbox)

    def release_lease(self, position_id: str, *, owner: str) -> None:
        self._writes("release_lease")
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
        self._writes("create")
        if position.position_id in self._stored or not self.signals.is_pending(signal_key):
            raise AlreadyDecidedError(f"{position.position_id} was decided before")
        self._check_call_book(call_book)
        self._budgets.reserve(position.reservations)
        self._put_call_book(call_book)
        self.signals.store_decision(signal_key, decision)
        self.signals.store_journal(journal)
        self.put(Stored(position, owner, lease_until))

    def put(self, stored: Stored) -> None:
        """Stores it, and keeps the indexes: what lives, and what closed on which day."""
        position = stored.position
        before = self._stored.get(position.position_id)
        if before is not None and before.position.closed_at is not None:
            self._closed[before.position.closed_at.date()].pop(position.position_id, None)
        self._stored[position.position_id] = stored
        self._index(position)

    def _index(self, position: Position) -> None:
        if position.state is not PositionState.CLOSED:
            self._live[position.position_id] = None
            return
        self._live.pop(position.position_id, None)
        if position.closed_at is not None:
            self._closed[position.closed_at.date()][position.position_id] = None

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
        self._writes("save")
        stored = self._stored.get(position.position_id)
        if stored is None or stored.position.version != position.version or stored.owner != owner:
            raise VersionConflictError(f"{position.position_id} was written by somebody else")
        if call_book is not None:
            self._check_call_book(call_book)
            self._put_call_book(call_book)
        self._budgets.reserve(reservations)
        self._budgets.release(releases)
        for key, decision in (decisions or {}).items():
            self.signals.store_decision(key, decision)
        self.signals.store_journal(journal)
        inbox = stored.inbox - set(read_inbox)
        saved = position.model_copy(update={"version": position.version + 1})
        self.put(Stored(saved, stored.owner, stored.lease_until, inbox))
        return saved

    def add_to_inbox(self, position_id: str, key: ItemKey) -> None:
        self._writes("add_to_inbox")
        if position_id not in self._stored:
            raise VersionConflictError(f"there is no position {position_id}")
        self._stored[position_id].inbox.add(key)

    def live_positions(self) -> Sequence[str]:
        return [each.position_id for each in self.positions()]

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        chosen = self._stored if include_closed else self._live
        found = [self._stored[each].position for each in chosen]
        return sorted(found, key=lambda each: (each.created_at, each.position_id))

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        return self.positions(), {}

    def journal(self, position_id: str) -> Sequence[JournalEntry]:
        entries = self.signals.journal.get(position_id, {}).values()
        return sorted(entries, key=lambda entry: (entry.at, entry.entry_id))

    def call_book(self, account: str, product_id: str) -> CallBook:
        empty = CallBook(account=account, product_id=product_id)
        return self._call_books.get((account, product_id), empty)

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        return self._budgets.used(scopes)

    def correct_counter(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        self._writes("correct_counter")
        return self._budgets.correct(scope, seen=seen, to=to)

    def closed_positions(self, day: date) -> Sequence[str]:
        closed = [self._stored[each].position for each in self._closed.get(day, ())]
        closed.sort(key=lambda each: (each.created_at, each.position_id))
        return [each.position_id for each in closed]

    def watch(self, account: str) -> AccountWatch:
        return self._watches.get(account, AccountWatch(account=account))

    def save_watch(
        self,
        watch: AccountWatch,
        *,
        releases: Sequence[Release] = (),
        journal: Sequence[JournalEntry] = (),
    ) -> None:
        self._writes("save_watch")
        if self.watch(watch.account).version != watch.version:
            raise VersionConflictError(f"the watch of {watch.account} changed meanwhile")
        self._watches[watch.account] = watch.model_copy(update={"version": watch.version + 1})
        self._budgets.release(releases)
        self.signals.store_journal(journal)

    def add_journal_entry(self, entry: JournalEntry) -> bool:
        self._writes("tell")
        if self.has_journal_entry(entry.position_id, entry.entry_id):
            return False
        self.signals.store_journal([entry])
        return True

    def has_journal_entry(self, position_id: str, entry_id: str) -> bool:
        return entry_id in self.signals.journal.get(position_id, {})

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None:  # noqa: ARG002 - the table keeps when
        self._writes("mark_notice_sent")
        self._notices.add(entry_id)

    def is_notice_sent(self, entry_id: str) -> bool:
        return entry_id in self._notices


def _is_held_by_another(stored: Stored, owner: str, now: datetime) -> bool:
    if stored.owner is None or stored.owner == owner or stored.lease_until is None:
        return False
    return stored.lease_until > now


def _in_order(inbox: set[ItemKey]) -> tuple[ItemKey, ...]:
    return tuple(sorted(inbox, key=lambda key: (key.channel_id, key.sort_key)))
