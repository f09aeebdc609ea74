"""The stand-in's whole state, and how it changes with time, prices and calls."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sandbox.coinbase.api_key import StandInKey
from sandbox.coinbase.catalog import Listing, listings
from sandbox.coinbase.faults import VenueFaults
from sandbox.coinbase.limiter import Limiter
from sandbox.coinbase.playback import Playback
from sandbox.coinbase.tape import Tape
from sandbox.coinbase.tickets import ATTACHED, Configured
from signalfill.domain.order import OrderStatus
from signalfill.domain.product import Balance, FeeRates, floor_to
from signalfill.matching.engine import Engine
from signalfill.matching.model import (
    AttachedChild,
    Execution,
    Order,
    OrderRefusal,
    OrderType,
    ParentCancel,
)

KEPT_REQUESTS = 20_000


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    at: datetime
    method: str
    path: str
    query: str
    status: int
    body: Mapping[str, object]


@dataclass
class Permissions:
    can_view: bool = True
    can_trade: bool = True
    can_transfer: bool = False
    portfolio_uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    portfolio_type: str = "CONSUMER"


class Exchange:
    """Not safe by itself: whoever calls holds `lock`."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        fees: FeeRates,
        deposits: Mapping[str, Decimal],
        prices: Mapping[str, Decimal],
        key_algorithm: str = "ES256",
    ) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.key = StandInKey.make(key_algorithm)
        self.limiters = {"rate_limit": Limiter(), "rate_limit_public": Limiter()}
        self.playback = Playback()
        self.faults = VenueFaults()
        self.permissions = Permissions()
        self.user_id = str(uuid.uuid4())
        self.listings: dict[str, Listing] = listings()
        self.engine = Engine(
            products=[listing.product for listing in self.listings.values()],
            fees=fees,
            next_id=lambda: str(uuid.uuid4()),
        )
        self.tapes: dict[str, Tape] = {}
        self.configurations: dict[str, str] = {}
        self.by_client_order_id: dict[str, str] = {}
        self.cancels: dict[str, tuple[datetime, bool]] = {}
        self.vanished: set[str] = set()
        self.freed: dict[str, datetime] = {}
        self.requests: list[LoggedRequest] = []
        self._balances: list[tuple[datetime, Mapping[str, Balance]]] = []
        for product_id, listing in self.listings.items():
            if not listing.alias:
                self.reset_price(product_id, prices.get(product_id, listing.first_price))
        for currency, amount in deposits.items():
            self.engine.deposit(currency, amount)

    def now(self) -> datetime:
        return self.clock()

    def server_time(self) -> datetime:
        """What the venue says the time is."""
        return self.now() + self._skew()

    def token_time(self) -> datetime:
        """What tokens are judged by: real time, for the SDK knows no other, and the skew."""
        return datetime.now(UTC) + self._skew()

    def _skew(self) -> timedelta:
        return timedelta(seconds=float(self.faults.setting("clock_skew")))

    def book_of(self, product_id: str) -> str:
        """The product whose prices this one shows: its own, or the one it is an alias of."""
        return self.listings[product_id].alias or product_id

    def reset_price(self, product_id: str, price: Decimal) -> None:
        """A new beginning: no history before this price."""
        self.tapes[self.book_of(product_id)] = Tape(price)
        self._quote(product_id, price)

    def price(self, product_id: str, price: Decimal, base_size: Decimal | None = None) -> None:
        """A trade: it goes on the tape and through the orders of the product's books."""
        self.advance()
        self._trade(product_id, price, self.now(), base_size)

    def _trade(
        self, product_id: str, price: Decimal, at: datetime, base_size: Decimal | None
    ) -> None:
        self.tapes[self.book_of(product_id)].record(price, at, base_size)
        self._quote(product_id, price, base_size, at)

    def _quote(
        self,
        product_id: str,
        price: Decimal,
        base_size: Decimal | None = None,
        at: datetime | None = None,
    ) -> None:
        book = self.book_of(product_id)
        increment = self.listings[book].product.price_increment
        wished = Decimal(str(self.faults.setting("spread")))
        for each in (book, *self.listings[book].alias_to):
            last = self.shown_price(each, price)
            ask = last + max(increment, floor_to(last * wished, increment))
            self.engine.on_price(
                each, last, at or self.now(), bid=last, ask=ask, base_size=base_size
            )

    def shown_price(self, product_id: str, price: Decimal) -> Decimal:
        """The book's price in this product's own quote: USDC may have lost its peg."""
        listing = self.listings[product_id]
        peg = Decimal(str(self.faults.setting("depeg"))) if listing.alias else Decimal(1)
        return price if peg == 1 else listing.product.floor_price(price / peg)

    def advance(self) -> None:
        """Lets time have its effects: expiries, cancels that were under way."""
        now = self.now()
        self._remember_balances(now)
        for each in self.playback.due(now):
            self._trade(each.product_id, each.price, each.at, each.base_size)
        self.engine.expire(now)
        for order_id, (due, is_race) in list(self.cancels.items()):
            if due <= now:
                del self.cancels[order_id]
                if not (is_race and self.engine.fill(order_id, now)):
                    self.engine.cancel(order_id, now)

    def _remember_balances(self, now: datetime) -> None:
        lag = timedelta(seconds=float(self.faults.setting("balance_lag")))
        self._balances = [each for each in self._balances if each[0] >= now - lag]
        if lag:
            self._balances.append((now, self.engine.balances))

    def shown_balances(self) -> Mapping[str, Balance]:
        """As the venue reports them: with `balance_lag` as they were that long ago."""
        return self._balances[0][1] if self._balances else self.engine.balances

    def place(self, configured: Configured) -> Order | OrderRefusal:
        placed = self.engine.place(configured.ticket, self.now())
        if isinstance(placed, Order):
            self.configurations[placed.order_id] = configured.key
            self.by_client_order_id[configured.ticket.client_order_id] = placed.order_id
        return placed

    def apply_settings(self) -> None:
        """Hands the settings that are the engine's or the books' to them."""
        for book, tape in self.tapes.items():
            for each in self.listings[book].alias_to:
                if self.engine.markets[each].last != self.shown_price(each, tape.last):
                    self._quote(book, tape.last)
        rules = self.engine.rules
        rules.attached_child = AttachedChild(self.faults.setting("attached_child"))
        rules.parent_cancel = ParentCancel(self.faults.setting("parent_cancel"))
        rules.child_refused_at_fill = bool(self.faults.setting("child_refused_at_fill"))

    def set_market(self, product_id: str, flags: Mapping[str, bool | Decimal]) -> None:
        """Changes the state of the product's books."""
        for each in (product_id, *self.listings[product_id].alias_to):
            product = self.engine.markets[each].product.model_copy(update=flags)
            self.engine.set_product(product, self.now())

    def calm_markets(self) -> None:
        """Every market as the catalog has it."""
        for listing in self.listings.values():
            self.engine.set_product(listing.product, self.now())

    def shown_orders(self) -> list[Order]:
        """Oldest first, without those that the venue has lost."""
        return [o for o in self.engine.orders.values() if o.order_id not in self.vanished]

    def is_held_still(self, product_id: str) -> bool:
        """What a cancel freed a moment ago cannot be sold yet."""
        lag, freed_at = float(self.faults.setting("hold_lag")), self.freed.get(product_id)
        return freed_at is not None and (self.now() - freed_at).total_seconds() < lag

    def start_cancel(self, order_id: str, *, is_race: bool) -> None:
        """The order goes to CANCEL_QUEUED; `advance` ends it when its time has come."""
        order = self.engine.orders[order_id]
        if not order.is_buy:
            self.freed[order.product_id] = self.now()
        lag = timedelta(seconds=float(self.faults.setting("cancel_lag")))
        self.cancels[order_id] = (self.now() + lag, is_race)

    def configuration_key(self, order: Order) -> str:
        return self.configurations.get(order.order_id, ATTACHED)

    def is_lagging(self, order: Order) -> bool:
        """Accepted, but the venue still shows it as queued."""
        lag = float(self.faults.setting("queue_lag"))
        return lag > 0 and (self.now() - order.created_at).total_seconds() < lag

    def status_of(self, order: Order) -> str:
        """The venue's word for the order's state."""
        if order.order_id in self.cancels and not order.is_closed:
            return "CANCEL_QUEUED"
        if self.is_lagging(order):
            return "QUEUED" if order.order_type is OrderType.BRACKET else "PENDING"
        return STATUS_WORDS[order.status]

    def visible_fills(self) -> list[Execution]:
        """Newest first; those that the venue is late to report are missing."""
        late = timedelta(seconds=float(self.faults.setting("late_fill")))
        until = self.now() - late
        return [
            fill
            for fill in reversed(self.engine.fills)
            if fill.at <= until and not self.is_lagging(self.engine.orders[fill.order_id])
        ]

    def log(self, request: LoggedRequest) -> None:
        self.requests.append(request)
        del self.requests[:-KEPT_REQUESTS]


STATUS_WORDS = {
    OrderStatus.SUBMITTED: "PENDING",
    OrderStatus.ACCEPTED: "OPEN",
    OrderStatus.PARTIALLY_FILLED: "OPEN",
    OrderStatus.FILLED: "FILLED",
    OrderStatus.CANCELED: "CANCELLED",
    OrderStatus.EXPIRED: "EXPIRED",
    OrderStatus.REJECTED: "FAILED",
}
