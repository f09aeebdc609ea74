"""`signalfill learn`: what a channel could be taught, and which of its layouts are right.

It reads an export, the bot's history, or one message that was misread. Nothing is traded; what
you accept goes into settings.yaml (words, sentences) and into the control table (layouts).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cli.learn.answers import AcceptedAnswers, as_json
from cli.learn.confirming import Confirming
from cli.learn.lesson import Lesson
from cli.learn.messages import OldMessage
from cli.learn.one_message import PASTED, teach_from_message
from cli.learn.proposals import suggestions
from cli.learn.survey import read_all, survey, to_confirm
from cli.learn.words import teach_words
from cli.options import Commands, world_options
from cli.output import print_json
from signalfill.domain.errors import InvalidInputError

LAST = 300
MOST = 10_000


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "learn", parents=[world_options()], help="confirm a channel's layouts, learn its words"
    )
    parser.add_argument(
        "export", metavar="EXPORT", nargs="?", type=Path, help="messages in a file (JSON)"
    )
    parser.add_argument(
        "--message",
        metavar="MESSAGE",
        nargs="?",
        const=PASTED,
        help="teach from one message: its id, link or file; without any you paste it",
    )
    parser.add_argument("--channel", metavar="ID", help="whose messages they are, or to read")
    parser.add_argument(
        "--last", type=int, default=LAST, metavar="N", help=f"read the last N messages ({LAST})"
    )
    parser.add_argument(
        "--settings",
        metavar="FILE",
        type=Path,
        help="write what you teach into this file, and read by it (default: the settings in force)",
    )
    parser.add_argument(
        "--accept", metavar="FILE", type=Path, help="answers: what --json printed, some accepted"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if not 0 < arguments.last <= MOST:
        raise InvalidInputError(f"--last must be 1 to {MOST}")
    if arguments.message is not None:
        return teach_from_message(arguments)
    if arguments.export is None and arguments.channel is None:
        raise InvalidInputError("name an export or --channel: whose messages are to be read?")
    lesson = Lesson(arguments)
    messages = lesson.messages(arguments)
    if arguments.json and arguments.accept is None:
        _print_overview(lesson, messages)
        return 0
    accepted = None if arguments.accept is None else AcceptedAnswers(arguments.accept)
    teach_words(lesson, messages, accepted)
    Confirming(lesson, messages).ask(accepted)
    return 0


def _print_overview(lesson: Lesson, messages: Sequence[OldMessage]) -> None:
    lexicon = lesson.lexicon
    read = read_all(messages, lexicon)
    found = survey(read)
    print_json(as_json(found, list(suggestions(read, lexicon)), to_confirm(found, lesson.known())))
