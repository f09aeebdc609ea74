"""`signalfill history`: a channel's past as a file, read by the bot, or what an export holds."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import Commands, json_option, world_options
from cli.output import moment_text, print_json
from signalfill.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from signalfill.domain.history import HistorySummary
    from signalfill.ports.history import HistoryReader

WHY_SKIPPED = {
    "system": "Discord's own notices",
    "service": "Telegram's own notices",
    "unsupported": "messages that Telegram Desktop could not show",
    "forward_without_text": "forwards whose text the export left out",
    "edit_without_moment": "edits whose moment cannot be told",
    "no_usable_id": "entries without a usable id",
    "no_unix_time": "messages with a local time alone",
    "no_moment": "texts without a moment",
    "not_a_message": "entries that are no message",
    "not_json": "lines that are no JSON",
    "text_expired": "versions whose text is not kept any more",
}
"""What each reason for passing over stands for."""


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "history", help="read a channel's past into a file, or look at one"
    )
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    fetch = tasks.add_parser(
        "fetch", parents=[world_options()], help="read a channel and its threads with the bot"
    )
    fetch.add_argument("channel", metavar="CHANNEL_ID")
    fetch.add_argument("--out", metavar="FILE", type=Path, help="default: CHANNEL_ID.jsonl")
    fetch.set_defaults(run=_fetch)
    show = tasks.add_parser("show", parents=[json_option()], help="what is in exports")
    show.add_argument("files", metavar="EXPORT", nargs="+", type=Path)
    show.add_argument("--chat", metavar="NAME", action="append", default=[], help="of an account")
    show.set_defaults(run=_show)
    recorded = tasks.add_parser(
        "recorded", parents=[world_options()], help="what our own tables know of a channel"
    )
    recorded.add_argument("channel", metavar="CHANNEL_ID")
    recorded.set_defaults(run=_recorded)


def _fetch(arguments: argparse.Namespace) -> int:
    # Late: whoever looks at a file needs neither AWS nor Discord.
    from cli.history.fetching import fetch  # noqa: PLC0415

    if not re.fullmatch(r"[0-9]{1,20}", arguments.channel):
        raise InvalidInputError("the channel's id is needed, a number: signalfill channels")
    return fetch(arguments)


def _show(arguments: argparse.Namespace) -> int:
    from signalfill.adapters.history.files import FileHistory  # noqa: PLC0415 - see above

    return _tell(FileHistory(arguments.files, chats=frozenset(arguments.chat)), arguments)


def _recorded(arguments: argparse.Namespace) -> int:
    from cli.world import open_world  # noqa: PLC0415 - see above

    return _tell(open_world(arguments).recorded(arguments.channel), arguments)


def _tell(history: HistoryReader, arguments: argparse.Namespace) -> int:
    for _ in history.records():
        pass
    if arguments.json:
        print_json(history.summary().model_dump(mode="json"))
    else:
        for line in described(history.summary()):
            print(line)
    return 0


def described(summary: HistorySummary) -> Iterator[str]:
    """For people; what is missing comes last and stays in sight."""
    yield f"kind      {summary.kind}"
    if summary.guild_name or summary.guild_id:
        yield f"server    {summary.guild_name} {summary.guild_id or ''}".rstrip()
    for each in summary.channels:
        thread = f", thread of {each.parent_id}" if each.parent_id else ""
        yield f"channel   {each.name} {each.channel_id}{thread}"
    yield f"exported  {moment_text(summary.exported_at) or 'not said'}"
    yield f"from      {moment_text(summary.first)}"
    yield f"to        {moment_text(summary.last)}"
    yield f"messages  {summary.messages:,}, {summary.edited:,} with their last text alone"
    if summary.deleted or summary.forwarded:
        yield f"          {summary.forwarded:,} forwarded, {summary.deleted:,} deleted later"
    for reason, count in summary.skipped.items():
        yield f"skipped   {count:,} {WHY_SKIPPED.get(reason, reason)}"
    if not summary.knows_deletions:
        yield "missing   what was deleted before the export: nobody can count it"
    for note in summary.notes:
        yield f"note      {note}"
