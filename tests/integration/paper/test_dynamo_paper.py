from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import boto3
import pytest

from signalfill.adapters.dynamodb.paper import DynamoPaper
from signalfill.adapters.paper import paper_venue
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.order import Accepted
from signalfill.domain.settings import AccountSettings
from tests.fakes.aws import fake_aws
from tests.fakes.clock import FakeClock
from tests.unit.adapters.paper.fakes import TapePrices
from tests.unit.adapters.paper.test_venue import request as order_request

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration
TABLE = "positions"


@pytest.fixture
def client() -> Iterator[DynamoDBClient]:
    with fake_aws():
        client = boto3.client("dynamodb")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
        )
        yield client


@pytest.fixture
def store(client: DynamoDBClient) -> DynamoPaper:
    return DynamoPaper(TABLE, client)


def test_an_account_that_was_never_saved_is_version_zero(store: DynamoPaper) -> None:
    assert store.load() == (None, 0)


def test_a_saved_document_is_loaded_with_the_next_version(store: DynamoPaper) -> None:
    store.save('{"é": 1}', 0)
    assert store.load() == ('{"é": 1}', 1)


@pytest.mark.parametrize("version", [0, 2])
def test_a_document_of_another_version_is_not_replaced(store: DynamoPaper, version: int) -> None:
    store.save("first", 0)
    with pytest.raises(VersionConflictError):
        store.save("second", version)
    assert store.load() == ("first", 1)


def test_a_paper_venue_keeps_its_orders_in_the_table(client: DynamoDBClient) -> None:
    clock = FakeClock()
    prices = TapePrices(clock)
    prices.trade("100")
    first, second = (paper_venue(prices, TABLE, client, clock) for _ in range(2))
    assert isinstance(first.place(order_request()), Accepted)
    assert len(second.open_orders()) == 1


def test_a_paper_account_opens_with_what_the_settings_say(client: DynamoDBClient) -> None:
    clock = FakeClock()
    settings = AccountSettings(quote="EUR", paper_balance=Decimal(500))
    venue = paper_venue(TapePrices(clock), TABLE, client, clock, account=lambda: settings)
    assert venue.balances()["EUR"].available == 500
