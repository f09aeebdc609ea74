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
from signalfill.domain.signal import Amendment, Signal
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
    """One order of ours: what was asked for, stored before the call, and what became of it.

    Attributes:
        client_order_id: Our id; it follows from position, slice, purpose and attempt.
        purpose: Entry, protection (a bracket) or exit.
        slice_index: The slice that it belongs to.
        side: Buy or sell.
        request: What was sent. None for a bracket that the venue made beside an entry, or that was
            found at the venue: those are known by `venue_order_id`.
        parent_id: Of an attached bracket: the client order id of its entry. None otherwise.
        status: The newest state that we know of.
        venue_order_id: The venue's id. None until an answer, or a look at its orders, named it.
        attached_order_id: Of an entry: the venue's id of its attached bracket. None until it is
            seen.
        base_size: The ordered size, in the base currency.
        filled_size: The filled part of it, as the venue last said. It never shrinks.
        limit_price: The limit; of a bracket the take-profit. None where the venue shows none.
        stop_price: The trigger of the stop. None for an order without one.
        stop_triggered: Whether the venue reports that the stop was reached.
        intended_at: When the intent was stored.
        sent_again_at: When it was last sent again, identically; stored before the call.
        cancel_requested_at: When its cancel was last asked for. None: never.
        edit_refused: Why the venue edits it no more; it is replaced instead. None: it may be
            edited.
        edited_to: A stop that was accepted and not read back yet. None: nothing is on its way.
        edited_at: When `edited_to` was sent.
        moves_in_vain: How many accepted edits had no effect.
        not_shown_since: Since when neither the venue's lists nor its id show it. None: it is shown.
        throttled_since: Since when the venue puts off the call. None: it was looked at.
        refusal_kind: What the refusal means for the next try. None: not refused.
        unwanted: Why a resting entry must end. None: it may rest.
        reason: The venue's reason for its end, or ours. None where there is none.
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
        """When it may last have reached the venue."""
        return self.sent_again_at or self.intended_at


class Slice(Value):
    """A part of the position with its own entry, target and stop.

    Attributes:
        index: Its number in the position, from 0.
        base_size: The planned size, in the base currency.
        entry_price: The limit of its entry. None: the position's `entry_price`.
        take_profit_price: The target of its bracket.
        stop_price: The stop that its bracket ought to have; orders may lag behind it.
        synthetic_target: True where the message named no target and we made one.
        naked_since: Since when a filled part is without a live stop. None: protected, or not
            filled.
        naked_cause: Why, in a word for the operator.
        cause_since: Since when it is that cause.
        attempts: How many brackets and exits were sent for it. Each has its own id.
        added_by: The amendment that added it. None: planned with the position.
        sell_size: What its exits are to sell in all, apart from its bracket; base currency.
        paced_until: Until when its calls to the venue are paid for (`protection/pacing.py`).
        waiting_stop: The stop that it gets once it is filled and the price allows it. None: none
            waits.
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


class UnsaidReduction(Value):
    """A reduction that does not say how much. `applied_before` are the instructions that had been
    followed when it came; `is_told`: the operator was asked.
    """

    amendment: Amendment
    asked_at: Moment
    applied_before: tuple[str, ...] = ()
    is_told: bool = False


class AskedSale(Value):
    """What one instruction had us sell; a later version of it sells the rest."""

    amendment_id: str
    base_size: Money


class TwinResult(Value):
    """What a position and its paper twin made of the same orders, in R (the risk taken)."""

    live_r: Money
    paper_r: Money

    @property
    def difference_r(self) -> Decimal:
        """Live less paper: above zero, live did better."""
        return self.live_r - self.paper_r


class CloseStop(Value):
    """A stop that counts when a candle closes beyond it.

    Attributes:
        price: The level, in the quote currency.
        frame: The candle's time frame, as the message has it: `4h`, `1d`.
        factor: The stop at the venue stands this many times as far from the entry.
        judged_until: Candles that closed up to this moment were looked at.
        hit_at: When the candle closed that ended the position. None: none did.
    """

    price: Money
    frame: str
    factor: Money
    judged_until: Moment
    hit_at: Moment | None = None


class Position(Value):
    """All that is known of one position. What it holds is summed from `fills`, never stored.

    Prices and losses are in the quote currency, sizes in the base currency.

    Attributes:
        position_id: The id of its signal.
        version: Rises with each write; a write of an older version is refused.
        mode: Which account trades it: paper or live.
        signal: The newest version of the call, in the venue's price frame.
        product_id: The venue's product, `BTC-USD`.
        base_increment: The step of sizes, from the product.
        price_increment: The step of prices, from the product.
        base_min_size: The venue's smallest order, in the base currency.
        quote_min_size: The venue's smallest order, in the quote currency.
        side: Long or short.
        state: Opening, open, closing or closed.
        entry_price: The planned entry: the mean over its slices.
        price_divisor: Divides the prices of its messages: contracts of 1,000 coins, dollars in EUR.
        size_part: The part of the full size that it may have (1: all; a trial has less).
        follows_fills: True while its levels in percent or R are still to follow the average fill.
        slices: Its parts, in the order of their index.
        orders: Every order that it ever had, oldest first.
        fills: Every execution that the venue listed, each `trade_id` once.
        reservations: What it holds of the budgets, by scope.
        worst_case_loss: What was reserved: entry to stop, with fees and gap allowance.
        overrun: What it lost beyond `worst_case_loss`; 0 until it is over.
        created_at: When the plan was stored.
        expires_at: When unfilled entries end.
        exit_reason: Why it is over. None while it lives.
        close_requested: True: everything is to be sold.
        cancel_entries: True: entries that rest are to end.
        held_too_long: True: `max_holding` has passed, and what it asks for was done.
        unsaid: A reduction that does not say how much. None: none waits for its part.
        keep_coins: True: it ends without a sale, and what it holds is the user's.
        pending_stop: A stop that waits until the price allows it. None: none waits.
        pending_stop_by: The amendment that asked for it. None: our own rules did.
        close_stop: The stop on a candle's close. None: the stop counts at once.
        targets_counted: How many targets were reached and acted on.
        trailed_at: When the trailing stop last moved. None: it does not trail yet.
        mixed_since: Since when its slices have different stops. None: all stand alike.
        taker_fee: The account's taker fee at entry, a fraction of the notional.
        books_differ_since: Since when the venue counts more as filled than the fills it lists.
        missing_since: Since when the account holds less than the position says. None: it holds all.
        missing_size: How much is missing.
        user_managed_since: Since when an order of the user holds its coins, and we leave it alone.
        unprotected_seconds: How long fills were without a stop, in all ended intervals.
        applied_amendment_ids: Instructions that were followed; each is followed once.
        asked_sales: What instructions had us sell.
        revised_ids: Instructions that a later version of their message replaced.
        closed_at: When it was over. None while it lives.
        twin: What it and its paper twin made. None until both are over, and always on paper.
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
    held_too_long: bool = False
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
    unsaid: UnsaidReduction | None = None
    revised_ids: tuple[str, ...] = ()
    pending_stop_by: str | None = None
    closed_at: Moment | None = None
    twin: TwinResult | None = None

    @property
    def account(self) -> str:
        """The account's name: `paper` or `live`."""
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
    """The id follows from its cause, so that the same decision always makes the same id."""
    letter = _PURPOSE_LETTERS[purpose]
    return f"{CLIENT_ORDER_ID_PREFIX}{position_id}-{slice_index}-{letter}{attempt}"
