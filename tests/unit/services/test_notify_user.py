from __future__ import annotations

from typing import Any

import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.settings import AccountSettings
from signalfill.services.operating.notify_user import notice_text, notify_user
from tests.fakes.clock import FakeClock
from tests.fakes.positions import InMemoryPositions


class Sent:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.fails = False

    def notify(self, text: str) -> None:
        if self.fails:
            raise RetryableError("not delivered")
        self.texts.append(text)


def entry(notice: NoticeKind | None = NoticeKind.ENTRY, **details: Any) -> JournalEntry:  # noqa: ANN401 - a journal's
    return JournalEntry(
        position_id="1-0",
        entry_id="000002-00",
        event="entry_filled",
        text="entry filled",
        details=details,
        notice=notice,
        at=FakeClock().now(),
    )


def tell(
    news: JournalEntry,
    sent: Sent,
    positions: InMemoryPositions | None = None,
    *,
    refusals: bool = False,
) -> None:
    notify_user(
        news,
        positions=positions or InMemoryPositions(),
        notifier=sent,
        settings=lambda: AccountSettings(notify_refusals=refusals),
        clock=FakeClock(),
    )


def test_news_is_told_once() -> None:
    positions, sent = InMemoryPositions(), Sent()

    for _ in range(2):
        tell(entry(), sent, positions)

    assert sent.texts == ["**Entry** (1-0): entry filled"]


def test_what_is_no_news_is_not_told() -> None:
    sent = Sent()

    tell(entry(None), sent)

    assert sent.texts == []


def test_a_notice_that_was_not_delivered_may_be_sent_again() -> None:
    positions, sent = InMemoryPositions(), Sent()
    sent.fails = True
    with pytest.raises(RetryableError):
        tell(entry(), sent, positions)

    sent.fails = False
    tell(entry(), sent, positions)

    assert len(sent.texts) == 1


@pytest.mark.parametrize("wanted", [True, False])
def test_a_refusal_is_told_where_it_is_wanted(*, wanted: bool) -> None:
    sent = Sent()

    tell(entry(NoticeKind.REFUSAL), sent, refusals=wanted)

    assert len(sent.texts) == wanted


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_words_of_its_own(kind: NoticeKind) -> None:
    assert notice_text(entry(kind), kind).startswith("**")


def test_a_question_names_the_commands_that_answer_it() -> None:
    asked = entry(NoticeKind.QUESTION, answers=["signalfill approve 1-0"])

    assert notice_text(asked, NoticeKind.QUESTION).splitlines()[1:] == ["`signalfill approve 1-0`"]


def test_a_question_about_a_position_offers_to_close_it() -> None:
    text = notice_text(entry(NoticeKind.QUESTION), NoticeKind.QUESTION)

    assert text.splitlines()[1:] == ["`signalfill close 1-0`", "`signalfill why 1`"]


def test_a_digest_is_about_no_position() -> None:
    text = notice_text(entry(NoticeKind.DIGEST), NoticeKind.DIGEST)

    assert text == "**Daily digest**: entry filled"
