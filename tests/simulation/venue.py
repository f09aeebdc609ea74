"""The matching engine behind the port, as awkward as the venue may be (docs/venue.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from signalfill.adapters.coinbase.reasons import kind_of
from signalfill.domain.errors import HaltedError, VenueUnavailableError
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
    Unknown,
    VenueOrder,
)
from signalfill.domain.product import Balance, PriceRange, Product
from signalfill.matching.model import AttachedChild, Order, OrderType, ParentCancel, VenueRules
from tests.fakes.clock import FakeClock
from tests.fakes.venue import FakeVenue
from tests.simulation.fate import Fate

FINAL = RefusalKind.FINAL
_PLACE_FAULTS = (
    "answer_lost",
    "answer_lost",
    "call_lost",
    "throttled",
    "insufficient",
    "refused",
    "never",
    "attached_refused",
)
_REASONS = {
    "insufficient": "INSUFFICIENT_FUND",
    "refused": "UNKNOWN_FAILURE_REASON",
    "never": "BRACKET_ORDER_NOT_SUPPORTED",
}
RENAMED = "-triggered"
"""Ends the id under which a triggered bracket goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the venue does throughout one run, where its documents leave it open."""

    rules: VenueRules
    list_lag: float
    cancel_lag: float
    fill_lag: float
    balance_lag: float
    duplicate_is_refused: bool
    takes_attachments: bool
    takes_edits: bool
    edit_limit: int | None
    ignores_edits: float = 0
    """How often an edit is accepted and changes nothing."""
    tells_triggers: bool = True
    renames_triggered: bool = False
    hold_lag: float = 0
    """Seconds after a cancel in which what it held cannot be sold."""

    @classmethod
    def drawn(cls, random: Random) -> Habits:
        return cls(
            rules=VenueRules(
                attached_child=random.choice(list(AttachedChild)),
                parent_cancel=random.choice(list(ParentCancel)),
                child_refused_at_fill=random.random() < 0.2,
            ),
            list_lag=random.choice([0, 0, 2, 8, 40]),
            cancel_lag=random.choice([0, 0, 1, 8]),
            fill_lag=random.choice([0, 0, 2, 20]),
            balance_lag=random.choice([0, 0, 3, 20]),
            duplicate_is_refused=random.random() < 0.4,
            takes_attachments=random.random() < 0.85,
            takes_edits=random.random() < 0.8,
            edit_limit=random.choice([None, None, 2]),
            ignores_edits=random.choice([0, 0, 0, 0.5, 1]),
            tells_triggers=random.random() < 0.8,
            renames_triggered=random.random() < 0.2,
            hold_lag=random.choice([0, 0, 3, 12]),
        )

    @classmethod
    def honest(cls, *, takes_attachments: bool = True) -> Habits:
        """Every answer at once; what its documents say it does."""
        return cls(
            rules=VenueRules(),
            list_lag=0,
            cancel_lag=0,
            fill_lag=0,
            balance_lag=0,
            duplicate_is_refused=False,
            takes_attachments=takes_attachments,
            takes_edits=True,
            edit_limit=None,
        )


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the venue's own log. `began_at` is when the calling invocation began."""

    what: str
    at: datetime
    began_at: datetime
    request: OrderRequest | None = None
    order_id: str = ""
    stop_price: Decimal | None = None
    bid: Decimal | None = None
    fault: str | None = None
    is_no: bool = False
    """The venue said that there is no such order: the same one may be sent again."""


def _unwatched(_request: OrderRequest) -> None:
    """Until the world stands."""


class MisbehavingVenue(FakeVenue):
    """`log` is what came in. `halts` makes every call end as with a refused key."""

    def __init__(
        self, clock: FakeClock, fate: Fate, habits: Habits, products: Sequence[Product]
    ) -> None:
        super().__init__(clock, rules=habits.rules, products=products)
        self.habits = habits
        self.log: list[Call] = []
        self.halts = False
        self.lags = True
        self.latency = 0.02
        self.invoked_at = clock.now
        self.before_request: Callable[[OrderRequest], None] = _unwatched
        self._fate = fate
        self._shown_from: dict[str, datetime] = {}
        self._canceling: dict[str, datetime] = {}
        self._edits: dict[str, int] = {}
        self._vanished: set[str] = set()
        self._freed: dict[str, datetime] = {}
        self.throttles = False
        self._trades: list[tuple[datetime, str, Decimal]] = []
        self._balances: list[tuple[datetime, Mapping[str, Balance]]] = []

    # --- the world ---

    def price(self, price: str | Decimal, product_id: str = "BTC-USD") -> None:
        self.catch_up()
        self._trades.append((self.clock.now(), product_id, Decimal(price)))
        super().price(price, product_id)
        self._keep_balances()

    def behave(self) -> None:
        """No faults from now on: what was on its way arrives."""
        self.lags = self.halts = self.throttles = False
        self.book_age = timedelta(0)
        self.books.clear()
        for order_id in list(self._canceling):
            del self._canceling[order_id]
            self.engine.cancel(order_id, self.clock.now())

    def catch_up(self) -> None:
        """Cancels whose time has come; one may come too late."""
        for order_id, due in list(self._canceling.items()):
            if due > self.clock.now():
                continue
            del self._canceling[order_id]
            late = self._fate.strikes(self._fate.chances.venue)
            if not (late and self.engine.fill(order_id, self.clock.now())):
                self.engine.cancel(order_id, self.clock.now())
        self._keep_balances()

    def _keep_balances(self) -> None:
        if self.habits.balance_lag and self.lags:
            self._balances = [*self._balances[-40:], (self.clock.now(), self.engine.balances)]

    def show_rate(self, product_id: str, price: Decimal) -> None:
        """A book that nothing of ours trades in."""
        self._prices[product_id] = price

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        """From the minute of `since` on, as candles have it."""
        self._answer()
        began = since.replace(second=0, microsecond=0)
        traded = [(at, price) for at, name, price in self._trades if name == product_id]
        own = [price for at, price in traded if began <= at < began + timedelta(minutes=1)]
        seen = [price for at, price in traded if at >= began + timedelta(minutes=1)]
        last = self._prices[product_id]
        within = [*own[-1:], *seen, last]
        return PriceRange(
            low=min(within),
            high=max(within),
            open=[*own, *seen, last][0],
            own_low=min(own, default=None),
            own_high=max(own, default=None),
        )

    def bid(self, product_id: str) -> Decimal:
        """What a sale fetches, whatever the book says."""
        return self._prices[product_id] * (1 - self.spread / 2)

    def loses(self, order_id: str) -> None:
        """The order is gone: from the market, from lists and by its id."""
        self.engine.cancel(order_id, self.clock.now())
        self._vanished.add(order_id)

    def has_lost(self, order_id: str | None) -> bool:
        return order_id in self._vanished

    def shows_the_truth(self, product_id: str) -> bool:
        """Whether the book is what trades, and answered at once."""
        return product_id not in self.books and not self.book_age

    def earlier_price(self, product_id: str) -> Decimal:
        """One that was traded before."""
        traded = [price for _, name, price in self._trades if name == product_id]
        return self._fate.random.choice(traded)

    def bids(self, product_id: str, *, since: datetime) -> tuple[Decimal, Decimal]:
        """The lowest and the highest of the time since then."""
        prices = [(at, price) for at, name, price in self._trades if name == product_id]
        before = [price for at, price in prices if at <= since][-1:]
        seen = [*before, *(price for at, price in prices if at > since)]
        below = 1 - self.spread / 2
        return min(seen) * below, max(seen) * below

    def taken(self, client_order_id: str) -> Order | None:
        """The order of this id, if there is one."""
        return self._by_client_id(client_order_id)

    # --- the port ---

    def _answer(self) -> None:
        self._fate.step()
        self._fate.call(self.latency)
        self.catch_up()
        if self.halts:
            raise HaltedError("401")
        if self._fate.strikes(self._fate.chances.venue_silent):
            raise VenueUnavailableError("503")

    def product(self, product_id: str) -> Product | None:
        self._answer()
        return super().product(product_id)

    def balances(self) -> Mapping[str, Balance]:
        self._answer()
        horizon = self.clock.now() - timedelta(seconds=self.habits.balance_lag)
        old = [seen for at, seen in self._balances if at <= horizon]
        return old[-1] if old and self.lags else self.engine.balances

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        self._answer()
        found = super().find_order(client_order_id, product_id=product_id, since=since)
        # What a renamed one goes on as has another name: its own is of what ended.
        return None if found is None else self._views(self.engine.orders[found.venue_order_id])[0]

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        self._answer()
        found = [order for order in self._shown() if order.created_at >= moment]
        return [view for order in found for view in self._views(order)]

    def open_orders(self) -> Sequence[VenueOrder]:
        self._answer()
        found = [order for order in self._shown() if not order.is_closed]
        views = [view for order in found for view in self._views(order)]
        return [view for view in views if view.status is not OrderStatus.CANCELED]

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        self._answer()
        lag = timedelta(seconds=self.habits.fill_lag if self.lags else 0)
        asked = [each.removesuffix(RENAMED) for each in venue_order_ids]
        listed = map(self._by_its_name, super().fills(asked))
        return [
            fill
            for fill in listed
            if fill.filled_at <= self.clock.now() - lag and fill.venue_order_id in venue_order_ids
        ]

    def _by_its_name(self, fill: Fill) -> Fill:
        name = self._shown_id(self.engine.orders[fill.venue_order_id])
        return fill.model_copy(update={"venue_order_id": name})

    def _shown_id(self, order: Order) -> str:
        is_renamed = self.habits.renames_triggered and order.triggered
        return order.order_id + RENAMED if is_renamed else order.order_id

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        asked = list(dict.fromkeys(each.removesuffix(RENAMED) for each in venue_order_ids))
        found = {
            view.venue_order_id: view
            for order_id in super().orders(asked)
            for view in self._views(self.engine.orders[order_id])
        }
        return {each: found[each] for each in venue_order_ids if each in found}

    def _views(self, order: Order) -> list[VenueOrder]:
        """A renamed one is shown twice: as it ended, and as it goes on."""
        seen = self._view(order)
        if self._shown_id(order) == order.order_id:
            return [seen]
        ended = {"status": OrderStatus.CANCELED, "filled_size": Decimal(0)}
        goes_on = {
            "venue_order_id": self._shown_id(order),
            "originating_order_id": order.order_id,
            "client_order_id": "",
            "stop_price": None,
            "limit_price": order.resting_price,
            "attached_order_id": None,
        }
        return [seen.model_copy(update=ended), seen.model_copy(update=goes_on)]

    def _view(self, order: Order) -> VenueOrder:
        seen = super()._view(order)
        if not self.habits.tells_triggers:
            seen = seen.model_copy(update={"stop_triggered": False})
        if order.order_id in self._canceling:
            return seen.model_copy(update={"status": OrderStatus.PENDING_CANCEL})
        return seen

    def _shown(self) -> list[Order]:
        there = [o for o in self.engine.orders.values() if o.order_id not in self._vanished]
        if not self.habits.list_lag or not self.lags:
            return there
        return [each for each in there if self._is_shown(each)]

    def _is_shown(self, order: Order) -> bool:
        """A lag of its own for each order, from the moment when it lives."""
        if order.status is OrderStatus.SUBMITTED:
            return self.clock.now() - order.created_at >= timedelta(seconds=self.habits.list_lag)
        if order.order_id not in self._shown_from:
            lag = self._fate.random.choice([0, 0.5, 1]) * self.habits.list_lag
            self._shown_from[order.order_id] = order.created_at + timedelta(seconds=lag)
        return self._shown_from[order.order_id] <= self.clock.now()

    # --- what changes something ---

    def place(self, request: OrderRequest) -> Outcome:
        self._command()
        fault = self._fault(_PLACE_FAULTS)
        self.before_request(request)
        bid = self.bid(request.product_id)
        outcome = self._outcome(fault, request)
        is_no = isinstance(outcome, Refused | Throttled)
        self._note("place", request=request, bid=bid, fault=fault, is_no=is_no)
        self._fate.step()
        return outcome

    def _outcome(self, fault: str | None, request: OrderRequest) -> Outcome:
        match "throttled" if self.throttles else fault:
            case "throttled":
                return Throttled()
            case "call_lost":
                return Unknown(cause="ConnectTimeout")
            case "insufficient" | "refused" as name:
                return _refused(_REASONS[name])
            case "never" if request.kind is OrderKind.BRACKET:
                return _refused(_REASONS["never"])
            case "attached_refused" if request.attached is not None:
                return _attachment_refused()
        outcome = self._place(request)
        return Unknown(cause="ReadTimeout") if fault == "answer_lost" else outcome

    def _place(self, request: OrderRequest) -> Outcome:
        if request.attached is not None and not self.habits.takes_attachments:
            return _attachment_refused()
        known = self._by_client_id(request.client_order_id) is not None
        if known and self.habits.duplicate_is_refused:
            return Refused(reason="DUPLICATE_CLIENT_ORDER_ID", kind=FINAL)
        if request.side is OrderSide.SELL and not known and self._is_held(request.product_id):
            return _refused("INSUFFICIENT_FUND")
        outcome = super()._place(request)
        return _refused(outcome.reason) if isinstance(outcome, Refused) else outcome

    def _is_held(self, product_id: str) -> bool:
        """What a cancel freed a moment ago is held still."""
        freed_at = self._freed.get(product_id)
        lag = timedelta(seconds=self.habits.hold_lag if self.lags else 0)
        return freed_at is not None and self.clock.now() - freed_at < lag

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        self._command()
        bid = self.bid(order.product_id)
        self._note("edit", order_id=order.venue_order_id, stop_price=stop_price, bid=bid)
        outcome = self._edited(
            order, limit_price=limit_price, base_size=base_size, stop_price=stop_price
        )
        fault = self._fault(("answer_lost", "none"))
        self._fate.step()
        return Unknown(cause="ReadTimeout") if fault == "answer_lost" else outcome

    def _edited(self, order: VenueOrder, **changes: Decimal | None) -> Outcome:
        limit = self.habits.edit_limit
        done = self._edits.get(order.venue_order_id, 0)
        if not self.habits.takes_edits or (limit is not None and done >= limit):
            return Refused(reason="EDIT_LIMIT_REACHED" if done else "ORDER_TYPE_NOT_SUPPORTED")
        if self.habits.ignores_edits and self._fate.random.random() < self.habits.ignores_edits:
            return Accepted(venue_order_id=order.venue_order_id)
        outcome = super().edit(order, **changes)
        if isinstance(outcome, Accepted):
            self._edits[order.venue_order_id] = done + 1
        return outcome

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        self._command()
        fault = self._fault(("answer_lost", "call_lost", "refused"))
        for each in venue_order_ids:
            self._note("cancel", order_id=each, fault=fault)
        if fault == "call_lost":
            return dict.fromkeys(venue_order_ids, Unknown(cause="ConnectTimeout"))
        if fault == "refused":
            return dict.fromkeys(venue_order_ids, Refused(reason="UNKNOWN_CANCEL_FAILURE_REASON"))
        answers = {each: self._cancel(each.removesuffix(RENAMED)) for each in venue_order_ids}
        self._fate.step()
        if fault == "answer_lost":
            return dict.fromkeys(venue_order_ids, Unknown(cause="ReadTimeout"))
        return answers

    def _cancel(self, venue_order_id: str) -> Outcome:
        if venue_order_id in self._vanished:
            return Refused(reason="UNKNOWN_CANCEL_ORDER", kind=FINAL)
        lag = self._fate.random.choice([0, 1]) * self.habits.cancel_lag if self.lags else 0
        order = self.engine.orders.get(venue_order_id)
        if order is not None and not order.is_closed and not order.is_buy:
            self._freed[order.product_id] = self.clock.now()
        if not lag or order is None or order.is_closed:
            return super()._cancel(venue_order_id)
        due = self.clock.now() + timedelta(seconds=lag)
        self._canceling.setdefault(venue_order_id, due)
        return Accepted(venue_order_id=venue_order_id)

    def _command(self) -> None:
        self._fate.step()
        self._fate.call(self.latency)
        self.catch_up()
        if self.halts:
            raise HaltedError("401")

    def _fault(self, names: Sequence[str]) -> str | None:
        return self._fate.random.choice(names) if self._strikes() else None

    def _strikes(self) -> bool:
        return self._fate.strikes(self._fate.chances.venue)

    def _note(self, what: str, **details: Any) -> None:  # noqa: ANN401 - the fields of a Call
        self.log.append(Call(what, self.clock.now(), self.invoked_at(), **details))


def _attachment_refused() -> Refused:
    return _refused("ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT")


def _refused(reason: str) -> Refused:
    """With the kind that our adapter gives it."""
    return Refused(reason=reason, kind=kind_of(reason))


def is_stop(order: Order) -> bool:
    """Rests at the exchange and sells when the price falls."""
    return (
        order.side is OrderSide.SELL
        and order.order_type in {OrderType.BRACKET, OrderType.STOP_LIMIT}
        and order.is_live
    )
