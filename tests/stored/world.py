"""A deployment that finds the tables and the venue as an earlier release left them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from signalfill.adapters.coinbase.parse_market import PriceTrade
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.layouts import DynamoLayouts
from signalfill.adapters.dynamodb.paper import DynamoTwins
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.paper import paper_venue, twin_venue
from signalfill.adapters.paper.account import PaperAccount
from signalfill.domain.position import Position
from signalfill.domain.product import Product, Quote
from signalfill.domain.rules import Mode
from signalfill.matching.engine import Engine
from signalfill.matching.snapshot import restore
from signalfill.services.sweeping.play_twins import TwinTable, play_twins
from signalfill.services.sweeping.sweep import SweepResult, sweep
from signalfill.services.trading.context import TradingContext
from tests.fakes.aws import fake_aws
from tests.fakes.clock import FakeClock
from tests.fakes.one_by_one import OneByOne
from tests.fakes.venue import FEES, FakeVenue
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS, create_tables
from tests.stored.items import Plain, item_of, kinds, names, read_json, stored
from tests.unit.adapters.paper.fakes import TapePrices

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

HALF_SPREAD = Decimal("0.0001")


class Tape(TapePrices):
    """Several coins: each has prints and a spread of its own."""

    def __init__(self, clock: FakeClock, products: Sequence[Product]) -> None:
        super().__init__(clock)
        self.products = {each.product_id: each for each in products}
        self._printed: dict[str, list[PriceTrade]] = {}

    def trade(self, price: str, *, volume: str = "1000", product_id: str = "BTC-USD") -> None:
        super().trade(price, volume=volume, product_id=product_id)
        self._printed.setdefault(product_id, []).append(self.prints[-1])

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        return self._printed.get(product_id, [])

    def _quote(self, product_id: str) -> Quote:
        last = self._printed[product_id][-1].price
        half = last * HALF_SPREAD
        return Quote(product_id=product_id, bid=last - half, ask=last + half, at=self._clock.now())


def _venue(clock: FakeClock, document: dict[str, Any], products: Sequence[Product]) -> FakeVenue:
    """The live venue with the orders, fills and balances that it had."""
    venue = FakeVenue(clock, cash="0", products=products)
    # New ids begin where none was given before.
    numbers = itertools.count(1_000_000)
    venue.engine = Engine(products=products, fees=FEES, next_id=lambda: f"m-{next(numbers)}")
    account = PaperAccount.model_validate(document)
    restore(venue.engine, orders=account.orders, balances=account.balances)
    return venue


class StoredWorld:
    """Today's services over what was stored; the market stands where it stood."""

    def __init__(self, client: DynamoDBClient) -> None:
        left = read_json("venue")
        products = [Product.model_validate(each) for each in left["products"]]
        self.clock = FakeClock(datetime.fromisoformat(left["at"]))
        self.client = client
        self.signals = DynamoSignals(SIGNALS, POSITIONS, client)
        self.positions = DynamoPositions(POSITIONS, SIGNALS, client)
        self.control = DynamoControl(CONTROL, client)
        self.venue = _venue(self.clock, left["account"], products)
        self.tape = Tape(self.clock, products)
        self._invocations = 0
        self.paper = paper_venue(self.tape, POSITIONS, client, self.clock)
        self.twin = twin_venue(
            self.tape, POSITIONS, client, self.clock, quote="USD", fees=lambda: FEES
        )
        for product_id, bid in left["bids"].items():
            self.trade(product_id, Decimal(bid) / (1 - HALF_SPREAD))

    def trade(self, product_id: str, price: Decimal | str) -> None:
        """Both accounts' markets trade here."""
        self.venue.engine.set_depth(product_id, None)
        self.venue.price(price, product_id)
        for _ in range(2):
            self.tape.trade(str(price), volume="10000000", product_id=product_id)

    def context(self) -> TradingContext:
        self._invocations += 1
        return TradingContext(
            signals=self.signals,
            positions=self.positions,
            control=self.control,
            layouts=DynamoLayouts(CONTROL, self.client),
            venue_for=lambda mode: self.venue if mode.account is Mode.LIVE else self.paper,
            clock=self.clock,
            owner=f"newer-{self._invocations}",
            lease=timedelta(seconds=60),
            pool=OneByOne(),
        )

    def sweep(self, *, minutes: float = 1) -> SweepResult:
        """The schedule's tick, so long after whatever was before; then the twins."""
        self.clock.advance(minutes=minutes)
        result = sweep(self.context(), until=self.clock.now() + timedelta(seconds=1))
        book = DynamoTwins(POSITIONS, self.client)
        table = TwinTable(self.positions, book, lambda: self.twin, self.clock, "twins")
        play_twins(table, until=self.clock.now() + timedelta(seconds=5))
        return result

    def move(self, product_id: str, *prices: str) -> None:
        for price in prices:
            self.trade(product_id, price)
            self.sweep()

    def position(self, position_id: str) -> Position:
        position = self.positions.load(position_id)
        assert position is not None
        return position


def _belongs(table: str, plain: Plain, messages: frozenset[str]) -> bool:
    """Whether an item is of these messages and their positions, or of nobody's."""
    if table == SIGNALS:
        nobodys = plain["channel_id"] in {"unreadable", "canary"}
        return nobodys or plain["sort_key"].partition("#")[0] in messages
    whose, mark, id_ = plain["pk"].partition("#")
    return whose not in {"P", "N"} or (mark + id_)[1:].partition("-")[0] in messages


def put_items(client: DynamoDBClient, messages: frozenset[str]) -> None:
    """The tables as the earlier release left them, as far as these messages go.

    Not all of it at once: moto copies its tables in every transaction.
    """
    create_tables(client)
    for table in (SIGNALS, POSITIONS, CONTROL):
        for kind in kinds(table):
            for plain in stored(table, kind):
                if _belongs(table, plain, messages):
                    client.put_item(TableName=table, Item=item_of(plain))


@contextmanager
def stored_world(*messages: str) -> Iterator[StoredWorld]:
    """With the positions and items that these names of the fixture stand for."""
    known = {**names("positions"), **names("pending"), **names("messages")}
    ids = {known[name].partition("-")[0] for name in messages}
    for plain in stored(POSITIONS, "position"):
        if plain["pk"].removeprefix("P#").partition("-")[0] in ids:
            ids |= {entry.split("#")[1] for entry in plain.get("inbox", {}).get("$set", ())}
    with fake_aws():
        client = make_client()
        put_items(client, frozenset(ids))
        yield StoredWorld(client)
