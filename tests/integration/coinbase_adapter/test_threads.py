"""One adapter for many threads: nobody meets an error, or another's answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest

from signalfill.domain.order import CLOSED, Accepted
from tests.integration.coinbase_adapter.conftest import Coinbase, request

pytestmark = pytest.mark.integration

THREADS = 16
ROUNDS = 4


def at_once[T](work: Callable[[int], T]) -> list[T]:
    """What 16 threads got, all starting together; their errors are raised here."""
    start = Barrier(THREADS)

    def one(number: int) -> T:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_sixteen_threads_place_read_and_cancel_their_own_orders(coinbase: Coinbase) -> None:
    def work(number: int) -> list[tuple[str, str, Decimal | None]]:
        seen: list[tuple[str, str, Decimal | None]] = []
        for attempt in range(ROUNDS):
            client_order_id = f"sf1-{number}-{attempt}-0-e0"
            limit_price = Decimal(50000 + 100 * number + attempt)
            outcome = coinbase.venue.place(
                request(
                    client_order_id=client_order_id,
                    limit_price=limit_price,
                    base_size=Decimal("0.0001"),
                )
            )
            assert isinstance(outcome, Accepted)
            order = coinbase.order(outcome.venue_order_id)
            assert order.limit_price == limit_price
            canceled = coinbase.venue.cancel([outcome.venue_order_id])
            assert isinstance(canceled[outcome.venue_order_id], Accepted)
            seen.append((client_order_id, order.client_order_id, order.limit_price))
        return seen

    results = [row for rows in at_once(work) for row in rows]

    assert all(sent == shown for sent, shown, _ in results)
    coinbase.clock.advance(1)
    assert len({price for *_, price in results}) == THREADS * ROUNDS
    assert {
        order.status for order in coinbase.venue.orders_since(coinbase.clock().replace(year=2000))
    } <= CLOSED


def test_sixteen_threads_share_the_products(coinbase: Coinbase) -> None:
    found = at_once(lambda _: coinbase.venue.product("BTC-USD"))
    assert len(set(map(str, found))) == 1


def test_a_refused_key_halts_every_thread_and_no_other_error_comes(coinbase: Coinbase) -> None:
    coinbase.fault("unauthorized", count=1000)

    def work(_: int) -> str:
        try:
            coinbase.venue.balances()
        except Exception as error:  # noqa: BLE001 - which one is the question
            return type(error).__name__
        return "none"

    assert set(at_once(work)) == {"HaltedError"}
