"""The canary's item: the stream shows it to the trader's door, then it expires."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.items import Item, encode_all, make_item
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import put
from signalfill.domain.message import MessageRecord
from signalfill.domain.values import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CANARY = "canary"
_KEPT = timedelta(days=1)


class DynamoCanaries:
    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)

    def pass_on(self, record: MessageRecord) -> None:
        key = encode_all({"channel_id": record.channel_id, "sort_key": record.message_id})
        item = make_item(
            CANARY,
            key,
            sent_at=rfc3339(record.received_at),
            expires_at=int((record.received_at + _KEPT).timestamp()),
        )
        self._dynamo.write(put(self._table, item))


def canary_sent_at(image: Item) -> datetime | None:
    """When the canary of this stream image was sent; None where it is something else."""
    if image["item"]["S"] != CANARY:
        return None
    return datetime.fromisoformat(image["sent_at"]["S"])
