from __future__ import annotations

from datetime import timedelta

import pytest

from cli.learn.messages import OldMessage
from cli.learn.survey import Read, read_all, survey
from cli.learn.walk import burden_in_words, layouts_needed, walk
from signalfill.domain.values import first_snowflake
from signalfill.parsing.lexicon import LEXICON
from tests.fakes.clock import START
from tests.unit.cli.learn.examples import CHATTER, KNOWN, cards, old

OTHER = "{coin}/USDT long now, stop {stop}, tp {one}"


def read(texts: list[str]) -> list[Read]:
    return read_all(old(texts), LEXICON)


def ids(calls: list[Read]) -> list[str]:
    return [each.message.message_id for each in calls]


def test_the_first_call_of_each_layout_is_asked() -> None:
    found = walk(read([*cards(KNOWN), *CHATTER, *cards(OTHER)]))

    assert len(found.calls) == 8
    assert ids(found.asked) == ["1", "8"]


def test_lines_that_are_known_already_ask_nothing() -> None:
    told = read(cards(KNOWN))

    assert walk(told, known=told[0].reading.layout).asked == []


def test_a_no_bars_the_layout_and_is_not_asked_again() -> None:
    found = walk(read(cards(KNOWN)), is_right=lambda _: False)

    assert (ids(found.asked), ids(found.barred)) == (["1"], ["2", "3", "4"])


def test_so_many_layouts_make_95_percent_known() -> None:
    assert layouts_needed(survey(read([*cards(KNOWN) * 5, cards(OTHER)[0]]))) == 1
    assert layouts_needed(survey(read([*cards(KNOWN), *cards(OTHER)]))) == 2


def weekly(weeks: int) -> list[Read]:
    """A call a week, half a day early at the last, each in a layout of its own."""
    texts = [f"{cards(KNOWN)[0]}\n{'z' * (4 + week)} lads" for week in range(weeks)]
    moments = [START + timedelta(days=7 * week, hours=week) for week in range(weeks)]
    return read_all(
        [OldMessage(first_snowflake(at), text) for at, text in zip(moments, texts, strict=True)],
        LEXICON,
    )


def test_questions_are_told_by_week_where_ids_tell_the_time() -> None:
    found = walk(weekly(5))

    assert found.weeks == [1, 1, 1, 1]
    (told,) = burden_in_words(found)
    assert told == (
        "asked as they come, 5 of 5 calls would be questions; 1 in the first week, lately 1 a week"
    )


@pytest.mark.parametrize("prefix", ["", "9" * 40, "message-"])
def test_ids_that_tell_no_time_tell_no_weeks(prefix: str) -> None:
    named = [OldMessage(f"{prefix}{each.message_id}", each.text) for each in old(cards(KNOWN))]
    (told,) = burden_in_words(walk(read_all(named, LEXICON)))

    assert told == "asked as they come, 1 of 4 calls would be questions"


def test_without_calls_nothing_is_told() -> None:
    assert list(burden_in_words(walk(read(CHATTER)))) == []
