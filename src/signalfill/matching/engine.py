"""A matching engine for one account: orders and prices in, executions and balances out.

Pure: no clock, no network; every call is told its moment. It serves the stand-in venue,
paper trading and replay. What Coinbase does is in its words; where that is not
established, `VenueRules` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, localcontext

from signalfill.domain.order import OrderStatus
from signalfill.domain.product import Balance, FeeRates, Product
from signalfill.matching.arrivals import Arrivals
from signalfill.matching.bar_steps import BarSteps
from signalfill.matching.checks import MESSAGES, refusal_of
from signalfill.matching.crossing import cross
from signalfill.matching.edits import Change, apply_edit, edit_refusal
from signalfill.matching.ledger import InsufficientFundsError
from signalfill.matching.market import Forming, Level, ProductMarket
from signalfill.matching.model import (
    EXACT,
    Candle,
    Execution,
    Order,
    OrderRefusal,
    OrderType,
    Ticket,
    VenueRules,
)
from signalfill.matching.orders import counted_ids, order_of
from signalfill.matching.refusals import RefusalReason
from signalfill.matching.settlement import Settlement
from signalfill.matching.steps import Steps


class Engine:
    """One account on many products. `fees` holds for the engine's whole life."""

    def __init__(
        self,
        *,
        products: Iterable[Product],
        fees: FeeRates,
        rules: VenueRules | None = None,
        next_id: Callable[[], str] | None = None,
    ) -> None:
        self.rules = rules or VenueRules()
        self.fees = fees
        self.markets = {product.product_id: ProductMarket(product) for product in products}
        self._next_id = next_id or counted_ids()
        self.settlement = Settlement(
            markets=self.markets, fees=fees, rules=self.rules, next_id=self._next_id
        )
        self._steps = Steps(self.settlement, self.rules)
        self._bars = BarSteps(self._steps)
        self._arrivals = Arrivals(self.settlement, self.rules, fees)

    @property
    def orders(self) -> Mapping[str, Order]:
        return self.settlement.orders

    @property
    def fills(self) -> list[Execution]:
        return self.settlement.executions

    @property
    def balances(self) -> Mapping[str, Balance]:
        return self.settlement.ledger.balances()

    def deposit(self, currency: str, amount: Decimal) -> None:
        with localcontext(EXACT):
            self.settlement.ledger.credit(currency, amount)

    def withdraw(self, currency: str, amount: Decimal) -> None:
        """Takes free money out; raises InsufficientFundsError where there is less."""
        with localcontext(EXACT):
            self.settlement.ledger.debit(currency, amount)

    def preview(self, ticket: Ticket, at: datetime) -> OrderRefusal | None:
        """What `place` would refuse, without placing."""
        market = self.markets.get(ticket.product_id)
        if market is None:
            return OrderRefusal(RefusalReason.INVALID_PRODUCT_ID)
        with localcontext(EXACT):
            return refusal_of(ticket, market, at) or self._unaffordable(ticket, market, at)

    def _unaffordable(
        self, ticket: Ticket, market: ProductMarket, at: datetime
    ) -> OrderRefusal | None:
        order = order_of("", ticket, market, at)
        try:
            self.settlement.hold(order)
        except InsufficientFundsError:
            return _insufficient_fund()
        order.status = OrderStatus.REJECTED
        self.settlement.hold(order)
        return None

    def place(self, ticket: Ticket, at: datetime) -> Order | OrderRefusal:
        """Takes the order; what crosses the market fills at once."""
        market = self.markets.get(ticket.product_id)
        if market is None:
            return OrderRefusal(RefusalReason.INVALID_PRODUCT_ID)
        with localcontext(EXACT):
            refusal = refusal_of(ticket, market, at)
            if refusal is not None:
                return refusal
            order = order_of(self._next_id(), ticket, market, at)
            try:
                self.settlement.enter(order)
            except InsufficientFundsError:
                return _insufficient_fund()
            self._cross(order, market, at)
            return order

    def _cross(self, order: Order, market: ProductMarket, at: datetime) -> None:
        if market.forming is None:
            cross(self.settlement, order, market, at)
        else:
            self._arrivals.arrive(order, market, market.forming, at)

    def cancel(self, order_id: str, at: datetime, reason: str = "User requested cancel") -> bool:
        """False where there is no such open order."""
        order = self.orders.get(order_id)
        if order is None or order.is_closed:
            return False
        with localcontext(EXACT):
            self.settlement.close(order, OrderStatus.CANCELED, at, reason)
        return True

    def edit(
        self,
        order_id: str,
        *,
        base_size: Decimal,
        limit_price: Decimal,
        stop_price: Decimal | None = None,
        at: datetime,
    ) -> Order | OrderRefusal:
        """Changes total size, limit and (where it has one) stop; the order keeps its id."""
        order = self.orders.get(order_id)
        if order is None:
            return OrderRefusal(RefusalReason.ORDER_NOT_FOUND)
        market = self.markets[order.product_id]
        change = Change(base_size, limit_price, stop_price or order.stop_price)
        with localcontext(EXACT):
            reason = apply_edit(self.settlement, order, market, change, at)
            if reason is not None:
                return OrderRefusal(reason, MESSAGES.get(reason, ""))
            if not order.remaining:
                self.settlement.close(order, OrderStatus.FILLED, at)
            else:
                self._cross(order, market, at)
        return order

    def preview_edit(
        self,
        order_id: str,
        *,
        base_size: Decimal,
        limit_price: Decimal,
        stop_price: Decimal | None = None,
    ) -> OrderRefusal | None:
        """What `edit` would refuse, funds aside."""
        order = self.orders.get(order_id)
        if order is None:
            return OrderRefusal(RefusalReason.ORDER_NOT_FOUND)
        change = Change(base_size, limit_price, stop_price or order.stop_price)
        with localcontext(EXACT):
            reason = edit_refusal(self.settlement, order, self.markets[order.product_id], change)
        return None if reason is None else OrderRefusal(reason)

    def fill(self, order_id: str, at: datetime) -> bool:
        """The market fills the rest of a resting order at its limit, whatever the last price."""
        order = self.orders.get(order_id)
        if order is None or not order.is_live or order.resting_price is None:
            return False
        with localcontext(EXACT):
            self.settlement.execute(order, order.resting_price, at, is_maker=True)
        return True

    def show_book(
        self, product_id: str, last: Decimal, *, bids: list[Level], asks: list[Level]
    ) -> None:
        """The live book, best prices first: what orders placed now will walk."""
        self.markets[product_id].show_book(last, bids, asks)

    def show_minute(self, product_id: str, last: Decimal, forming: Forming) -> None:
        """What traded last, and the minute that orders placed now arrive in.

        Its bar is not known to whoever trades, only to the venue. It ends with the next move.
        """
        market = self.markets[product_id]
        before = market.forming
        market.move(last, last - forming.half_spread, last + forming.half_spread, None)
        market.forming = before if before is not None and before.is_same(forming) else forming

    @property
    def doubtful(self) -> set[str]:
        """Ids of orders that a bar filled and that its path may have left alone."""
        return self._arrivals.doubtful

    def set_depth(self, product_id: str, base_size: Decimal | None) -> None:
        """What every price step from now on offers us; None is without limit."""
        market = self.markets[product_id]
        market.depth = market.liquidity = base_size

    def set_product(self, product: Product, at: datetime) -> None:
        """A new market state; an auction cancels brackets, as the exchange documents."""
        market = self.markets.setdefault(product.product_id, ProductMarket(product))
        market.product = product
        brackets = [
            order
            for order in market.open_orders.values()
            if product.auction_mode and order.order_type is OrderType.BRACKET
        ]
        for order in brackets:
            self.cancel(order.order_id, at, "Auction mode")

    def on_price(
        self,
        product_id: str,
        price: Decimal,
        at: datetime,
        *,
        bid: Decimal | None = None,
        ask: Decimal | None = None,
        base_size: Decimal | None = None,
    ) -> None:
        """A trade. `base_size` is what it offers us; without it the set depth."""
        market = self.markets[product_id]
        if self.settlement.expiring:
            self.expire(at)
        market.move(price, bid, ask, base_size)
        if market.is_quiet(price, price) or not market.matches:
            return
        with localcontext(EXACT):
            self._steps.tick(market, at)

    def on_candle(self, product_id: str, candle: Candle, at: datetime) -> None:
        """A whole bar on its pessimistic path: stops before targets, entries between."""
        market = self.markets[product_id]
        if self.settlement.expiring:
            self.expire(at)
        with localcontext(EXACT):
            candle = self._ours(candle, market)
            if market.is_quiet(candle.low, candle.high) or not market.matches:
                close, half = candle.close, candle.half_spread
                market.move(close, close - half, close + half, candle.base_volume)
            else:
                self._bars.bar(market, candle, at)

    def _ours(self, candle: Candle, market: ProductMarket) -> Candle:
        """The bar with what of its volume is ours to have: less what arrivals took already."""
        forming = market.forming
        if forming is not None and candle.start is not None and forming.start == candle.start:
            return replace(candle, base_volume=forming.left)
        return replace(candle, base_volume=self.ours_of(market.product, candle))

    def ours_of(self, product: Product, candle: Candle | None) -> Decimal | None:
        """What of a bar's volume may be ours; None without limit."""
        if candle is None or candle.base_volume is None or self.rules.volume_share == 1:
            return None if candle is None else candle.base_volume
        return product.floor_size(candle.base_volume * self.rules.volume_share)

    def expire(self, at: datetime) -> None:
        """Ends orders whose good-until time has come."""
        for order in list(self.settlement.expiring.values()):
            end = order.ticket.expires_at
            if order.is_closed:
                del self.settlement.expiring[order.order_id]
            elif end is not None and end <= at:
                with localcontext(EXACT):
                    self.settlement.close(order, OrderStatus.EXPIRED, at)


def _insufficient_fund() -> OrderRefusal:
    reason = RefusalReason.INSUFFICIENT_FUND
    return OrderRefusal(reason, MESSAGES[reason])
