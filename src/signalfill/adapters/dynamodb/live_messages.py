"""The messages behind positions that are not closed: what the reader looks at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.ports import LiveMessage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoLiveMessages:
    """Reads each position once: the message behind it never changes."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)
        self._known: dict[str, LiveMessage] = {}

    def live_messages(self) -> Sequence[LiveMessage]:
        found = self._dynamo.query(
            self._table, "#live = :live", {":live": keys.LIVE}, index=keys.LIVE_INDEX
        )
        ids = [keys.position_id(each) for each in found]
        self._known = {each: self._known[each] for each in ids if each in self._known}
        unknown = [keys.position(each) for each in ids if each not in self._known]
        for item in self._dynamo.get_all(self._table, unknown):
            self._known[keys.position_id(item)] = _message_of(item)
        return list(dict.fromkeys(self._known.values()))


def _message_of(item: Item) -> LiveMessage:
    # Not the whole position: a reader needs to know three ids, whatever release wrote them.
    said = decode(item["document"])["signal"]["provenance"]
    return LiveMessage(said["channel_id"], said["message_id"], said.get("thread_id"))
