from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from sandbox.coinbase import StandInCoinbase
from signalfill.adapters.coinbase.connect import venue_from
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.config import VenueEnvironment
from signalfill.domain.order import (
    Accepted,
    AttachedBracket,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
    VenueOrder,
)
from tests.fakes.coinbase_standin import SettableClock, running_stand_in


@dataclass
class VenueClock:
    """The stand-in's clock as the adapter's."""

    clock: SettableClock

    def now(self) -> datetime:
        return self.clock()

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)


class NoSecrets:
    def get(self, arn: str) -> str:
        raise AssertionError(f"no secret was to be read: {arn}")

    def forget(self, arn: str) -> None:
        raise AssertionError(f"no secret was to be forgotten: {arn}")


@dataclass
class Coinbase:
    """The stand-in, and our adapter talking TLS to it through the real SDK."""

    stand_in: StandInCoinbase
    clock: SettableClock
    venue: CoinbaseVenue = field(init=False)

    def __post_init__(self) -> None:
        self.venue = self.connect()

    def connect(self, *, key: dict[str, str] | None = None) -> CoinbaseVenue:
        environment = VenueEnvironment(
            coinbase_base_url=self.stand_in.base_url,
            coinbase_key=json.dumps(key or self.stand_in.key),
            coinbase_ca_bundle=str(self.stand_in.ca_bundle),
        )
        return venue_from(environment, NoSecrets(), VenueClock(self.clock))

    def fault(self, name: str, value: object = None, *, count: int | None = None) -> None:
        self.stand_in.control.fault(name, count, value)

    def price(self, price: str) -> None:
        self.stand_in.control.price("BTC-USD", price)

    def place(self, **changes: object) -> str:
        outcome = self.venue.place(request(**changes))
        assert isinstance(outcome, Accepted)
        return outcome.venue_order_id

    def order(self, venue_order_id: str) -> VenueOrder:
        return self.venue.orders([venue_order_id])[venue_order_id]

    def status(self, venue_order_id: str) -> OrderStatus:
        return self.order(venue_order_id).status

    def count_orders(self) -> int:
        return len(self.stand_in.control.state()["orders"])

    def requests(self, path: str) -> list[dict[str, Any]]:
        logged = self.stand_in.control.state()["requests"]
        return [each for each in logged if each["path"].endswith(path)]


BRACKET = AttachedBracket(take_profit_price=Decimal(66000), stop_price=Decimal(57000))


def request(**changes: object) -> OrderRequest:
    values = {
        "client_order_id": "sf1-1300000000000000001-0-0-e0",
        "product_id": "BTC-USD",
        "side": OrderSide.BUY,
        "kind": OrderKind.LIMIT_GTC,
        "base_size": Decimal("0.01"),
        "limit_price": Decimal(60000),
        **changes,
    }
    return OrderRequest.model_validate(values)


@pytest.fixture
def coinbase() -> Iterator[Coinbase]:
    clock = SettableClock()
    prices = {"BTC-USD": Decimal(61000)}
    with running_stand_in(prices=prices, clock=clock) as stand_in:
        yield Coinbase(stand_in, clock)
