"""`signalfill layouts`: what you confirmed of a channel's layouts, and to take it back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cli.marked import call_text, harmless
from cli.options import Commands, world_options
from cli.output import ask, print_json
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.layout_book import LayoutBook, LayoutExample
from signalfill.domain.settings import Settings
from signalfill.domain.verdict import DecisionKind
from signalfill.ports import SignalStore
from signalfill.services.operating.confirm_layouts import LayoutDesk

KEPT_DAYS = 90
"""Texts are kept so long: what was traded before cannot be shown."""
_ACTIONS = ("forget", "export")

type Record = dict[str, Any]


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "layouts", parents=[world_options()], help="confirmed layouts of a channel"
    )
    parser.add_argument(
        "words",
        metavar="[forget|export] CHANNEL [MESSAGE_ID]",
        nargs="+",
        help="a channel's id or name; with `forget` the messages to forget, without any: all",
    )
    parser.add_argument(
        "--traded",
        action="store_true",
        help=f"confirm the layouts that were traded in the last {KEPT_DAYS} days",
    )
    parser.add_argument("--yes", action="store_true", help="confirm them without asking")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    action = arguments.words[0] if arguments.words[0] in _ACTIONS else ""
    rest = arguments.words[1:] if action else arguments.words
    if not rest:
        raise InvalidInputError(f"signalfill layouts {action} CHANNEL: name the channel")
    world = open_world(arguments)
    desk = layout_desk(world, rest[0])
    if action == "forget":
        return _forget(desk, rest[1:], as_json=arguments.json)
    if arguments.traded:
        return _confirm_traded(desk, world, arguments)
    return _show(desk, as_json=arguments.json or action == "export")


def layout_desk(world: World, channel: str) -> LayoutDesk:
    """By the settings in force.

    Raises:
        InvalidInputError: they know no such channel.
    """
    control = world.control().current()
    channel_id = channel_named(control.settings, channel)
    return LayoutDesk(channel_id, control.settings, control.settings_version, world.layouts())


def channel_named(settings: Settings, channel: str) -> str:
    """The id of the channel that goes by this id or name.

    Raises:
        InvalidInputError: none does, or several.
    """
    if channel in settings.channels:
        return channel
    named = [each for each, known in settings.channels.items() if known.name == channel]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"{key} ({each.name})" for key, each in settings.channels.items())
    raise InvalidInputError(f"no channel {channel} in the settings, only: {known or 'none'}")


def _show(desk: LayoutDesk, *, as_json: bool) -> int:
    book, _ = desk.book()
    examples = desk.layouts.examples(desk.channel_id)
    records = [_record(each, book) for each in examples if each.message_id in book.example_ids()]
    if as_json:
        print_json({"channel_id": desk.channel_id, "lines": len(book.known), "layouts": records})
        return 0
    known, barred = len(records) - len(book.barred), len(book.barred)
    print(
        f"{len(book.known)} known lines of {known} confirmed messages; {barred} barred as misread"
    )
    if book.asked_on is not None:
        print(f"questions on {book.asked_on:%Y-%m-%d}, the last day with any: {book.asked}")
    for each in records:
        for line in _in_words(each):
            print(line)
    return 0


def _record(example: LayoutExample, book: LayoutBook) -> Record:
    identity = example.message_id
    state = "recheck" if identity in book.recheck else example.word.value
    used = book.used_on.get(identity)
    return {
        "message_id": identity,
        "state": state,
        "lines": sum(each == identity for each in book.known.values()),
        "used_on": None if used is None else used.isoformat(),
        "by": example.by,
        "at": example.at.isoformat(),
        "read_as": [call_text(each) for each in example.signals],
        "text": example.text,
    }


def _in_words(record: Record) -> Iterator[str]:
    used = f", last used {record['used_on']}" if record["used_on"] else ""
    state = {"recheck": "reads otherwise now: asked again"}.get(record["state"], record["state"])
    yield f"{record['message_id']}: {state}, brought {record['lines']} lines{used}"
    for call in record["read_as"]:
        yield f"    {call}"
    for line in harmless(record["text"] or "(its text is not kept)").splitlines():
        yield f"    | {line}"


def _forget(desk: LayoutDesk, message_ids: list[str], *, as_json: bool) -> int:
    book, _ = desk.book()
    known = book.example_ids()
    unknown = sorted(set(message_ids) - known)
    if unknown:
        raise InvalidInputError(f"nothing was said of {', '.join(unknown)} in this channel")
    gone = message_ids or sorted(known)
    desk.forget(gone)
    if as_json:
        print_json({"channel_id": desk.channel_id, "forgotten": gone})
    else:
        print(f"{len(gone)} forgotten: their layouts are unknown again")
    return 0


def traded(desk: LayoutDesk, world: World) -> list[tuple[str, str, int]]:
    """The newest message (id, text) of each unknown layout that was traded, and how often."""
    since = world.clock.now() - timedelta(days=KEPT_DAYS)
    book, _ = desk.book()
    found: dict[tuple[str, ...], tuple[str, str, int]] = {}
    from signalfill.parsing import parse  # noqa: PLC0415 - only here

    lexicon = desk.lexicon
    for message_id, text in _opened(desk.channel_id, world.signals(), since):
        layout = parse(text, lexicon).layout
        if layout and not book.look_up(layout).is_known:
            times = found[layout][2] if layout in found else 0
            found[layout] = (message_id, text, times + 1)
    return sorted(found.values(), key=lambda each: -each[2])


def _opened(channel_id: str, signals: SignalStore, since: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - see ports
    for key, decision in signals.decisions(channel_id, since=since):
        if key.is_signal and decision.kind is DecisionKind.OPENED:
            message_id, version, *_ = key.sort_key.split("#")
            text = signals.text(channel_id, message_id, version)
            if text:
                yield message_id, text


def _confirm_traded(desk: LayoutDesk, world: World, arguments: argparse.Namespace) -> int:
    found = traded(desk, world)
    if not found:
        print_json({"confirmed": 0}) if arguments.json else print("every traded layout is known")
        return 0
    if not arguments.json:
        for message_id, text, times in found:
            print(f"{message_id}: traded {times} times")
            for line in harmless(text).splitlines():
                print(f"    | {line}")
    question = f"These {len(found)} layouts are then known."
    if not arguments.yes and not ask(question, expected="yes"):
        print("nothing confirmed")
        return 1
    messages = [(message_id, text) for message_id, text, _ in found]
    lines = desk.confirm(messages, by="upgrade", now=world.clock.now())
    if arguments.json:
        print_json({"confirmed": len(found), "lines": lines})
    else:
        print(f"{len(found)} layouts confirmed, {lines} lines")
    return 0
