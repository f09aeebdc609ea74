from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.teaching import Teaching

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PARTS = "#number, #schema, #document.#reading, #document.#channels.#channel.#reading"


class DynamoTeachings:
    """What the settings in force teach: the parser reads no more of them than this."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)

    def taught(self, channel_id: str) -> tuple[int, tuple[Teaching, ...]]:
        item = self._dynamo.get(
            self._table, keys.current("SETTINGS"), only=_PARTS, named={"#channel": channel_id}
        )
        if item is None:
            return 0, ()
        try:
            return int(decode(item["number"])), tuple(_teachings(item, channel_id))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # pydantic's error is a ValueError too.
            raise InvalidInputError("this release cannot read what the settings teach") from error


def _teachings(item: Item, channel_id: str) -> Iterator[Teaching]:
    if int(decode(item["schema"])) > SCHEMAS["settings"]:
        raise ValueError("written by a newer release")
    document = decode(item["document"]) if "document" in item else {}
    channel = document.get("channels", {}).get(channel_id, {})
    for part in (document.get("reading"), channel.get("reading")):
        if part is not None:
            yield Teaching.model_validate(part)
