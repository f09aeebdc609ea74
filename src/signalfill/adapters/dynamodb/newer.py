"""What a newer release added to an item: carried along unread, and written back as it was.

pydantic keeps fields that a model does not know beside its own where it is told to; copies of the
value carry them, and only writing them is left to us.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_MARK = "$schema"
"""Stands among the unknown fields: no field of ours begins so."""


def marked_newer(document: Mapping[str, Any], schema: int) -> dict[str, Any]:
    """The document, remembering which schema it was written with."""
    return {**document, _MARK: schema}


def newer_schema(value: BaseModel) -> int:
    """The schema of the newer release that wrote the value; 0 where none did."""
    return int((value.model_extra or {}).get(_MARK, 0))


def keep_unknown(value: object, written: Any) -> None:  # noqa: ANN401 - any part of a document
    """Adds to what is about to be written what was not known when `value` was read."""
    match value:
        case BaseModel():
            for name, field in type(value).model_fields.items():
                stored_name = field.alias or name
                if stored_name in written:
                    keep_unknown(getattr(value, name), written[stored_name])
            unknown = {k: v for k, v in (value.model_extra or {}).items() if k != _MARK}
            written.update(unknown)
        case tuple() | list() if isinstance(written, list):
            for each, part in zip(value, written, strict=True):
                keep_unknown(each, part)
        case dict() if isinstance(written, dict):
            for key, each in value.items():
                keep_unknown(each, written[str(key)])
