"""`learn --message`: teach from one message that was misread, or not read at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from cli.learn.answers import AcceptedAnswers, as_json
from cli.learn.correcting import MOST_WAYS, ask_what_is_wrong, choose_way, effects
from cli.learn.lesson import Lesson
from cli.learn.messages import OldMessage, read_export
from cli.learn.proposals import Choice, Suggestion
from cli.learn.remedy import remedies
from cli.learn.reread import Way, Wrong, ways
from cli.learn.survey import Read, read_all, survey
from cli.marked import conclusions, explain, print_marked
from cli.output import print_json
from cli.story import message_of, tell
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import teach
from signalfill.ports import SignalStore

PASTED = "-"
_END = "."
_KEPT = timedelta(days=90)
_LONGEST = 12_000


def teach_from_message(arguments: argparse.Namespace) -> int:
    """By its id or link, out of a file, or pasted."""
    message, world = _message(arguments)
    lesson = Lesson(arguments, world=world)
    lexicon = lesson.lexicon
    example = Read(message, parse(message.text, lexicon))
    others = read_all(_others(arguments, lesson, message), lexicon)
    if arguments.json and arguments.accept is None:
        print_json(as_json(survey([example]), list(_all_ways(example, others, lexicon)), []))
        return 0
    if arguments.accept is None:
        taught = _ask(example, others, lexicon)
    else:
        taught = _accepted(AcceptedAnswers(arguments.accept), example, others, lexicon)
    if taught is None:
        print("nothing is taught")
        return 0
    lesson.keep(taught)
    _tell_of_bars(lesson)
    return 0


def _message(arguments: argparse.Namespace) -> tuple[OldMessage, World | None]:
    """A stored message names its channel."""
    named: str = arguments.message
    if named == PASTED:
        return OldMessage("pasted", _pasted()), None
    path = Path(named)
    if path.is_file():
        return OldMessage(path.name, _text_of(path)), None
    try:
        message_of(named)
    except InvalidInputError:
        raise InvalidInputError(
            f"{named!r} is no file, no message id and no link; without anything behind --message "
            "you are asked to paste the message"
        ) from None
    world = open_world(arguments)
    watched = list(world.control().current().settings.channels)
    story = tell(named, watched=watched, signals=world.signals(), positions=world.positions())
    kept = [each["text"] for each in story["versions"] if each["text"]]
    if not kept:
        raise InvalidInputError(f"the text of message {named} is not kept any more: paste it")
    if arguments.channel is None:
        arguments.channel = story["channel_id"]
    return OldMessage(story["message_id"], kept[-1]), world


def _pasted() -> str:
    print(f"paste the message; end with a line that holds only {_END!r}", flush=True)
    lines: list[str] = []
    while True:
        try:
            line = input()
        except EOFError:
            break
        if line.strip() == _END:
            break
        lines.append(line)
    return _usable("\n".join(lines), "what was pasted")


def _text_of(path: Path) -> str:
    try:
        return _usable(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path}: is not UTF-8 text") from None
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read ({error.strerror})") from None


def _usable(text: str, what: str) -> str:
    if not text.strip():
        raise InvalidInputError(f"{what} is empty")
    if len(text) > _LONGEST:
        raise InvalidInputError(f"{what} is longer than any message ({_LONGEST:,} characters)")
    return text


def _others(arguments: argparse.Namespace, lesson: Lesson, message: OldMessage) -> list[OldMessage]:
    """What else was said in the channel: the guard, and the gain."""
    if arguments.export is not None:
        found = read_export(arguments.export)[-arguments.last :]
    elif lesson.world is not None and lesson.channel_id:
        since = lesson.world.clock.now() - _KEPT
        found = list(_decided(lesson.channel_id, lesson.world.signals(), since))
    else:
        found = []
    return [each for each in found if each.message_id != message.message_id]


def _decided(channel_id: str, signals: SignalStore, since: object) -> Iterator[OldMessage]:
    """Messages that were decided on, while their text is kept; of each the newest version."""
    seen: dict[str, str] = {}
    for key, _ in signals.decisions(channel_id, since=since):  # type: ignore[arg-type]
        message_id, version, *_ = key.sort_key.split("#")
        seen[message_id] = version
    for message_id, version in seen.items():
        text = signals.text(channel_id, message_id, version)
        if text:
            yield OldMessage(message_id, text)


def _ask(example: Read, others: Sequence[Read], lexicon: Lexicon) -> Teaching | None:
    reading, text = example.reading, example.message.text
    print_marked((*conclusions(reading), "", *explain(reading, text), ""))
    offered = _remedies(example, others, lexicon)
    if offered:
        print("\nit would be readable, and no other message would change:")
        taken = choose_way(offered, others, lexicon)
        if taken is not None:
            return taken
    return ask_what_is_wrong(example, others, lexicon)


def _remedies(example: Read, others: Sequence[Read], lexicon: Lexicon) -> list[Way]:
    """Without those that would change what trades or acts today."""
    text = example.message.text
    return [
        Way(each, parse(text, teach(each, lexicon).lexicon))
        for each in remedies(text, lexicon)
        if not effects(each, others, lexicon)[1]
    ]


def _all_ways(example: Read, others: Sequence[Read], lexicon: Lexicon) -> Iterator[Suggestion]:
    """What would make it readable; then, for each thing that may be wrong, what sets it right."""
    found = _remedies(example, others, lexicon)
    for wrong in Wrong:
        found += ways(example.message.text, wrong, lexicon)[:MOST_WAYS]
    offered: list[Teaching] = []
    for way in found:
        if way.teaching not in offered:
            offered.append(way.teaching)
            gained, _ = effects(way.teaching, [example, *others], lexicon)
            yield Suggestion((Choice(way.teaching, tuple(gained)),))


def _accepted(
    answers: AcceptedAnswers, example: Read, others: Sequence[Read], lexicon: Lexicon
) -> Teaching | None:
    for suggestion in _all_ways(example, others, lexicon):
        for choice in suggestion.choices:
            if answers.takes(choice.teaching):
                return choice.teaching
    return None


def _tell_of_bars(lesson: Lesson) -> None:
    """A bar lifts where its message reads otherwise with what was taught."""
    desk = lesson.desk()
    if desk is None:
        return
    before, version = desk.layouts.load(desk.channel_id)
    lifted = len(before.barred) - len(desk.book()[0].barred) if version else 0
    if lifted:
        print(f"{lifted} misread layout reads otherwise then: pushed, its bar is lifted")
