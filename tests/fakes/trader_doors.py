"""The trader's three doors over real tables (moto) and the real SDK: only the clock is ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from functions.trader import app
from sandbox.coinbase import StandInCoinbase
from sandbox.demo.books import compare, differences
from signalfill import wiring
from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.domain.position import Position
from signalfill.domain.settings import Settings
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Provenance, Signal
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from signalfill.domain.verdict import ItemKey, MessageHead, Verdict, VerdictKind
from tests.fakes.aws import fake_aws
from tests.fakes.coinbase_standin import SettableClock, running_stand_in
from tests.fakes.world import AUTHOR, CHANNEL, settings
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS, create_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DEPOSIT = Decimal(10_000)
MOMENT = timedelta(seconds=1)
"""After it the stand-in's cancels, fills and lists have caught up."""


@dataclass(frozen=True)
class StandInTime:
    """The stand-in's clock as ours: a sleeping sweep takes no time."""

    clock: SettableClock

    def now(self) -> datetime:
        return self.clock()

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)


@dataclass(frozen=True)
class Context:
    """What Powertools and the doors ask of a Lambda context."""

    aws_request_id: str
    function_name: str = "trader"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:trader"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def make_signal(posted_at: datetime, serial: int = 1, **changes: object) -> Signal:
    """By default: buy BTC at 60000, stop 58800, targets 63000 and 65000."""
    milliseconds = int(posted_at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
    message_id = str((milliseconds << 22) + serial)
    said = Provenance(
        channel_id=CHANNEL,
        message_id=message_id,
        version="0",
        author_id=AUTHOR,
        posted_at=posted_at,
        received_at=posted_at,
        parsed_at=posted_at,
    )
    values: dict[str, object] = {
        "signal_id": f"{message_id}-0",
        "provenance": said,
        "base": "BTC",
        "quote": "USDT",
        "side": Side.LONG,
        "entry_kind": EntryKind.LIMIT,
        "entry_prices": (Decimal(60000),),
        "take_profits": (Decimal(63000), Decimal(65000)),
        "stop_loss": Decimal(58800),
    }
    return Signal.model_validate(values | changes)


def record(signals: DynamoSignals, signal: Signal) -> ItemKey:
    """What the parser leaves of a message."""
    said = signal.provenance
    verdict = Verdict(
        channel_id=said.channel_id,
        message_id=said.message_id,
        version=said.version,
        kind=VerdictKind.SIGNAL,
        reason="signal",
        parser_version="1",
        parsed_at=said.parsed_at,
    )
    head = MessageHead(version=said.version, signal_ids=(signal.signal_id,))
    signals.record(verdict, text="BTC long", signals=[signal], head=head)
    return ItemKey.of(signal)


@dataclass
class TraderDoors:
    """One account at the stand-in, three tables, and a day in which they meet."""

    stand_in: StandInCoinbase
    clock: SettableClock
    client: DynamoDBClient
    serial: int = 0
    signals: DynamoSignals = field(init=False)
    positions: DynamoPositions = field(init=False)

    def __post_init__(self) -> None:
        self.signals = DynamoSignals(SIGNALS, POSITIONS, self.client)
        self.positions = DynamoPositions(POSITIONS, SIGNALS, self.client)

    def push(self, settings: Settings) -> None:
        control = DynamoControl(CONTROL, self.client)
        control.push_settings(settings, pushed_at=self.clock(), pushed_by="test")

    def context(self) -> Any:  # noqa: ANN401 - stands for Lambda's own
        """Each invocation is somebody else."""
        self.serial += 1
        return Context(aws_request_id=f"request-{self.serial}")

    def say(self, **changes: object) -> Signal:
        """The parser has recorded a signal; nobody has decided it."""
        self.serial += 1
        signal = make_signal(self.clock() - MOMENT, self.serial, **changes)
        record(self.signals, signal)
        return signal

    def image(self, signal: Signal) -> dict[str, Any]:
        key = keys.signal_item(ItemKey.of(signal))
        return dict(self.client.get_item(TableName=SIGNALS, Key=key)["Item"])

    def deliver(self, signal: Signal) -> None:
        """The stream's record, as DynamoDB makes it of the item."""
        event = {"Records": [{"dynamodb": {"NewImage": self.image(signal)}}]}
        app.on_signal(event, self.context())

    def tell(self, signal: Signal) -> None:
        """The journal of the signal's position comes along the positions table's stream."""
        found = self.client.query(
            TableName=POSITIONS,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :journal)",
            ExpressionAttributeValues={
                ":pk": {"S": f"P#{signal.signal_id}"},
                ":journal": {"S": "J#"},
            },
        )
        for item in found["Items"]:
            app.on_position({"Records": [{"dynamodb": {"NewImage": item}}]}, self.context())

    def sweep(self, *, seconds: float = 60) -> dict[str, Any]:
        """The schedule's tick, so long after whatever was before."""
        self.clock.advance(seconds)
        result: dict[str, Any] = app.on_schedule({}, self.context())
        return result

    def move(self, *prices: str) -> None:
        """BTC trades at each price; a sweep follows each."""
        for price in prices:
            self.clock.advance(1)
            self.stand_in.control.price("BTC-USD", price)
            self.sweep()

    def position(self, signal: Signal) -> Position:
        position = self.positions.load(signal.signal_id)
        assert position is not None
        return position

    def orders(self) -> list[dict[str, Any]]:
        """The stand-in's, as its wire shows them."""
        orders: list[dict[str, Any]] = self.stand_in.control.state()["orders"]
        return orders

    def creates(self) -> list[dict[str, Any]]:
        """The create-order requests that reached the stand-in."""
        requests = self.stand_in.control.state()["requests"]
        return [each for each in requests if each["path"].endswith("/brokerage/orders")]

    def reads(self) -> list[str]:
        """The paths that the stand-in was asked for, in their order."""
        requests = self.stand_in.control.state()["requests"]
        return [each["path"] for each in requests if each["method"] == "GET"]

    def differences(self) -> list[str]:
        """Where our books are not the stand-in's."""
        ours = self.positions.positions(include_closed=True)
        state = self.stand_in.control.state()
        return differences(compare(ours, state, quote="USD", deposit=DEPOSIT))


def variables(stand_in: StandInCoinbase) -> Mapping[str, str]:
    """The trader's environment for this stand-in."""
    return {
        "SIGNALFILL_SIGNALS_TABLE": SIGNALS,
        "SIGNALFILL_POSITIONS_TABLE": POSITIONS,
        "SIGNALFILL_CONTROL_TABLE": CONTROL,
        "SIGNALFILL_COINBASE_BASE_URL": stand_in.base_url,
        "SIGNALFILL_COINBASE_CA_BUNDLE": str(stand_in.ca_bundle),
        "SIGNALFILL_COINBASE_KEY": json.dumps(stand_in.key),
    }


@contextmanager
def opened_doors(patch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    """Live settings for one channel, BTC at 60500, and doors that were never opened before."""
    clock = SettableClock()
    patch.setattr(wiring, "SystemClock", lambda: StandInTime(clock))
    with running_stand_in(prices={"BTC-USD": Decimal(60500)}, clock=clock) as stand_in:
        for name, value in variables(stand_in).items():
            patch.setenv(name, value)
        forget()
        with fake_aws():
            client = make_client()
            create_tables(client)
            doors = TraderDoors(stand_in, clock, client)
            doors.push(settings())
            yield doors
    forget()


def forget() -> None:
    """A new process: what the doors made at first use is gone."""
    app.trading.cache_clear()
    app.notices.cache_clear()
