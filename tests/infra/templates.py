"""The templates as data, `!GetAtt A.B` read as `{"Fn::GetAtt": "A.B"}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = "template.yaml"
SCRAPER = "infra/scraper.yaml"
ALARMS = "infra/alarms.yaml"
DASHBOARD = "infra/dashboard.yaml"


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _short_form)


@cache
def template(path: str = SYSTEM) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((ROOT / path).read_text(), Loader=_Loader)  # noqa: S506
    return loaded


def resources(path: str = SYSTEM, *, of_type: str | None = None) -> dict[str, dict[str, Any]]:
    return {
        name: each
        for name, each in template(path)["Resources"].items()
        if of_type in {None, each["Type"]}
    }


def properties(name: str, path: str = SYSTEM) -> dict[str, Any]:
    found: dict[str, Any] = template(path)["Resources"][name]["Properties"]
    return found


def statements(role: str, path: str = SYSTEM) -> list[Mapping[str, Any]]:
    """Everything a role, or a managed policy, is allowed: its own and what it attaches."""
    own = properties(role, path)
    documents = [each["PolicyDocument"] for each in own.get("Policies", [])]
    if "PolicyDocument" in own:
        documents.append(own["PolicyDocument"])
    attached = [each["Ref"] for each in own.get("ManagedPolicyArns", [])]
    allowed = [each for document in documents for each in document["Statement"]]
    return allowed + [each for policy in attached for each in statements(policy, path)]


def actions(role: str, path: str = SYSTEM) -> set[str]:
    return {action for each in statements(role, path) for action in as_list(each["Action"])}


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - YAML holds anything
    return value if isinstance(value, list) else [value]


def mentions(tree: Any, name: str) -> bool:  # noqa: ANN401 - YAML holds anything
    """Whether a resource is referred to anywhere below."""
    return any(
        leaf == name or leaf.startswith(f"{name}.") or f"${{{name}" in leaf for leaf in _texts(tree)
    )


def _texts(tree: Any) -> Iterator[str]:  # noqa: ANN401 - YAML holds anything
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)
