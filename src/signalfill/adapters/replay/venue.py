"""The Venue port over bars and our own matching engine: no order leaves this process.

It must not flatter (docs/evidence.md, "How a replay fills"): decisions see minutes that are over,
orders meet the minute that they arrive in at its worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from signalfill.adapters.coinbase.reasons import kind_of
from signalfill.adapters.paper.orders import fill_of, order_of, ticket_of
from signalfill.adapters.replay.levels import bar_levels
from signalfill.adapters.replay.market import MINUTE, ReplayMarket
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderRequest,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
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
from signalfill.matching.market import Forming
from signalfill.matching.model import OrderRefusal, VenueRules
from signalfill.ports import Clock
from signalfill.ports.replay import Awaited


class ReplayVenue:
    """One account of the past. `opening` is its currency and balance."""

    def __init__(
        self,
        market: ReplayMarket,
        clock: Clock,
        *,
        rules: VenueRules,
        fees: FeeRates,
        opening: tuple[str, Decimal],
    ) -> None:
        self._market = market
        self._clock = clock
        self._fees = fees
        self._engine = Engine(products=[], fees=fees, rules=rules)
        self._engine.deposit(*opening)
        self._by_client_id: dict[str, str] = {}

    # --- the past ---

    @property
    def last_moment(self) -> datetime | None:
        return self._market.last_moment()

    def has_bars(self, product_id: str) -> bool:
        return self._market.bars(product_id) is not None

    def next_touch(self, product_id: str, awaited: Iterable[Awaited]) -> datetime | None:
        bars, product = self._market.bars(product_id), self._market.product(product_id)
        if bars is None or product is None:
            return None
        first, end = bars.finished(self._clock.now()), len(bars)
        below, above = bar_levels(
            awaited, self._market.half_fraction(product_id), product.price_increment
        )
        if product_id in self._engine.markets:
            low, high = self._engine.markets[product_id].watched()
            if not low.is_finite() and first < end:
                return bars.start(first) + MINUTE
            below = low if below is None else max(below, low)
            above = high if above is None else min(above, high)
        above = above if above is not None and above.is_finite() else None
        number = bars.first_touch(first, below, above, end)
        return bars.start(number) + MINUTE if number < end else None

    def let_trade(self, product_id: str) -> None:
        bars, now = self._market.bars(product_id), self._clock.now()
        if bars is None or product_id not in self._engine.markets:
            return
        number = bars.finished(now) - 1
        if number >= 0 and bars.start(number) + MINUTE == now:
            self._engine.on_candle(product_id, self._market.candle(product_id, number), now)

    def doubtful_orders(self) -> frozenset[str]:
        return frozenset(self._engine.doubtful)

    # --- the port ---

    def product(self, product_id: str) -> Product | None:
        return self._market.product(product_id)

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        return self._market.quotes(product_ids)

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        found = {each: self._market.last(each) for each in product_ids}
        return {each: last for each, last in found.items() if last is not None}

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        return self._market.newest_trades(product_id)

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        return self._market.price_range(product_id, since)

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        return self._market.minute_closes(product_id, since)

    def balances(self) -> Mapping[str, Balance]:
        return self._engine.balances

    def fee_rates(self) -> FeeRates:
        return self._fees

    def key_permissions(self) -> KeyPermissions:
        return KeyPermissions(
            can_view=True, can_trade=True, can_transfer=False, portfolio_type="REPLAY"
        )

    def server_time(self) -> datetime:
        return self._clock.now()

    def place(self, request: OrderRequest) -> Outcome:
        known = self._by_client_id.get(request.client_order_id)
        if known is not None:
            order = self._engine.orders[known]
            return Accepted(venue_order_id=known, attached_order_id=order.attached_order_id)
        problem = self._show(request.product_id)
        if problem is not None:
            return problem
        answer = self._engine.place(ticket_of(request), self._clock.now())
        if isinstance(answer, OrderRefusal):
            return _refused(answer)
        self._by_client_id[request.client_order_id] = answer.order_id
        return Accepted(venue_order_id=answer.order_id, attached_order_id=answer.attached_order_id)

    def preview(self, request: OrderRequest) -> Refused | None:
        problem = self._show(request.product_id)
        if problem is not None:
            return problem
        answer = self._engine.preview(ticket_of(request), self._clock.now())
        return None if answer is None else _refused(answer)

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        price, size = limit_price or order.limit_price, base_size or order.base_size
        problem = self._show(order.product_id)
        if problem is not None or price is None or size is None:
            return problem or Refused(reason="ORDER_SHOWS_NO_PRICE_OR_SIZE")
        answer = self._engine.edit(
            order.venue_order_id,
            base_size=size,
            limit_price=price,
            stop_price=stop_price or order.stop_price,
            at=self._clock.now(),
        )
        if isinstance(answer, OrderRefusal):
            return _refused(answer)
        return Accepted(venue_order_id=order.venue_order_id)

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        return {each: self._canceled(each) for each in venue_order_ids}

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        known = self._engine.orders
        return {each: order_of(known[each]) for each in venue_order_ids if each in known}

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        del product_id, since
        known = self._by_client_id.get(client_order_id)
        return None if known is None else order_of(self._engine.orders[known])

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        return [order_of(o) for o in self._engine.orders.values() if o.created_at >= moment]

    def open_orders(self) -> Sequence[VenueOrder]:
        markets = self._engine.markets.values()
        return [order_of(order) for market in markets for order in market.open_orders.values()]

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        known = (self._engine.orders.get(each) for each in venue_order_ids)
        return [fill_of(each) for order in known if order is not None for each in order.executions]

    def _canceled(self, venue_order_id: str) -> Outcome:
        if self._engine.cancel(venue_order_id, self._clock.now()):
            return Accepted(venue_order_id=venue_order_id)
        order = self._engine.orders.get(venue_order_id)
        is_filled = order is not None and order.status is OrderStatus.FILLED
        return Refused(reason="ORDER_IS_FULLY_FILLED" if is_filled else "UNKNOWN_CANCEL_ORDER")

    def _show(self, product_id: str) -> Refused | None:
        """Brings the engine's market to now, with the minute that orders arrive in."""
        product, last = self._market.product(product_id), self._market.last(product_id)
        if product is None or last is None:
            kind = RefusalKind.TRANSIENT
            return Refused(reason="MISSING_PRODUCT_PRICE_BOOK", kind=kind)
        if product_id not in self._engine.markets:
            self._engine.set_product(product, self._clock.now())
        start, candle = self._market.forming(product_id)
        forming = Forming(
            start=start,
            candle=candle,
            half_spread=self._market.half_spread(product_id, last),
            left=self._engine.ours_of(product, candle),
        )
        self._engine.show_minute(product_id, last, forming)
        return None


def _refused(answer: OrderRefusal) -> Refused:
    return Refused(reason=answer.reason, message=answer.message, kind=kind_of(answer.reason))
