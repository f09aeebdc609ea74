"""Orders: what we ask of the venue, what it answers, and what it says later."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from signalfill.domain.side import Side
from signalfill.domain.values import Moment, Money, Value

CLIENT_ORDER_ID_PREFIX = "sf1-"
"""Every order of ours carries it; an order with it that no table knows is an orphan."""


class OrderSide(StrEnum):
    BUY = "BUY"
    SELL = "SELL"

    @property
    def opposite(self) -> OrderSide:
        return OrderSide.SELL if self is OrderSide.BUY else OrderSide.BUY


def entry_side(side: Side) -> OrderSide:
    """What opens such a position; its opposite closes it."""
    return OrderSide.BUY if side is Side.LONG else OrderSide.SELL


class OrderKind(StrEnum):
    """The venue's order types that we use. LIMIT_IOC is a marketable limit (sor_limit_ioc)."""

    LIMIT_GTC = "limit_gtc"
    LIMIT_IOC = "limit_ioc"
    STOP_LIMIT = "stop_limit"
    BRACKET = "bracket"


class OrderStatus(StrEnum):
    """The states of an order, in FIX's words. In flight: not known to rest yet, or about to end."""

    INITIALIZED = "INITIALIZED"
    UNKNOWN = "UNKNOWN"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    PENDING_CANCEL = "PENDING_CANCEL"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"
    ABANDONED = "ABANDONED"


UNCONFIRMED = frozenset({OrderStatus.INITIALIZED, OrderStatus.UNKNOWN})
"""Stored, and the venue's answer unknown: the order is searched for, never assumed lost."""
IN_FLIGHT = UNCONFIRMED | {OrderStatus.SUBMITTED, OrderStatus.PENDING_CANCEL}
OPEN = frozenset({OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED})
CLOSED = frozenset(
    {
        OrderStatus.FILLED,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.REJECTED,
        OrderStatus.ABANDONED,
    }
)


class AttachedBracket(Value):
    """Take-profit and stop that the venue arms for an entry, for the size that was filled."""

    take_profit_price: Money
    stop_price: Money


class OrderRequest(Value):
    """What is sent to the venue.

    Attributes:
        client_order_id: Our id; the venue refuses a second order with it.
        product_id: The venue's product.
        side: Buy or sell.
        kind: The venue's order type.
        base_size: In the base currency, on the product's increment.
        limit_price: The limit; of a bracket its take-profit. In the quote currency.
        stop_price: The trigger of a bracket or a stop-limit: it rests unseen until the last trade
            reaches it. None for other kinds.
        attached: The bracket of an entry. None: none.
        expires_at: When the venue itself ends what rests. None: good until canceled.
    """

    client_order_id: str
    product_id: str
    side: OrderSide
    kind: OrderKind
    base_size: Money
    limit_price: Money
    stop_price: Money | None = None
    attached: AttachedBracket | None = None
    expires_at: Moment | None = None


class Accepted(Value):
    """The venue took the order. `attached_order_id` is its bracket's, where the answer names it."""

    venue_order_id: str
    attached_order_id: str | None = None


class RefusalKind(StrEnum):
    """What to do after a refusal: correct and send anew, try later, or give up."""

    CORRECTABLE = "correctable"
    TRANSIENT = "transient"
    FINAL = "final"


class Refused(Value):
    """The venue refused: the order does not exist. `reason` is the venue's own word."""

    reason: str
    message: str = ""
    kind: RefusalKind = RefusalKind.FINAL


class Throttled(Value):
    """The venue did not look at the call; the same call may be sent again after the pause."""

    retry_after_seconds: Money = Decimal(1)


class Unknown(Value):
    """No usable answer: the call may have had its effect."""

    cause: str


type Outcome = Accepted | Refused | Throttled | Unknown


class VenueOrder(Value):
    """One order as the venue shows it.

    Attributes:
        venue_order_id: The venue's id.
        client_order_id: Ours; empty for an attached bracket and for orders of others.
        product_id: The venue's product.
        side: Buy or sell.
        status: Its state in our words; UNKNOWN for a word that we do not know.
        venue_status: The venue's own word for it.
        kind: The order type. None: one that we do not use.
        base_size: The ordered size. None where the venue shows none.
        limit_price: The limit; of a bracket the take-profit. None where there is none.
        stop_price: The trigger of the stop. None where there is none.
        stop_triggered: Whether the venue says that the stop was reached.
        filled_size: In the base currency.
        filled_value: In the quote currency, without fees.
        total_fees: In the quote currency.
        attached_order_id: Of an entry: its bracket's id. None until it exists.
        originating_order_id: Of a bracket: the entry that it came from. None otherwise.
        attached: Of an entry: the levels of its bracket. None otherwise.
        expires_at: When the venue ends it. None: good until canceled.
        created_at: When the venue took it.
        reject_reason: Why the venue refused or ended it. None where it says nothing.
    """

    venue_order_id: str
    client_order_id: str
    product_id: str
    side: OrderSide
    status: OrderStatus
    venue_status: str
    kind: OrderKind | None = None
    base_size: Money | None = None
    limit_price: Money | None = None
    stop_price: Money | None = None
    stop_triggered: bool = False
    filled_size: Money = Decimal(0)
    filled_value: Money = Decimal(0)
    total_fees: Money = Decimal(0)
    attached_order_id: str | None = None
    originating_order_id: str | None = None
    attached: AttachedBracket | None = None
    expires_at: Moment | None = None
    created_at: Moment
    reject_reason: str | None = None


class Fill(Value):
    """An execution that the venue reports.

    Attributes:
        trade_id: The venue's id of the execution; the same id is the same execution.
        venue_order_id: The order that was filled.
        product_id: The venue's product.
        side: Buy or sell.
        price: In the quote currency for one unit of the base currency.
        base_size: In the base currency.
        commission: The fee, in the quote currency.
        is_maker: True where it rested in the book.
        filled_at: When the venue executed it.
    """

    trade_id: str
    venue_order_id: str
    product_id: str
    side: OrderSide
    price: Money
    base_size: Money
    commission: Money
    is_maker: bool = False
    filled_at: Moment
