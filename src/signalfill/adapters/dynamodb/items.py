"""How a value of ours becomes an item, and an item a value again.

Every item says in `item` what it is (the streams are filtered by it) and in `schema` how it
is written; the value itself stands under `document`, numbers of money as text. What a newer
release added to an item stays in it, also when this one writes it (`newer.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from signalfill.adapters.dynamodb.newer import keep_unknown, marked_newer, newer_schema
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import plain

type Attribute = dict[str, Any]
type Item = dict[str, Attribute]


def encode(value: object) -> Attribute:
    """DynamoDB's typed form. Floats are refused: they are not exact."""
    attribute: Attribute
    match value:
        case None:
            attribute = {"NULL": True}
        case bool():
            attribute = {"BOOL": value}
        case str():
            attribute = {"S": value}
        case int() | Decimal():
            attribute = {"N": plain(Decimal(value))}
        case dict():
            attribute = {"M": {name: encode(each) for name, each in value.items()}}
        case list():
            attribute = {"L": [encode(each) for each in value]}
        case set():
            attribute = {"SS": sorted(value)}
        case _:
            raise TypeError(f"{type(value).__name__} cannot be stored")
    return attribute


def decode(attribute: Attribute) -> Any:  # noqa: ANN401 - whatever the item holds
    ((kind, value),) = attribute.items()
    match kind:
        case "M":
            return {name: decode(each) for name, each in value.items()}
        case "L":
            return [decode(each) for each in value]
        case "SS":
            return set(value)
        case "N":
            number = Decimal(value)
            return int(number) if number == number.to_integral_value() else number
        case "NULL":
            return None
    return value


def encode_all(values: Mapping[str, object]) -> Item:
    return {name: encode(value) for name, value in values.items()}


def document(value: BaseModel) -> dict[str, Any]:
    # The detour by text is faster than pydantic's own plain form, and makes a stray float of
    # a journal's details exact.
    loaded: dict[str, Any] = json.loads(value.model_dump_json(by_alias=True), parse_float=Decimal)
    if newer_schema(value):
        keep_unknown(value, loaded)
    return loaded


def stored_form(kind: str, value: BaseModel) -> tuple[int, dict[str, Any]]:
    """Schema and document to store: a newer release's number stays, as its fields do."""
    schema = max(SCHEMAS[kind], newer_schema(value))
    body = document(value)
    if "schema" in body:
        body["schema"] = schema
    return schema, body


def make_item(kind: str, key: Item, value: BaseModel | None = None, **attributes: object) -> Item:
    """The item with its key, kind and schema; attributes that are None are left out."""
    given = {name: each for name, each in attributes.items() if each is not None}
    if value is None:
        return key | encode_all({"item": kind, "schema": SCHEMAS[kind], **given})
    schema, body = stored_form(kind, value)
    return key | encode_all({"item": kind, "schema": schema, "document": body, **given})


def read_document[Model: BaseModel](
    item: Item, model: type[Model], *, accept_newer: bool = False
) -> Model:
    """The value that the item holds.

    With `accept_newer`, it is read as far as it is known: what guards a position must load for
    as long as its known fields can be read. What is not known is kept for the next write.

    Raises:
        InvalidInputError: the item was written by a newer release, or is not readable.
    """
    schema = int(item["schema"]["N"])
    kind = item["item"]["S"]
    held = decode(item["document"])
    if schema <= SCHEMAS[kind]:
        return _validated(kind, model, held, extra="ignore" if accept_newer else "forbid")
    if accept_newer:
        return _validated(kind, model, marked_newer(held, schema), extra="allow")
    raise InvalidInputError(
        f"a stored {kind} has schema {schema}, this release reads up to {SCHEMAS[kind]}: "
        "deploy the newer release again"
    )


def _validated[Model: BaseModel](
    kind: str,
    model: type[Model],
    held: dict[str, Any],
    *,
    extra: Literal["allow", "ignore", "forbid"],
) -> Model:
    try:
        return model.model_validate(held, extra=extra)
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise InvalidInputError(f"a stored {kind} is not readable: {wrong}") from None


def read_journal_entry(image: Item) -> JournalEntry:
    """The entry that an item, or the new image of a stream record, holds."""
    return read_document(image, JournalEntry, accept_newer=True)
