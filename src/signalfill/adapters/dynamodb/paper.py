"""The paper account in the positions table: one item, its document compressed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.items import Item, encode_all, make_item
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import put
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.paper_twin.twin import TwinBook

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ACCOUNT, TWIN, TWIN_BOOK = "account", "twin", "twin-book"
"""The paper account, the one that mirrors the live account, and what came of both."""


class DynamoPaper:
    """Implements PaperStore. An item may have 400 KB: text would fill it with 400 orders."""

    def __init__(self, table: str, client: DynamoDBClient, name: str = ACCOUNT) -> None:
        self._key: Item = encode_all({"pk": f"PAPER#{name}", "sk": "ACCOUNT"})
        self._table = table
        self._dynamo = Dynamo(client)

    def load(self) -> tuple[str | None, int]:
        item = self._dynamo.get(self._table, self._key)
        if item is None:
            return None, 0
        return zlib.decompress(item["compressed"]["B"]).decode(), int(item["version"]["N"])

    def save(self, document: str, version: int) -> None:
        item = make_item("paper_account", self._key, version=version + 1)
        item["compressed"] = {"B": zlib.compress(document.encode())}
        condition = "#version = :version" if version else "attribute_not_exists(#pk)"
        self._dynamo.write(
            put(
                self._table,
                item,
                condition=condition,
                values={":version": version} if version else None,
                refusal=VersionConflictError("the paper account was saved meanwhile"),
            )
        )


class DynamoTwins:
    """Implements TwinStore."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._store = DynamoPaper(table, client, TWIN_BOOK)

    def load(self) -> tuple[TwinBook, int]:
        document, version = self._store.load()
        if document is None:
            return TwinBook(), version
        return TwinBook.model_validate_json(document, extra="ignore"), version

    def save(self, book: TwinBook, version: int) -> None:
        self._store.save(book.model_dump_json(by_alias=True), version)
