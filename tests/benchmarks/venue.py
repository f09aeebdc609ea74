"""What our adapter adds to the bare SDK, and how many candles the matching engine steps through."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter, process_time
from typing import Any

from coinbase.rest import RESTClient

from sandbox.aws.tools import ROOT
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.coinbase.connect import venue_from
from signalfill.adapters.coinbase.encode import order_body
from signalfill.adapters.coinbase.market import API
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.config import VenueEnvironment
from signalfill.domain.order import OrderKind, OrderRequest, OrderSide
from signalfill.domain.product import FeeRates
from signalfill.matching.engine import Engine
from signalfill.matching.model import Candle, OrderType, Ticket, Touch, VenueRules
from tests.benchmarks.result import Figure, at_most
from tests.fakes.venue import product
from tests.integration.coinbase_adapter.conftest import NoSecrets
from tests.unit.adapters.coinbase.payloads import order

CALLS = 200
PAGE = 250
PAGES = 40
RESTING = 10
CANDLES = 200_000
ROUNDS = 5
STEPS_A_SECOND = 200_000


def measure() -> list[Figure]:
    with _stand_in() as address:
        overheads = _overheads(address)
    return [
        *(
            at_most(f"adapter over bare SDK, {name}", 100 * share, 10, "%", is_gate=True)
            for name, share in overheads.items()
        ),
        at_most("adapter, an order on a list page (CPU)", _list_microseconds(), 20, "µs"),
        _engine(),
    ]


# --- the adapter against the bare SDK, in turns ---


@contextmanager
def _stand_in() -> Iterator[dict[str, Any]]:
    """A process of its own: its work is not ours."""
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "sandbox.coinbase", "--directory", directory]
        command += ["--deposit", "USD=1000000"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own module
            assert running.stdout is not None
            try:
                yield json.loads(running.stdout.readline())
            finally:
                running.terminate()


def _overheads(address: Mapping[str, Any]) -> dict[str, float]:
    venue, sdk = _venue(address), _sdk(address)
    ids = iter(f"sf1-{number}" for number in range(10 * CALLS))
    place = _ratio(
        lambda: sdk.post(f"{API}/orders", data=order_body(_request(next(ids)))),
        lambda: venue.place(_request(next(ids))),
    )
    resting = iter([each.venue_order_id for each in venue.open_orders()])
    cancel = _ratio(
        lambda: sdk.post(f"{API}/orders/batch_cancel", data={"order_ids": [next(resting)]}),
        lambda: venue.cancel([next(resting)]),
    )
    placed = sdk.post(f"{API}/orders", data=order_body(_request(next(ids))))
    one = placed["success_response"]["order_id"]
    query = {"order_ids": [one], "limit": PAGE}
    get = _ratio(
        lambda: sdk.get(f"{API}/orders/historical/batch", params=query),
        lambda: venue.orders([one]),
    )
    return {"place": place, "cancel": cancel, "get": get}


def _ratio(bare: Callable[[], object], ours: Callable[[], object]) -> float:
    """The share that ours takes longer, by medians of calls in turns."""
    taken: dict[Callable[[], object], list[float]] = {bare: [], ours: []}
    for _ in range(CALLS):
        for call, seconds in taken.items():
            began = perf_counter()
            call()
            seconds.append(perf_counter() - began)
    return median(taken[ours]) / median(taken[bare]) - 1


def _venue(address: Mapping[str, Any]) -> CoinbaseVenue:
    environment = VenueEnvironment(
        coinbase_base_url=address["base_url"],
        coinbase_key=json.dumps(address["key"]),
        coinbase_ca_bundle=address["ca_bundle"],
    )
    return venue_from(environment, NoSecrets(), SystemClock())


def _sdk(address: Mapping[str, Any]) -> RESTClient:
    client = RESTClient(
        api_key=address["key"]["name"],
        api_secret=address["key"]["privateKey"],
        base_url=address["base_url"],
        timeout=(3, 10),  # type: ignore[arg-type] # requests takes both
    )
    client.session.trust_env = False
    client.session.verify = address["ca_bundle"]
    return client


def _request(client_order_id: str) -> OrderRequest:
    return OrderRequest(
        client_order_id=client_order_id,
        product_id="BTC-USD",
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=Decimal("0.0001"),
        limit_price=Decimal(30000),
    )


# --- list pages ---


class OnePage:
    """A client whose every answer is the same page, already decoded."""

    has_key = True

    def __init__(self) -> None:
        rows = [order(order_id=f"order-{number}") for number in range(PAGE)]
        self._page = {"orders": rows, "has_next": False, "cursor": ""}

    def get(self, path: str, params: Mapping[str, object] | None = None) -> Mapping[str, Any]:
        del path, params
        return self._page

    def post(self, path: str, body: Mapping[str, object]) -> Mapping[str, Any]:
        raise AssertionError((path, body))


def _list_microseconds() -> float:
    venue = CoinbaseVenue(OnePage(), SystemClock())
    wanted = [f"order-{number}" for number in range(50)]
    venue.orders(wanted)
    began = process_time()
    for _ in range(PAGES):
        venue.orders(wanted)
    return (process_time() - began) / (PAGES * PAGE) * 1_000_000


# --- the matching engine ---


def _engine() -> Figure:
    best = max(_steps_a_second() for _ in range(ROUNDS))
    return Figure(
        "engine, candle steps with 10 resting orders, one in ten reaches one",
        f"{best:,.0f} /s",
        f"≥ {STEPS_A_SECOND:,} /s",
        best >= STEPS_A_SECOND,
    )


def _steps_a_second() -> float:
    """One bar in ten reaches an order: it is looked at whole, and fills nothing."""
    engine = _engine_with_orders()
    calm = [_bar(*bar) for bar in ((0, 2, -2, 1), (1, 3, -1, 0), (0, 1, -3, -1))] * 3
    bars = [*calm, _bar(0, 2, -20, 0)]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [at + timedelta(minutes=number) for number in range(CANDLES // len(bars))]
    began = process_time()
    for moment in moments:
        for bar in bars:
            engine.on_candle("BTC-USD", bar, moment)
    return CANDLES / (process_time() - began)


def _engine_with_orders() -> Engine:
    engine = Engine(
        products=[product()],
        fees=FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006")),
        rules=VenueRules(touch=Touch.THROUGH),
    )
    at = datetime(2026, 1, 1, tzinfo=UTC)
    engine.deposit("USD", Decimal(100_000))
    engine.on_price("BTC-USD", Decimal(100), at)
    for number in range(RESTING):
        ticket = Ticket(
            client_order_id=f"sf1-{number}",
            product_id="BTC-USD",
            side=OrderSide.BUY,
            order_type=OrderType.LIMIT,
            base_size=Decimal(1),
            limit_price=Decimal(80 - number),
        )
        engine.place(ticket, at)
    return engine


def _bar(first: int, high: int, low: int, last: int) -> Candle:
    around = Decimal(100)
    return Candle(around + first, around + high, around + low, around + last)
