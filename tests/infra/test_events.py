"""The example events are what the doors really get."""

from __future__ import annotations

import json
from typing import Any

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import read_document
from signalfill.domain.journal import JournalEntry
from signalfill.domain.message import MessageRecord
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import ItemKey
from tests.infra.templates import ROOT


def only_record(name: str) -> dict[str, Any]:
    (record,) = json.loads((ROOT / "tests" / "events" / name).read_text())["Records"]
    found: dict[str, Any] = record
    return found


def test_the_message_event_holds_a_message_record_in_its_channels_group() -> None:
    event = only_record("message.json")

    record = MessageRecord.model_validate_json(event["body"])

    assert event["attributes"]["MessageGroupId"] == record.home_channel_id
    assert event["attributes"]["MessageDeduplicationId"] == record.deduplication_id


def test_the_signal_event_holds_a_signal_under_its_key() -> None:
    image = only_record("signal.json")["dynamodb"]["NewImage"]

    signal = read_document(image, Signal)

    assert keys.item_key(image) == ItemKey.of(signal)
    assert image["item"]["S"] == "signal"


def test_the_journal_event_holds_an_entry_that_is_a_notice() -> None:
    image = only_record("journal.json")["dynamodb"]["NewImage"]

    entry = read_document(image, JournalEntry)

    assert image["item"]["S"] == "journal"
    assert image["notice"]["S"] == entry.notice
