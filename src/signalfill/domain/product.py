"""What is traded, and the only place where prices and sizes are rounded."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from signalfill.domain.side import Side
from signalfill.domain.values import Moment, Money, Value


def floor_to(value: Decimal, increment: Decimal) -> Decimal:
    """The largest multiple of `increment` that is not above `value`."""
    return (value / increment).to_integral_value(ROUND_FLOOR) * increment


def ceil_to(value: Decimal, increment: Decimal) -> Decimal:
    """The smallest multiple of `increment` that is not below `value`."""
    return (value / increment).to_integral_value(ROUND_CEILING) * increment


def rounded_back(value: Decimal, increment: Decimal, side: Side) -> Decimal:
    """Down for a long, up for a short."""
    return (floor_to if side is Side.LONG else ceil_to)(value, increment)


def rounded_ahead(value: Decimal, increment: Decimal, side: Side) -> Decimal:
    """Up for a long, down for a short."""
    return (ceil_to if side is Side.LONG else floor_to)(value, increment)


class Product(Value):
    """Coinbase's instrument: its increments and minimums, and what its market allows now.

    Attributes:
        product_id: `BTC-USD`.
        base: The coin, `BTC`.
        quote: What it is priced in, `USD`.
        base_increment: The step of sizes, in the base currency.
        price_increment: The step of prices, in the quote currency.
        base_min_size: The smallest order, in the base currency.
        quote_min_size: The smallest order, in the quote currency.
        online: False: nothing trades.
        cancel_only: True: orders can only be canceled.
        limit_only: True: market orders are refused.
        post_only: True: orders that would trade at once are refused.
        trading_disabled: True: the venue has stopped the product.
        auction_mode: True: orders gather, and nothing trades yet.
        view_only: True: this account may not trade it.
    """

    product_id: str
    base: str
    quote: str
    base_increment: Money
    price_increment: Money
    base_min_size: Money
    quote_min_size: Money
    online: bool = True
    cancel_only: bool = False
    limit_only: bool = False
    post_only: bool = False
    trading_disabled: bool = False
    auction_mode: bool = False
    view_only: bool = False

    @property
    def closed_for_entries(self) -> str | None:
        """The market state that forbids an entry, or None."""
        if not self.online:
            return "offline"
        flags = (
            "trading_disabled",
            "view_only",
            "auction_mode",
            "cancel_only",
            "limit_only",
            "post_only",
        )
        return next((flag for flag in flags if getattr(self, flag)), None)

    def floor_size(self, size: Decimal) -> Decimal:
        """The size rounded down: never more than was decided."""
        return floor_to(size, self.base_increment)

    def floor_price(self, price: Decimal) -> Decimal:
        return floor_to(price, self.price_increment)

    def ceil_price(self, price: Decimal) -> Decimal:
        return ceil_to(price, self.price_increment)

    def limit_price(self, price: Decimal, side: Side) -> Decimal:
        """A limit or take-profit, rounded back: nothing is overpaid or missed."""
        return rounded_back(price, self.price_increment, side)

    def stop_price(self, price: Decimal, side: Side) -> Decimal:
        """A stop, rounded ahead: toward safety."""
        return rounded_ahead(price, self.price_increment, side)

    def is_sellable(self, size: Decimal, price: Decimal) -> bool:
        """Whether the venue takes an order of this size at this price."""
        return size >= self.base_min_size and size * price >= self.quote_min_size


MAX_QUOTE_AGE = timedelta(seconds=10)
"""An older quote says nothing about now; one from the future says that a clock is wrong."""


class Quote(Value):
    """Best bid and ask of one product, in the quote currency.

    Attributes:
        product_id: The venue's product.
        bid: The best price that a buyer offers.
        ask: The best price that a seller asks.
        at: When we asked. A quiet book is not an old one.
        last: The price of the last trade. None where it was not read beside the book.
    """

    product_id: str
    bid: Money
    ask: Money
    at: Moment
    last: Money | None = None

    @property
    def is_sane(self) -> bool:
        """Both sides are positive and do not cross."""
        return Decimal(0) < self.bid <= self.ask

    def is_fresh(self, now: datetime) -> bool:
        return abs(now - self.at) <= MAX_QUOTE_AGE

    def to_enter(self, side: Side) -> Decimal:
        """What an entry costs now: a long buys at the ask, a short sells at the bid."""
        return self.ask if side is Side.LONG else self.bid

    def to_exit(self, side: Side) -> Decimal:
        """What an exit fetches now: a long sells at the bid, a short buys back at the ask."""
        return self.bid if side is Side.LONG else self.ask

    def to_trigger(self, side: Side) -> Decimal:
        """What a stop must rest behind: the exit's price or the last trade, the nearer one.

        A stale book can stand near its last trade and still be beyond it.
        """
        exit_price = self.to_exit(side)
        return exit_price if self.last is None else side.rearmost(exit_price, self.last)

    @property
    def spread(self) -> Decimal:
        """(ask - bid) / ask, as a fraction."""
        return (self.ask - self.bid) / self.ask


class TradedPrice(Value):
    """One printed trade."""

    price: Money
    at: Moment


class PriceRange(Value):
    """The lowest and highest price traded since a moment, from candles.

    Of the moment's own minute only the close counts: the rest may have traded before the moment.

    Attributes:
        low: The lowest price.
        high: The highest price.
        open: The first price of the moment's own minute.
        own_low: The lowest price of that minute. None where it lies within the range.
        own_high: The highest price of that minute. None where it lies within the range.
    """

    low: Money
    high: Money
    open: Money
    own_low: Money | None = None
    own_high: Money | None = None

    def best(self, side: Side) -> Decimal:
        """The price farthest ahead."""
        return side.foremost(self.low, self.high)

    def worst(self, side: Side) -> Decimal:
        """The price farthest back."""
        return side.rearmost(self.low, self.high)


class MinuteClose(Value):
    """The last price of the minute that began at `start`; a minute without a trade has none."""

    start: Moment
    price: Money


class Balance(Value):
    """What the account holds of one currency: `available` to trade, `hold` in resting orders."""

    currency: str
    available: Money
    hold: Money = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.available + self.hold


class FeeRates(Value):
    """Fractions of notional: 0.006 is 0.6 %. `tier` is the venue's name for them."""

    maker: Money
    taker: Money
    tier: str = ""


class KeyPermissions(Value):
    """What the venue's key may do, as the venue says."""

    can_view: bool
    can_trade: bool
    can_transfer: bool
    portfolio_id: str = ""
    portfolio_type: str = ""
