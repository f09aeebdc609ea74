from __future__ import annotations

from datetime import timedelta

import pytest

from signalfill.domain.errors import VersionConflictError
from signalfill.domain.layout_book import LayoutBook, LayoutExample, LayoutWord
from signalfill.domain.signal import EntryReading, SignalReading
from tests.fakes.clock import START
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.examples import CHANNEL, MESSAGE

pytestmark = pytest.mark.integration

OTHER = "1000000000000000009"
BOOK = LayoutBook(words="2").confirmed(MESSAGE, ["ab", "cd"], START.date())
EXAMPLE = LayoutExample(
    message_id=MESSAGE,
    word=LayoutWord.KNOWN,
    text="ETH long",
    signals=(SignalReading(base="ETH", entry=EntryReading(prices=("2510",))),),
    at=START,
)


def test_a_channel_without_layouts_has_an_empty_book(stores: Stores) -> None:
    assert stores.layouts.load(CHANNEL) == (LayoutBook(), 0)
    assert stores.layouts.examples(CHANNEL) == []


def test_a_book_comes_back_whole_with_its_examples(stores: Stores) -> None:
    stores.layouts.save(CHANNEL, BOOK, 0, examples=[EXAMPLE])

    assert stores.layouts.load(CHANNEL) == (BOOK, 1)
    assert stores.layouts.examples(CHANNEL) == [EXAMPLE]
    assert stores.layouts.load("900000000000000009") == (LayoutBook(), 0)


def test_a_book_that_was_saved_meanwhile_is_not_overwritten(stores: Stores) -> None:
    stores.layouts.save(CHANNEL, BOOK, 0)

    for version in (0, 2):
        with pytest.raises(VersionConflictError):
            stores.layouts.save(CHANNEL, LayoutBook(), version, examples=[EXAMPLE])
    assert stores.layouts.load(CHANNEL) == (BOOK, 1)
    assert stores.layouts.examples(CHANNEL) == []


def test_the_text_of_an_example_goes_and_its_reading_stays(stores: Stores) -> None:
    stores.layouts.save(CHANNEL, BOOK, 0, examples=[EXAMPLE])

    stores.layouts.forget_text(CHANNEL, MESSAGE)
    stores.layouts.forget_text(CHANNEL, OTHER)

    assert stores.layouts.examples(CHANNEL) == [EXAMPLE.model_copy(update={"text": ""})]


def test_examples_are_removed_by_name(stores: Stores) -> None:
    later = EXAMPLE.model_copy(update={"message_id": OTHER, "at": START + timedelta(days=1)})
    stores.layouts.save(CHANNEL, BOOK, 0, examples=[EXAMPLE, later])

    stores.layouts.remove(CHANNEL, [MESSAGE])

    assert stores.layouts.examples(CHANNEL) == [later]
