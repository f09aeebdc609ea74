"""What the next release would write: a field more in every part of every kind, and its number."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from signalfill.adapters.dynamodb.items import decode, encode, read_document
from signalfill.domain.schemas import SCHEMAS
from tests.stored.items import Item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NEW_FIELD = "of_tomorrow"


def with_more(value: object, written: Any) -> None:  # noqa: ANN401 - any part of a document
    """Adds the field to everything that is a model of ours; maps and plain values stay."""
    match value:
        case BaseModel():
            for name, field in type(value).model_fields.items():
                if (stored_name := field.alias or name) in written:
                    with_more(getattr(value, name), written[stored_name])
            written[NEW_FIELD] = "kept"
        case tuple() | list() if isinstance(written, list):
            for each, part in zip(value, written, strict=True):
                with_more(each, part)
        case dict() if isinstance(written, dict):
            for key, each in value.items():
                with_more(each, written[str(key)])


def newer_document(document: dict[str, Any], value: BaseModel, kind: str) -> dict[str, Any]:
    newer = copy.deepcopy(document)
    with_more(value, newer)
    if "schema" in newer:
        newer["schema"] = SCHEMAS[kind] + 1
    return newer


def newer_item(item: Item, model: type[BaseModel]) -> Item:
    kind = item["item"]["S"]
    held = decode(item["document"])
    value = read_document(item, model, accept_newer=True)
    newer = encode(newer_document(held, value, kind))
    return {**item, "schema": {"N": str(SCHEMAS[kind] + 1)}, "document": newer}


def make_newer(client: DynamoDBClient, table: str, kind: str, model: type[BaseModel]) -> list[Item]:
    """The next release wrote all items of this kind; returns them as it did."""
    found: Any = client.scan(TableName=table)["Items"]
    items = [newer_item(item, model) for item in found if item["item"]["S"] == kind]
    for item in items:
        client.put_item(TableName=table, Item=item)
    return items


def news_in(value: Any) -> int:  # noqa: ANN401 - any document
    """How often the new field stands in a document."""
    if isinstance(value, dict):
        return (NEW_FIELD in value) + sum(map(news_in, value.values()))
    return sum(map(news_in, value)) if isinstance(value, list) else 0
