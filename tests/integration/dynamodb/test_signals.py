from __future__ import annotations

from datetime import timedelta

import pytest

from signalfill.domain.errors import VersionConflictError
from signalfill.domain.signal import Reading, ReadingKind
from signalfill.domain.values import first_snowflake
from signalfill.domain.verdict import ItemKey
from tests.fakes.clock import START
from tests.integration.dynamodb import examples
from tests.integration.dynamodb.conftest import Stores
from tests.integration.dynamodb.examples import CHANNEL, EDITED, MESSAGE

pytestmark = pytest.mark.integration


def test_a_recorded_version_is_known_and_its_verdict_comes_back_whole(stores: Stores) -> None:
    verdict = examples.verdict(posted_at=START, content_sha256="ab")

    assert stores.signals.record(verdict, text="ETH long")
    assert stores.signals.has_version(CHANNEL, MESSAGE, "0")
    assert stores.signals.verdict(CHANNEL, MESSAGE, "0") == verdict


def test_an_unknown_message_has_neither_head_nor_verdict(stores: Stores) -> None:
    assert stores.signals.head(CHANNEL, MESSAGE) is None
    assert not stores.signals.has_version(CHANNEL, MESSAGE, "0")
    assert stores.signals.verdicts(CHANNEL, MESSAGE) == []


def test_a_version_is_recorded_once(stores: Stores) -> None:
    stores.signals.record(examples.verdict(), text="ETH long")

    assert not stores.signals.record(examples.verdict(reason="other"), text="ETH long")
    assert stores.signals.verdicts(CHANNEL, MESSAGE) == [examples.verdict()]


def test_a_replayed_version_is_no_conflict_although_the_head_has_moved(stores: Stores) -> None:
    stores.signals.record(examples.verdict(), text="a", head=examples.head())

    assert not stores.signals.record(examples.verdict(), text="a", head=examples.head())


def test_the_head_follows_the_version_it_replaces(stores: Stores) -> None:
    stores.signals.record(examples.verdict(), text="a", head=examples.head())
    newer = examples.head(EDITED)

    stores.signals.record(
        examples.verdict(version=EDITED), text="b", head=newer, previous_head=examples.head()
    )

    assert stores.signals.head(CHANNEL, MESSAGE) == newer


@pytest.mark.parametrize("previous", [None, examples.head("2026-11-23T12:01:00.000000Z")])
def test_a_head_that_moved_meanwhile_is_a_conflict_and_nothing_is_written(
    stores: Stores, previous: object
) -> None:
    stores.signals.record(examples.verdict(), text="a", head=examples.head())

    with pytest.raises(VersionConflictError):
        stores.signals.record(
            examples.verdict(version=EDITED),
            text="b",
            head=examples.head(EDITED),
            previous_head=previous,  # type: ignore[arg-type] # parametrised
        )

    assert not stores.signals.has_version(CHANNEL, MESSAGE, EDITED)


def test_the_versions_of_a_message_come_oldest_first_and_without_its_neighbours(
    stores: Stores,
) -> None:
    for version in ("D", EDITED, "0"):
        stores.signals.record(examples.verdict(version=version), text="a")
    stores.signals.record(examples.verdict(MESSAGE + "1"), text="a")

    versions = [each.version for each in stores.signals.verdicts(CHANNEL, MESSAGE)]

    assert versions == ["0", EDITED, "D"]


def test_signals_and_amendments_start_pending(stores: Stores) -> None:
    signal, amendment = examples.signal(), examples.amendment()

    stores.signals.record(examples.verdict(), text="a", signals=[signal], amendments=[amendment])

    keys = [ItemKey.of(amendment), ItemKey.of(signal)]
    assert stores.signals.pending() == keys
    assert [stores.signals.item(key) for key in keys] == [amendment, signal]
    assert all(stores.signals.is_pending(key) for key in keys)


def test_what_waits_longest_is_pending_first(stores: Stores) -> None:
    later = examples.signal("2" + MESSAGE, at=START + timedelta(seconds=1))
    earlier = examples.signal("9" + MESSAGE)
    for each in (later, earlier):
        verdict = examples.verdict(each.provenance.message_id)
        stores.signals.record(verdict, text="a", signals=[each])

    assert stores.signals.pending() == [ItemKey.of(earlier), ItemKey.of(later)]


def test_a_decision_is_stored_once_and_ends_the_waiting(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)

    assert stores.signals.decide(key, examples.decision("first"), [examples.entry()])
    assert not stores.signals.decide(key, examples.decision("second"), [examples.entry("2")])

    assert stores.signals.decision(key) == examples.decision("first")
    assert stores.signals.pending() == []
    assert not stores.signals.is_pending(key)
    assert stores.signals.item(key) == examples.signal()


def test_a_decision_takes_its_journal_along_or_none(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)
    stores.signals.decide(key, examples.decision("first"), [examples.entry("1")])
    stores.signals.decide(key, examples.decision("second"), [examples.entry("2")])

    journal = stores.positions.journal(f"{MESSAGE}-0")

    assert [each.entry_id for each in journal] == ["1"]


def test_what_is_not_there_cannot_be_decided(stores: Stores) -> None:
    key = ItemKey.of(examples.signal())

    assert not stores.signals.decide(key, examples.decision())
    assert stores.signals.decision(key) is None
    assert stores.signals.item(key) is None
    assert not stores.signals.is_pending(key)


def test_a_plan_is_proposed_once_and_its_signal_waits_on(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)
    first, second = examples.proposal(), examples.proposal(ask="2512")

    assert stores.signals.propose(key, first, [examples.entry("1")])
    assert not stores.signals.propose(key, second, [examples.entry("2")])

    assert stores.signals.proposal(key) == first
    assert stores.signals.is_pending(key)
    assert [each.entry_id for each in stores.positions.journal(f"{MESSAGE}-0")] == ["1"]


def test_what_is_decided_cannot_be_proposed(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)
    stores.signals.decide(key, examples.decision())

    assert not stores.signals.propose(key, examples.proposal())
    assert stores.signals.proposal(key) is None


def test_a_decision_leaves_the_proposal_to_be_read(stores: Stores) -> None:
    key = examples.record_signal(stores.signals)
    stores.signals.propose(key, examples.proposal())

    assert stores.signals.decide(key, examples.decision())
    assert stores.signals.proposal(key) == examples.proposal()


def test_an_instruction_waits_like_what_a_message_said(stores: Stores) -> None:
    said = examples.amendment(version="operator-2026-11-23T12:00:00.000000Z")

    stores.signals.instruct(said)

    assert stores.signals.pending() == [ItemKey.of(said)]
    assert stores.signals.item(ItemKey.of(said)) == said


def test_an_instruction_given_twice_is_decided_once(stores: Stores) -> None:
    said = examples.amendment(version="operator-2026-11-23T12:00:00.000000Z")
    stores.signals.instruct(said)
    stores.signals.decide(ItemKey.of(said), examples.decision())

    stores.signals.instruct(said)

    assert stores.signals.pending() == []


def test_an_instruction_is_no_version_of_its_message(stores: Stores) -> None:
    stores.signals.record(examples.verdict(), text="a")

    stores.signals.instruct(examples.amendment(version="operator-2026-11-23T12:00:00.000000Z"))

    assert stores.signals.verdicts(CHANNEL, MESSAGE) == [examples.verdict()]


def test_decisions_are_those_of_a_channel_since_a_moment(stores: Stores) -> None:
    old = first_snowflake(START - timedelta(days=8))
    new = first_snowflake(START)
    for message_id in (old, new):
        stores.signals.decide(
            examples.record_signal(stores.signals, message_id), examples.decision()
        )
    examples.record_signal(stores.signals, str(int(new) + 1))

    found = stores.signals.decisions(CHANNEL, since=START - timedelta(days=7))

    assert found == [(ItemKey.of(examples.signal(new)), examples.decision())]
    assert stores.signals.decisions("1", since=START - timedelta(days=7)) == []


def test_the_items_of_a_message_are_all_that_was_said_of_it(stores: Stores) -> None:
    signal, edited = examples.signal(), examples.signal(version=EDITED)
    stores.signals.record(examples.verdict(), text="a", signals=[signal])
    stores.signals.record(examples.verdict(version=EDITED), text="b", signals=[edited])
    word = examples.amendment(version="operator-2026-11-23T12:00:00.000000Z")
    stores.signals.instruct(word)
    examples.record_signal(stores.signals, MESSAGE + "1")

    found = stores.signals.items(CHANNEL, MESSAGE)

    assert found == [ItemKey.of(each) for each in (signal, edited, word)]


def test_a_readings_layout_comes_back_with_its_verdict(stores: Stores) -> None:
    reading = Reading(kind=ReadingKind.SIGNAL, reason="a call", layout=("0f" * 8, "1e" * 8))
    verdict = examples.verdict(reading=reading)

    stores.signals.record(verdict, text="ETH long")

    assert stores.signals.verdict(CHANNEL, MESSAGE, "0") == verdict
    assert stores.signals.verdicts(CHANNEL, MESSAGE) == [verdict]
