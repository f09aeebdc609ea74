from __future__ import annotations

import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.services.notify_user import notify_user
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


def entry(notice: NoticeKind | None = NoticeKind.ENTRY) -> JournalEntry:
    return JournalEntry(
        position_id="1-0",
        entry_id="000002-00",
        event="entry_filled",
        text="entry filled",
        notice=notice,
        at=FakeClock().now(),
    )


def test_news_is_told_once() -> None:
    positions, sent = InMemoryPositions(), Sent()

    for _ in range(2):
        notify_user(entry(), positions=positions, notifier=sent, clock=FakeClock())

    assert sent.texts == ["**Entry** (1-0): entry filled"]


def test_what_is_no_news_is_not_told() -> None:
    sent = Sent()

    notify_user(entry(None), positions=InMemoryPositions(), notifier=sent, clock=FakeClock())

    assert sent.texts == []


def test_a_notice_that_was_not_delivered_may_be_sent_again() -> None:
    positions, sent = InMemoryPositions(), Sent()
    sent.fails = True
    with pytest.raises(RetryableError):
        notify_user(entry(), positions=positions, notifier=sent, clock=FakeClock())

    sent.fails = False
    notify_user(entry(), positions=positions, notifier=sent, clock=FakeClock())

    assert len(sent.texts) == 1
