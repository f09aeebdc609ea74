"""`signalfill settings`: check, push, show and list versions of the settings."""

from __future__ import annotations

import argparse
import getpass
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import yaml

from cli.checks.live import obstacles, turned_live
from cli.layout_news import layout_news
from cli.options import Commands, json_option, world_options
from cli.output import ask, moment_text, print_columns, print_json
from cli.setting_help import HELP
from cli.settings_file import read_settings
from cli.taught import as_json, in_lines, tried
from cli.world import World, open_world
from cli.worst_loss import Comparison, compare, live_equity
from signalfill.domain.errors import InvalidInputError, SignalfillError
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.services.operating.worst_loss import json_schema


def register(commands: Commands) -> None:
    settings = commands.add_parser("settings", help="check, push and show the settings")
    actions = settings.add_subparsers(dest="action", required=True, metavar="ACTION")

    check = actions.add_parser("check", parents=[json_option()], help="is the file usable?")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)

    push = actions.add_parser("push", parents=[world_options()], help="make the file current")
    push.add_argument("file", type=Path)
    push.add_argument("--yes", action="store_true", help="do not ask when the worst loss rises")
    push.set_defaults(run=_push)

    show = actions.add_parser("show", parents=[world_options()], help="the settings in force")
    show.add_argument("--version", type=int, metavar="N", help="an earlier version")
    show.set_defaults(run=_show)

    history = actions.add_parser("history", parents=[world_options()], help="all versions")
    history.set_defaults(run=_history)

    schema = actions.add_parser("schema", parents=[json_option()], help="JSON Schema for editors")
    schema.set_defaults(run=_schema)


def _check(arguments: argparse.Namespace) -> int:
    try:
        settings = read_settings(arguments.file)
    except InvalidInputError as error:
        if not arguments.json:
            raise
        print_json({"ok": False, "findings": str(error).splitlines()})
        return 2
    lines = compare(Settings(), settings, equities=_equities(settings, None))
    taught = tried(settings)
    if arguments.json:
        told = {"worst_loss": lines, "taught": as_json(taught)}
        print_json({"ok": True, "findings": [], **told})
        return 0
    print(f"{arguments.file}: good, {_channels_text(settings)}")
    for each in lines:
        print(f"  worst loss, {each['account']}, {each['what']}: {each['new']}")
    for line in in_lines(taught):
        print(line)
    return 0


def _channels_text(settings: Settings) -> str:
    modes = [settings.rules_for(channel_id).mode.value for channel_id in settings.channels]
    counted = ", ".join(f"{modes.count(mode)} {mode}" for mode in Mode if mode in modes)
    return f"{len(modes)} channels ({counted})" if modes else "no channels"


def _push(arguments: argparse.Namespace) -> int:
    settings = read_settings(arguments.file)
    world = open_world(arguments)
    current = world.control().current()
    _check_live(current.settings, settings, world)
    lines = compare(current.settings, settings, equities=_equities(settings, world))
    rises = any(each["rises"] for each in lines)
    quote_changes = current.settings.account.quote != settings.account.quote
    if not arguments.json:
        _print_comparison(lines)
    if (
        (rises or quote_changes)
        and not arguments.yes
        and not ask("The worst loss rises.", expected="yes")
    ):
        print("nothing pushed")
        return 1
    number = world.control().push_settings(
        settings, pushed_at=datetime.now(UTC), pushed_by=getpass.getuser()
    )
    if arguments.json:
        print_json({"version": number, "worst_loss": lines})
    else:
        print(f"version {number} is in force from the next message and the next minute on")
        for line in layout_news(current.settings, settings, world, number):
            print(line)
    return 0


def _check_live(old: Settings, new: Settings, world: World) -> None:
    """Turning a channel live is refused while anything stands against it; nothing overrides that.

    Raises:
        InvalidInputError: each obstacle, and how to mend it.
    """
    turned = turned_live(old, new)
    found = list(obstacles(world, new)) if turned else []
    if found:
        names = ", ".join(f"{each} ({new.channels[each].name})" for each in turned)
        lines = [f"{each.name}: {each.detail}; {each.remedy}" for each in found]
        raise InvalidInputError("\n".join([f"not pushed: {names} would turn live, but", *lines]))


def _print_comparison(lines: list[Comparison]) -> None:
    rows = [
        (each["account"], each["what"], each["old"], each["new"], "RISES" if each["rises"] else "")
        for each in lines
    ]
    print_columns(("account", "worst loss of", "old", "new", ""), rows)


def _equities(settings: Settings, world: World | None) -> dict[Mode, Decimal]:
    """Paper's is in the settings; live's is asked of the venue where there is a key."""
    equities = {Mode.PAPER: settings.account.paper_balance}
    if world is None:
        return equities
    # Without an answer fractions are shown: pushing settings must not depend on the venue.
    with suppress(SignalfillError):
        if world.venue is not None:
            equities[Mode.LIVE] = live_equity(world.venue, world.positions(), settings)
    return equities


def _show(arguments: argparse.Namespace) -> int:
    control = open_world(arguments).control()
    current = control.current()
    number = current.settings_version if arguments.version is None else arguments.version
    settings = current.settings
    if arguments.version is not None:
        found = control.settings_version(number)
        if found is None:
            raise InvalidInputError(f"there is no settings version {number}")
        settings = found
    data = settings.model_dump(mode="json", by_alias=True, exclude_none=True)
    if arguments.json:
        print_json({"version": number, "settings": data})
        return 0
    state = "in force" if number == current.settings_version else "not in force"
    print(f"# version {number}, {state}" if number else "# nothing pushed yet: the defaults")
    print(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), end="")
    return 0


def _history(arguments: argparse.Namespace) -> int:
    versions = open_world(arguments).control().settings_history()
    if arguments.json:
        print_json(
            [{"version": number, "pushed_at": at, "pushed_by": by} for number, at, by in versions]
        )
        return 0
    rows = [(str(number), moment_text(at), by) for number, at, by in versions]
    print_columns(("version", "pushed at", "by"), rows)
    return 0


def _schema(_arguments: argparse.Namespace) -> int:
    schema = json_schema()
    for section, texts in HELP.items():
        for name, text in texts.items():
            schema["$defs"][section]["properties"][name]["description"] = text
    print_json(schema)
    return 0
