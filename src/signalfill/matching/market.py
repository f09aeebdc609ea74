"""One product's market as the engine sees it: last trade, quote, depth, our open orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from signalfill.domain.order import OrderSide
from signalfill.domain.product import Product
from signalfill.matching.model import Candle, Order, Touch

NEVER_BELOW = Decimal(-1)
NEVER_ABOVE = Decimal("Infinity")


@dataclass(slots=True)
class Level:
    """One price of a live book; `size` is what is left there, None without limit."""

    price: Decimal
    size: Decimal | None


@dataclass(slots=True)
class Forming:
    """The minute in which orders arrive; without a candle nothing trades in it.

    `left` is what of its volume may still be ours, None without limit.
    """

    start: datetime
    candle: Candle | None
    half_spread: Decimal
    left: Decimal | None

    def is_same(self, other: Forming) -> bool:
        return self.start == other.start


@dataclass(slots=True)
class ProductMarket:
    """`depth` is what each price step offers us in base; `liquidity` what is left of it.

    None is without limit. `low_watch` and `high_watch` bound the prices at which nothing
    happens to our orders; they are recomputed only after an order changed.
    """

    product: Product
    last: Decimal | None = None
    bid: Decimal | None = None
    ask: Decimal | None = None
    depth: Decimal | None = None
    liquidity: Decimal | None = None
    bids: list[Level] = field(default_factory=list)
    asks: list[Level] = field(default_factory=list)
    forming: Forming | None = None
    open_orders: dict[str, Order] = field(default_factory=dict)
    changed: bool = True
    low_watch: Decimal = NEVER_BELOW
    high_watch: Decimal = NEVER_ABOVE

    @property
    def matches(self) -> bool:
        """Whether the venue trades the product at all now."""
        state = self.product
        return state.online and not (state.trading_disabled or state.auction_mode)

    def move(
        self, price: Decimal, bid: Decimal | None, ask: Decimal | None, base_size: Decimal | None
    ) -> None:
        self.last = price
        self.bid = price if bid is None else bid
        self.ask = price if ask is None else ask
        self.liquidity = self.depth if base_size is None else base_size
        self.forming = None
        if self.bids or self.asks:
            self.bids, self.asks = [], []

    def show_book(self, last: Decimal, bids: list[Level], asks: list[Level]) -> None:
        """The live book, best prices first, until the next move."""
        self.move(last, bids[0].price, asks[0].price, None)
        self.bids, self.asks = bids, asks

    def ladder(self, side: OrderSide) -> list[Level]:
        """What an aggressive order of this side meets, best price first."""
        levels = self.asks if side is OrderSide.BUY else self.bids
        price = self.opposite(side)
        return levels or ([] if price is None else [Level(price, self.liquidity)])

    def offered(self, wanted: Decimal) -> Decimal:
        return wanted if self.liquidity is None else min(wanted, self.liquidity)

    def take(self, size: Decimal) -> None:
        if self.liquidity is not None:
            self.liquidity -= size

    def opposite(self, side: OrderSide) -> Decimal | None:
        """The price at which an aggressive order of this side trades."""
        return self.ask if side is OrderSide.BUY else self.bid

    def is_quiet(self, low: Decimal, high: Decimal) -> bool:
        """Whether prices from `low` to `high` touch none of our orders."""
        low_watch, high_watch = self.watched()
        return low_watch < low and high < high_watch

    def watched(self) -> tuple[Decimal, Decimal]:
        """Prices between both touch none of our orders."""
        if self.changed:
            self._watch()
        return self.low_watch, self.high_watch

    def _watch(self) -> None:
        lows, highs = [NEVER_BELOW], [NEVER_ABOVE]
        for order in self.open_orders.values():
            if not order.is_live:
                continue
            if order.awaits_trade:
                lows.append(NEVER_ABOVE)
            if order.rests and order.resting_price is not None:
                (lows if order.is_buy else highs).append(order.resting_price)
            if order.can_trigger and order.stop_price is not None:
                (highs if order.stop_rises else lows).append(order.stop_price)
        self.low_watch, self.high_watch = max(lows), min(highs)
        self.changed = False


def is_triggered(order: Order, low: Decimal, high: Decimal) -> bool:
    """A stop reacts to the last trade price, at its level or beyond."""
    if order.stop_price is None or not order.can_trigger:
        return False
    return high >= order.stop_price if order.stop_rises else low <= order.stop_price


def is_touched(order: Order, low: Decimal, high: Decimal, touch: Touch) -> bool:
    """Whether trades from `low` to `high` fill the resting limit."""
    if order.resting_price is None or not order.rests:
        return False
    beyond = order.resting_price - low if order.is_buy else high - order.resting_price
    return beyond > 0 or (beyond == 0 and touch is Touch.AT)


def is_marketable(order: Order, price: Decimal) -> bool:
    """Whether an aggressive execution at `price` is within the order's limit."""
    if order.resting_price is None:
        return True
    return price <= order.resting_price if order.is_buy else price >= order.resting_price
