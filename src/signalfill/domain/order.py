"""Orders: what we ask of the venue, what it answers, what it later says it did."""

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
    """FIX words. In flight: not known to rest yet, or about to change; open; closed."""

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
"""Intent stored, venue's answer not known: searched for, never assumed failed."""
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
    """Take-profit and stop that ride on an entry; the size is the parent's."""

    take_profit_price: Money
    stop_price: Money


class OrderRequest(Value):
    """What is sent. `limit_price` of a bracket is its take-profit, `stop_price` its trigger.

    A stop-limit rests unseen until the last trade reaches `stop_price`. At `expires_at` the
    venue itself ends what rests (good till date); None is good until canceled.
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
    """The venue took the order. A known `attached_order_id` is its protecting child."""

    venue_order_id: str
    attached_order_id: str | None = None


class RefusalKind(StrEnum):
    """What to do next: correct and send anew, try later, or give up."""

    CORRECTABLE = "correctable"
    TRANSIENT = "transient"
    FINAL = "final"


class Refused(Value):
    """An explicit no: the order does not exist. `reason` is the venue's own word."""

    reason: str
    message: str = ""
    kind: RefusalKind = RefusalKind.FINAL


class Throttled(Value):
    """The venue did not look at the call: send the same again, later."""

    retry_after_seconds: Money = Decimal(1)


class Unknown(Value):
    """No answer is not a no: the call may have had its effect."""

    cause: str


type Outcome = Accepted | Refused | Throttled | Unknown


class VenueOrder(Value):
    """One order as the venue shows it; `venue_status` is its own word, kept for the journal."""

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
    """An execution that the venue reports; `commission` is in the quote currency."""

    trade_id: str
    venue_order_id: str
    product_id: str
    side: OrderSide
    price: Money
    base_size: Money
    commission: Money
    is_maker: bool = False
    filled_at: Moment
