from __future__ import annotations

import json

import pytest

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.message import MessageRecord
from signalfill.domain.verdict import VerdictKind
from signalfill.services.recording.record_unreadable import decode_record, record_unreadable
from tests.fakes.clock import START, FakeClock
from tests.fakes.signals import InMemorySignals

RECORD = {
    "schema": 1,
    "event": "create",
    "message_id": "910000000000000001",
    "channel_id": "900000000000000001",
    "author_id": "7",
    "posted_at": "2026-11-23T12:00:00Z",
    "content": "ETH long",
    "received_at": "2026-11-23T12:00:00Z",
}


def test_a_queued_record_is_read() -> None:
    record = decode_record(json.dumps(RECORD))

    assert record == MessageRecord.model_validate(RECORD)


def test_of_a_newer_releases_record_what_is_not_known_is_left_out() -> None:
    newer = RECORD | {"schema": 2, "mood": 1, "origin": {"kind": "native", "mood": 1}}

    assert decode_record(json.dumps(newer)) == MessageRecord.model_validate(RECORD | {"schema": 2})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("secret words", "not a message record: not JSON"),
        ("[]", "not a message record: not JSON"),
        (json.dumps(RECORD | {"event": "secret"}), "not a message record: event"),
        (json.dumps(RECORD | {"mood": 1}), "not a message record: mood"),
        (
            json.dumps(RECORD | {"posted_at": "2026-11-23T12:00:00"}),
            "not a message record: posted_at",
        ),
    ],
)
def test_what_is_wrong_is_named_and_what_was_written_is_not(body: str, reason: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        decode_record(body)

    assert str(error.value) == reason


def test_an_unreadable_record_leaves_a_verdict_and_its_body() -> None:
    signals = InMemorySignals()

    verdict = record_unreadable(
        "queued-1", "[" * 60_000, reason="not JSON", signals=signals, clock=FakeClock()
    )

    assert (verdict.kind, verdict.reason) == (VerdictKind.UNREADABLE, "not JSON")
    assert verdict.parsed_at == START
    assert signals.verdict("unreadable", "queued-1", "0") == verdict
    assert len(signals.texts["unreadable", "queued-1", "0"]) == 50_000
