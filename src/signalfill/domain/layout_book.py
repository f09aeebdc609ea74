"""Which layouts the operator has confirmed in a channel, and which are barred as misread.

A layout is a message's set of line keys (`Reading.layout`). It is known when each of its lines
was confirmed, in whatever message; barred when exactly this set was called misread.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.signal import SignalReading
from signalfill.domain.values import Moment, Value

MOST_LINES = 500
MOST_BARRED = 100
USE_NOTED = timedelta(days=7)
"""How exactly the last use of a layout is kept."""
LONGEST_EXAMPLE = 2_000


class LayoutWord(StrEnum):
    """What the operator said of a layout."""

    KNOWN = "known"
    BARRED = "barred"


class LayoutExample(Value):
    """The message that a layout was confirmed or barred with, as it was read then.

    `text` has no mentions and no links; it is empty where it was too long, or deleted.
    """

    schema_version: int = Field(SCHEMAS["layout_example"], alias="schema")
    message_id: str
    word: LayoutWord
    text: str = ""
    signals: tuple[SignalReading, ...] = ()
    by: str = ""
    at: Moment
    parser_version: str = ""
    settings_version: int = 0


class Familiarity(NamedTuple):
    """What the book says of a layout: `new` are its keys that nobody confirmed."""

    layout: tuple[str, ...]
    new: tuple[str, ...]
    is_barred: bool = False

    @property
    def is_known(self) -> bool:
        """Whether every line was confirmed. A message without line keys is never known."""
        return bool(self.layout) and not self.new and not self.is_barred


class LayoutBook(Value):
    """All that is decided by of a channel's layouts; the examples stand beside it.

    `words` says with which parser and lexicon the keys were made: under others they are made
    anew from the examples. `known` names for each line the example that brought it, `used_on`
    when an example's lines last met a call, `recheck` the examples that read otherwise now.
    """

    schema_version: int = Field(SCHEMAS["layouts"], alias="schema")
    words: str = ""
    known: dict[str, str] = Field(default_factory=dict)
    barred: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    used_on: dict[str, date] = Field(default_factory=dict)
    recheck: tuple[str, ...] = ()
    asked_on: date | None = None
    asked: int = 0

    def look_up(self, layout: tuple[str, ...]) -> Familiarity:
        barred = any(set(keys) == set(layout) for keys in self.barred.values())
        new = tuple(key for key in layout if key not in self.known)
        return Familiarity(layout, new, is_barred=barred and bool(layout))

    def confirmed(self, message_id: str, layout: Iterable[str], today: date) -> LayoutBook:
        """The book with these lines known. A layout that was barred before is barred no more."""
        keys = tuple(layout)
        known = {**{key: message_id for key in keys if key not in self.known}, **self.known}
        barred = {each: lines for each, lines in self.barred.items() if set(lines) != set(keys)}
        return _bounded(
            self.model_copy(
                update={
                    "known": known,
                    "barred": barred,
                    "used_on": {**self.used_on, message_id: today},
                    "recheck": tuple(each for each in self.recheck if each != message_id),
                }
            )
        )

    def with_barred(self, message_id: str, layout: Iterable[str]) -> LayoutBook:
        """The book with exactly this set of lines barred; its single lines stay as they are."""
        barred = {**self.barred, message_id: tuple(layout)}
        kept = dict(list(barred.items())[-MOST_BARRED:])
        return self.model_copy(update={"barred": kept})

    def without(self, message_ids: Iterable[str]) -> LayoutBook:
        """The book as if these examples had never been given."""
        gone = set(message_ids)
        return self.model_copy(
            update={
                "known": {key: each for key, each in self.known.items() if each not in gone},
                "barred": {each: keys for each, keys in self.barred.items() if each not in gone},
                "used_on": {each: day for each, day in self.used_on.items() if each not in gone},
                "recheck": tuple(each for each in self.recheck if each not in gone),
            }
        )

    def used(self, layout: Iterable[str], today: date) -> LayoutBook | None:
        """The book with this use noted; None where the last noted use is recent enough."""
        owners = {self.known[key] for key in layout if key in self.known}
        late = {
            each: today for each in owners if today - self.used_on.get(each, date.min) >= USE_NOTED
        }
        return self.model_copy(update={"used_on": {**self.used_on, **late}}) if late else None

    def would_ask(self, layouts: Iterable[tuple[str, ...]]) -> int:
        """How many of these calls, oldest first, would be asked if each were confirmed."""
        seen, asked = set(self.known), 0
        for layout in layouts:
            if not layout or not set(layout) <= seen:
                asked += 1
                seen |= set(layout)
        return asked

    def asked_today(self, today: date) -> int:
        return self.asked if self.asked_on == today else 0

    def with_question(self, today: date) -> LayoutBook:
        return self.model_copy(update={"asked_on": today, "asked": self.asked_today(today) + 1})

    def example_ids(self) -> set[str]:
        """Ids of every example that the book still needs."""
        return {*self.known.values(), *self.barred, *self.recheck}


def _bounded(book: LayoutBook) -> LayoutBook:
    """What was longest unused makes room."""
    while len(book.known) > MOST_LINES:
        owners = set(book.known.values())
        oldest = min(owners, key=lambda each: (book.used_on.get(each, date.min), each))
        book = book.without([oldest])
    return book
