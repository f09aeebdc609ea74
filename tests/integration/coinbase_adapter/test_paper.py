"""The paper account over the public prices of the stand-in, through the real SDK without a key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.connect import public_market
from signalfill.adapters.paper.venue import PaperVenue
from signalfill.config import VenueEnvironment
from signalfill.domain.order import Accepted, OrderKind, OrderStatus
from tests.integration.coinbase_adapter.conftest import BRACKET, Coinbase, VenueClock, request
from tests.unit.adapters.paper.fakes import MemoryPaperStore

pytestmark = pytest.mark.integration


@pytest.fixture
def paper(coinbase: Coinbase) -> PaperVenue:
    environment = VenueEnvironment(
        coinbase_base_url=coinbase.stand_in.base_url,
        coinbase_ca_bundle=str(coinbase.stand_in.ca_bundle),
    )
    clock = VenueClock(coinbase.clock)
    return PaperVenue(
        public_market(environment, clock),
        MemoryPaperStore(),
        clock,
        opening=lambda: ("USD", Decimal(10_000)),
    )


def trade(coinbase: Coinbase, price: str) -> None:
    coinbase.clock.advance(1)
    coinbase.price(price)
    coinbase.clock.advance(1)


def test_an_entry_is_filled_protected_and_stopped(
    coinbase: Coinbase,
    paper: PaperVenue,
) -> None:
    placed = paper.place(request(attached=BRACKET))
    assert isinstance(placed, Accepted)
    trade(coinbase, "59999.99")
    entry = paper.orders([placed.venue_order_id])[placed.venue_order_id]
    trade(coinbase, "56999")
    child = str(entry.attached_order_id)
    assert (entry.status, paper.orders([child])[child].status) == (
        OrderStatus.FILLED,
        OrderStatus.FILLED,
    )


def test_a_taker_pays_what_the_public_book_asks(paper: PaperVenue) -> None:
    ask = paper.quotes(["BTC-USD"])["BTC-USD"].ask
    placed = paper.place(request(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(62000)))
    assert isinstance(placed, Accepted)
    assert paper.fills([placed.venue_order_id])[0].price == ask


def test_nothing_reaches_the_venue(
    coinbase: Coinbase,
    paper: PaperVenue,
) -> None:
    paper.place(request())
    assert coinbase.count_orders() == 0
