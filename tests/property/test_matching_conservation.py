"""Over any stream of orders and prices no money appears, vanishes or is promised twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.order import AttachedBracket, OrderSide
from signalfill.domain.product import FeeRates, Product
from signalfill.matching.engine import Engine
from signalfill.matching.market import Level, ProductMarket
from signalfill.matching.model import (
    EXACT,
    AttachedChild,
    Candle,
    Order,
    OrderType,
    ParentCancel,
    StopFill,
    Ticket,
    TimeInForce,
    Touch,
    VenueRules,
)
from signalfill.matching.orders import counted_ids
from signalfill.matching.snapshot import restore

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
USD, COIN = Decimal("2500.37"), Decimal("12.3456789")
FEES = FeeRates(maker=Decimal("0.0035"), taker=Decimal("0.0075"))
PRODUCT = Product(
    product_id="C-USD",
    base="C",
    quote="USD",
    base_increment=Decimal("0.000001"),
    price_increment=Decimal("0.0001"),
    base_min_size=Decimal("0.000001"),
    quote_min_size=Decimal("0.01"),
)

prices = st.decimals(Decimal("50.0001"), Decimal("200.0001"), places=4)
sizes = st.decimals(Decimal("0.01"), Decimal(9), places=6)
depths = st.none() | st.decimals(Decimal(0), Decimal(5), places=7)
rules = st.builds(
    VenueRules,
    attached_child=st.sampled_from(AttachedChild),
    parent_cancel=st.sampled_from(ParentCancel),
    child_refused_at_fill=st.booleans(),
    touch=st.sampled_from(Touch),
    stop_fill=st.sampled_from(StopFill),
)
SHAPES = st.sampled_from(
    [
        (OrderType.LIMIT, TimeInForce.GOOD_UNTIL_CANCELED),
        (OrderType.LIMIT, TimeInForce.GOOD_UNTIL_DATE_TIME),
        (OrderType.LIMIT, TimeInForce.IMMEDIATE_OR_CANCEL),
        (OrderType.LIMIT, TimeInForce.FILL_OR_KILL),
        (OrderType.MARKET, TimeInForce.IMMEDIATE_OR_CANCEL),
        (OrderType.STOP_LIMIT, TimeInForce.GOOD_UNTIL_CANCELED),
        (OrderType.STOP_LIMIT, TimeInForce.GOOD_UNTIL_DATE_TIME),
        (OrderType.BRACKET, TimeInForce.GOOD_UNTIL_CANCELED),
        (OrderType.BRACKET, TimeInForce.GOOD_UNTIL_DATE_TIME),
    ]
)


def _stop(low: Decimal, middle: Decimal, high: Decimal, *, bracket: bool, sells: bool) -> Decimal:
    if bracket:
        return low if sells else high
    return middle


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    """Mostly acceptable: prices in the order that the type and side want."""
    order_type, time_in_force = draw(SHAPES)
    side = draw(st.sampled_from(OrderSide))
    market = order_type is OrderType.MARKET
    by_quote = market and side is OrderSide.BUY and draw(st.booleans())
    stops = order_type in {OrderType.STOP_LIMIT, OrderType.BRACKET}
    low, middle, high = sorted((draw(prices), draw(prices), draw(prices)))
    below = side is OrderSide.SELL
    bracket = order_type is OrderType.BRACKET
    limit = (high if below else low) if bracket else (low if below else high) if stops else middle
    can_attach = side is OrderSide.BUY and not stops
    attached = AttachedBracket(take_profit_price=high, stop_price=low)
    return Ticket(
        client_order_id="any",
        product_id=PRODUCT.product_id,
        side=side,
        order_type=order_type,
        time_in_force=time_in_force,
        base_size=None if by_quote else draw(sizes),
        quote_size=draw(st.decimals(1, 900, places=2)) if by_quote else None,
        limit_price=None if market else limit,
        stop_price=_stop(low, middle, high, bracket=bracket, sells=below) if stops else None,
        expires_at=AT + timedelta(seconds=draw(st.integers(5, 60))),
        attached=attached if can_attach and draw(st.booleans()) else None,
    )


@st.composite
def candles(draw: st.DrawFn) -> Candle:
    low, first, last, high = sorted(draw(prices) for _ in range(4))
    return Candle(first, high, low, last, draw(depths))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Level], list[Level]]:
    """Bids and asks, best first, one of each at least."""
    bid, ask = sorted((draw(prices), draw(prices)))
    step = PRODUCT.price_increment
    sizes_there = st.lists(st.decimals(Decimal(0), Decimal(3), places=7), min_size=1, max_size=3)
    bids = [Level(bid - n * step, size) for n, size in enumerate(draw(sizes_there))]
    return bids, [Level(ask + n * step, size) for n, size in enumerate(draw(sizes_there))]


steps = st.lists(
    st.tuples(st.just("place"), tickets())
    | st.tuples(st.just("price"), st.tuples(prices, depths))
    | st.tuples(st.just("candle"), candles())
    | st.tuples(st.just("book"), books())
    | st.tuples(st.just("cancel"), st.integers(0, 6))
    | st.tuples(st.just("fill"), st.integers(0, 6))
    | st.tuples(st.just("edit"), st.tuples(st.integers(0, 6), sizes, prices, prices)),
    min_size=12,
    max_size=40,
)


class NeverQuiet(ProductMarket):
    """Looks at every order at every price."""

    def is_quiet(self, low: Decimal, high: Decimal) -> bool:
        return low > high


class Run:
    """Plays a stream of steps, one second each."""

    def __init__(self, rules: VenueRules, market: ProductMarket | None = None) -> None:
        self.rules = rules
        self.next_id = counted_ids()
        self.engine = self._new_engine()
        self.engine.markets[PRODUCT.product_id] = market or ProductMarket(PRODUCT)
        self.engine.deposit("USD", USD)
        self.engine.deposit("C", COIN)
        self.now = AT
        self.engine.on_price(PRODUCT.product_id, Decimal(100), self.now)

    def _new_engine(self) -> Engine:
        return Engine(products=[PRODUCT], fees=FEES, rules=self.rules, next_id=self.next_id)

    def restart(self) -> None:
        """A new engine with the orders, balances and market of the old one."""
        old, self.engine = self.engine, self._new_engine()
        restore(self.engine, orders=old.orders.values(), balances=old.balances.values())
        market = old.markets[PRODUCT.product_id]
        if market.last is not None:
            now = self.engine.markets[PRODUCT.product_id]
            now.move(market.last, market.bid, market.ask, market.liquidity)
            now.bids, now.asks = market.bids, market.asks

    def do(self, step: tuple[str, object]) -> None:
        self.now += timedelta(seconds=1)
        name, what = step
        getattr(self, name)(what)

    def place(self, ticket: Ticket) -> None:
        self.engine.place(ticket, self.now)

    def price(self, trade: tuple[Decimal, Decimal | None]) -> None:
        price, size = trade
        ask = price + PRODUCT.price_increment
        self.engine.on_price(PRODUCT.product_id, price, self.now, ask=ask, base_size=size)

    def candle(self, candle: Candle) -> None:
        self.engine.on_candle(PRODUCT.product_id, candle, self.now)

    def book(self, sides: tuple[list[Level], list[Level]]) -> None:
        bids, asks = ([Level(each.price, each.size) for each in side] for side in sides)
        self.engine.show_book(PRODUCT.product_id, bids[0].price, bids=bids, asks=asks)

    def cancel(self, index: int) -> None:
        if order := self._order(index):
            self.engine.cancel(order.order_id, self.now)

    def fill(self, index: int) -> None:
        if order := self._order(index):
            self.engine.fill(order.order_id, self.now)

    def edit(self, change: tuple[int, Decimal, Decimal, Decimal]) -> None:
        index, size, price, stop = change
        if order := self._order(index):
            self.engine.edit(
                order.order_id,
                base_size=size,
                limit_price=price,
                stop_price=None if order.stop_price is None else stop,
                at=self.now,
            )

    def _order(self, index: int) -> Order | None:
        orders = list(self.engine.orders.values())
        return orders[index] if index < len(orders) else None


def check_holds(engine: Engine) -> None:
    """Every order's hold is in the ledger, nothing else is, and no wallet is overdrawn."""
    for currency, is_buy in (("USD", True), ("C", False)):
        balance = engine.balances[currency]
        held = sum((o.hold for o in engine.orders.values() if o.is_buy is is_buy), Decimal(0))
        assert balance.hold == held
        assert balance.available >= 0
        assert balance.hold >= 0
    assert all(order.hold >= 0 for order in engine.orders.values())
    assert all(not order.hold for order in engine.orders.values() if order.is_closed)


def check_money(engine: Engine) -> None:
    """Start plus fills is what there is, to the last digit."""
    usd, coin = USD, COIN
    for fill in engine.fills:
        sign = 1 if fill.side is OrderSide.BUY else -1
        coin += sign * fill.base_size
        usd -= sign * fill.value + fill.commission
    assert engine.balances["USD"].total == usd
    assert engine.balances["C"].total == coin


def check_orders(engine: Engine) -> None:
    """An order is the sum of its fills and never fills beyond its size."""
    for order in engine.orders.values():
        assert order.filled_size == sum((f.base_size for f in order.executions), Decimal(0))
        assert order.filled_value == sum((f.value for f in order.executions), Decimal(0))
        assert order.remaining >= 0


@settings(max_examples=150, deadline=None)
@given(rules, steps)
def test_money_is_conserved_and_never_promised_twice(
    chosen: VenueRules, stream: list[tuple[str, object]]
) -> None:
    run = Run(chosen)
    with localcontext(EXACT):
        for step in stream:
            run.do(step)
            check_holds(run.engine)
        check_money(run.engine)
        check_orders(run.engine)


@settings(max_examples=150, deadline=None)
@given(rules, steps)
def test_a_limit_never_pays_more_and_never_sells_for_less(
    chosen: VenueRules, stream: list[tuple[str, object]]
) -> None:
    run = Run(chosen)
    for step in stream:
        if step[0] != "edit":
            run.do(step)

    for order in run.engine.orders.values():
        for fill in order.executions:
            if order.order_type is OrderType.BRACKET or order.limit_price is None:
                continue
            better = order.limit_price - fill.price
            assert better >= 0 if order.is_buy else better <= 0


@settings(max_examples=150, deadline=None)
@given(rules, steps)
def test_quiet_prices_are_skipped_without_changing_the_outcome(
    chosen: VenueRules, stream: list[tuple[str, object]]
) -> None:
    careful, quick = Run(chosen, NeverQuiet(PRODUCT)), Run(chosen)
    for step in stream:
        careful.do(step)
        quick.do(step)

    assert careful.engine.fills == quick.engine.fills


@settings(max_examples=75, deadline=None)
@given(rules, steps, st.integers(0, 20))
def test_a_restored_engine_goes_on_as_if_nothing_had_happened(
    chosen: VenueRules, stream: list[tuple[str, object]], restart_at: int
) -> None:
    whole, parted = Run(chosen), Run(chosen)
    for index, step in enumerate(stream):
        if index == restart_at:
            parted.restart()
        whole.do(step)
        parted.do(step)

    assert parted.engine.balances == whole.engine.balances
    assert [order.status for order in parted.engine.orders.values()] == [
        order.status for order in whole.engine.orders.values()
    ]
