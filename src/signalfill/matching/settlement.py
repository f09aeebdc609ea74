"""Where orders meet money: holds, executions, ends of orders, children of brackets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from signalfill.domain.order import OrderStatus
from signalfill.domain.product import FeeRates, Product
from signalfill.matching.ledger import Ledger
from signalfill.matching.market import ProductMarket
from signalfill.matching.model import (
    ZERO,
    AttachedChild,
    Execution,
    Order,
    ParentCancel,
    TimeInForce,
    VenueRules,
)
from signalfill.matching.orders import child_of

VALUE_STEP = Decimal("1e-10")
BASE_STEP = Decimal("1e-16")
"""A quote-sized buy fills below the product's base increment, as real orders show."""


class Settlement:
    """The account's orders and executions, with the ledger always in step."""

    def __init__(
        self,
        *,
        markets: Mapping[str, ProductMarket],
        fees: FeeRates,
        rules: VenueRules,
        next_id: Callable[[], str],
    ) -> None:
        self.ledger = Ledger()
        self.orders: dict[str, Order] = {}
        self.executions: list[Execution] = []
        self.expiring: dict[str, Order] = {}
        self.born: list[Order] = []
        self.takers: set[str] = set()
        self._markets = markets
        self._fees = fees
        self._rules = rules
        self._next_id = next_id

    def enter(self, order: Order) -> None:
        """Holds what the order may cost and puts it into the market.

        Raises:
            InsufficientFundsError: the order does not exist, nothing is held.
        """
        self.hold(order)
        self.admit(order)
        if order.ticket.attached and self._rules.attached_child is AttachedChild.AT_ACCEPT:
            self._spawn(order, order.base_size or ZERO, OrderStatus.SUBMITTED, order.created_at)

    def admit(self, order: Order) -> None:
        """Knows the order from now on as it is: its money is held, nothing is matched."""
        self.orders[order.order_id] = order
        if order.is_closed:
            return
        market = self._markets[order.product_id]
        market.open_orders[order.order_id] = order
        market.changed = True
        if order.ticket.time_in_force is TimeInForce.GOOD_UNTIL_DATE_TIME:
            self.expiring[order.order_id] = order

    def hold(self, order: Order) -> None:
        """Brings the hold to what the order may still cost now.

        Raises:
            InsufficientFundsError: the hold is as it was.
        """
        required = self._required_hold(order)
        self.ledger.hold(self._paid_in(order), required - order.hold)
        order.hold = required

    def _required_hold(self, order: Order) -> Decimal:
        if not order.is_live:
            return ZERO
        if not order.is_buy:
            return order.remaining
        if order.spends_quote:
            return self._quote_left(order)
        return order.remaining * order.worst_price * (1 + self._fees.taker)

    def _quote_left(self, order: Order) -> Decimal:
        return (order.ticket.quote_size or ZERO) - order.filled_value - order.total_fees

    def _paid_in(self, order: Order) -> str:
        product = self._markets[order.product_id].product
        return product.quote if order.is_buy else product.base

    def execute(self, order: Order, price: Decimal, at: datetime, *, is_maker: bool) -> None:
        """Fills as much as the market offers at this price."""
        market = self._markets[order.product_id]
        rate = self._fees.maker if is_maker else self._fees.taker
        if order.spends_quote:
            size, value, fee = self._by_quote(order, price, rate)
        else:
            size = order.remaining
            value, fee = size * price, size * price * rate
        offered = market.offered(size)
        if offered < size:
            size, value, fee = offered, offered * price, offered * price * rate
        if size <= 0:
            return
        market.take(size)
        execution = Execution(
            trade_id=self._next_id(),
            order_id=order.order_id,
            product_id=order.product_id,
            side=order.side,
            price=price,
            base_size=size,
            value=value,
            commission=fee,
            is_maker=is_maker,
            at=at,
        )
        self._settle(order, execution, market.product)

    def _by_quote(
        self, order: Order, price: Decimal, rate: Decimal
    ) -> tuple[Decimal, Decimal, Decimal]:
        """The fee is inside the quote size."""
        quote_size = self._quote_left(order)
        value = (quote_size / (1 + rate)).quantize(VALUE_STEP, ROUND_DOWN)
        return (value / price).quantize(BASE_STEP, ROUND_DOWN), value, quote_size - value

    def _settle(self, order: Order, execution: Execution, product: Product) -> None:
        size, value, fee = execution.base_size, execution.value, execution.commission
        paid = value + fee if order.is_buy else size
        self.ledger.spend(self._paid_in(order), paid)
        order.hold -= paid
        received = (product.base, size) if order.is_buy else (product.quote, value - fee)
        self.ledger.credit(*received)
        order.filled_size += size
        order.filled_value += value
        order.total_fees += fee
        order.status = OrderStatus.PARTIALLY_FILLED
        order.changed_at = execution.at
        order.executions.append(execution)
        self.executions.append(execution)
        self._after_fill(order, size, execution.at)

    def _after_fill(self, order: Order, size: Decimal, at: datetime) -> None:
        done = order.base_size is not None and not order.remaining
        spent_all = order.spends_quote and not self._quote_left(order)
        if done or spent_all:
            self.close(order, OrderStatus.FILLED, at)
        else:
            self.hold(order)
        self._markets[order.product_id].changed = True
        if order.ticket.attached and self._rules.attached_child is not AttachedChild.FULL_FILL:
            self._protect(order, size, at)

    def close(self, order: Order, status: OrderStatus, at: datetime, reason: str = "") -> None:
        """The order ends; what it still held is free again."""
        order.status = status
        order.cancel_reason = reason
        order.changed_at = at
        self.hold(order)
        market = self._markets[order.product_id]
        market.open_orders.pop(order.order_id, None)
        market.changed = True
        if order.ticket.attached:
            self._end_of_parent(order, at)

    def _end_of_parent(self, parent: Order, at: datetime) -> None:
        child = self.orders.get(parent.attached_order_id or "")
        filled = parent.status is OrderStatus.FILLED
        keeps = filled or self._rules.parent_cancel is ParentCancel.CHILD_KEEPS_FILLS
        waits_for_end = self._rules.attached_child is AttachedChild.FULL_FILL
        if waits_for_end and keeps and parent.filled_size:
            self._protect(parent, parent.filled_size, at)
        if child is None or child.is_closed or filled:
            return
        if not keeps or not parent.filled_size:
            self.close(child, OrderStatus.CANCELED, at, "Originating order was cancelled")

    def _protect(self, parent: Order, size: Decimal, at: datetime) -> None:
        """Gives the parent's new fills to its child. A child canceled by hand stays so."""
        child = self.orders.get(parent.attached_order_id or "")
        base = self._markets[parent.product_id].product.base
        if parent.is_buy and size > self.ledger.available(base):
            return  # refused: what was bought is sold or held by another order already
        if self._rules.child_refused_at_fill:
            return
        if child is None or child.status is OrderStatus.FILLED:
            self._spawn(parent, size, OrderStatus.ACCEPTED, at)
        elif child.status is OrderStatus.SUBMITTED:
            self._grow(child, size, at)
        elif not child.is_closed:
            self._grow(child, (child.base_size or ZERO) + size, at)

    def _grow(self, child: Order, base_size: Decimal, at: datetime) -> None:
        child.base_size = base_size
        if child.status is OrderStatus.SUBMITTED:
            child.status = OrderStatus.ACCEPTED
            self.born.append(child)
        child.changed_at = at
        self.hold(child)

    def _spawn(self, parent: Order, size: Decimal, status: OrderStatus, at: datetime) -> None:
        market = self._markets[parent.product_id]
        child = child_of(parent, self._next_id(), size, market, at)
        child.status = status
        parent.attached_order_id = child.order_id
        self.enter(child)
        if child.is_live:
            self.born.append(child)
