"""What is sent to DynamoDB: here, because the emulator takes what AWS refuses or misreads.

It answers 200 to arithmetic on a string, lets a transaction rewrite a key, and expires what AWS
keeps for ever (docs/testing.md).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from signalfill.adapters.dynamodb.budgets import correction_write
from signalfill.adapters.dynamodb.canary import DynamoCanaries
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.domain.budget import Release, Reservation
from signalfill.domain.control import Flags
from signalfill.domain.settings import Settings
from signalfill.domain.verdict import ItemKey
from tests.fakes.clock import START
from tests.integration.dynamodb import examples
from tests.unit.adapters.dynamodb.recording import RecordingClient
from tests.unit.scraper.examples import record

KEYS = {"#pk", "#sk", "#channel_id", "#sort_key"}
"""What is declared as a key by a table of template.yaml."""
RESERVED = (Reservation(scope="paper#day", amount=Decimal("60.5"), limit=Decimal(100)),)


@pytest.fixture(scope="module")
def sent() -> RecordingClient:
    """All kinds of writes, once."""
    client = RecordingClient()
    as_any = cast("Any", client)
    signals, positions = DynamoSignals("s", "p", as_any), DynamoPositions("p", "s", as_any)
    made = examples.create(positions, signals, reservations=RESERVED)
    key = ItemKey.of(examples.signal())
    releases = [Release(scope="paper#day", amount=Decimal(-60))]
    entries = [examples.entry()]
    positions.save(
        made,
        owner=examples.OWNER,
        journal=entries,
        read_inbox=[key],
        releases=releases,
        decisions={key: examples.decision()},
    )
    positions.add_to_inbox(made.position_id, key)
    positions.release_lease(made.position_id, owner=examples.OWNER)
    positions.correct_counter("paper#day", seen=Decimal(1), to=Decimal(2))
    positions.save_watch(positions.watch("paper"))
    signals.decide(key, examples.decision(), journal=entries)
    signals.propose(key, examples.proposal(), journal=entries)
    signals.instruct(examples.amendment())
    control = DynamoControl("c", as_any)
    control.push_settings(Settings(), pushed_at=START, pushed_by="test")
    control.set_flags(Flags())
    control.count_identify(day="2026-11-23")
    control.advance_checkpoint("1", "2")
    control.record_sweep(completed_at=START)
    DynamoCanaries("s", as_any).pass_on(record("100001"))
    return client


def test_nothing_is_computed_but_by_adding(sent: RecordingClient) -> None:
    """`SET a = a + :b` on a string is refused by AWS, and lost by the emulator."""
    found = [each["UpdateExpression"] for each in sent.updates()]

    assert found != []
    assert [each for each in found if re.search(r"[-+]", each)] == []


def test_only_numbers_and_sets_are_added(sent: RecordingClient) -> None:
    added = {
        (kind, value if kind == "N" else None)
        for each in sent.updates()
        for name in re.findall(r"ADD #\w+ (:\w+)", each["UpdateExpression"])
        for kind, value in each["ExpressionAttributeValues"][name].items()
    }

    assert added == {("SS", None), ("N", "60.500000000000"), ("N", "-60.000000000000"), ("N", "1")}


def test_no_update_touches_a_key(sent: RecordingClient) -> None:
    touched = {
        name for each in sent.updates() for name in re.findall(r"#\w+", each["UpdateExpression"])
    }

    assert touched & KEYS == set()


def test_every_value_and_name_of_a_write_is_used_and_every_used_one_is_there(
    sent: RecordingClient,
) -> None:
    for each in sent.writes:
        text = " ".join(each.get(part, "") for part in ("UpdateExpression", "ConditionExpression"))
        used = set(re.findall(r"[#:]\w+", text))
        given = {
            *each.get("ExpressionAttributeNames", ()),
            *each.get("ExpressionAttributeValues", ()),
        }
        assert used == given


def test_texts_and_canaries_expire_by_a_number_of_seconds_and_nothing_else_does(
    sent: RecordingClient,
) -> None:
    expiries = {
        each["item"]["S"]: each["expires_at"] for each in sent.items() if "expires_at" in each
    }

    assert expiries == {
        "text": seconds(START + timedelta(days=90)),
        "canary": seconds(record("100001").received_at + timedelta(days=1)),
    }


def seconds(moment: datetime) -> dict[str, str]:
    return {"N": str(int(moment.timestamp()))}


@pytest.mark.parametrize(("seen", "is_new"), [("0", True), ("1.5", False)])
def test_a_counter_is_corrected_only_from_what_was_seen(seen: str, is_new: bool) -> None:
    request = correction_write("p", "paper#day", seen=Decimal(seen), to=Decimal(2)).request

    assert ("attribute_not_exists" in request["ConditionExpression"]) is is_new
    assert request["ExpressionAttributeValues"][":seen"] == {"N": seen}
