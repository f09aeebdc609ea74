"""What the documents say of commands, settings and environment is what the code has."""

from __future__ import annotations

import argparse
import re

import pytest
from pydantic import BaseModel

from cli.main import make_parser
from cli.setting_help import ACCOUNT, AUTHOR, CHANNEL, READING, RULES
from sandbox.coinbase.faults import CHOICES, ONE_SHOTS
from sandbox.coinbase.faults import SETTINGS as SETTINGS_OF_FAULTS
from sandbox.coinbase.scenes import BY_VALUE, MARKET_STATES, SCENES
from signalfill import config
from signalfill.domain.rules import Rules
from signalfill.domain.settings import AccountSettings, AuthorSettings, ChannelSettings
from signalfill.domain.teaching import Teaching
from tests.unit.documents import ALL, ARCHITECTURE, README, ROOT, rows

EVERYWHERE = {"--help", "--json", "--stack"}


# --- commands ---


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command that does something, by its words."""
    found: dict[str, argparse.ArgumentParser] = {}
    for name, parser in subcommands(make_parser(None)).items():
        nested = subcommands(parser)
        found |= {f"{name} {action}": each for action, each in nested.items()} or {name: parser}
    return found


def test_every_command_is_documented() -> None:
    assert [words for words in commands() if f"signalfill {words}" not in README] == []


def test_every_command_can_speak_json() -> None:
    deaf = [
        words
        for words, parser in commands().items()
        if not any("--json" in action.option_strings for action in parser._actions)
    ]
    assert deaf == []


def test_every_option_is_documented() -> None:
    options = {
        option
        for parser in commands().values()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    assert {option for option in options - EVERYWHERE if option not in ALL} == set()


def test_every_documented_command_exists() -> None:
    known = commands()
    nested = {words.split()[0] for words in known if " " in words}
    for first, second in re.findall(r"signalfill ([a-z]+)(?: ([a-z]+))?", ALL):
        words = f"{first} {second}" if first in nested else first
        assert words in known, f"signalfill {words} is documented and does not exist"


# --- faults of the stand-in Coinbase ---


def test_every_fault_of_the_stand_in_is_documented_and_no_other() -> None:
    """The table's first column; words after a name are the values that it takes."""
    text = (ROOT / "docs" / "venue.md").read_text(encoding="utf-8")
    faults = text.partition("| fault |")[2]
    cells = [line.split("|")[1] for line in faults.splitlines() if line.startswith("| `")]
    choices = {value for values in CHOICES.values() for value in values}
    written = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} - choices
    assert written == {*SETTINGS_OF_FAULTS, *ONE_SHOTS, *MARKET_STATES, *SCENES, *BY_VALUE}


# --- settings ---

SECTIONS: tuple[tuple[str, type[BaseModel], dict[str, str]], ...] = (
    ("account", AccountSettings, ACCOUNT),
    ("defaults", Rules, RULES),
    ("channels.ID", ChannelSettings, CHANNEL),
    ("channels.ID.authors.ID", AuthorSettings, AUTHOR),
    ("reading", Teaching, READING),
)
SETTINGS = {
    cells[0].strip("`"): cells[1:]
    for cells in rows((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), 3)
    if re.match(r"`(account|defaults|channels\.ID|reading)\.", cells[0])
}


def test_the_settings_table_is_complete_and_holds_nothing_else() -> None:
    known = [f"{name}.{field}" for name, model, _ in SECTIONS for field in model.model_fields]
    assert list(SETTINGS) == known


@pytest.mark.parametrize(("name", "model", "texts"), SECTIONS, ids=lambda each: str(each)[:12])
def test_every_setting_is_explained_once(
    name: str, model: type[BaseModel], texts: dict[str, str]
) -> None:
    shown = {field: SETTINGS[f"{name}.{field}"][1] for field in model.model_fields}
    assert shown == texts


@pytest.mark.parametrize(("name", "model", "texts"), SECTIONS, ids=lambda each: str(each)[:12])
def test_every_default_is_the_code_s(
    name: str, model: type[BaseModel], texts: dict[str, str]
) -> None:
    written = {field: SETTINGS[f"{name}.{field}"][0] for field in texts}
    given = {field: text for field, text in written.items() if text not in {"none", "required"}}
    minimal = {field: "x" for field, text in written.items() if text == "required"}
    assert model.model_validate(minimal | given) == model.model_validate(minimal)


# --- environment ---


def variables() -> set[str]:
    """All that the environment's models and the code's own text name."""
    models = [each for each in vars(config).values() if isinstance(each, type)]
    fields = {
        config.PREFIX + field.upper()
        for model in models
        if issubclass(model, config.Environment)
        for field in model.model_fields
    }
    return fields | {"SIGNALFILL_STACK"}


def test_every_variable_is_documented() -> None:
    assert {name for name in variables() if f"`{name}`" not in ARCHITECTURE} == set()


def test_every_documented_variable_is_read() -> None:
    assert set(re.findall(r"SIGNALFILL_[A-Z_]*[A-Z]", ALL)) <= variables()
