"""Facts that a real venue can be asked for: a small order far below the market, and its cancel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from signalfill.domain.order import (
    CLOSED,
    OPEN,
    Accepted,
    AttachedBracket,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
)
from signalfill.domain.product import ceil_to
from tests.contract.venues import COIN, ORDERS, Bench

pytestmark = pytest.mark.integration
NEEDS = ORDERS

HALF = Decimal("0.5")
LOOKS = 20


@pytest.fixture
def small(bench: Bench) -> OrderRequest:
    """Half the price, the smallest size, a bracket with it."""
    product = bench.venue.product(COIN)
    assert product is not None
    price = product.floor_price(bench.venue.quotes([COIN])[COIN].bid * HALF)
    least = max(product.base_min_size, product.quote_min_size * Decimal("1.1") / price)
    return OrderRequest(
        # Not of our scheme for positions: an interrupted check must not look like an orphan.
        client_order_id=f"check-{uuid4()}",
        product_id=COIN,
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=ceil_to(least, product.base_increment),
        limit_price=price,
        attached=AttachedBracket(
            take_profit_price=product.floor_price(price * Decimal("1.1")),
            stop_price=product.ceil_price(price * Decimal("0.9")),
        ),
    )


@pytest.fixture
def resting(bench: Bench, small: OrderRequest) -> Iterator[str]:
    outcome = bench.venue.place(small)
    assert isinstance(outcome, Accepted), outcome
    yield outcome.venue_order_id
    bench.venue.cancel([outcome.venue_order_id])
    assert ended(bench, outcome.venue_order_id) in CLOSED


def ended(bench: Bench, venue_order_id: str) -> OrderStatus | None:
    """Its status as soon as it is closed: an accepted cancel is not yet canceled."""
    status = None
    for _ in range(LOOKS):
        order = bench.venue.orders([venue_order_id]).get(venue_order_id)
        status = order.status if order else None
        if status in CLOSED:
            break
        bench.wait(0.5)
    return status


def test_the_venue_would_take_an_entry_with_its_bracket(bench: Bench, small: OrderRequest) -> None:
    assert bench.venue.preview(small) is None


def test_a_small_order_rests(bench: Bench, resting: str, small: OrderRequest) -> None:
    bench.wait(1)
    order = bench.venue.orders([resting])[resting]
    assert order.status in OPEN
    assert (order.client_order_id, order.base_size, order.limit_price) == (
        small.client_order_id,
        small.base_size,
        small.limit_price,
    )


def test_it_is_found_by_our_id(bench: Bench, resting: str, small: OrderRequest) -> None:
    bench.wait(1)
    since = bench.clock.now() - timedelta(minutes=1)
    found = bench.venue.find_order(small.client_order_id, product_id=COIN, since=since)
    assert found is not None
    assert found.venue_order_id == resting


def test_the_same_id_again_makes_no_second_order(
    bench: Bench, resting: str, small: OrderRequest
) -> None:
    bench.venue.place(small)
    bench.wait(1)
    ours = [
        each.venue_order_id
        for each in bench.venue.open_orders()
        if each.client_order_id == small.client_order_id
    ]
    assert ours == [resting]


def test_a_cancel_ends_it_unfilled(bench: Bench, resting: str) -> None:
    outcome = bench.venue.cancel([resting])[resting]
    assert isinstance(outcome, Accepted)
    assert ended(bench, resting) is OrderStatus.CANCELED
