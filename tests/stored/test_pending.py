"""What was pending is decided, what was queued is read, and all else is found where it stood."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.budget import counted
from signalfill.domain.position import ExitReason, PositionState
from signalfill.domain.signal import AmendmentAction, Signal
from signalfill.domain.verdict import DecisionKind, ItemKey, VerdictKind
from signalfill.services.operating.instruct import instruct
from signalfill.services.recording.record_signal import record_message
from signalfill.services.recording.record_unreadable import decode_record
from tests.stored.items import names, read_json, stored
from tests.stored.world import StoredWorld, stored_world

pytestmark = pytest.mark.integration


def test_everything_pending_is_decided() -> None:
    spoken_of = ("open", "target_reached", "wanted_stop", "enlarged")
    with stored_world(*spoken_of, *names("pending")) as world:
        world.sweep(minutes=2)
        world.sweep()

        proposed = {key for key in world.signals.pending() if world.signals.proposal(key)}
        assert set(world.signals.pending()) == proposed
        assert len(proposed) == 1


def test_a_pending_signal_opens_a_position() -> None:
    with stored_world("signal") as world:
        world.sweep()

        opened = world.positions.load(f"{names('pending')['signal']}-0")
        assert opened is not None
        assert opened.state is PositionState.OPENING


def test_a_plan_that_waits_for_its_answer_opens_with_a_yes() -> None:
    with stored_world("proposed") as world:
        (key,) = [key for key in world.signals.pending() if world.signals.proposal(key) is not None]
        signal = world.signals.item(key)
        assert isinstance(signal, Signal)
        instruct(AmendmentAction.APPROVE, signal, signals=world.signals, now=world.clock.now())

        world.sweep()

        decision = world.signals.decision(key)
        assert decision is not None
        assert decision.kind is DecisionKind.OPENED


def read_queue(world: StoredWorld) -> list[VerdictKind]:
    """The parser's door reads all that waits."""
    bodies = [each["Body"] for each in read_json("queue") if '"canary"' not in each["Body"]]
    return [
        record_message(decode_record(body), signals=world.signals, clock=world.clock).kind
        for body in bodies
    ]


def test_every_queued_record_becomes_a_verdict() -> None:
    with stored_world("opening", "paper_opening") as world:
        assert read_queue(world) == [
            VerdictKind.SIGNAL,
            VerdictKind.SIGNAL,
            VerdictKind.DELETED,
            VerdictKind.SIGNAL,
            VerdictKind.SIGNAL,
            VerdictKind.AMENDMENT,
            VerdictKind.NONE,
        ]


def test_a_queued_edit_and_a_queued_delete_reach_the_positions_of_before() -> None:
    with stored_world("opening", "paper_opening") as world:
        read_queue(world)

        for _ in range(2):
            world.sweep()

        ids = names("positions")
        edited, deleted = world.position(ids["opening"]), world.position(ids["paper_opening"])
        canceled = (PositionState.CLOSED, ExitReason.CANCELED)
        assert (edited.state, edited.exit_reason) == canceled
        assert (deleted.state, deleted.exit_reason) == canceled
        # The edit moved the entry: it is a call of its own, in the place of the one before.
        (moved,) = [
            each
            for each in world.positions.positions()
            if edited.position_id in each.signal.earlier_ids
        ]
        assert moved.entry_price == 58900


def test_a_text_a_verdict_and_a_head_are_found_by_their_message() -> None:
    with stored_world("edited") as world:
        message = (names("messages")["edited"], "700000000000000001")

        assert world.signals.head(message[1], message[0]) is not None
        assert len(world.signals.verdicts(message[1], message[0])) == 3
        assert world.signals.text(message[1], message[0], "0") == "SOL looks fine"
        assert world.signals.has_version("unreadable", "queued-1", "0")


def test_settings_switches_and_counters_are_as_they_were() -> None:
    with stored_world("open") as world:
        control = world.control.current()

        assert (control.settings_version, control.settings_readable) == (3, True)
        assert control.flags.paused_channels == ("700000000000000004",)
        assert not control.flags.paused
        assert [number for number, _, _ in world.control.settings_history()] == [3, 2, 1]
        assert [world.control.settings_version(number) is not None for number in (1, 2, 3)] == [
            True
        ] * 3
        assert world.control.identifies(day="2026-11-23") == 2
        assert world.control.checkpoint("700000000000000001") == names("messages")["removed"]


def test_a_notice_that_was_sent_is_not_sent_again() -> None:
    with stored_world(*names("positions")) as world:
        told = [plain["pk"].removeprefix("N#") for plain in stored("positions", "notice")]

        assert told
        assert all(map(world.positions.is_notice_sent, told))


def test_the_counters_hold_what_the_open_positions_reserved() -> None:
    reserved: dict[str, Decimal] = {}
    for plain in stored("positions", "position"):
        for each in plain["document"]["reservations"] if plain["live"] == "live" else ():
            amount = counted(Decimal(each["amount"]))
            reserved[each["scope"]] = reserved.get(each["scope"], Decimal(0)) + amount
    # The others hold the day's losses as well.
    scopes = [each for each in reserved if "#coin#" in each or each.endswith("#positions")]

    with stored_world() as world:
        assert world.positions.used(scopes) == {each: reserved[each] for each in scopes}
    assert len(scopes) > 10


def test_an_item_key_of_before_names_its_item() -> None:
    with stored_world(*names("positions"), *names("pending"), *names("messages")) as world:
        for plain in stored("signals", "signal"):
            key = ItemKey(channel_id=plain["channel_id"], sort_key=plain["sort_key"])
            signal = world.signals.item(key)
            assert signal is not None
            assert ItemKey.of(signal) == key
