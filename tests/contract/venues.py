"""The venues under contract: one bench each, with a market that a test can move."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from sandbox.coinbase import StandInCoinbase
from signalfill.adapters.coinbase.connect import public_market, venue_from
from signalfill.adapters.paper.venue import PaperVenue
from signalfill.config import VenueEnvironment
from signalfill.ports import Clock, Venue
from tests.fakes.clock import FakeClock
from tests.fakes.coinbase_standin import SettableClock, running_stand_in
from tests.fakes.venue import FakeVenue
from tests.integration.coinbase_adapter.conftest import NoSecrets, VenueClock
from tests.unit.adapters.paper.fakes import MemoryPaperStore

ACCOUNT, READS, ORDERS, SCRIPT = "account", "reads", "orders", "script"
"""What a module of facts needs: an account to read, a whole venue to read, leave to place
orders that rest far away, a market that moves on command."""

COIN = "BTC-USD"
CASH = Decimal(10_000)
PRICE = Decimal(60_000)


@dataclass
class Bench:
    """A venue with 10,000 USD where BTC trades at 60,000."""

    venue: Venue
    clock: Clock
    can: frozenset[str] = field(default=frozenset({ACCOUNT, READS, ORDERS, SCRIPT}), init=False)

    def trade(self, price: str) -> None:
        """Two trades at this price, a second apart: a triggered stop meets the second."""
        raise NotImplementedError

    def wait(self, seconds: float) -> None:
        self.clock.sleep(seconds)

    def close_market(self) -> None:
        """The product trades no more."""
        raise NotImplementedError


@dataclass
class FakeBench(Bench):
    fake: FakeVenue

    def trade(self, price: str) -> None:
        self.wait(1)
        self.fake.price(price)

    def close_market(self) -> None:
        product = self.fake.engine.markets[COIN].product
        self.fake.add_product(product.model_copy(update={"trading_disabled": True}))


@dataclass
class StandInBench(Bench):
    stand_in: StandInCoinbase

    def trade(self, price: str) -> None:
        for _ in range(2):
            self.wait(1)
            self.stand_in.control.price(COIN, price)

    def close_market(self) -> None:
        self.stand_in.control.product(COIN, trading_disabled=True)
        # A product may be remembered for a minute.
        self.wait(61)


@contextmanager
def fake_bench() -> Iterator[Bench]:
    clock = FakeClock()
    fake = FakeVenue(clock, cash=str(CASH))
    fake.price(PRICE)
    yield FakeBench(fake, clock, fake)


@contextmanager
def adapter_bench() -> Iterator[Bench]:
    """Our adapter and the real SDK, over TLS."""
    with _stand_in() as (stand_in, clock):
        environment = VenueEnvironment(
            coinbase_base_url=stand_in.base_url,
            coinbase_key=json.dumps(stand_in.key),
            coinbase_ca_bundle=str(stand_in.ca_bundle),
        )
        venue = venue_from(environment, NoSecrets(), clock)
        yield StandInBench(venue, clock, stand_in)


@contextmanager
def paper_bench() -> Iterator[Bench]:
    """The paper account over the stand-in's public prices, through the real SDK without a key."""
    with _stand_in() as (stand_in, clock):
        environment = VenueEnvironment(
            coinbase_base_url=stand_in.base_url, coinbase_ca_bundle=str(stand_in.ca_bundle)
        )
        venue = PaperVenue(
            public_market(environment, clock),
            MemoryPaperStore(),
            clock,
            opening=lambda: ("USD", CASH),
        )
        yield StandInBench(venue, clock, stand_in)


@contextmanager
def _stand_in() -> Iterator[tuple[StandInCoinbase, VenueClock]]:
    clock = SettableClock()
    with running_stand_in(prices={COIN: PRICE}, deposits={"USD": CASH}, clock=clock) as stand_in:
        yield stand_in, VenueClock(clock)


BENCHES = {"fake": fake_bench, "adapter": adapter_bench, "paper": paper_bench}
