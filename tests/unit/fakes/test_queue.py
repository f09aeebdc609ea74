from __future__ import annotations

import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent, MessageRecord
from tests.fakes.clock import START
from tests.fakes.queue import InMemoryQueue


def record(message_id: str) -> MessageRecord:
    return MessageRecord(
        event=MessageEvent.CREATE,
        message_id=message_id,
        channel_id="1",
        author_id="7",
        posted_at=START,
        received_at=START,
    )


def ids(queue: InMemoryQueue) -> list[str]:
    return [each.message_id for each in queue.records]


def test_records_stay_in_order_and_a_repeated_version_is_dropped() -> None:
    queue = InMemoryQueue()

    assert queue.send([record("1"), record("2")]) == 2
    assert queue.send([record("2"), record("3")]) == 2
    assert ids(queue) == ["1", "2", "3"]


def test_a_full_queue_acknowledges_from_the_front() -> None:
    queue = InMemoryQueue()
    queue.room = 1

    assert queue.send([record("1"), record("2")]) == 1
    assert queue.send([record("2")]) == 0
    assert ids(queue) == ["1"]


def test_a_failing_queue_takes_nothing() -> None:
    queue = InMemoryQueue()
    queue.failing = True

    with pytest.raises(RetryableError):
        queue.send([record("1")])

    assert queue.records == []
