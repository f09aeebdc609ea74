"""What the tables of signals and positions promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.account.watch import AccountWatch
    from signalfill.domain.budget import Release, Reservation
    from signalfill.domain.call_book import CallBook
    from signalfill.domain.entry.proposal import Proposal
    from signalfill.domain.journal import JournalEntry
    from signalfill.domain.layout_book import LayoutBook, LayoutExample
    from signalfill.domain.paper_twin.twin import TwinBook
    from signalfill.domain.position import Position
    from signalfill.domain.signal import Amendment, Signal
    from signalfill.domain.verdict import Decision, ItemKey, MessageHead, Verdict


class Entry(NamedTuple):
    """What stands at a key: `proposal` is the plan that a signal waits with."""

    item: Signal | Amendment | None
    is_pending: bool
    proposal: Proposal | None = None


class SignalStore(Protocol):
    """The signals table: verdicts, and what the trader still has to decide."""

    def head(self, channel_id: str, message_id: str) -> MessageHead | None: ...

    def has_version(self, channel_id: str, message_id: str, version: str) -> bool: ...

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
        """One transaction for one message version; False where it was recorded before.

        `head` (if given) replaces `previous_head`. Signals and amendments start pending.

        Raises:
            VersionConflictError: another version of the message was recorded meanwhile.
            RetryableError: the table did not take it; nothing was written.
        """
        ...

    def instruct(self, item: Signal | Amendment) -> None:
        """Puts the operator's word there, pending, as if a message had said it. Idempotent."""
        ...

    def propose(
        self, key: ItemKey, proposal: Proposal, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        """Stores the plan that the signal waits with; it stays pending. False if there is one."""
        ...

    def proposal(self, key: ItemKey) -> Proposal | None: ...

    def verdict(self, channel_id: str, message_id: str, version: str) -> Verdict | None: ...

    def verdicts(self, channel_id: str, message_id: str) -> Sequence[Verdict]:
        """Every version of the message, oldest first."""
        ...

    def text(self, channel_id: str, message_id: str, version: str) -> str | None:
        """What this version said; None where it is not kept (any more)."""
        ...

    def items(self, channel_id: str, message_id: str) -> Sequence[ItemKey]:
        """The signals and amendments of the message, and what the operator said of it."""
        ...

    def entry(self, key: ItemKey) -> Entry | None:
        """The item with its state, in one consistent read."""
        ...

    def item(self, key: ItemKey) -> Signal | Amendment | None:
        """The signal or amendment (consistent read)."""
        ...

    def decision(self, key: ItemKey) -> Decision | None: ...

    def decisions(self, channel_id: str, *, since: datetime) -> Sequence[tuple[ItemKey, Decision]]:
        """What was decided about messages posted since then, by the age of the message."""
        ...

    def is_pending(self, key: ItemKey) -> bool: ...

    def pending(self) -> Sequence[ItemKey]:
        """What no decision was stored for, oldest first (from an index: may lag)."""
        ...

    def decide(
        self, key: ItemKey, decision: Decision, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        """Stores the decision and takes the item off the pending index; False if already done."""
        ...


class PositionStore(Protocol):
    """The positions table: positions with their orders, journal, budgets, call books."""

    def load(self, position_id: str) -> Position | None:
        """Consistent read."""
        ...

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        """The position and its inbox, held by `owner`; None while another holds it."""
        ...

    def release_lease(self, position_id: str, *, owner: str) -> None: ...

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
        """One transaction: signal decided, position with intents, budgets reserved, call noted.

        `position.version` is 1. `call_book.version` is the version that was read; it is
        stored with the next one. The reservations are `position.reservations`.

        Raises:
            BudgetExceededError: a scope has no room (`.scope` names it); nothing was written.
            AlreadyDecidedError: the signal was decided or the position exists.
            VersionConflictError: the call book changed: read again.
        """
        ...

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
        """Stores the position if version and lease are unchanged; returns it with version + 1.

        `position.version` is the version that was loaded. One transaction with all the rest;
        no scope stands both in `reservations` and in `releases`.

        Raises:
            BudgetExceededError: a scope has no room (`.scope` names it); nothing was written.
            VersionConflictError: somebody else wrote; act on nothing, load again.
        """
        ...

    def add_to_inbox(self, position_id: str, key: ItemKey) -> None:
        """Idempotent, needs no lease, does not change the version."""
        ...

    def live_positions(self) -> Sequence[str]:
        """Ids of all positions that are not closed (from an index: may lag)."""
        ...

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        """Oldest first.

        Raises:
            InvalidInputError: one of them cannot be read.
        """
        ...

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        """Those that are not closed, oldest first; and why each of the others cannot be read."""
        ...

    def journal(self, position_id: str) -> Sequence[JournalEntry]: ...

    def call_book(self, account: str, product_id: str) -> CallBook:
        """Consistent read; an empty book of version 0 where there is none."""
        ...

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        """The counters' present amounts; a scope never used is 0."""
        ...

    def correct_counter(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        """Sets a counter that is still as it was seen; False where it was changed meanwhile."""
        ...

    def closed_positions(self, day: date) -> Sequence[str]:
        """Ids of the positions that were closed on this UTC day (from an index: may lag)."""
        ...

    def watch(self, account: str) -> AccountWatch:
        """Consistent read; a fresh one of version 0 where there is none."""
        ...

    def save_watch(
        self,
        watch: AccountWatch,
        *,
        releases: Sequence[Release] = (),
        journal: Sequence[JournalEntry] = (),
    ) -> None:
        """Stores it with the next version if the present one is `watch.version`.

        Raises:
            VersionConflictError: another invocation stored one meanwhile; nothing was written.
        """
        ...

    def add_journal_entry(self, entry: JournalEntry) -> bool:
        """Writes a journal entry of its own, beside any position; False where it stands there."""
        ...

    def has_journal_entry(self, position_id: str, entry_id: str) -> bool: ...

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None: ...

    def is_notice_sent(self, entry_id: str) -> bool: ...


class LayoutStore(Protocol):
    """Keeps which layouts the operator confirmed in a channel, in the control table."""

    def load(self, channel_id: str) -> tuple[LayoutBook, int]:
        """The book and its version; an empty one of version 0 where there is none. Consistent."""
        ...

    def save(
        self,
        channel_id: str,
        book: LayoutBook,
        version: int,
        *,
        examples: Sequence[LayoutExample] = (),
    ) -> None:
        """Replaces the book that was loaded with this version; examples come with it.

        Raises:
            VersionConflictError: the book was saved meanwhile; nothing was written.
        """
        ...

    def examples(self, channel_id: str) -> Sequence[LayoutExample]:
        """All that stand there, also those that the book no longer rests on."""
        ...

    def forget_text(self, channel_id: str, message_id: str) -> None:
        """Takes the text out of an example, if there is one."""
        ...

    def remove(self, channel_id: str, message_ids: Sequence[str]) -> None:
        """Deletes examples; the book is the caller's to save first."""
        ...


class AdoptionStore(Protocol):
    """Takes in what the venue knows and no table does."""

    def adopt(
        self, position: Position, *, call_book: CallBook, journal: Sequence[JournalEntry]
    ) -> None:
        """One transaction: a rebuilt position (version 1) with budgets, call and journal.

        Raises:
            AlreadyDecidedError: the position exists.
            VersionConflictError: the call book changed: read again.
        """
        ...


class TwinStore(Protocol):
    """Keeps what is known of the paper twins of live positions."""

    def load(self) -> tuple[TwinBook, int]:
        """The book and its version; an empty one of version 0 where there is none. Consistent."""
        ...

    def save(self, book: TwinBook, version: int) -> None:
        """Replaces the book that was loaded with this version.

        Raises:
            VersionConflictError: another invocation saved one meanwhile; nothing was written.
        """
        ...
