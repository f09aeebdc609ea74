"""The Venue port over real prices and our own matching engine: no order leaves this process.

It must not flatter: a resting limit fills only by what trades through it, a triggered stop by
the next trade, takers walk the live book a round trip later, stops come before targets where
only candles are known, fees are the lowest tier's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.adapters.coinbase.encode import unsendable
from signalfill.adapters.coinbase.parse_market import closes_of
from signalfill.adapters.coinbase.reasons import kind_of
from signalfill.adapters.paper.account import KEEP_CLOSED, PaperSession
from signalfill.adapters.paper.book import meet_the_book
from signalfill.adapters.paper.orders import fill_of, order_of, ticket_of
from signalfill.adapters.paper.prices import PriceSource
from signalfill.adapters.paper.store import PaperStore
from signalfill.adapters.paper.transactions import PaperTransactions, SaveUnansweredError
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderRequest,
    OrderStatus,
    Outcome,
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
from signalfill.matching.edits import Change
from signalfill.matching.model import Order, OrderRefusal
from signalfill.ports import Clock

LOWEST_TIER = FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012"), tier="Intro 1")


class PaperVenue:
    """`opening` says currency and balance of an account that is not there yet.

    Without a key nobody knows our tier: `fees` are the lowest one's.
    """

    def __init__(
        self,
        prices: PriceSource,
        store: PaperStore,
        clock: Clock,
        *,
        opening: Callable[[], tuple[str, Decimal]],
        fees: Callable[[], FeeRates] = lambda: LOWEST_TIER,
        keep: timedelta = KEEP_CLOSED,
    ) -> None:
        self._prices = prices
        self._clock = clock
        self._fees = fees
        self._transactions = PaperTransactions(prices, store, clock, fees, opening, keep=keep)

    def product(self, product_id: str) -> Product | None:
        return self._prices.product(product_id)

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        return self._prices.quotes(product_ids)

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        return self._prices.last_prices(product_ids)

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        return self._prices.newest_trades(product_id)

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        return self._prices.price_range(product_id, since=since)

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        return closes_of(self._prices.candles(product_id, since=since))

    def balances(self) -> Mapping[str, Balance]:
        return self._read(lambda session: session.engine.balances)

    def fee_rates(self) -> FeeRates:
        return self._fees()

    def key_permissions(self) -> KeyPermissions:
        return KeyPermissions(
            can_view=True, can_trade=True, can_transfer=False, portfolio_type="PAPER"
        )

    def server_time(self) -> datetime:
        return self._clock.now()

    def place(self, request: OrderRequest) -> Outcome:
        problem = unsendable(request)
        if problem is not None:
            return Refused(reason=problem)
        return self._change(lambda session: self._placed(session, request), request.product_id)

    def preview(self, request: OrderRequest) -> Refused | None:
        problem = unsendable(request)
        if problem is not None:
            return Refused(reason=problem)
        try:
            return self._transactions.run(
                lambda session: self._previewed(session, request), product_id=request.product_id
            )
        except SaveUnansweredError as error:
            raise VenueUnavailableError(str(error)) from error

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        price, size = limit_price or order.limit_price, base_size or order.base_size
        if price is None or size is None:
            return Refused(reason="ORDER_SHOWS_NO_PRICE_OR_SIZE")
        change = Change(size, price, stop_price or order.stop_price)
        return self._change(lambda session: self._edited(session, order, change), order.product_id)

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        return {each: self._cancel(each) for each in venue_order_ids}

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        wanted = set(venue_order_ids)
        return {
            order.order_id: order_of(order) for order in self._all() if order.order_id in wanted
        }

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        found = (
            order_of(order)
            for order in self._all()
            if order.ticket.client_order_id == client_order_id
            and order.product_id == product_id
            and order.changed_at >= since
        )
        return next(found, None)

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        return [order_of(order) for order in self._all() if order.created_at >= moment]

    def open_orders(self) -> Sequence[VenueOrder]:
        return [order_of(order) for order in self._all() if not order.is_closed]

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        wanted = set(venue_order_ids)
        return [
            fill_of(execution)
            for order in self._all()
            if order.order_id in wanted
            for execution in order.executions
        ]

    def _placed(self, session: PaperSession, request: OrderRequest) -> Outcome:
        """The same id a second time is answered with the order that has it, as the venue says."""
        engine = session.engine
        for order in engine.orders.values():
            if order.ticket.client_order_id == request.client_order_id:
                return _accepted(order)
        problem = self._without_market(session, request.product_id)
        if problem is not None:
            return problem
        answer = engine.place(ticket_of(request), self._clock.now())
        if isinstance(answer, OrderRefusal):
            return _refused(answer.reason, answer.message)
        return _accepted(answer)

    def _previewed(self, session: PaperSession, request: OrderRequest) -> Refused | None:
        problem = self._without_market(session, request.product_id)
        if problem is not None:
            return problem
        answer = session.engine.preview(ticket_of(request), self._clock.now())
        return None if answer is None else _refused(answer.reason, answer.message)

    def _without_market(self, session: PaperSession, product_id: str) -> Refused | None:
        if product_id not in session.looks:
            return Refused(reason="INVALID_PRODUCT_ID")
        # A real order would be on its way as long as the market's last answer was.
        if self._transactions.latency:
            self._clock.sleep(self._transactions.latency.total_seconds())
        if not meet_the_book(session, self._prices, product_id, self._clock.now()):
            return _refused("MISSING_PRODUCT_PRICE_BOOK")
        return None

    def _edited(self, session: PaperSession, order: VenueOrder, change: Change) -> Outcome:
        answer = session.engine.edit(
            order.venue_order_id,
            base_size=change.base_size,
            limit_price=change.limit_price,
            stop_price=change.stop_price,
            at=self._clock.now(),
        )
        if isinstance(answer, OrderRefusal):
            return _refused(answer.reason, answer.message)
        return _accepted(answer)

    def _cancel(self, venue_order_id: str) -> Outcome:
        def canceled(session: PaperSession) -> Outcome:
            if session.engine.cancel(venue_order_id, self._clock.now()):
                return Accepted(venue_order_id=venue_order_id)
            order = session.engine.orders.get(venue_order_id)
            filled = order is not None and order.status is OrderStatus.FILLED
            return _refused("ORDER_IS_FULLY_FILLED" if filled else "UNKNOWN_CANCEL_ORDER")

        return self._change(canceled, None)

    def _all(self) -> Sequence[Order]:
        return self._read(lambda session: list(session.engine.orders.values()))

    def _read[T](self, read: Callable[[PaperSession], T]) -> T:
        try:
            return self._transactions.run(read)
        except SaveUnansweredError as error:
            raise VenueUnavailableError(str(error)) from error

    def _change(self, act: Callable[[PaperSession], Outcome], product_id: str | None) -> Outcome:
        try:
            return self._transactions.run(act, product_id=product_id)
        except SaveUnansweredError:
            return Unknown(cause="paper_account_not_stored")
        except VenueUnavailableError:
            return Throttled()


def _accepted(order: Order) -> Outcome:
    return Accepted(venue_order_id=order.order_id, attached_order_id=order.attached_order_id)


def _refused(reason: str, message: str = "") -> Refused:
    return Refused(reason=reason, message=message, kind=kind_of(reason))
