"""A position: the sum of its fills, and the orders that made or protect them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from signalfill.domain.budget import Reservation
from signalfill.domain.errors import SignalfillError
from signalfill.domain.order import (
    CLIENT_ORDER_ID_PREFIX,
    CLOSED,
    Fill,
    OrderRequest,
    OrderSide,
    OrderStatus,
    RefusalKind,
)
from signalfill.domain.rules import Mode
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal
from signalfill.domain.values import Moment, Money, Value


class PositionState(StrEnum):
    OPENING = "OPENING"
    OPEN = "OPEN"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class PositionEvent(StrEnum):
    ENTRY_FILLED = "entry_filled"
    CLOSE_REQUESTED = "close_requested"
    NOTHING_LEFT = "nothing_left"


_TRANSITIONS = {
    (PositionState.OPENING, PositionEvent.ENTRY_FILLED): PositionState.OPEN,
    (PositionState.OPENING, PositionEvent.CLOSE_REQUESTED): PositionState.CLOSING,
    (PositionState.OPENING, PositionEvent.NOTHING_LEFT): PositionState.CLOSED,
    # A later slice fills while an earlier one is already open.
    (PositionState.OPEN, PositionEvent.ENTRY_FILLED): PositionState.OPEN,
    (PositionState.OPEN, PositionEvent.CLOSE_REQUESTED): PositionState.CLOSING,
    (PositionState.OPEN, PositionEvent.NOTHING_LEFT): PositionState.CLOSED,
    # Real world: the entry fills while its cancel is under way.
    (PositionState.CLOSING, PositionEvent.ENTRY_FILLED): PositionState.CLOSING,
    (PositionState.CLOSING, PositionEvent.CLOSE_REQUESTED): PositionState.CLOSING,
    (PositionState.CLOSING, PositionEvent.NOTHING_LEFT): PositionState.CLOSED,
    # Real world: a fill is reported after everything looked ended; it must be sold.
    (PositionState.CLOSED, PositionEvent.ENTRY_FILLED): PositionState.CLOSING,
    (PositionState.CLOSED, PositionEvent.NOTHING_LEFT): PositionState.CLOSED,
}


class IllegalTransitionError(SignalfillError):
    """The table of position states has no such row."""


def next_state(state: PositionState, event: PositionEvent) -> PositionState:
    """The one table of position states.

    Raises:
        IllegalTransitionError: the event cannot happen in this state.
    """
    try:
        return _TRANSITIONS[state, event]
    except KeyError as error:
        raise IllegalTransitionError(f"{event} cannot happen to a position in {state}") from error


class ExitReason(StrEnum):
    TAKE_PROFIT = "take_profit"
    STOP_LOSS = "stop_loss"
    SIGNAL_CLOSED = "signal_closed"
    OPERATOR_CLOSED = "operator_closed"
    EXPIRED = "expired"
    CANCELED = "canceled"
    REFUSED = "refused"
    EMERGENCY = "emergency"


class OrderPurpose(StrEnum):
    ENTRY = "entry"
    PROTECTION = "protection"
    EXIT = "exit"


class OrderRecord(Value):
    """An order of ours: the intent (`request`, stored before the call) and what became of it.

    An attached child has no request and is known by `venue_order_id` alone; `parent_id` is
    its entry's client order id. `sent_again_at` is stored before each identical resend.
    `unwanted` is why an entry that was found late must not rest. `refusal_kind` is what the
    venue's no means for the next try.

    `edited_to` is a stop that was sent at `edited_at` and not read back yet; `moves_in_vain`
    counts those that had no effect. Since `not_shown_since` neither list nor id shows it. Since
    `throttled_since` the venue did not look at it.
    """

    client_order_id: str
    purpose: OrderPurpose
    slice_index: int
    side: OrderSide
    request: OrderRequest | None = None
    parent_id: str | None = None
    status: OrderStatus = OrderStatus.INITIALIZED
    venue_order_id: str | None = None
    attached_order_id: str | None = None
    base_size: Money = Decimal(0)
    filled_size: Money = Decimal(0)
    limit_price: Money | None = None
    stop_price: Money | None = None
    stop_triggered: bool = False
    intended_at: Moment
    sent_again_at: Moment | None = None
    cancel_requested_at: Moment | None = None
    edit_refused: str | None = None
    edited_to: Money | None = None
    edited_at: Moment | None = None
    moves_in_vain: int = 0
    not_shown_since: Moment | None = None
    throttled_since: Moment | None = None
    refusal_kind: RefusalKind | None = None
    unwanted: str | None = None
    reason: str | None = None

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def last_sent_at(self) -> Moment:
        """When it may have reached the venue for the last time."""
        return self.sent_again_at or self.intended_at


class Slice(Value):
    """One part of the position with an exit of its own; `stop_price` is the wanted stop.

    `entry_price` is the limit of its own entry (None: the position's).

    `naked_since` starts an unprotected interval; `naked_cause` is why, since `cause_since`.
    `added_by` is the amendment that made it; None: it was planned first. `attempts` counts the
    brackets and exits that we sent: each has an id of its own.
    `sell_size` is what its exits are to sell in all, apart from its bracket. `waiting_stop` is
    the stop that it gets once it is filled and price allows: its entry lies behind that stop.
    Its calls to the venue are paid for until `paced_until` (protection/pacing.py).
    """

    index: int
    base_size: Money
    entry_price: Money | None = None
    take_profit_price: Money
    stop_price: Money
    synthetic_target: bool = False
    naked_since: Moment | None = None
    naked_cause: str | None = None
    cause_since: Moment | None = None
    attempts: int = 0
    added_by: str | None = None
    sell_size: Money = Decimal(0)
    paced_until: Moment | None = None
    waiting_stop: Money | None = None


class AskedSale(Value):
    """How much an instruction had us sell, for a later version of it."""

    amendment_id: str
    base_size: Money


class TwinResult(Value):
    """What a position and its paper twin made of the same orders, in risks taken (R)."""

    live_r: Money
    paper_r: Money

    @property
    def difference_r(self) -> Decimal:
        """Above zero where live did better than paper had promised."""
        return self.live_r - self.paper_r


class CloseStop(Value):
    """A stop that counts on the close of a candle of `frame` (`4h`) beyond `price`.

    The venue's own stop stands `factor` times as far from the entry. Closes until `judged_until`
    were looked at; `hit_at` is the one that closed the position.
    """

    price: Money
    frame: str
    factor: Money
    judged_until: Moment
    hit_at: Moment | None = None


class Position(Value):
    """Everything known of one position; `version` is the fence for every write.

    With `keep_coins` it ends without a sale: what it holds is the user's.
    Since `user_managed_since` an order of the user holds its coins: it is left alone, without a
    stop of ours. `overrun` is what it lost beyond `worst_case_loss`, once it is over.
    `size_part` is the part of the full size that it was allowed (a trial): additions keep to it.
    `asked_sales` is what instructions had us sell, `revised_ids` are instructions that a later
    version of their message replaced, and `pending_stop_by` is whose stop waits.
    Since `books_differ_since` the venue counts more as filled than its list of fills shows.
    `price_divisor` divides what its messages name: contracts of 1,000 coins, dollars in EUR.
    `follows_fills`: its levels in percent or R are still to follow from the average fill.
    """

    schema_version: int = Field(SCHEMAS["position"], alias="schema")
    position_id: str
    version: int = 0
    mode: Mode
    signal: Signal
    product_id: str
    base_increment: Money
    price_increment: Money
    base_min_size: Money
    quote_min_size: Money
    side: Side
    state: PositionState = PositionState.OPENING
    entry_price: Money
    price_divisor: Money = Decimal(1)
    size_part: Money = Decimal(1)
    follows_fills: bool = False
    slices: tuple[Slice, ...]
    orders: tuple[OrderRecord, ...] = ()
    fills: tuple[Fill, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    worst_case_loss: Money
    overrun: Money = Decimal(0)
    created_at: Moment
    expires_at: Moment
    exit_reason: ExitReason | None = None
    close_requested: bool = False
    keep_coins: bool = False
    cancel_entries: bool = False
    pending_stop: Money | None = None
    close_stop: CloseStop | None = None
    targets_counted: int = 0
    trailed_at: Moment | None = None
    mixed_since: Moment | None = None
    taker_fee: Money = Decimal(0)
    books_differ_since: Moment | None = None
    missing_since: Moment | None = None
    missing_size: Money = Decimal(0)
    user_managed_since: Moment | None = None
    unprotected_seconds: Money = Decimal(0)
    applied_amendment_ids: tuple[str, ...] = ()
    asked_sales: tuple[AskedSale, ...] = ()
    revised_ids: tuple[str, ...] = ()
    pending_stop_by: str | None = None
    closed_at: Moment | None = None
    twin: TwinResult | None = None

    @property
    def account(self) -> str:
        return self.mode.value

    @property
    def naked_since(self) -> Moment | None:
        """Since when some fill is without a live stop; None while all are protected."""
        return min((each.naked_since for each in self.slices if each.naked_since), default=None)


_PURPOSE_LETTERS = {
    OrderPurpose.ENTRY: "e",
    OrderPurpose.PROTECTION: "p",
    OrderPurpose.EXIT: "x",
}


def client_order_id(position_id: str, slice_index: int, purpose: OrderPurpose, attempt: int) -> str:
    """Derived from the cause, so that the same decision always makes the same id."""
    letter = _PURPOSE_LETTERS[purpose]
    return f"{CLIENT_ORDER_ID_PREFIX}{position_id}-{slice_index}-{letter}{attempt}"
