"""How a value of ours becomes an item, and an item a value again.

Every item says in `item` what it is (the streams are filtered by it) and in `schema` how it
is written; the value itself stands under `document`, numbers of money as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.values import SCHEMA, plain

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
    return loaded


def make_item(kind: str, key: Item, value: BaseModel | None = None, **attributes: object) -> Item:
    """The item with its key, kind and schema; attributes that are None are left out."""
    given = {name: each for name, each in attributes.items() if each is not None}
    body = {} if value is None else {"document": document(value)}
    return key | encode_all({"item": kind, "schema": SCHEMA, **body, **given})


def read_document[Model: BaseModel](
    item: Item, model: type[Model], *, accept_newer: bool = False
) -> Model:
    """The value that the item holds.

    With `accept_newer`, unknown fields of a newer release are ignored: what guards a position
    must load for as long as its known fields can be read.

    Raises:
        InvalidInputError: the item was written by a newer release, or is not readable.
    """
    schema = int(item["schema"]["N"])
    kind = item["item"]["S"]
    if schema > SCHEMA and not accept_newer:
        raise InvalidInputError(
            f"a stored {kind} has schema {schema}, this release reads up to {SCHEMA}: "
            "deploy the newer release again"
        )
    try:
        return model.model_validate(
            decode(item["document"]), extra="ignore" if accept_newer else "forbid"
        )
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise InvalidInputError(f"a stored {kind} is not readable: {wrong}") from None


def read_journal_entry(image: Item) -> JournalEntry:
    """The entry that an item, or the new image of a stream record, holds."""
    return read_document(image, JournalEntry, accept_newer=True)
