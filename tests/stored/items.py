"""Reads the items that a release stored, as DynamoDB would give them, without any code of ours.

In the files an item is plain JSON. What JSON has no word for stands under a name of its own:
`$set`, `$number` (one that is no integer) and `$compressed` (a document, deflated).
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "02dcceb"
"""What the release of commit 02dcceb wrote: the first whose stored data must live on."""

type Plain = dict[str, Any]
type Item = dict[str, dict[str, Any]]


@cache
def read_json(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def attribute(value: Any) -> dict[str, Any]:  # noqa: ANN401, PLR0911 - any JSON
    """The typed form of a plain value."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case list():
            return {"L": [attribute(each) for each in value]}
        case {"$set": members}:
            return {"SS": members}
        case {"$number": text}:
            return {"N": text}
        case {"$compressed": document}:
            return {"B": zlib.compress(json.dumps(document).encode())}
        case _:
            return {"M": {name: attribute(each) for name, each in value.items()}}


def item_of(plain: Plain) -> Item:
    return {name: attribute(each) for name, each in plain.items()}


def stored(table: str, kind: str) -> list[Plain]:
    """All items of a kind, plain."""
    return list(read_json(f"{table}.{kind}"))


def kinds(table: str) -> list[str]:
    found = FOLDER.glob(f"{table}.*.json")
    return sorted(path.name.split(".")[1] for path in found)


def names(group: str) -> dict[str, str]:
    """The ids of what is spoken of in tests, by what it shows."""
    return dict(read_json("names")[group])
