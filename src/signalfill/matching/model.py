"""What the matching engine handles: tickets in, orders and executions out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Context, Decimal
from enum import StrEnum

from signalfill.domain.order import CLOSED, AttachedBracket, OrderSide, OrderStatus
from signalfill.matching.refusals import RefusalReason

EXACT = Context(prec=60)
"""Sums and products of any money we meet are exact in it: nothing is created or lost."""

ZERO = Decimal(0)


class OrderType(StrEnum):
    MARKET = "MARKET"
    LIMIT = "LIMIT"
    STOP_LIMIT = "STOP_LIMIT"
    BRACKET = "BRACKET"


class TimeInForce(StrEnum):
    GOOD_UNTIL_CANCELED = "GOOD_UNTIL_CANCELED"
    GOOD_UNTIL_DATE_TIME = "GOOD_UNTIL_DATE_TIME"
    IMMEDIATE_OR_CANCEL = "IMMEDIATE_OR_CANCEL"
    FILL_OR_KILL = "FILL_OR_KILL"


IMMEDIATE = frozenset({TimeInForce.IMMEDIATE_OR_CANCEL, TimeInForce.FILL_OR_KILL})


class AttachedChild(StrEnum):
    """When the child of an attached bracket appears (the venue does not document it)."""

    AT_ACCEPT = "at_accept"
    FIRST_FILL = "first_fill"
    FULL_FILL = "full_fill"


class ParentCancel(StrEnum):
    """What a partly filled parent's cancellation does to its child (not documented)."""

    CHILD_KEEPS_FILLS = "child_keeps_fills"
    CHILD_DIES = "child_dies"


class Touch(StrEnum):
    """What fills a resting limit: a trade at its price, or only one beyond it."""

    AT = "at"
    THROUGH = "through"


class StopFill(StrEnum):
    """What a triggered stop meets: the quote beside the trade that triggered it, or the next trade.

    Within a candle the next trade may have been the worst.
    """

    AT_TRIGGER = "at_trigger"
    NEXT_TRADE = "next_trade"


class InBar(StrEnum):
    """What is taken to have come first in a bar that met both a stop and a target.

    `targets_first` is the kindest that a bar allows: it makes an upper bound, never a result.
    """

    STOPS_FIRST = "stops_first"
    TARGETS_FIRST = "targets_first"


@dataclass(slots=True, kw_only=True)
class VenueRules:
    """Where the venue's behaviour is not established, the answer is a setting.

    Of a bar's volume at most `volume_share` is ours.
    """

    attached_child: AttachedChild = AttachedChild.FIRST_FILL
    parent_cancel: ParentCancel = ParentCancel.CHILD_KEEPS_FILLS
    child_refused_at_fill: bool = False
    touch: Touch = Touch.AT
    stop_fill: StopFill = StopFill.AT_TRIGGER
    in_bar: InBar = InBar.STOPS_FIRST
    volume_share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """An order as it comes in. A bracket's `limit_price` is its take-profit."""

    client_order_id: str
    product_id: str
    side: OrderSide
    order_type: OrderType
    time_in_force: TimeInForce = TimeInForce.GOOD_UNTIL_CANCELED
    base_size: Decimal | None = None
    quote_size: Decimal | None = None
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    post_only: bool = False
    expires_at: datetime | None = None
    attached: AttachedBracket | None = None


@dataclass(frozen=True, slots=True)
class TurnedStop(Ticket):
    """A stop-limit that waits on the other side of the price: a sale for a rise, a buy for a fall.

    The venue takes it; nobody in the house sends one.
    """


@dataclass(frozen=True, slots=True)
class OrderRefusal:
    """An explicit no: no order came to be, no balance moved."""

    reason: RefusalReason
    message: str = ""


@dataclass(frozen=True, slots=True)
class Execution:
    """One fill. `value` is what was paid for `base_size` before `commission`, in quote."""

    trade_id: str
    order_id: str
    product_id: str
    side: OrderSide
    price: Decimal
    base_size: Decimal
    value: Decimal
    commission: Decimal
    is_maker: bool
    at: datetime


@dataclass(slots=True, kw_only=True)
class Order:
    """An order's present state.

    `resting_price` is the limit in the book now: a triggered bracket's is no longer its
    take-profit. One that `awaits_trade` is within its limit and takes what trades next: a
    triggered stop, or the rest of what found too little on offer.
    `worst_price` bounds what a BUY may still cost a unit.
    """

    order_id: str
    ticket: Ticket
    product_id: str
    side: OrderSide
    order_type: OrderType
    created_at: datetime
    base_size: Decimal | None
    limit_price: Decimal | None
    stop_price: Decimal | None
    resting_price: Decimal | None
    worst_price: Decimal = ZERO
    status: OrderStatus = OrderStatus.ACCEPTED
    triggered: bool = False
    awaits_trade: bool = False
    hold: Decimal = ZERO
    filled_size: Decimal = ZERO
    filled_value: Decimal = ZERO
    total_fees: Decimal = ZERO
    executions: list[Execution] = field(default_factory=list)
    edits: list[tuple[Decimal, Decimal, datetime]] = field(default_factory=list)
    attached_order_id: str | None = None
    originating_order_id: str | None = None
    cancel_reason: str = ""
    changed_at: datetime

    @property
    def is_buy(self) -> bool:
        return self.side is OrderSide.BUY

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def is_live(self) -> bool:
        """In the market; a child that waits for its parent's fill is not."""
        return self.status in {OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED}

    @property
    def remaining(self) -> Decimal:
        """Base still to fill; of a quote-sized order it is not known before its fills."""
        return ZERO if self.base_size is None else self.base_size - self.filled_size

    @property
    def spends_quote(self) -> bool:
        """A market buy by quote size: its base is known after its fills only."""
        return self.base_size is None

    @property
    def stop_rises(self) -> bool:
        """Whether its stop waits for a price at or above it."""
        return self.is_buy is not isinstance(self.ticket, TurnedStop)

    @property
    def can_trigger(self) -> bool:
        """A bracket that began to fill at its target never becomes a stop any more."""
        if self.stop_price is None or self.triggered:
            return False
        return self.order_type is not OrderType.BRACKET or not self.filled_size

    @property
    def rests(self) -> bool:
        """Its limit is in the book; a stop-limit's only after the trigger."""
        return self.order_type is not OrderType.STOP_LIMIT or self.triggered


@dataclass(frozen=True, slots=True)
class Candle:
    """A bar. One that `continues` an earlier look has its open behind it already.

    A taker in it pays `half_spread` beyond what traded. Orders that changed after its `start`
    meet of it only what came later for certain; without a start it meets all.
    """

    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    base_volume: Decimal | None = None
    continues: bool = False
    half_spread: Decimal = ZERO
    start: datetime | None = None

    def worst(self, side: OrderSide) -> Decimal:
        """What a taker of this side may have had to take."""
        return (
            self.high + self.half_spread if side is OrderSide.BUY else self.low - self.half_spread
        )

    def best(self, side: OrderSide) -> Decimal:
        """The kindest print: a taker of this side had no better."""
        return self.low if side is OrderSide.BUY else self.high
