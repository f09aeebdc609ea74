"""How items look in the tables: what the template's streams, indexes and expiry rely on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import (
    decode,
    document,
    encode,
    make_item,
    read_document,
    read_journal_entry,
)
from signalfill.domain.control import Flags
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.settings import Settings
from signalfill.domain.verdict import ItemKey
from tests.fakes.clock import START
from tests.integration.dynamodb import examples
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.examples import CHANNEL, MESSAGE, OWNER, create
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration


def items(client: DynamoDBClient, table: str, kind: str) -> list[dict[str, Any]]:
    found = client.scan(TableName=table)["Items"]
    return [dict(item) for item in found if item["item"]["S"] == kind]


def change(client: DynamoDBClient, table: str, item: dict[str, Any], **changes: object) -> None:
    """What another release would have written."""
    changed = {name: encode(value) for name, value in changes.items()}
    client.put_item(TableName=table, Item=item | changed)


def test_every_item_says_what_it_is_and_how_it_is_written(
    client: DynamoDBClient, dynamodb: Stores
) -> None:
    create(dynamodb.positions, dynamodb.signals)
    dynamodb.control.set_flags(Flags())
    dynamodb.control.count_identify(day="2026-11-23")

    found = [
        item
        for table in (SIGNALS, POSITIONS, CONTROL)
        for item in client.scan(TableName=table)["Items"]
    ]

    assert {item["item"]["S"] for item in found} == {
        "verdict",
        "head",
        "text",
        "signal",
        "position",
        "call_book",
        "flags",
        "identify",
    }
    assert {item["item"]["S"]: int(item["schema"]["N"]) for item in found} == {
        kind: SCHEMAS[kind] for kind in {item["item"]["S"] for item in found}
    }


def test_only_texts_expire_and_after_ninety_days(client: DynamoDBClient, dynamodb: Stores) -> None:
    examples.record_signal(dynamodb.signals)

    expiries = {
        item["item"]["S"]: int(item["expires_at"]["N"])
        for item in client.scan(TableName=SIGNALS)["Items"]
        if "expires_at" in item
    }

    assert expiries == {"text": int((START + timedelta(days=90)).timestamp())}


def test_a_deleted_message_leaves_no_text(client: DynamoDBClient, dynamodb: Stores) -> None:
    examples.record_signal(dynamodb.signals)
    dynamodb.signals.record(
        examples.verdict(version="D"),
        text="",
        head=examples.head("D", deleted=True),
        previous_head=examples.head(),
    )

    assert items(client, SIGNALS, "text") == []


def test_only_entries_with_news_carry_a_notice(client: DynamoDBClient, dynamodb: Stores) -> None:
    made = create(dynamodb.positions, dynamodb.signals)
    entries = [examples.entry("1", notice=NoticeKind.EXIT), examples.entry("2")]
    dynamodb.positions.save(made, owner=OWNER, journal=entries)

    notices = {item["sk"]["S"]: item.get("notice") for item in items(client, POSITIONS, "journal")}

    assert notices == {"J#1": {"S": "exit"}, "J#2": None}


def test_a_journal_entry_is_read_from_a_stream_image(
    client: DynamoDBClient, dynamodb: Stores
) -> None:
    made = create(dynamodb.positions, dynamodb.signals)
    entry = examples.entry("1", notice=NoticeKind.EXIT)
    dynamodb.positions.save(made, owner=OWNER, journal=[entry])

    (image,) = items(client, POSITIONS, "journal")

    assert read_journal_entry(image).model_dump_json() == entry.model_dump_json()


def test_a_signal_that_a_newer_release_wrote_is_not_read(
    client: DynamoDBClient, dynamodb: Stores
) -> None:
    key = examples.record_signal(dynamodb.signals)
    (item,) = items(client, SIGNALS, "signal")
    change(client, SIGNALS, item, schema=99)

    with pytest.raises(InvalidInputError, match="schema 99"):
        dynamodb.signals.item(key)


def test_a_position_that_a_newer_release_wrote_is_protected_all_the_same(
    client: DynamoDBClient, dynamodb: Stores
) -> None:
    made = create(dynamodb.positions, dynamodb.signals)
    (item,) = items(client, POSITIONS, "position")
    newer = decode(item["document"])
    newer["mood"] = newer["signal"]["mood"] = newer["slices"][0]["mood"] = "calm"
    change(client, POSITIONS, item, schema=99, document=newer)

    loaded = dynamodb.positions.load(made.position_id)
    assert loaded is not None
    assert loaded.model_dump() == made.model_dump()


def test_a_position_without_what_it_needs_is_not_readable() -> None:
    item = make_item("position", keys.position("1"), examples.entry())

    with pytest.raises(InvalidInputError, match="not readable: mode, signal"):
        read_document(item, Position, accept_newer=True)


@pytest.mark.parametrize(
    ("changes", "readable"), [({"schema": 99}, True), ({"document": {"mood": "calm"}}, False)]
)
def test_settings_that_are_not_fully_known_pause_entries_and_nothing_else(
    client: DynamoDBClient, dynamodb: Stores, changes: dict[str, object], *, readable: bool
) -> None:
    dynamodb.control.push_settings(Settings(), pushed_at=START, pushed_by="test")
    dynamodb.control.set_flags(Flags(paused_channels=("9",)))
    (item,) = [each for each in items(client, CONTROL, "settings") if each["pk"]["S"] == "CURRENT"]
    change(client, CONTROL, item, **changes)

    control = dynamodb.control.current()
    assert control.settings.model_dump() == Settings().model_dump()
    assert (control.settings_version, control.settings_readable) == (1, readable)
    assert control.flags == Flags(paused=True, paused_channels=("9",))


def test_an_item_that_is_neither_signal_nor_amendment_is_none(dynamodb: Stores) -> None:
    examples.record_signal(dynamodb.signals)

    assert dynamodb.signals.item(ItemKey(channel_id=CHANNEL, sort_key=f"{MESSAGE}#0")) is None


def test_money_keeps_its_digits() -> None:
    stored = encode(document(examples.position()))["M"]

    assert stored["entry_price"] == {"S": "2500.50"}


@pytest.mark.parametrize(
    "value", [None, True, "", 7, -3, Decimal("0.000000000001"), [1, "a"], {"a": {"b": []}}, {"x"}]
)
def test_what_is_encoded_is_decoded(value: object) -> None:
    assert decode(encode(value)) == value


def test_a_counter_of_zero_is_written_plainly() -> None:
    assert encode(Decimal("0E-12")) == {"N": "0"}


def test_a_float_is_never_stored() -> None:
    with pytest.raises(TypeError, match="float"):
        encode({"price": 0.1})


def test_a_float_among_details_is_stored_exactly_as_written() -> None:
    entry = examples.entry().model_copy(update={"details": {"ratio": 0.1}})

    assert document(entry)["details"] == {"ratio": Decimal("0.1")}
