from __future__ import annotations

from datetime import date, timedelta

from signalfill.domain.layout_book import MOST_BARRED, MOST_LINES, LayoutBook

TODAY = date(2026, 11, 23)
LATER = TODAY + timedelta(days=30)


def test_a_layout_is_known_when_each_line_was_confirmed_in_whatever_message() -> None:
    book = LayoutBook().confirmed("1", ["a", "b"], TODAY).confirmed("2", ["c"], TODAY)

    assert book.look_up(("c", "a")).is_known
    assert book.look_up(("c", "d")).new == ("d",)


def test_a_message_without_keys_is_never_known() -> None:
    assert not LayoutBook().confirmed("1", ["a"], TODAY).look_up(()).is_known


def test_a_barred_set_is_barred_whole_and_its_lines_are_not() -> None:
    book = LayoutBook().confirmed("1", ["a", "b", "c"], TODAY).with_barred("2", ["b", "a"])

    assert book.look_up(("a", "b")).is_barred
    assert not book.look_up(("a", "b")).is_known
    assert book.look_up(("a", "c")).is_known


def test_a_yes_takes_a_bar_back() -> None:
    book = LayoutBook().with_barred("1", ["a", "b"]).confirmed("2", ["b", "a"], TODAY)

    assert book.look_up(("a", "b")).is_known


def test_what_was_longest_unused_makes_room() -> None:
    book = LayoutBook().confirmed("1", ["a", "b"], TODAY).confirmed("2", ["c"], TODAY)
    book = book.used(["a"], LATER) or book

    book = book.confirmed("3", [f"k{n}" for n in range(MOST_LINES - 2)], LATER)

    assert len(book.known) == MOST_LINES
    assert book.look_up(("a", "b")).is_known
    assert not book.look_up(("c",)).is_known
    assert book.example_ids() == {"1", "3"}


def test_barred_layouts_are_bounded_too() -> None:
    book = LayoutBook()
    for number in range(MOST_BARRED + 5):
        book = book.with_barred(str(number), [f"k{number}"])

    assert len(book.barred) == MOST_BARRED
    assert not book.look_up(("k0",)).is_barred


def test_use_is_noted_once_a_week() -> None:
    book = LayoutBook().confirmed("1", ["a"], TODAY)

    assert book.used(["a"], TODAY + timedelta(days=6)) is None
    later = book.used(["a"], TODAY + timedelta(days=7))
    assert later is not None
    assert later.used_on == {"1": TODAY + timedelta(days=7)}


def test_use_of_lines_that_nobody_confirmed_is_no_use() -> None:
    assert LayoutBook().used(["a"], TODAY) is None


def test_questions_are_counted_by_day() -> None:
    book = LayoutBook().with_question(TODAY).with_question(TODAY)

    assert book.asked_today(TODAY) == 2
    assert book.asked_today(LATER) == 0
    assert book.with_question(LATER).asked_today(LATER) == 1


def test_what_is_forgotten_is_unknown_again() -> None:
    book = LayoutBook().confirmed("1", ["a"], TODAY).with_barred("2", ["b"]).without(["1", "2"])

    assert book == LayoutBook()
