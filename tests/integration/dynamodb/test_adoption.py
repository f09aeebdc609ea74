from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signalfill.adapters.dynamodb.adoption import DynamoAdoption
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.domain.budget import Reservation
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import AlreadyDecidedError, VersionConflictError
from tests.integration.dynamodb.examples import entry, position
from tests.integration.dynamodb.tables import POSITIONS, SIGNALS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

BOOK = CallBook(account="live", product_id="ETH-USD")
REBUILT = position(version=1, reservations=(Reservation(scope="live#loss", amount="7"),))


def adopt(client: DynamoDBClient, book: CallBook = BOOK) -> DynamoPositions:
    DynamoAdoption(POSITIONS, client).adopt(REBUILT, call_book=book, journal=[entry()])
    return DynamoPositions(POSITIONS, SIGNALS, client)


def test_a_rebuilt_position_is_there_with_all_that_belongs_to_it(client: DynamoDBClient) -> None:
    positions = adopt(client)
    assert positions.load(REBUILT.position_id) == REBUILT
    assert list(positions.live_positions()) == [REBUILT.position_id]
    assert positions.used(["live#loss"]) == {"live#loss": 7}
    assert positions.call_book("live", "ETH-USD").version == 1
    assert [each.event for each in positions.journal(entry().position_id)] == [entry().event]


def test_nobody_holds_it(client: DynamoDBClient) -> None:
    now = REBUILT.created_at
    leased = adopt(client).take_lease(REBUILT.position_id, owner="sweep", now=now, until=now)
    assert leased is not None


def test_a_position_that_exists_is_not_replaced(client: DynamoDBClient) -> None:
    adopt(client)
    with pytest.raises(AlreadyDecidedError):
        adopt(client, BOOK.model_copy(update={"version": 1}))


def test_a_changed_call_book_must_be_read_again(client: DynamoDBClient) -> None:
    with pytest.raises(VersionConflictError):
        adopt(client, BOOK.model_copy(update={"version": 4}))
