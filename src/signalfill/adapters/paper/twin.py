"""A live venue with a paper twin: every order is played on paper as well, and both compared.

The twin never hurts: it acts after the live calls, at the next read, and what fails in it is a
log line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.adapters.paper.store import PaperStore
from signalfill.adapters.paper.twin_book import Leg, Pair, TwinBook, leg_of, read_book
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderRequest,
    OrderSide,
    Outcome,
    Unknown,
    VenueOrder,
)
from signalfill.ports import Clock, Venue

_log = logging.getLogger(__name__)

LOOK_AGE = timedelta(minutes=1)


class Twin:
    """Mirrors commands onto paper and keeps the book of pairs."""

    def __init__(self, paper: Venue, store: PaperStore, clock: Clock) -> None:
        self._paper = paper
        self._store = store
        self._clock = clock
        self._waiting: list[Callable[[TwinBook], TwinBook]] = []
        self._looked_at: datetime | None = None

    def placed(self, request: OrderRequest, accepted: Accepted) -> None:
        def mirror(book: TwinBook) -> TwinBook:
            book = book.with_entry(request, accepted.venue_order_id)
            position_id = book.of_order(accepted.venue_order_id)
            if position_id is None:
                return book
            self._place(request, book.pairs[position_id])
            if accepted.attached_order_id is not None:
                book = book.with_child(accepted.venue_order_id, accepted.attached_order_id)
            return book

        self._waiting.append(mirror)

    def stop_moved(self, order: VenueOrder, stop_price: str) -> None:
        def mirror(book: TwinBook) -> TwinBook:
            twin = self._order_of(book, order.venue_order_id)
            if twin is not None:
                self._paper.edit_stop(twin, stop_price=stop_price)
            return book

        self._waiting.append(mirror)

    def canceled(self, venue_order_id: str) -> None:
        def mirror(book: TwinBook) -> TwinBook:
            twin = self._order_of(book, venue_order_id)
            if twin is not None:
                self._paper.cancel([twin.venue_order_id])
            return book

        self._waiting.append(mirror)

    def seen(self, orders: Sequence[VenueOrder]) -> None:
        """Children become known by their parents."""
        links = [
            (parent, child)
            for order in orders
            for parent, child in (
                (order.venue_order_id, order.attached_order_id),
                (order.originating_order_id, order.venue_order_id),
            )
            if parent and child
        ]
        if links:
            self._waiting.append(lambda book: _with_children(book, links))

    def filled(self, fills: Sequence[Fill]) -> None:
        if fills:
            self._waiting.append(lambda book: _with_fills(book, fills))

    def catch_up(self) -> None:
        """Does what waits; once a minute looks what the twins have come to."""
        now = self._clock.now()
        due = self._looked_at is None or now - self._looked_at >= LOOK_AGE
        if not self._waiting and not due:
            return
        waiting, self._waiting = self._waiting, []
        try:
            self._apply(waiting)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with paper, live goes on
            _log.warning("paper_twin_failed", extra={"cause": type(error).__name__})
        self._looked_at = now

    def _apply(self, waiting: Sequence[Callable[[TwinBook], TwinBook]]) -> None:
        before, version = read_book(self._store)
        book = before
        for mirror in waiting:
            book = mirror(book)
        for position_id, pair in book.pairs.items():
            if pair.difference is None:
                book = book.with_pair(position_id, self._refreshed(position_id, pair))
        if book != before:
            self._store.save(book.model_dump_json(by_alias=True), version)

    def _refreshed(self, position_id: str, pair: Pair) -> Pair:
        pair = pair.model_copy(update={"twin": self._leg(pair)}).settled()
        if pair.difference is not None:
            details = {"position_id": position_id, "difference_r": str(pair.difference)}
            _log.info("paper_twin_settled", extra=details)
        return pair

    def _leg(self, pair: Pair) -> Leg:
        ids = [order.venue_order_id for order in self._orders(pair)]
        return leg_of(self._paper.fills(ids)) if ids else Leg()

    def _orders(self, pair: Pair) -> list[VenueOrder]:
        """The twin's orders of this position, children included."""
        ours = set(pair.orders.values())
        orders = self._paper.orders_since(self._clock.now() - timedelta(days=30))
        parents = {each.venue_order_id for each in orders if each.client_order_id in ours}
        return [
            each
            for each in orders
            if each.venue_order_id in parents or each.originating_order_id in parents
        ]

    def _order_of(self, book: TwinBook, venue_order_id: str) -> VenueOrder | None:
        """The twin of a live order; of a child the newest child of the twin's parent."""
        position_id = book.of_order(venue_order_id)
        if position_id is None:
            return None
        pair = book.pairs[position_id]
        orders = self._orders(pair)
        own = {
            each.client_order_id: each for each in orders if each.originating_order_id is None
        }.get(pair.orders[venue_order_id])
        if own is None or venue_order_id not in pair.children:
            return own
        children = [each for each in orders if each.originating_order_id == own.venue_order_id]
        return children[-1] if children else None

    def _place(self, request: OrderRequest, pair: Pair) -> None:
        """A sale sells at most what the twin holds: its entry may have filled otherwise."""
        if request.side is OrderSide.SELL:
            size = min(request.base_size, max(self._leg(pair).base, Decimal(0)))
            if size <= 0:
                return
            request = request.model_copy(update={"base_size": size})
        self._paper.place(request)


def _with_children(book: TwinBook, links: Sequence[tuple[str, str]]) -> TwinBook:
    for parent, child in links:
        book = book.with_child(parent, child)
    return book


def _with_fills(book: TwinBook, fills: Sequence[Fill]) -> TwinBook:
    for fill in fills:
        book = book.with_live_fill(fill)
    return book


class TwinnedVenue:
    """The Venue port: everything goes to the live venue, and what it took also to its twin."""

    def __init__(self, live: Venue, twin: Twin) -> None:
        self._live = live
        self._twin = twin
        self.product = live.product
        self.price_range = live.price_range
        self.quotes = live.quotes
        self.balances = live.balances
        self.fee_rates = live.fee_rates
        self.key_permissions = live.key_permissions
        self.server_time = live.server_time
        self.preview = live.preview
        self.open_orders = live.open_orders
        self.orders_since = live.orders_since
        self._unanswered: dict[str, OrderRequest] = {}

    def place(self, request: OrderRequest) -> Outcome:
        outcome = self._live.place(request)
        if isinstance(outcome, Accepted):
            self._twin.placed(request, outcome)
        if isinstance(outcome, Unknown):
            self._unanswered[request.client_order_id] = request
        return outcome

    def edit_stop(self, order: VenueOrder, *, stop_price: str) -> Outcome:
        outcome = self._live.edit_stop(order, stop_price=stop_price)
        if isinstance(outcome, Accepted):
            self._twin.stop_moved(order, stop_price)
        return outcome

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        outcomes = self._live.cancel(venue_order_ids)
        for venue_order_id, outcome in outcomes.items():
            if isinstance(outcome, Accepted):
                self._twin.canceled(venue_order_id)
        return outcomes

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        found = self._live.orders(venue_order_ids)
        self._twin.seen(list(found.values()))
        self._twin.catch_up()
        return found

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        found = self._live.find_order(client_order_id, product_id=product_id, since=since)
        request = self._unanswered.get(client_order_id)
        if found is not None and request is not None:
            self._twin.placed(request, Accepted(venue_order_id=found.venue_order_id))
        return found

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        found = self._live.fills(venue_order_ids)
        self._twin.filled(found)
        self._twin.catch_up()
        return found
