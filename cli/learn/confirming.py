"""The second part of `learn`: layouts, the commonest first, confirmed or called wrong."""

from __future__ import annotations

from collections.abc import Sequence

from cli.learn import dialog
from cli.learn.answers import AcceptedAnswers
from cli.learn.correcting import ask_what_is_wrong
from cli.learn.lesson import Lesson
from cli.learn.messages import OldMessage
from cli.learn.survey import LayoutGroup, Read, Survey, read_all, survey, to_confirm
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.layout_book import LayoutWord
from signalfill.domain.teaching import Teaching


class Confirming:
    """Until 95 % of the calls are known, or ten layouts were asked about."""

    def __init__(self, lesson: Lesson, messages: Sequence[OldMessage]) -> None:
        self._lesson = lesson
        self._read = read_all(messages, lesson.lexicon)
        self._found: Survey = survey(self._read)
        self._known = lesson.known()
        self._confirmed: list[LayoutGroup] = []
        self._barred: list[Read] = []
        self._taught: list[Teaching] = []

    def ask(self, accepted: AcceptedAnswers | None) -> None:
        if accepted is None and not self._found.has_form:
            return
        keys = set(self._known)
        try:
            self._go_through(keys, accepted)
        except InvalidInputError:
            self._store(keys)  # nobody answers any more: what was said stands
            raise
        self._store(keys)

    def _go_through(self, keys: set[str], accepted: AcceptedAnswers | None) -> None:
        for number, group in enumerate(to_confirm(self._found, self._known), start=1):
            answer = self._answer(group, number, keys, accepted)
            if answer == "q":
                return
            if answer == "c":
                keys |= group.keys
                self._confirmed.append(group)
            elif answer == "w":
                self._call_wrong(group.example)

    def _answer(
        self, group: LayoutGroup, number: int, keys: set[str], accepted: AcceptedAnswers | None
    ) -> str:
        if accepted is not None:
            return "c" if accepted.confirms(group) else "i"
        dialog.show_layout(group, number, self._found, self._found.covered(keys))
        return dialog.judge_layout()

    def _call_wrong(self, example: Read) -> None:
        """It is barred by the words of now, until others that were taught read it otherwise."""
        self._barred.append(example)
        teaching = ask_what_is_wrong(example, self._read, self._lesson.lexicon)
        if teaching is not None:
            self._taught.append(teaching)

    def _store(self, keys: set[str]) -> None:
        """What was taught is written last: the bar belongs to the words of before."""
        desk, world = self._lesson.desk(), self._lesson.world
        if (self._confirmed or self._barred) and (desk is None or world is None):
            print("nothing is stored without --channel: these layouts stay unknown")
        elif (self._confirmed or self._barred) and desk is not None and world is not None:
            now = world.clock.now()
            yes = [_id_and_text(each.example) for each in self._confirmed]
            lines = desk.confirm(yes, by="learn", now=now)
            barred = [_id_and_text(each) for each in self._barred]
            desk.confirm(barred, by="learn", now=now, word=LayoutWord.BARRED)
            found = self._found
            share = 100 * found.covered(keys) // found.calls if found.calls else 0
            print(
                f"{len(yes)} layouts confirmed ({lines} lines), {len(barred)} barred: {share} % of "
                "these calls would trade without a question"
            )
        for each in self._taught:
            self._lesson.keep(each)


def _id_and_text(read: Read) -> tuple[str, str]:
    return read.message.message_id, read.message.text
