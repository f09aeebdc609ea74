"""The settings file: YAML whose scalars all stay text, so that no number is ever a float."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.rules import Rules
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.settings import AccountSettings, ChannelSettings, Settings
from signalfill.domain.teaching import Teaching, Template, WordKind
from signalfill.parsing.check_examples import refusals
from signalfill.parsing.teaching import learn

_PATTERNS = {
    r"^\d{5,20}$": "must be a Discord id: 5 to 20 digits",
    r"^[A-Z0-9]{1,15}$": "must be a coin's ticker in capitals, such as BTC",
    r"^[A-Z0-9]{1,20}$": "must be a coin's ticker in capitals, such as BTC",
    r"^(USD|USDC|EUR|GBP)$": "must be USD, USDC, EUR or GBP",
}
_PLAIN_WORDS = {
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
    "decimal_parsing": "must be a number",
    "tuple_type": "must be a list, such as [a, b]",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "string_type": "must be a single value",
}
_SHOWN_CHARACTERS = 40
_SHOULD = re.compile(r"^\w+ should")


class _TextLoader(yaml.BaseLoader):
    """BaseLoader: every scalar is text. A key given twice is an error, not the last one's win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: list[object] = []
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str) or key in seen:
                wrong = f"the key {key!r} is given twice" if key in seen else "a key must be text"
                raise yaml.MarkedYAMLError(problem=wrong, problem_mark=key_node.start_mark)
            seen.append(key)
        return super().construct_mapping(node, deep)


def read_settings(path: Path) -> Settings:
    """The file's settings.

    Raises:
        InvalidInputError: one line for each finding, with file, place and what is allowed.
    """
    data = _mapping(path)
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        lines = dict.fromkeys(f"{path}: {finding}" for finding in findings(error))
        raise InvalidInputError("\n".join(lines)) from None
    if not 1 <= settings.schema_version <= SCHEMAS["settings"]:
        raise InvalidInputError(f"{path}: schema: must be at most {SCHEMAS['settings']}")
    refused = "\n".join(f"{path}: {each}" for each in untaught(settings))
    if refused:
        raise InvalidInputError(refused)
    return settings


def read_overrides(path: Path) -> dict[str, dict[str, str]]:
    """A file of names with some rules each.

    Raises:
        InvalidInputError: it holds something else.
    """
    data = _mapping(path)
    for name, rules in data.items():
        if not isinstance(rules, dict) or not all(isinstance(each, str) for each in rules.values()):
            raise InvalidInputError(f"{path}: {name}: must be rules with their values")
    return data


def untaught(settings: Settings) -> Iterator[str]:
    """What the settings teach the parser, and it cannot or must not learn."""
    shared = learn((settings.reading,)).lexicon
    for refusal in refusals(settings.reading):
        yield f"reading.{refusal}"
    for channel_id, channel in settings.channels.items():
        for refusal in refusals(channel.reading, shared):
            yield f"channels.{channel_id}.reading.{refusal}"


def _mapping(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path}: is not UTF-8 text") from None
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        data = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - derived from BaseLoader: text only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InvalidInputError(f"{path}: {place}{error.problem or 'is not YAML'}") from None
    except yaml.YAMLError:
        raise InvalidInputError(f"{path}: is not YAML text") from None
    if not data:
        raise InvalidInputError(
            f"{path}: is empty; it needs at least `channels:` (see infra/settings.example.yaml)"
        )
    if not isinstance(data, dict):
        raise InvalidInputError(
            f"{path}: must be a mapping with the keys {', '.join(_keys_of(Settings))}"
        )
    return data


def findings(error: ValidationError) -> Iterator[str]:
    """What is wrong, one line each: the place, and what would be right."""
    for each in error.errors():
        inner = each.get("ctx", {}).get("error")
        if isinstance(inner, ValidationError):
            for nested in inner.errors():
                yield _line({**nested, "loc": (*each["loc"], *nested["loc"])})
        else:
            yield _line(each)


def _line(finding: ErrorDetails) -> str:
    place = ".".join(str(part) for part in finding["loc"] if part != "[key]")
    if finding["type"] == "enum" and finding["loc"][-1] == "[key]":
        return f"{place}: no such kind of word{_nearest(str(finding['input']), list(WordKind))}"
    if finding["type"] == "extra_forbidden":
        return f"{place}: unknown key{_suggestion(finding['loc'])}"
    if finding["type"] == "missing":
        return f"{place}: is missing"
    if finding["input"] == "":
        return f"{place}: has no value; give one or remove the line"
    text = _plain_words(finding)
    return f"{place}: {text}" if place else text


def _plain_words(finding: ErrorDetails) -> str:
    pattern = str(finding.get("ctx", {}).get("pattern", ""))
    text = _PATTERNS.get(pattern) or _PLAIN_WORDS.get(finding["type"])
    text = text or _SHOULD.sub("must", finding["msg"].removeprefix("Value error, "))
    given = finding["input"]
    if isinstance(given, str) and repr(given) not in text:
        text += f", not {given[:_SHOWN_CHARACTERS]!r}"
    return text


def _suggestion(location: tuple[int | str, ...]) -> str:
    """The likely word, and all that are allowed at this place."""
    *parents, key = [str(part) for part in location]
    return _nearest(key, _keys_of(_section(parents)))


def _nearest(key: str, allowed: Sequence[str]) -> str:
    near = get_close_matches(key, allowed, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{hint} (allowed: {', '.join(allowed)})"


def _section(parents: list[str]) -> type[BaseModel]:
    if not parents:
        return Settings
    if "templates" in parents:
        return Template
    if parents[-1] == "reading":
        return Teaching
    if parents[0] == "channels":
        return Rules if parents[-1] == "rules" else ChannelSettings
    return AccountSettings if parents[0] == "account" else Rules


def _keys_of(section: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in section.model_fields.items()]
