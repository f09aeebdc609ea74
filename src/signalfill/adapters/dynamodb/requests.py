"""Requests to DynamoDB, with a few quick repeats, answered in our words."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from signalfill.adapters.dynamodb.errors import BusyError, translate
from signalfill.adapters.dynamodb.items import Item, encode_all
from signalfill.adapters.dynamodb.writes import Write, names
from signalfill.domain.errors import SignalfillError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PAUSES = (0.02, 0.05, 0.1, 0.2)
"""Seconds between attempts: a transaction in our way is over in some ten milliseconds."""
_TRANSACTION_ITEMS = 100
_BATCH_KEYS = 100


class Dynamo:
    """The client, repeating what is over in milliseconds; raises only our errors."""

    def __init__(
        self, client: DynamoDBClient, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._sleep = sleep

    def get(
        self,
        table: str,
        key: Item,
        *,
        only: str | None = None,
        named: Mapping[str, str] | None = None,
    ) -> Item | None:
        """Consistent; `only` names the parts wanted, `named` what is not named by itself."""
        request: dict[str, Any] = {"TableName": table, "Key": key, "ConsistentRead": True}
        if only is not None:
            attributes = names(only)["ExpressionAttributeNames"] | dict(named or {})
            request |= {"ProjectionExpression": only, "ExpressionAttributeNames": attributes}
        send: Callable[..., Any] = self._client.get_item
        answer = self._attempt(partial(send, **request))
        item: Item | None = answer.get("Item")
        return item

    def get_all(self, table: str, keys: Sequence[Item]) -> Iterator[Item]:
        """Consistent, in no order; absent ones are left out."""
        for chunk in batched(keys, _BATCH_KEYS, strict=False):
            wanted: Any = {table: {"Keys": list(chunk), "ConsistentRead": True}}
            while wanted:
                answer = self._batch(wanted)
                yield from answer["Responses"].get(table, [])
                wanted = answer.get("UnprocessedKeys")

    def _batch(self, wanted: Any) -> Any:  # noqa: ANN401 - the client's own shapes
        return self._attempt(lambda: self._client.batch_get_item(RequestItems=wanted))

    def query(
        self,
        table: str,
        condition: str,
        values: Mapping[str, object],
        *,
        index: str | None = None,
        filters: str | None = None,
    ) -> Iterator[Item]:
        """All pages, in key order; consistent unless an index is asked."""
        request: dict[str, Any] = {
            "TableName": table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": encode_all(values),
            "ConsistentRead": index is None,
            **names(condition, filters),
        }
        request |= {"IndexName": index} if index else {}
        request |= {"FilterExpression": filters} if filters else {}
        return self._pages(self._client.query, request)

    def scan(self, table: str, filters: str, values: Mapping[str, object]) -> Iterator[Item]:
        """All pages, in no order, consistent; reads the whole table."""
        request: dict[str, Any] = {
            "TableName": table,
            "FilterExpression": filters,
            "ExpressionAttributeValues": encode_all(values),
            "ConsistentRead": True,
            **names(filters),
        }
        return self._pages(self._client.scan, request)

    def _pages(self, call: Callable[..., Any], request: dict[str, Any]) -> Iterator[Item]:
        position: dict[str, Any] | None = {}
        while position is not None:
            answer = self._attempt(partial(call, **request, **position))
            yield from answer["Items"]
            last = answer.get("LastEvaluatedKey")
            position = {"ExclusiveStartKey": last} if last else None

    def write(self, write: Write) -> None:
        sends: dict[str, Callable[..., Any]] = {
            "Put": self._client.put_item,
            "Update": self._client.update_item,
            "Delete": self._client.delete_item,
        }
        self._attempt(partial(sends[write.kind], **write.request), [write.refusal])

    def update(self, write: Write) -> Item:
        """The update, answered with the item as it is after it."""
        send: Callable[..., Any] = self._client.update_item
        call = partial(send, **write.request, ReturnValues="ALL_NEW")
        item: Item = self._attempt(call, [write.refusal])["Attributes"]
        return item

    def transact(self, writes: Sequence[Write]) -> None:
        """All or nothing, for the first hundred; put first what must stand together.

        The repeats carry one token: a transaction that was done although its answer was lost
        is neither done twice nor refused by its own conditions.
        """
        send: Callable[..., Any] = self._client.transact_write_items
        for chunk in batched(writes, _TRANSACTION_ITEMS, strict=False):
            items = [{write.kind: write.request} for write in chunk]
            call = partial(send, TransactItems=items, ClientRequestToken=str(uuid.uuid4()))
            self._attempt(call, [write.refusal for write in chunk])

    def _attempt[Answer](
        self, call: Callable[[], Answer], refusals: Sequence[SignalfillError] = ()
    ) -> Answer:
        for pause in _PAUSES:
            try:
                return _translated(call, refusals)
            except BusyError:
                self._sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter is no secret
        return _translated(call, refusals)


def _translated[Answer](call: Callable[[], Answer], refusals: Sequence[SignalfillError]) -> Answer:
    try:
        return call()
    except (ClientError, BotoCoreError) as error:
        raise translate(error, refusals) from error
