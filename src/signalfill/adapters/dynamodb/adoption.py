"""Takes rebuilt positions into the positions table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.budgets import reservation_writes
from signalfill.adapters.dynamodb.journal import journal_writes
from signalfill.adapters.dynamodb.position_items import call_book_write, create_write
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.domain.call_book import CallBook
from signalfill.domain.journal import JournalEntry
from signalfill.domain.position import Position

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_NOBODY = "adoption"


class DynamoAdoption:
    """Implements AdoptionStore."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)

    def adopt(
        self, position: Position, *, call_book: CallBook, journal: Sequence[JournalEntry]
    ) -> None:
        # The lease is over already: the next sweep takes it.
        until = position.created_at
        self._dynamo.transact(
            [
                create_write(self._table, position, owner=_NOBODY, lease_until=until),
                call_book_write(self._table, call_book),
                *reservation_writes(self._table, position.reservations),
                *journal_writes(self._table, journal),
            ]
        )
