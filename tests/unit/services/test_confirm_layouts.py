from __future__ import annotations

import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.layout_book import LayoutWord
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing import parse
from signalfill.services.operating.confirm_layouts import LayoutDesk
from tests.fakes.clock import START
from tests.fakes.layouts import InMemoryLayouts
from tests.fakes.world import CHANNEL, settings
from tests.unit.services.layouts import CARD, PLANK


def desk(layouts: InMemoryLayouts, teaching: Teaching | None = None) -> LayoutDesk:
    made = settings()
    if teaching is not None:
        channel = made.channels[CHANNEL].model_copy(update={"reading": teaching})
        made = made.model_copy(update={"channels": {CHANNEL: channel}})
    return LayoutDesk(CHANNEL, made, 1, layouts)


def confirmed(*texts: str) -> InMemoryLayouts:
    layouts = InMemoryLayouts()
    messages = [(str(number), text) for number, text in enumerate(texts, start=1)]
    desk(layouts).confirm(messages, by="learn", now=START)
    return layouts


def test_lines_that_were_known_are_not_counted_again() -> None:
    layouts = InMemoryLayouts()

    assert desk(layouts).confirm([("1", CARD)], by="learn", now=START) == 4
    assert desk(layouts).confirm([("2", PLANK)], by="learn", now=START) == 1


def test_hundreds_are_confirmed_in_several_writes() -> None:
    letters = "bcdfghjklm"
    texts = [f"{CARD}\nzz{one}{two}zork" for one in letters for two in letters]

    assert len(desk(confirmed(*texts)).book()[0].known) == 104


def test_a_message_too_long_to_keep_is_known_without_its_text() -> None:
    long = CARD + "\n" + "\n".join(f"qx{'b' * (n % 9 + 1)} zork" for n in range(300))
    layouts = confirmed(long)

    (example,) = layouts.examples(CHANNEL)
    assert example.text == ""
    assert desk(layouts).book()[0].look_up(parse(long).layout).is_known


def test_what_is_barred_is_not_known() -> None:
    layouts = InMemoryLayouts()
    desk(layouts).confirm([("1", CARD)], by="learn", now=START, word=LayoutWord.BARRED)

    assert desk(layouts).book()[0].look_up(parse(CARD).layout).is_barred


def test_forgetting_removes_the_example() -> None:
    layouts = confirmed(CARD, PLANK)
    desk(layouts).forget(["1"])

    assert [each.message_id for each in layouts.examples(CHANNEL)] == ["2"]
    assert not desk(layouts).book()[0].look_up(parse(CARD).layout).is_known


def test_other_words_are_foreseen_without_a_write() -> None:
    layouts = confirmed(CARD, PLANK)
    taught = desk(layouts, Teaching(words={WordKind.LEVERAGE: ("plank",)}))

    book, version = taught.book()

    assert (book.recheck, version) == (("2",), 1)
    assert layouts.load(CHANNEL)[0].recheck == ()


def test_what_reads_as_confirmed_again_is_known_again() -> None:
    layouts = confirmed(PLANK)
    taught = desk(layouts, Teaching(words={WordKind.LEVERAGE: ("plank",)}))
    taught.forget([])  # writes the book under the words of now
    assert layouts.load(CHANNEL)[0].recheck == ("1",)

    assert desk(layouts).book()[0].look_up(parse(PLANK).layout).is_known


def test_a_book_that_others_keep_saving_is_left_for_later() -> None:
    layouts = InMemoryLayouts()
    layouts.saved_meanwhile = 99

    with pytest.raises(RetryableError):
        desk(layouts).confirm([("1", CARD)], by="learn", now=START)
