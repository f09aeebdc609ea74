"""Every live order is played on paper as well, and the difference is kept in R."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from signalfill.adapters.paper.twin import Twin, TwinnedVenue
from signalfill.adapters.paper.twin_book import Pair, read_book
from signalfill.adapters.paper.venue import PaperVenue
from signalfill.domain.order import (
    Accepted,
    AttachedBracket,
    OrderKind,
    OrderRequest,
    OrderSide,
    Unknown,
    VenueOrder,
)
from signalfill.ports import Venue
from tests.fakes.clock import FakeClock
from tests.fakes.venue import FakeVenue, PlaceFault
from tests.unit.adapters.paper.fakes import MemoryPaperStore, TapePrices

POSITION = "1300000000000000001-0"
ENTRY_ID, EXIT_ID = f"sf1-{POSITION}-0-e0", f"sf1-{POSITION}-0-x0"


class Both:
    """A live venue and its twin on the same market, which trades at 100."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.live = FakeVenue(self.clock)
        self.prices = TapePrices(self.clock)
        self.prices.page = 10_000
        self.paper_store, self.book_store = MemoryPaperStore(), MemoryPaperStore()
        self.trade("100")
        self.venue = self.restarted()

    def restarted(self) -> TwinnedVenue:
        self.paper = PaperVenue(
            self.prices,
            self.paper_store,
            self.clock,
            opening=lambda: ("USD", Decimal(10**9)),
            fees=self.live.fee_rates,
        )
        return TwinnedVenue(self.live, Twin(self.paper, self.book_store, self.clock))

    def trade(self, *prices: str) -> None:
        for price in prices:
            self.clock.advance(seconds=2)
            self.live.price(price)
            self.prices.trade(price)

    def buy(self) -> str:
        outcome = self.venue.place(entry())
        assert isinstance(outcome, Accepted)
        return outcome.venue_order_id

    def look(self, *venue_order_ids: str) -> VenueOrder:
        """What a sweep does a minute later: the orders, then their fills."""
        self.clock.advance(minutes=1)
        first, *_ = orders = self._seen(venue_order_ids)
        children = self._seen([each.attached_order_id for each in orders if each.attached_order_id])
        self.venue.fills([each.venue_order_id for each in (*orders, *children)])
        return first

    def _seen(self, venue_order_ids: Sequence[str]) -> list[VenueOrder]:
        return list(self.venue.orders(venue_order_ids).values()) if venue_order_ids else []

    def child(self, entry_id: str) -> VenueOrder:
        attached = self.look(entry_id).attached_order_id
        assert attached is not None
        return self.venue.orders([attached])[attached]

    def pair(self) -> Pair:
        return read_book(self.book_store)[0].pairs[POSITION]

    def twins(self) -> list[VenueOrder]:
        return list(self.paper.orders_since(self.clock.now().replace(year=2000)))


def entry(**changes: object) -> OrderRequest:
    values = {
        "client_order_id": ENTRY_ID,
        "product_id": "BTC-USD",
        "side": OrderSide.BUY,
        "kind": OrderKind.LIMIT_GTC,
        "base_size": Decimal(2),
        "limit_price": Decimal(98),
        "attached": AttachedBracket(take_profit_price=Decimal(110), stop_price=Decimal(93)),
        **changes,
    }
    return OrderRequest.model_validate(values)


def sale(size: str = "2") -> OrderRequest:
    return entry(
        client_order_id=EXIT_ID,
        side=OrderSide.SELL,
        kind=OrderKind.LIMIT_IOC,
        base_size=Decimal(size),
        limit_price=Decimal(90),
        attached=None,
    )


@pytest.fixture
def both() -> Both:
    return Both()


def test_it_is_a_venue(both: Both) -> None:
    port: Venue = both.venue
    assert port is both.venue


def test_a_live_order_has_a_twin_on_paper(both: Both) -> None:
    both.look(both.buy())
    (twin,) = both.twins()
    assert (twin.client_order_id, twin.base_size) == (ENTRY_ID, Decimal(2))


def test_the_twin_waits_until_the_live_calls_are_done(both: Both) -> None:
    both.buy()
    assert both.twins() == []


def test_what_the_entry_risks_is_kept(both: Both) -> None:
    both.look(both.buy())
    assert both.pair().risk == 10


def test_the_same_exit_on_both_sides_makes_a_small_difference(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.trade("97.9", "97.9")
    both.look(order)
    both.trade("110.1", "110.1")
    both.look(order)
    assert both.pair().difference == 0


def test_what_the_live_stop_lost_more_is_the_difference(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.trade("97.9")
    both.look(order)
    both.live.price("90")
    both.trade("92.9", "92.9")
    both.look(order)
    difference = both.pair().difference
    assert difference is not None
    # Live sold two coins at 89.991, paper at 92.9: 5.8 lost of 10 at risk.
    assert Decimal("-0.60") < difference < Decimal("-0.55")


def test_a_twin_that_was_not_filled_is_a_difference_only_once_it_is_flat(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.live.price("98")
    both.look(order)
    assert (both.pair().live.base, both.pair().twin.base) == (Decimal(2), Decimal(0))
    assert both.pair().difference is None


def test_a_moved_stop_moves_the_twins(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.trade("97.9")
    child = both.child(order)
    both.venue.edit_stop(child, stop_price="96")
    both.look(order)
    stops = [each.stop_price for each in both.twins() if each.originating_order_id]
    assert stops == [96]


def test_a_canceled_entry_cancels_its_twin(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.venue.cancel([order])
    both.look(order)
    assert [each.status.value for each in both.twins()] == ["CANCELED"]


def test_a_sale_sells_what_the_twin_holds(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.trade("97.9")
    child = both.child(order)
    both.venue.cancel([child.venue_order_id])
    both.venue.place(sale())
    both.look(order)
    assert both.pair().twin.base == 0


def test_a_twin_that_holds_less_sells_what_it_has(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.clock.advance(seconds=2)
    both.live.price("97.9")
    both.prices.trade("97.9", volume="0.5")
    child = both.child(order)
    both.venue.cancel([child.venue_order_id])
    both.venue.place(sale())
    both.look(order)
    assert (both.pair().twin.bought, both.pair().twin.base) == (Decimal("0.5"), Decimal(0))


def test_a_twin_that_holds_nothing_sells_nothing(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.live.price("98")
    child = both.child(order)
    both.venue.cancel([child.venue_order_id])
    both.venue.place(sale())
    both.look(order)
    assert [each.client_order_id for each in both.twins()] == [ENTRY_ID]


def test_an_order_without_an_answer_gets_its_twin_when_it_is_found(both: Both) -> None:
    both.live.place_faults.append(PlaceFault.ANSWER_LOST)
    assert isinstance(both.venue.place(entry()), Unknown)
    found = both.venue.find_order(ENTRY_ID, product_id="BTC-USD", since=both.clock.now())
    assert found is not None
    both.look(found.venue_order_id)
    assert len(both.twins()) == 1


def test_a_refused_order_has_no_twin(both: Both) -> None:
    both.live.place_faults.append(PlaceFault.REFUSED)
    both.venue.place(entry())
    both.venue.orders([])
    assert both.twins() == []


def test_a_twin_that_fails_never_stops_the_live_call(
    both: Both, caplog: pytest.LogCaptureFixture
) -> None:
    both.book_store.is_silent = True
    order = both.buy()
    assert both.look(order).venue_order_id == order
    assert "paper_twin_failed" in caplog.text


def test_twins_survive_a_restart(both: Both) -> None:
    order = both.buy()
    both.look(order)
    both.trade("97.9", "97.9")
    both.look(order)
    both.venue = both.restarted()
    both.trade("110.1", "110.1")
    both.look(order)
    assert both.pair().difference == 0
