"""Writes as data: one by one or together in a transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from signalfill.adapters.dynamodb.items import Item, encode_all
from signalfill.domain.errors import SignalfillError, VersionConflictError


@dataclass(frozen=True)
class Write:
    """One write; `refusal` is what a failed condition means."""

    kind: Literal["Put", "Update", "Delete"]
    request: dict[str, Any]
    refusal: SignalfillError


def names(*expressions: str | None) -> dict[str, dict[str, str]]:
    """Every attribute is written `#name`, as the list of reserved words is long."""
    found = {name: name[1:] for each in expressions if each for name in re.findall(r"#\w+", each)}
    return {"ExpressionAttributeNames": found} if found else {}


def put(
    table: str,
    item: Item,
    *,
    condition: str | None = None,
    values: Mapping[str, object] | None = None,
    refusal: SignalfillError | None = None,
) -> Write:
    request = {"TableName": table, "Item": item, **names(condition)}
    return Write("Put", request | _arguments(condition, values), _or_conflict(refusal))


def update(
    table: str,
    key: Item,
    expression: str,
    *,
    condition: str | None = None,
    values: Mapping[str, object] | None = None,
    refusal: SignalfillError | None = None,
) -> Write:
    request = {"TableName": table, "Key": key, "UpdateExpression": expression}
    request |= names(expression, condition)
    return Write("Update", request | _arguments(condition, values), _or_conflict(refusal))


def delete(table: str, key: Item) -> Write:
    return Write("Delete", {"TableName": table, "Key": key}, _or_conflict(None))


def _arguments(condition: str | None, values: Mapping[str, object] | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    if condition is not None:
        arguments["ConditionExpression"] = condition
    if values:
        arguments["ExpressionAttributeValues"] = encode_all(values)
    return arguments


def _or_conflict(refusal: SignalfillError | None) -> SignalfillError:
    return refusal or VersionConflictError("somebody else wrote meanwhile")
