from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.history.recorded import RecordedHistory
from signalfill.domain.history import HistoryKind
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from signalfill.domain.signal import ReadingKind
from signalfill.domain.values import first_snowflake
from signalfill.parsing import parse
from signalfill.ports import SignalStore
from signalfill.services.recording.record_signal import record_message
from tests.fakes.aws import fake_aws
from tests.fakes.clock import START, FakeClock
from tests.integration.dynamodb.tables import POSITIONS, SIGNALS, create_tables

pytestmark = pytest.mark.integration

CHANNEL, THREAD = "900000000000002", "900000000000009"
CALL = "BTC LONG\nEntry: 100000\nSL: 95000\nTP: 110000"


@pytest.fixture
def signals() -> Iterator[SignalStore]:
    with fake_aws():
        client = make_client()
        create_tables(client)
        yield DynamoSignals(SIGNALS, POSITIONS, client)


def message(minutes: int = 0, content: str = CALL, **more: object) -> MessageRecord:
    posted_at = START + timedelta(minutes=minutes)
    return MessageRecord.model_validate(
        {
            "event": "create",
            "message_id": first_snowflake(posted_at),
            "channel_id": CHANNEL,
            "author_id": "77",
            "author_role_ids": ["31"],
            "posted_at": posted_at,
            "received_at": posted_at + timedelta(seconds=1),
            "content": content,
            **more,
        }
    )


def record(signals: SignalStore, *messages: MessageRecord) -> None:
    for each in messages:
        record_message(each, signals=signals, clock=FakeClock(each.received_at))


def recorded(since: datetime | None = None) -> RecordedHistory:
    return RecordedHistory(SIGNALS, make_client(), CHANNEL, since=since)


def edited(minutes: int, content: str) -> MessageRecord:
    at = START + timedelta(minutes=minutes)
    return message(0, content, event="edit", edited_at=at, received_at=at + timedelta(seconds=2))


def test_every_version_comes_back_as_it_came(signals: SignalStore) -> None:
    said = [message(), message(1, "gm"), edited(5, CALL.replace("95000", "96000"))]
    record(signals, *said)
    history = recorded()

    assert list(history.records()) == [
        each.model_copy(
            update={
                "source": MessageSource.HISTORY,
                # What nobody reads a signal in keeps no roles.
                "author_role_ids": each.author_role_ids if each.content != "gm" else (),
            }
        )
        for each in said
    ]
    summary = history.summary()
    assert summary.kind is HistoryKind.RECORDED
    assert summary.knows_deletions
    assert (summary.messages, summary.versions, summary.edited) == (2, 3, 0)
    assert not summary.notes


def test_what_was_deleted_is_known_by_its_reading(signals: SignalStore) -> None:
    deleted_at = START + timedelta(hours=3)
    gone = message(event="delete", author_id="", content="", received_at=deleted_at)
    record(signals, message(), gone)
    assert signals.text(CHANNEL, gone.message_id, "0") is None
    history = recorded()
    first, last = history.records()

    assert (first.event, last.event) == (MessageEvent.CREATE, MessageEvent.DELETE)
    assert last.received_at == deleted_at
    assert CALL not in first.content
    reading = history.reading_of(first.content)
    assert reading is not None
    assert reading.signals == parse(CALL).signals
    assert parse(first.content).kind is ReadingKind.NONE
    assert history.reading_of(CALL) is None
    assert history.summary().deleted == 1
    assert "as they were read" in history.summary().notes[0]


def test_a_reply_in_a_thread_is_found_where_it_was_said(signals: SignalStore) -> None:
    reply = message(
        1,
        "close BTC",
        channel_id=THREAD,
        parent_channel_id=CHANNEL,
        reply_to_message_id=message().message_id,
    )
    record(signals, message(), reply)
    _, found = recorded().records()

    assert (found.channel_id, found.home_channel_id) == (THREAD, CHANNEL)
    assert found.reply_to_message_id == message().message_id


def test_older_messages_are_left_out_where_a_beginning_is_named(signals: SignalStore) -> None:
    record(signals, message(0), message(60))
    found = list(recorded(since=START + timedelta(minutes=30)).records())

    assert [each.message_id for each in found] == [message(60).message_id]


def test_a_channel_that_nothing_is_recorded_of_is_empty(signals: SignalStore) -> None:  # noqa: ARG001 - its table
    history = recorded()

    assert not list(history.records())
    assert history.summary().messages == 0
