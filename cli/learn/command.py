"""`signalfill learn`: what a channel could be taught, and which of its layouts are right.

It reads an export or the bot's history. Nothing is traded; what you accept goes into
settings.yaml (words, sentences) and into the control table (layouts).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from cli.checks.discord import DiscordApi
from cli.layouts import channel_named
from cli.learn import dialog
from cli.learn.answers import AcceptedAnswers, as_json
from cli.learn.messages import OldMessage, read_export, read_history
from cli.learn.proposals import Choice, Suggestion, suggestions
from cli.learn.settings_edit import snippet, write_taught
from cli.learn.survey import LayoutGroup, Read, Survey, read_all, survey, to_confirm
from cli.options import Commands, world_options
from cli.output import print_json
from cli.settings_file import read_settings
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.layout_book import LayoutWord
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import Teaching
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import learn as taught_lexicon
from signalfill.services.operating.confirm_layouts import LayoutDesk

LAST = 300
MOST = 10_000


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "learn", parents=[world_options()], help="confirm a channel's layouts, learn its words"
    )
    parser.add_argument(
        "export", metavar="EXPORT", nargs="?", type=Path, help="messages in a file (JSON)"
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
    if arguments.export is None and arguments.channel is None:
        raise InvalidInputError("name an export or --channel: whose messages are to be read?")
    if not 0 < arguments.last <= MOST:
        raise InvalidInputError(f"--last must be 1 to {MOST}")
    lesson = Lesson(arguments)
    if arguments.json and arguments.accept is None:
        found, offered, asked = lesson.overview()
        print_json(as_json(found, offered, asked))
        return 0
    accepted = None if arguments.accept is None else AcceptedAnswers(arguments.accept)
    lesson.teach(accepted)
    lesson.confirm(accepted)
    return 0


class Lesson:
    """One run: messages, what they read by, and where the answers go."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._file: Path | None = arguments.settings
        self._world: World | None = None
        self._version = 0
        self._settings = self._read_settings(arguments)
        self._channel_id = ""
        if arguments.channel is not None:
            self._channel_id = channel_named(self._settings, arguments.channel)
        self._messages = self._read_messages(arguments)
        self._barred: list[Read] = []

    def _read_settings(self, arguments: argparse.Namespace) -> Settings:
        if arguments.channel is None:
            return Settings() if self._file is None else read_settings(self._file)
        self._world = open_world(arguments)
        if self._file is not None:
            return read_settings(self._file)
        control = self._world.control().current()
        self._version = control.settings_version
        return control.settings

    def _read_messages(self, arguments: argparse.Namespace) -> list[OldMessage]:
        if arguments.export is not None:
            return read_export(arguments.export)[-arguments.last :]
        if self._world is None:
            raise AssertionError("without an export a channel is named")
        token = self._world.discord_token()
        if token is None:
            raise InvalidInputError("no Discord token is set: give an export instead")
        api = DiscordApi(self._world.environment.discord_api_url, token)
        return read_history(api, self._channel_id, arguments.last)

    @property
    def _lexicon(self) -> Lexicon:
        if not self._channel_id:
            return LEXICON
        return taught_lexicon(self._settings.teachings_for(self._channel_id)).lexicon

    def overview(self) -> tuple[Survey, list[Suggestion], list[LayoutGroup]]:
        lexicon = self._lexicon
        read = read_all(self._messages, lexicon)
        found = survey(read)
        return found, list(suggestions(read, lexicon)), to_confirm(found, self._known())

    def _known(self) -> set[str]:
        desk = self._desk()
        return set() if desk is None else set(desk.book()[0].known)

    def _desk(self) -> LayoutDesk | None:
        """None where there is no deployment, or no channel to confirm for."""
        if self._world is None:
            return None
        layouts = self._world.layouts()
        return LayoutDesk(self._channel_id, self._settings, self._version, layouts)

    def teach(self, accepted: AcceptedAnswers | None) -> None:
        """Proposals first, each found with what was taught before it."""
        for line in dialog.headline(survey(read_all(self._messages, self._lexicon))):
            print(line)
        taught: list[Teaching] = []
        refused: list[Teaching] = []
        while (suggestion := self._next(taught, refused)) is not None:
            choice = _settled(suggestion, accepted)
            if choice is None:
                refused += [each.teaching for each in suggestion.choices]
            else:
                taught.append(choice.teaching)
        for each in taught:
            self._keep(each)

    def _next(self, taught: list[Teaching], refused: list[Teaching]) -> Suggestion | None:
        lexicon = taught_lexicon(taught, self._lexicon).lexicon
        offered = suggestions(read_all(self._messages, lexicon), lexicon)
        return next(
            (each for each in offered if all(c.teaching not in refused for c in each.choices)), None
        )

    def _keep(self, teaching: Teaching) -> None:
        """Into the file, checked; without a file it is shown, to be put there."""
        if self._file is None or not self._channel_id:
            print("\nput this into settings.yaml (--settings FILE does it), then push it:")
            print(snippet(self._channel_id or "ID", teaching), end="")
            return
        write_taught(self._file, self._channel_id, teaching)
        self._settings = read_settings(self._file)
        print(f"written to {self._file}; in force after: signalfill settings push {self._file}")

    def confirm(self, accepted: AcceptedAnswers | None) -> None:
        """Layouts, the commonest first, until 95 % of the calls are known, or ten were asked."""
        found = survey(read_all(self._messages, self._lexicon))
        if accepted is None and not found.has_form:
            return
        known = self._known()
        yes = list(self._judged(to_confirm(found, known), found, known, accepted))
        self._store(yes, found, known)

    def _judged(
        self,
        asked: list[LayoutGroup],
        found: Survey,
        known: set[str],
        accepted: AcceptedAnswers | None,
    ) -> Iterator[LayoutGroup]:
        keys = set(known)
        for number, group in enumerate(asked, start=1):
            if accepted is not None:
                answer = "c" if accepted.confirms(group) else "i"
            else:
                dialog.show_layout(group, number, found, found.covered(keys))
                answer = dialog.judge_layout()
            if answer == "q":
                return
            if answer == "c":
                keys |= group.keys
                yield group
            elif answer == "w":
                self._barred.append(group.example)

    def _store(self, yes: list[LayoutGroup], found: Survey, known: set[str]) -> None:
        desk, world = self._desk(), self._world
        if not yes and not self._barred:
            return
        if desk is None or world is None:
            print("nothing is stored without --channel: these layouts stay unknown")
            return
        now = world.clock.now()
        messages = [(each.example.message.message_id, each.example.message.text) for each in yes]
        lines = desk.confirm(messages, by="learn", now=now)
        barred = [(each.message.message_id, each.message.text) for each in self._barred]
        desk.confirm(barred, by="learn", now=now, word=LayoutWord.BARRED)
        keys = known | {key for each in yes for key in each.keys}
        share = 100 * found.covered(keys) // found.calls if found.calls else 0
        print(
            f"{len(yes)} layouts confirmed ({lines} lines), {len(barred)} barred: {share} % of "
            "these calls would trade without a question"
        )


def _settled(suggestion: Suggestion, accepted: AcceptedAnswers | None) -> Choice | None:
    if accepted is None:
        return dialog.settle(suggestion)
    return next((each for each in suggestion.choices if accepted.takes(each.teaching)), None)
