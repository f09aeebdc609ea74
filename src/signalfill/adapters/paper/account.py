"""The paper account as one document, and the engine that it becomes."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from pydantic import Field

from signalfill.domain.product import Balance, FeeRates, Product
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Moment, Money, Value
from signalfill.matching.engine import Engine
from signalfill.matching.model import Order, StopFill, Touch, VenueRules
from signalfill.matching.snapshot import restore

# Long enough for every search and every watch on an order that has ended.
KEEP_CLOSED = timedelta(days=30)


class SeenCandle(Value):
    """The newest candle as it was when last looked at: it may have been forming still."""

    start: Moment
    low: Money
    high: Money
    close: Money
    base_volume: Money


class Look(Value):
    """A product at the last look; only what traded since can meet our orders.

    `last_trade` is the newest trade that was fed, `seen` the newest candle with it in.
    """

    product: Product
    at: Moment
    seen: SeenCandle | None = None
    last_trade: int | None = None


class PaperAccount(Value):
    schema_version: int = Field(SCHEMAS["paper_account"], alias="schema")
    last_number: int = 0
    balances: tuple[Balance, ...]
    orders: tuple[Order, ...] = ()
    looks: dict[str, Look] = Field(default_factory=dict)

    @property
    def open_products(self) -> set[str]:
        return {order.product_id for order in self.orders if not order.is_closed}


def opened(currency: str, balance: Decimal) -> PaperAccount:
    return PaperAccount(balances=(Balance(currency=currency, available=balance),))


class PaperSession:
    """One loaded account with its engine. `account` is the account as it is now."""

    def __init__(self, account: PaperAccount, fees: FeeRates) -> None:
        self._last_number = account.last_number
        self.looks = dict(account.looks)
        self.engine = Engine(
            products=[look.product for look in account.looks.values()],
            fees=fees,
            # A print at our price may have filled those who came before us.
            rules=VenueRules(touch=Touch.THROUGH, stop_fill=StopFill.NEXT_TRADE),
            next_id=self._next_id,
        )
        restore(self.engine, orders=account.orders, balances=account.balances)

    def account(self, now: datetime, *, keep: timedelta) -> PaperAccount:
        """The account as it is now; orders that closed longer than `keep` ago are forgotten."""
        orders = tuple(
            order
            for order in self.engine.orders.values()
            if not (order.is_closed and now - order.changed_at > keep)
        )
        account = PaperAccount(
            last_number=self._last_number,
            balances=tuple(self.engine.balances.values()),
            orders=orders,
        )
        needed = account.open_products
        looks = {name: look for name, look in self.looks.items() if name in needed}
        return account.model_copy(update={"looks": looks})

    def _next_id(self) -> str:
        self._last_number += 1
        return f"paper-{self._last_number}"
