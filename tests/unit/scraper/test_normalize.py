from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signalfill.adapters.discord.parse import (
    MAX_RECORD_BYTES,
    read_delete,
    read_message,
    record_bytes,
)
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource, OriginKind
from tests.fakes.clock import START
from tests.unit.scraper.examples import PLACE, raw_message


def read(
    raw: dict[str, Any],
    *,
    event: MessageEvent = MessageEvent.CREATE,
    source: MessageSource = MessageSource.GATEWAY,
) -> MessageRecord | None:
    return read_message(raw, PLACE, event=event, source=source, received_at=START)


def record_of(raw: dict[str, Any]) -> MessageRecord:
    record = read(raw)
    assert record is not None
    return record


def test_the_age_counts_from_the_snowflake() -> None:
    assert record_of(raw_message("175928847299117063")).posted_at == datetime(
        2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC
    )


def test_gateway_and_history_read_the_same_version_alike() -> None:
    live = raw_message(guild_id="55555", member={"roles": []})
    from_history = read(raw_message(), source=MessageSource.HISTORY)
    assert from_history == record_of(live).model_copy(update={"source": MessageSource.HISTORY})


def test_a_message_edited_while_away_is_an_edit() -> None:
    record = record_of(raw_message(edited_timestamp="2026-11-23T12:00:01.5+00:00"))
    assert (record.event, record.version) == (MessageEvent.EDIT, "2026-11-23T12:00:01.500000Z")


def test_an_update_without_an_edit_time_is_no_version() -> None:
    assert read(raw_message(), event=MessageEvent.EDIT) is None


def test_a_message_whose_source_was_deleted_is_a_delete() -> None:
    record = read(raw_message(flags=1 << 1 | 1 << 3), event=MessageEvent.EDIT)
    assert record is not None
    assert record.event is MessageEvent.DELETE


def test_a_delete_has_no_author() -> None:
    deleted = read_delete("10001", PLACE, source=MessageSource.GATEWAY, received_at=START)
    assert deleted.author_id == ""


def test_only_a_reply_answers_a_message() -> None:
    reference = {"type": 0, "message_id": "10001"}
    pinned = raw_message(type=6, message_reference=reference)
    assert record_of(pinned).reply_to_message_id is None


def test_a_webhooks_message_says_so() -> None:
    assert record_of(raw_message(webhook_id="40004")).origin.kind is OriginKind.WEBHOOK


def test_a_message_without_an_id_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="usable id"):
        read({"content": "buy"})


def test_a_record_never_exceeds_what_the_queue_takes() -> None:
    assert record_bytes(record_of(raw_message(content="🚀" * 200_000))) <= MAX_RECORD_BYTES


def test_a_shortened_text_is_marked() -> None:
    assert record_of(raw_message(content="🚀" * 200_000)).content_cut


def test_a_text_of_usual_length_is_whole() -> None:
    assert not record_of(raw_message(content="x" * 4000)).content_cut


def test_addresses_too_long_for_the_queue_are_dropped() -> None:
    attachments = [{"filename": "a", "url": "u" * 300_000}]
    record = record_of(raw_message(attachments=attachments))
    assert (record.attachments, record.content_cut) == ((), True)


def test_half_a_character_does_not_stop_the_queue() -> None:
    assert record_of(raw_message(content="buy \ud83d")).content == "buy \ufffd"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(sorted(set(raw_message()) - {"id"}))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(FIELDS, ODD))
def test_no_odd_field_makes_a_message_unreadable(odd: dict[str, Any]) -> None:
    assert record_of(raw_message(**odd)).message_id == raw_message()["id"]
