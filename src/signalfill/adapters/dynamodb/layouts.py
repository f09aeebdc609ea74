"""A channel's layouts in the control table: one book, and an example for each confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import decode, make_item, read_document
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import Write, delete, put, update
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.layout_book import LayoutBook, LayoutExample

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoLayouts:
    """Implements LayoutStore."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)

    def load(self, channel_id: str) -> tuple[LayoutBook, int]:
        item = self._dynamo.get(self._table, keys.layout_book(channel_id))
        if item is None:
            return LayoutBook(), 0
        book = read_document(item, LayoutBook, accept_newer=True)
        return book, int(decode(item["version"]))

    def save(
        self,
        channel_id: str,
        book: LayoutBook,
        version: int,
        *,
        examples: Sequence[LayoutExample] = (),
    ) -> None:
        key = keys.layout_book(channel_id)
        book_write = put(
            self._table,
            make_item("layouts", key, book, version=version + 1),
            condition="#version = :version" if version else "attribute_not_exists(#pk)",
            values={":version": version} if version else None,
            refusal=VersionConflictError("the channel's layouts were saved meanwhile"),
        )
        self._dynamo.transact([book_write, *(self._example_put(channel_id, e) for e in examples)])

    def _example_put(self, channel_id: str, example: LayoutExample) -> Write:
        key = keys.layout_example(channel_id, example.message_id)
        return put(self._table, make_item("layout_example", key, example))

    def examples(self, channel_id: str) -> Sequence[LayoutExample]:
        found = self._dynamo.query(
            self._table,
            "#pk = :pk AND begins_with(#sk, :example)",
            {":pk": keys.layouts(channel_id), ":example": "EXAMPLE#"},
        )
        return [read_document(item, LayoutExample, accept_newer=True) for item in found]

    def forget_text(self, channel_id: str, message_id: str) -> None:
        with suppress(VersionConflictError):  # there is none
            self._dynamo.write(
                update(
                    self._table,
                    keys.layout_example(channel_id, message_id),
                    "SET #document.#text = :nothing",
                    condition="attribute_exists(#pk)",
                    values={":nothing": ""},
                )
            )

    def remove(self, channel_id: str, message_ids: Sequence[str]) -> None:
        for each in message_ids:
            self._dynamo.write(delete(self._table, keys.layout_example(channel_id, each)))
