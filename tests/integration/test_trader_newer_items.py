"""Items of a newer release stop entries, never protection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from signalfill.adapters.dynamodb import keys
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.position import PositionState
from signalfill.domain.verdict import ItemKey
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.integration.dynamodb.tables import POSITIONS, SIGNALS

pytestmark = pytest.mark.integration


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    with opened_doors(monkeypatch) as doors:
        yield doors


def make_newer(doors: TraderDoors, table: str, key: dict[str, dict[str, str]]) -> None:
    """A later release wrote this item."""
    doors.client.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET #schema = :newer, #document.#schema = :newer, #document.#n = :newer",
        ExpressionAttributeNames={"#schema": "schema", "#document": "document", "#n": "new"},
        ExpressionAttributeValues={":newer": {"N": "99"}},
    )


def test_a_signal_of_a_newer_release_opens_nothing(doors: TraderDoors) -> None:
    signal = doors.say()
    make_newer(doors, SIGNALS, keys.signal_item(ItemKey.of(signal)))

    with pytest.raises(InvalidInputError, match="deploy the newer release"):
        doors.deliver(signal)

    assert doors.creates() == []


def test_a_position_of_a_newer_release_is_protected_still(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.deliver(signal)
    make_newer(doors, POSITIONS, keys.position(signal.signal_id))

    doors.move("59999")

    position = doors.position(signal)
    assert (len(position.fills), position.naked_since) == (2, None)


def test_a_signal_that_cannot_be_read_stops_no_sweep(doors: TraderDoors) -> None:
    unreadable, readable = doors.say(), doors.say()
    make_newer(doors, SIGNALS, keys.signal_item(ItemKey.of(unreadable)))

    result = doors.sweep()

    assert (result["decided"], result["failed"]) == (1, 1)
    assert doors.position(readable).state is PositionState.OPENING


def test_an_instruction_that_cannot_be_read_leaves_no_position_naked(doors: TraderDoors) -> None:
    signal, unreadable = doors.say(), ItemKey.of(doors.say())
    doors.deliver(signal)
    make_newer(doors, SIGNALS, keys.signal_item(unreadable))
    doors.positions.add_to_inbox(signal.signal_id, unreadable)

    doors.move("59999")

    position = doors.position(signal)
    assert (len(position.fills), position.naked_since) == (2, None)
