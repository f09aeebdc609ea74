"""The tables as template.yaml declares them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SIGNALS = "signals"
POSITIONS = "positions"
CONTROL = "control"


def create_tables(client: DynamoDBClient) -> None:
    _create(client, SIGNALS, ("channel_id", "sort_key"), pending=("pending", "pending_since"))
    _create(client, POSITIONS, ("pk", "sk"), live=("live", "pk"))
    _create(client, CONTROL, ("pk", "sk"))


def delete_tables(client: DynamoDBClient) -> None:
    for table in (SIGNALS, POSITIONS, CONTROL):
        client.delete_table(TableName=table)


def _create(
    client: DynamoDBClient, table: str, key: Sequence[str], **indexes: Sequence[str]
) -> None:
    names = dict.fromkeys((*key, *(name for each in indexes.values() for name in each)))
    request: dict[str, Any] = {
        "TableName": table,
        "KeySchema": _key_schema(key),
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in names],
        "BillingMode": "PAY_PER_REQUEST",
    }
    if indexes:
        request["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index,
                "KeySchema": _key_schema(by),
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
            for index, by in indexes.items()
        ]
    client.create_table(**request)


def _key_schema(names: Sequence[str]) -> list[dict[str, str]]:
    partition, sort = names
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
