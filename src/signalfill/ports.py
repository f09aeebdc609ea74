"""What we need from the world, in our words. Adapters say how the world really does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.account_watch import AccountWatch
    from signalfill.domain.budget import Release
    from signalfill.domain.call_book import CallBook
    from signalfill.domain.journal import JournalEntry
    from signalfill.domain.message import MessageRecord
    from signalfill.domain.order import Fill, OrderRequest, Outcome, Refused, VenueOrder
    from signalfill.domain.position import Position
    from signalfill.domain.product import (
        Balance,
        FeeRates,
        KeyPermissions,
        PriceRange,
        Product,
        Quote,
    )
    from signalfill.domain.proposal import Proposal
    from signalfill.domain.settings import Control, Flags, Settings
    from signalfill.domain.signal import Amendment, Signal
    from signalfill.domain.verdict import Decision, ItemKey, MessageHead, Verdict


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def sleep(self, seconds: float) -> None: ...


class Venue(Protocol):
    """Coinbase, a paper account, or a fake.

    Reads raise VenueUnavailableError where there is no usable answer; every call raises
    HaltedError where the venue refuses our key.
    """

    def product(self, product_id: str) -> Product | None:
        """The product now (may be cached for seconds), or None where the venue has no such."""
        ...

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        """Best bid and ask, in one call; a product without a book is absent."""
        ...

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        """Lowest, highest and first traded price from the minute of `since` until now."""
        ...

    def balances(self) -> Mapping[str, Balance]: ...

    def fee_rates(self) -> FeeRates: ...

    def key_permissions(self) -> KeyPermissions: ...

    def server_time(self) -> datetime: ...

    def place(self, request: OrderRequest) -> Outcome:
        """Sends one order once. Never raises for what the venue answers or fails to answer."""
        ...

    def preview(self, request: OrderRequest) -> Refused | None:
        """Why the venue would not take this order now; None where it would. Nothing is placed."""
        ...

    def edit_stop(self, order: VenueOrder, *, stop_price: str) -> Outcome:
        """Moves a bracket's stop, keeping its take-profit and size."""
        ...

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        """Asks for cancellation: accepted is not yet cancelled."""
        ...

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        """The orders as they are now, by venue id; one that the venue does not show is absent."""
        ...

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        """Searches all pages, in-flight statuses included, for an order of ours."""
        ...

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        """Every order created since then, whatever became of it, all pages."""
        ...

    def open_orders(self) -> Sequence[VenueOrder]:
        """Every order that rests or is in flight, all pages."""
        ...

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        """All fills of these orders, all pages."""
        ...


class LiveMessage(NamedTuple):
    """A message whose signal has a position that is not closed."""

    channel_id: str
    message_id: str
    thread_id: str | None = None


class LiveMessages(Protocol):
    def live_messages(self) -> Sequence[LiveMessage]:
        """Raises:
        RetryableError: no usable answer now.
        """
        ...


class MessageQueue(Protocol):
    """The FIFO queue between scraper and parser."""

    def send(self, records: Sequence[MessageRecord]) -> int:
        """Sends in order; returns how many from the front were acknowledged.

        Raises:
            RetryableError: the queue gave no usable answer; any may have been stored.
        """
        ...


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

    def instruct(self, amendment: Amendment) -> None:
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

    def items(self, channel_id: str, message_id: str) -> Sequence[ItemKey]:
        """The signals and amendments of the message, and what the operator said of it."""
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
        releases: Sequence[Release] = (),
        call_book: CallBook | None = None,
        decisions: Mapping[ItemKey, Decision] | None = None,
    ) -> Position:
        """Stores the position if version and lease are unchanged; returns it with version + 1.

        `position.version` is the version that was loaded. One transaction with all the rest.

        Raises:
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
        """For the operator's views."""
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

    def tell(self, entry: JournalEntry) -> bool:
        """Writes a journal entry of its own, beside any position; False where it stands there."""
        ...

    def is_told(self, position_id: str, entry_id: str) -> bool: ...

    def mark_notice_sent(self, entry_id: str, *, now: datetime) -> None: ...

    def is_notice_sent(self, entry_id: str) -> bool: ...


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


class ControlStore(Protocol):
    """The control table: settings versions, flags, the scraper's checkpoints and counters."""

    def current(self) -> Control:
        """Settings and flags in one consistent read."""
        ...

    def push_settings(self, settings: Settings, *, pushed_at: datetime, pushed_by: str) -> int:
        """Stores a new immutable version and makes it current; returns its number.

        Raises:
            VersionConflictError: somebody pushed meanwhile.
        """
        ...

    def settings_history(self) -> Sequence[tuple[int, datetime, str]]:
        """Number, moment and author of every version, newest first."""
        ...

    def settings_version(self, number: int) -> Settings | None: ...

    def set_flags(self, flags: Flags, *, replacing: Flags | None = None) -> None:
        """Stores the flags; where `replacing` is given, only if those still are the flags.

        Raises:
            VersionConflictError: the flags were changed meanwhile.
        """
        ...

    def checkpoint(self, channel_id: str) -> str | None: ...

    def advance_checkpoint(self, channel_id: str, message_id: str) -> None:
        """Only forward: a smaller id than the stored one changes nothing."""
        ...

    def count_identify(self, *, day: str) -> int:
        """Adds one to the day's IDENTIFY count and returns the sum."""
        ...

    def identifies(self, *, day: str) -> int: ...

    def record_sweep(self, *, completed_at: datetime) -> None: ...


class Notifier(Protocol):
    def notify(self, text: str) -> None:
        """Tells the user.

        Raises:
            RetryableError: not delivered; try again later.
        """
        ...
