"""What the tables of signals and positions promise.

Reads are consistent unless they say that an index may lag.
"""

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
    """An item of the signals table with its state.

    Attributes:
        item: The signal or amendment. None where nothing stands there.
        is_pending: Whether its decision is still to be stored.
        proposal: The plan that waits for the operator's answer. None: none was put.
    """

    item: Signal | Amendment | None
    is_pending: bool
    proposal: Proposal | None = None


class SignalStore(Protocol):
    """The signals table: verdicts, signals and amendments, and their decisions."""

    def head(self, channel_id: str, message_id: str) -> MessageHead | None:
        """The newest version of the message that was acted on. None: it was never read."""
        ...

    def has_version(self, channel_id: str, message_id: str, version: str) -> bool:
        """Whether this version of the message was recorded."""
        ...

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
        """Stores one version of a message in one transaction. False where it was recorded before.

        A given `head` replaces `previous_head`. Signals and amendments start pending.

        Raises:
            VersionConflictError: another version of the message was recorded meanwhile.
            RetryableError: the table did not take it; nothing was written.
        """
        ...

    def instruct(self, item: Signal | Amendment) -> None:
        """Stores an operator instruction as if a message had said it, pending. Idempotent."""
        ...

    def propose(
        self, key: ItemKey, proposal: Proposal, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        """Stores the plan that the signal waits with; it stays pending.

        False where one is stored.
        """
        ...

    def proposal(self, key: ItemKey) -> Proposal | None:
        """The plan that waits for the operator's answer. None: none was put."""
        ...

    def verdict(self, channel_id: str, message_id: str, version: str) -> Verdict | None:
        """The verdict on one version of a message. None: it was not recorded."""
        ...

    def verdicts(self, channel_id: str, message_id: str) -> Sequence[Verdict]:
        """Every version of the message, oldest first."""
        ...

    def text(self, channel_id: str, message_id: str, version: str) -> str | None:
        """The text of this version. None where it is not kept, or no longer."""
        ...

    def items(self, channel_id: str, message_id: str) -> Sequence[ItemKey]:
        """Keys of the message's signals and amendments.

        The operator's instructions about it are among them.
        """
        ...

    def entry(self, key: ItemKey) -> Entry | None:
        """The item with its state, in one consistent read."""
        ...

    def item(self, key: ItemKey) -> Signal | Amendment | None:
        """The signal or amendment. None where nothing stands there."""
        ...

    def decision(self, key: ItemKey) -> Decision | None:
        """The stored decision. None while it is pending."""
        ...

    def decisions(self, channel_id: str, *, since: datetime) -> Sequence[tuple[ItemKey, Decision]]:
        """The decisions on messages posted since then, oldest message first."""
        ...

    def is_pending(self, key: ItemKey) -> bool:
        """Whether the decision is still to be stored."""
        ...

    def pending(self) -> Sequence[ItemKey]:
        """All items without a decision, oldest first (from an index: may lag)."""
        ...

    def decide(
        self, key: ItemKey, decision: Decision, journal: Sequence[JournalEntry] = ()
    ) -> bool:
        """Stores the decision and ends the waiting. False where it was decided before."""
        ...


class PositionStore(Protocol):
    """The positions table: positions with orders and fills, journals, budgets, recent calls."""

    def load(self, position_id: str) -> Position | None:
        """The position. None where there is none with this id."""
        ...

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        """The position and its inbox, held by `owner` until then. None while another holds it."""
        ...

    def release_lease(self, position_id: str, *, owner: str) -> None:
        """Gives the position free, if `owner` still holds it."""
        ...

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
        """Stores a new position with its intents, in one transaction with all that belongs to it.

        The signal is decided, the budgets of `position.reservations` are reserved, the call is
        noted. `position.version` is 1. `call_book.version` is the version that was read; the next
        one is stored.

        Raises:
            BudgetExceededError: a scope has no room (`.scope` names it); nothing was written.
            AlreadyDecidedError: the signal was decided, or the position exists.
            VersionConflictError: the call book changed; read it again.
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

        `position.version` is the version that was loaded. All the rest is in the same transaction;
        no scope stands both in `reservations` and in `releases`.

        Raises:
            BudgetExceededError: a scope has no room (`.scope` names it); nothing was written.
            VersionConflictError: another invocation wrote. Do nothing; load it again.
        """
        ...

    def add_to_inbox(self, position_id: str, key: ItemKey) -> None:
        """Puts an amendment into the position's inbox.

        Idempotent; needs no lease, changes no version.
        """
        ...

    def live_positions(self) -> Sequence[str]:
        """Ids of all positions that are not closed (from an index: may lag)."""
        ...

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        """All that are not closed, or all there are, oldest first.

        Raises:
            InvalidInputError: one of them cannot be read.
        """
        ...

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        """Positions that are not closed, oldest first; and why the others cannot be read."""
        ...

    def journal(self, position_id: str) -> Sequence[JournalEntry]:
        """The position's journal, oldest entry first."""
        ...

    def call_book(self, account: str, product_id: str) -> CallBook:
        """The recent calls of the product; an empty book of version 0 where there is none."""
        ...

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        """What each counter holds now; 0 for a scope that was never used."""
        ...

    def correct_counter(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        """Sets a counter if it still holds `seen`. False where it changed meanwhile."""
        ...

    def closed_positions(self, day: date) -> Sequence[str]:
        """Ids of the positions that were closed on this UTC day (from an index: may lag)."""
        ...

    def watch(self, account: str) -> AccountWatch:
        """What the sweep remembers of the account; a fresh one of version 0 where there is none."""
        ...

    def save_watch(
        self,
        watch: AccountWatch,
        *,
        releases: Sequence[Release] = (),
        journal: Sequence[JournalEntry] = (),
    ) -> None:
        """Stores the watch with the next version, if the stored one is `watch.version`.

        Raises:
            VersionConflictError: another invocation stored one meanwhile; nothing was written.
        """
        ...

    def add_journal_entry(self, entry: JournalEntry) -> bool:
        """Stores an entry beside any position's write. False where it stands there already."""
        ...

    def has_journal_entry(self, position_id: str, entry_id: str) -> bool:
        """Whether an entry with this id is stored."""
        ...

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None:
        """Notes that the user was told of this entry."""
        ...

    def is_notice_sent(self, entry_id: str) -> bool:
        """Whether the user was told of this entry."""
        ...


class LayoutStore(Protocol):
    """Which layouts the operator confirmed in a channel, kept in the control table."""

    def load(self, channel_id: str) -> tuple[LayoutBook, int]:
        """The book and its version; an empty one of version 0 where there is none."""
        ...

    def save(
        self,
        channel_id: str,
        book: LayoutBook,
        version: int,
        *,
        examples: Sequence[LayoutExample] = (),
    ) -> None:
        """Replaces the book that was loaded with this version, and stores the examples.

        Raises:
            VersionConflictError: the book was saved meanwhile; nothing was written.
        """
        ...

    def examples(self, channel_id: str) -> Sequence[LayoutExample]:
        """All stored examples, also those that the book no longer needs."""
        ...

    def forget_text(self, channel_id: str, message_id: str) -> None:
        """Removes the text of an example, if there is such an example."""
        ...

    def remove(self, channel_id: str, message_ids: Sequence[str]) -> None:
        """Deletes examples. The caller saves the book first."""
        ...


class AdoptionStore(Protocol):
    """Stores positions that were rebuilt from orders found at the venue."""

    def adopt(
        self, position: Position, *, call_book: CallBook, journal: Sequence[JournalEntry]
    ) -> None:
        """Stores a rebuilt position (version 1) with budgets, call and journal, in one transaction.

        Raises:
            AlreadyDecidedError: the position exists.
            VersionConflictError: the call book changed; read it again.
        """
        ...


class TwinStore(Protocol):
    """What is known of the paper twins of live positions."""

    def load(self) -> tuple[TwinBook, int]:
        """The book and its version; an empty one of version 0 where there is none."""
        ...

    def save(self, book: TwinBook, version: int) -> None:
        """Replaces the book that was loaded with this version.

        Raises:
            VersionConflictError: another invocation saved one meanwhile; nothing was written.
        """
        ...
