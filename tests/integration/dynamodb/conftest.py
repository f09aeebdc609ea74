from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.layouts import DynamoLayouts
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.dynamodb.teachings import DynamoTeachings
from signalfill.adapters.memory.control import MemoryControl
from signalfill.adapters.memory.layouts import MemoryLayouts
from signalfill.adapters.memory.positions import MemoryPositions
from signalfill.adapters.memory.signals import MemorySignals
from signalfill.ports import ControlStore, LayoutStore, PositionStore, SignalStore, TeachingStore
from tests.fakes.aws import fake_aws
from tests.integration.dynamodb.tables import (
    CONTROL,
    POSITIONS,
    SIGNALS,
    create_tables,
    delete_tables,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class Stores:
    signals: SignalStore
    positions: PositionStore
    control: ControlStore
    teachings: TeachingStore
    layouts: LayoutStore


@pytest.fixture(scope="module")
def emulated() -> Iterator[DynamoDBClient]:
    with fake_aws():
        yield make_client()


@pytest.fixture
def client(emulated: DynamoDBClient) -> Iterator[DynamoDBClient]:
    create_tables(emulated)
    yield emulated
    delete_tables(emulated)


def _in_memory() -> Stores:
    signals, control = MemorySignals(), MemoryControl()
    return Stores(signals, MemoryPositions(signals), control, control, MemoryLayouts())


def _in_dynamodb(client: DynamoDBClient) -> Stores:
    return Stores(
        DynamoSignals(SIGNALS, POSITIONS, client),
        DynamoPositions(POSITIONS, SIGNALS, client),
        DynamoControl(CONTROL, client),
        DynamoTeachings(CONTROL, client),
        DynamoLayouts(CONTROL, client),
    )


@pytest.fixture(params=["memory", "dynamodb"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """The contract holds in memory and in DynamoDB alike, so that they never drift."""
    if request.param == "memory":
        return _in_memory()
    return _in_dynamodb(request.getfixturevalue("client"))


@pytest.fixture
def dynamodb(client: DynamoDBClient) -> Stores:
    return _in_dynamodb(client)
