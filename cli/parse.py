"""`signalfill parse`: JSON lines or an export in, one reading a line out, in the same order.

With `--explain`, for people: each message with its numbers marked, and what each was read for.
Plain text is taken as one message then. With a channel, what its settings teach is known too, and
the reading without that stands beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from cli.options import Commands, world_options
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.settings import Settings
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import learn

LONGEST_FIRST = 1 << 16
"""Characters of the first line that are looked at: an export may be one line of 100 MB."""


def register(commands: Commands) -> None:
    command = commands.add_parser(
        "parse",
        parents=[world_options()],
        help="read messages (JSON lines, or an export) and say what they mean",
    )
    command.add_argument(
        "files", metavar="FILE", nargs="*", type=Path, help="default: what comes on stdin"
    )
    command.add_argument(
        "--explain", action="store_true", help="mark what was read in the text, for people"
    )
    command.add_argument("--channel", metavar="ID", help="with what this channel is taught")
    command.add_argument(
        "--settings", metavar="FILE", type=Path, help="by this file, not by the settings in force"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    taught = _taught(arguments)
    if arguments.explain:
        from cli.marked import print_marked  # noqa: PLC0415 - programs do not wait for it

        print_marked(explained(sys.stdin.read(), taught, arguments.channel))
        return 0
    if arguments.files:
        from cli.parse_export import print_files  # noqa: PLC0415 - stdin does without

        print_files(arguments.files, taught)
        return 0
    first = sys.stdin.readline(LONGEST_FIRST)
    if _may_be_an_export(first):
        from cli.parse_export import print_text  # noqa: PLC0415 - lines do without

        print_text(sys.stdin, "stdin", taught, head=first)
        return 0
    for line in main_lines(chain([first + rest_of_line(first, sys.stdin)], sys.stdin), taught):
        print(line)
    return 0


def rest_of_line(begun: str, text: TextIO) -> str:
    """What is missing of a line that was read in part."""
    return "" if begun.endswith("\n") else text.readline()


def _may_be_an_export(first: str) -> bool:
    """A line that is whole says by itself what it is."""
    begin = first.removeprefix("\ufeff").lstrip()
    if begin.startswith("["):
        return begin[1:].lstrip()[:1] in {"", "{"}
    if not begin.startswith("{"):
        return False
    try:
        _message(first)
    except (ValueError, RecursionError):
        return True
    return False


def _taught(arguments: argparse.Namespace) -> Lexicon | None:
    """What the channel is taught; None where no channel and no settings are named.

    Raises:
        InvalidInputError: the settings are not usable, or know no such channel.
    """
    if arguments.channel is None and arguments.settings is None:
        return None
    settings = _settings(arguments)
    if arguments.channel is not None and arguments.channel not in settings.channels:
        known = ", ".join(f"{key} ({each.name})" for key, each in settings.channels.items())
        raise InvalidInputError(f"no channel {arguments.channel} in the settings, only: {known}")
    return learn(settings.teachings_for(arguments.channel or "")).lexicon


def _settings(arguments: argparse.Namespace) -> Settings:
    # Both late: who only reads messages needs neither YAML nor AWS.
    if arguments.settings is not None:
        from cli.settings_file import read_settings  # noqa: PLC0415

        return read_settings(arguments.settings)
    from cli.world import open_world  # noqa: PLC0415

    return open_world(arguments).control().current().settings


def main_lines(lines: Iterable[str], taught: Lexicon | None = None) -> Iterator[str]:
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, taught), ensure_ascii=False)


def explained(
    written: str, taught: Lexicon | None = None, channel_id: str | None = None
) -> Iterator[str]:
    if not written.lstrip().startswith("{"):
        yield from _explain(None, written.rstrip("\n"), taught, channel_id)
        return
    for line in filter(str.strip, written.splitlines()):
        try:
            yield from _explain(*_message(line), taught, channel_id)
        except (ValueError, RecursionError) as error:
            yield f"unreadable: {error}"


def _explain(
    identifier: str | None, text: str, taught: Lexicon | None, channel_id: str | None = None
) -> Iterator[str]:
    from cli.marked import conclusions, explain  # noqa: PLC0415 - see above
    from cli.missing import missing  # noqa: PLC0415 - see above

    reading = parse(text, taught or LEXICON)
    yield f"{'message ' + identifier if identifier else 'the message'}: {reading.kind}"
    yield from conclusions(reading)
    yield from missing(reading, text, taught or LEXICON, channel_id)
    yield ""
    yield from explain(reading, text)
    if taught is not None:
        untaught = parse(text)
        yield ""
        yield f"without what the settings teach: {untaught.kind}"
        yield from conclusions(untaught)
    yield ""


def _answer(line: str, taught: Lexicon | None) -> dict[str, Any]:
    try:
        identifier, text = _message(line)
    except (ValueError, RecursionError) as error:
        return _unreadable(str(error))
    return answer_of(identifier, text, taught)


def answer_of(identifier: str | None, text: str, taught: Lexicon | None) -> dict[str, Any]:
    """What one message says, as programs read it."""
    answer = {"id": identifier, **parse(text, taught or LEXICON).model_dump(mode="json")}
    if taught is not None:
        answer["untaught"] = parse(text).model_dump(mode="json")
    return answer


def _message(line: str) -> tuple[str | None, str]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one class for all that is unreadable
    identifier = record.get("id", record.get("message_id"))
    text = record.get("text", record.get("content"))
    if not isinstance(text, str):
        raise ValueError("no text")  # noqa: TRY004 - one class for all that is unreadable
    return (None if identifier is None else str(identifier)), text


def _unreadable(why: str) -> dict[str, Any]:
    return {
        "id": None,
        "kind": "none",
        "signals": [],
        "amendments": [],
        "reason": f"unreadable: {why}",
    }
