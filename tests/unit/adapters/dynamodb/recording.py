"""A client that answers as an empty DynamoDB does, and keeps what it was asked to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class RecordingClient:
    """Each write as it was sent, those of a transaction one by one."""

    def __init__(self) -> None:
        self.writes: list[dict[str, Any]] = []

    def put_item(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - the client's own
        self.writes.append(request)
        return {}

    delete_item = put_item

    def update_item(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - the client's own
        self.writes.append(request)
        return {"Attributes": {"identifies": {"N": "1"}}}

    def transact_write_items(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        self.writes += [write for each in request["TransactItems"] for write in each.values()]
        return {}

    def get_item(self, **_: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {}

    def query(self, **_: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {"Items": []}

    def batch_get_item(self, **_: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return {"Responses": {}}

    def items(self) -> Iterator[dict[str, Any]]:
        return (each["Item"] for each in self.writes if "Item" in each)

    def updates(self) -> Iterator[dict[str, Any]]:
        return (each for each in self.writes if "UpdateExpression" in each)
