from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from signalfill.adapters.paper.orders import fill_of, order_of, ticket_of
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderRequest,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
    Unknown,
    VenueOrder,
)
from signalfill.domain.product import (
    Balance,
    FeeRates,
    KeyPermissions,
    MinuteClose,
    PriceRange,
    Product,
    Quote,
    TradedPrice,
)
from signalfill.matching.engine import Engine
from signalfill.matching.model import Order, OrderRefusal, VenueRules
from signalfill.ports import Clock

FEES = FeeRates(maker=Decimal("0.001"), taker=Decimal("0.002"))


def product(base: str = "BTC", **changes: object) -> Product:
    values: dict[str, object] = {
        "product_id": f"{base}-{changes.get('quote', 'USD')}",
        "base": base,
        "quote": "USD",
        "base_increment": Decimal("0.00000001"),
        "price_increment": Decimal("0.01"),
        "base_min_size": Decimal("0.00000001"),
        "quote_min_size": Decimal(1),
        **changes,
    }
    return Product.model_validate(values)


class PlaceFault(StrEnum):
    """What goes wrong with one `place`."""

    ANSWER_LOST = "answer_lost"
    CALL_LOST = "call_lost"
    REFUSED = "refused"
    THROTTLED = "throttled"


def _nothing_happens(_call: str) -> None:
    """The hook of a venue without faults."""


class FakeVenue:
    """The matching engine behind the Venue port, with faults that tests choose.

    `hide_seconds` is how long a new order stays unseen by every read. `books` are those that
    differ from what trades, answered `book_age` after they were asked for. `before_call` and
    `after_call` are told the name of each call that changes something, `before_read` of each
    other one; they may raise.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        rules: VenueRules | None = None,
        cash: str = "10000",
        products: Sequence[Product] = (),
    ) -> None:
        traded = list(products or [product()])
        self.clock = clock
        self.engine = Engine(products=traded, fees=FEES, rules=rules)
        self.engine.deposit(traded[0].quote, Decimal(cash))
        self.place_faults: deque[PlaceFault] = deque()
        self.refuse_edits = False
        self.cancels_refused = 0
        self.refuse_attachments = False
        self.is_silent = False
        self.before_call: Callable[[str], None] = _nothing_happens
        self.before_read: Callable[[str], None] = _nothing_happens
        self.after_call: Callable[[str], None] = _nothing_happens
        self.hide_seconds = 0.0
        self.placed: list[OrderRequest] = []
        self.spread = Decimal("0.0002")
        self.ranges: dict[str, PriceRange] = {}
        self.books: dict[str, tuple[Decimal, Decimal]] = {}
        self.trades: dict[str, list[TradedPrice]] = defaultdict(list)
        self.book_age = timedelta(0)
        self._prices: dict[str, Decimal] = {}
        self.closes: dict[str, dict[datetime, Decimal]] = defaultdict(dict)

    def add_product(self, each: Product) -> None:
        self.engine.set_product(each, self.clock.now())

    def price(self, price: str | Decimal, product_id: str = "BTC-USD") -> None:
        """The market trades here: the engine fills what it can."""
        last = Decimal(price)
        self._prices[product_id] = last
        self.trades[product_id].append(TradedPrice(price=last, at=self.clock.now()))
        self.closes[product_id][self.clock.now().replace(second=0, microsecond=0)] = last
        half = last * self.spread / 2
        self.engine.on_price(product_id, last, self.clock.now(), bid=last - half, ask=last + half)

    def show_book(self, bid: str, ask: str, product_id: str = "BTC-USD") -> None:
        """The book says so from now on, whatever trades."""
        self.books[product_id] = (Decimal(bid), Decimal(ask))

    # --- the port ---

    def product(self, product_id: str) -> Product | None:
        market = self.engine.markets.get(product_id)
        return market.product if market else None

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        self.before_read("quotes")
        self._answer()
        return {each: self._quote(each) for each in product_ids if each in self._prices}

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        self.before_read("last_prices")
        self._answer()
        return {each: self._prices[each] for each in product_ids if each in self._prices}

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        self.before_read("newest_trades")
        self._answer()
        return self.trades[product_id]

    def _answer(self) -> None:
        if self.is_silent:
            raise VenueUnavailableError("no answer")

    def _quote(self, product_id: str) -> Quote:
        last = self._prices[product_id]
        half = last * self.spread / 2
        bid, ask = self.books.get(product_id, (last - half, last + half))
        return Quote(product_id=product_id, bid=bid, ask=ask, at=self.clock.now() - self.book_age)

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        del since
        return self.ranges.get(product_id)

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        self._answer()
        found = sorted(self.closes[product_id].items())
        return [MinuteClose(start=at, price=last) for at, last in found if at >= since]

    def balances(self) -> Mapping[str, Balance]:
        self.before_read("balances")
        return self.engine.balances

    def fee_rates(self) -> FeeRates:
        self.before_read("fee_rates")
        return FEES

    def key_permissions(self) -> KeyPermissions:
        return KeyPermissions(can_view=True, can_trade=True, can_transfer=False)

    def server_time(self) -> datetime:
        return self.clock.now()

    def place(self, request: OrderRequest) -> Outcome:
        self.before_call("place")
        outcome = self._answer_to(request)
        self.after_call("place")
        return outcome

    def _answer_to(self, request: OrderRequest) -> Outcome:
        fault = self.place_faults.popleft() if self.place_faults else None
        match fault:
            case PlaceFault.CALL_LOST:
                return Unknown(cause="ConnectTimeout")
            case PlaceFault.REFUSED:
                return Refused(reason="INSUFFICIENT_FUND", kind=RefusalKind.FINAL)
            case PlaceFault.THROTTLED:
                return Throttled()
            case _:
                outcome = self._place(request)
        return Unknown(cause="ReadTimeout") if fault is PlaceFault.ANSWER_LOST else outcome

    def _place(self, request: OrderRequest) -> Outcome:
        double = self._by_client_id(request.client_order_id)
        if double is not None:
            return Accepted(venue_order_id=double.order_id)
        if self.refuse_attachments and request.attached is not None:
            return Refused(reason="ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT")
        self.placed.append(request)
        answer = self.engine.place(ticket_of(request), self.clock.now())
        if isinstance(answer, OrderRefusal):
            return Refused(reason=answer.reason, message=answer.message)
        return Accepted(venue_order_id=answer.order_id, attached_order_id=answer.attached_order_id)

    def preview(self, request: OrderRequest) -> Refused | None:
        self._answer()
        answer = self.engine.preview(ticket_of(request), self.clock.now())
        return None if answer is None else Refused(reason=answer.reason, message=answer.message)

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        self.before_call("edit")
        if self.refuse_edits:
            return Refused(reason="ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED")
        answer = self.engine.edit(
            order.venue_order_id,
            base_size=base_size or order.base_size or Decimal(0),
            limit_price=limit_price or order.limit_price or Decimal(0),
            stop_price=stop_price or order.stop_price,
            at=self.clock.now(),
        )
        if isinstance(answer, OrderRefusal):
            return Refused(reason=answer.reason)
        return Accepted(venue_order_id=order.venue_order_id)

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        self.before_call("cancel")
        answers = {each: self._cancel(each) for each in venue_order_ids}
        self.after_call("cancel")
        return answers

    def _cancel(self, venue_order_id: str) -> Outcome:
        if self.cancels_refused:
            self.cancels_refused -= 1
            return Refused(reason="COMMANDER_REJECTED_CANCEL_ORDER", kind=RefusalKind.TRANSIENT)
        if self.engine.cancel(venue_order_id, self.clock.now()):
            return Accepted(venue_order_id=venue_order_id)
        return Refused(reason="UNKNOWN_CANCEL_ORDER")

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        if venue_order_ids:
            self.before_read("orders")
        self._answer()
        wanted = set(venue_order_ids)
        return {o.order_id: self._view(o) for o in self._shown() if o.order_id in wanted}

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        self.before_read("find_order")
        del product_id, since
        found = self._by_client_id(client_order_id)
        return self._view(found) if found is not None and found in self._shown() else None

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        self.before_read("orders_since")
        return [self._view(order) for order in self._shown() if order.created_at >= moment]

    def open_orders(self) -> Sequence[VenueOrder]:
        self.before_read("open_orders")
        return [self._view(order) for order in self._shown() if not order.is_closed]

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        if venue_order_ids:
            self.before_read("fills")
        return [fill_of(each) for each in self.engine.fills if each.order_id in venue_order_ids]

    # --- what tests ask ---

    def doubled(self) -> list[str]:
        """Client order ids that the venue took more than once."""
        counts: dict[str, int] = defaultdict(int)
        for request in self.placed:
            counts[request.client_order_id] += 1
        return [identity for identity, count in counts.items() if count > 1]

    def _by_client_id(self, client_order_id: str) -> Order | None:
        orders = self.engine.orders.values()
        return next((o for o in orders if o.ticket.client_order_id == client_order_id), None)

    def _view(self, order: Order) -> VenueOrder:
        return order_of(order)

    def _shown(self) -> list[Order]:
        self.engine.expire(self.clock.now())
        horizon = self.clock.now() - timedelta(seconds=self.hide_seconds)
        return [o for o in self.engine.orders.values() if o.created_at <= horizon]
