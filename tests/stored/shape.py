"""The shape of a stored kind: every field that it may hold, with what the field may be.

It is how a release is compared with the one before. `writes` is what this code writes, `reads`
what it can read; both differ where a field is read but not written yet. A line is a path
(`slices[].stop_price`), a value that an enum may have (`state = OPEN`) or a form
(`version: integer`); `needs` are the paths that have no default.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import TypeAdapter

type Shape = dict[str, list[str]]
type _Node = dict[str, Any]


def shape_of(model: type[Any]) -> Shape:
    read, needed = _walked(model, "validation")
    written, _ = _walked(model, "serialization")
    return {"reads": read, "needs": needed, "writes": written}


def _walked(
    model: type[Any], mode: Literal["validation", "serialization"]
) -> tuple[list[str], list[str]]:
    schema = TypeAdapter(model).json_schema(by_alias=True, mode=mode)
    lines = set(_lines(schema, schema.get("$defs", {}), ""))
    needed = {line.removesuffix("!") for line in lines if line.endswith("!")}
    return sorted(line.removesuffix("!") for line in lines), sorted(needed)


def _lines(node: _Node, names: dict[str, _Node], path: str) -> Iterator[str]:
    if "$ref" in node:
        yield from _lines(names[node["$ref"].rpartition("/")[2]], names, path)
    elif "anyOf" in node:
        for each in node["anyOf"]:
            yield from _lines(each, names, path)
    elif "enum" in node or "const" in node:
        yield from (f"{path} = {each}" for each in node.get("enum", [node.get("const")]))
    elif "properties" in node:
        yield from _fields(node, names, path)
    elif node.get("type") == "array":
        for each in node.get("prefixItems", [node.get("items", {})]):
            yield from _lines(each, names, f"{path}[]")
    elif node.get("type") == "object":
        yield from _lines(_of_a_map(node), names, f"{path}{{}}")
    else:
        yield f"{path}: {node.get('type', 'any')}"


def _fields(node: _Node, names: dict[str, _Node], path: str) -> Iterator[str]:
    for field, each in node["properties"].items():
        inner = f"{path}.{field}".removeprefix(".")
        yield f"{inner}{'!' if field in node.get('required', ()) else ''}"
        yield from _lines(each, names, inner)


def _of_a_map(node: _Node) -> _Node:
    if "patternProperties" in node:
        return dict(next(iter(node["patternProperties"].values())))
    more = node.get("additionalProperties", {})
    return dict(more) if isinstance(more, dict) else {}
