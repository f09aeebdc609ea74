from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.control import Flags
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.domain.signal import (
    AmendmentAction,
    EntryReading,
    Reading,
    ReadingKind,
    Signal,
    SignalReading,
)
from signalfill.domain.verdict import Decision, ItemKey, Verdict, VerdictKind
from signalfill.services.operating.instruct import instruct
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.propose import waiting
from tests.fakes.world import CHANNEL, World, settings


@pytest.fixture
def world() -> World:
    return World(mode="approve")


def proposed(world: World) -> Signal:
    signal = world.signal()
    world.say(signal)
    return signal


def answer(world: World, signal: Signal, word: AmendmentAction) -> Decision | None:
    """The operator answers, and the stream delivers it."""
    key = instruct(word, signal, signals=world.signals, now=world.clock.now())
    return decide_pending(key, world.context())


def record(world: World, signal: Signal) -> None:
    """The parser's verdict on the version of the message that makes this call."""
    reading = SignalReading(
        base=signal.base,
        quote=signal.quote,
        side=signal.side,
        entry=EntryReading(kind=signal.entry_kind, prices=tuple(map(str, signal.entry_prices))),
        take_profits=tuple(map(str, signal.take_profits)),
        stop_loss=str(signal.stop_loss),
    )
    said = signal.provenance
    verdict = Verdict(
        channel_id=said.channel_id,
        message_id=said.message_id,
        version=said.version,
        kind=VerdictKind.SIGNAL,
        reason="signal",
        parser_version="test",
        reading=Reading(kind=ReadingKind.SIGNAL, signals=(reading,), reason="signal"),
        parsed_at=said.parsed_at,
    )
    world.signals.record(verdict, text="")


def edited(signal: Signal, **changes: object) -> Signal:
    later = signal.provenance.model_copy(update={"version": "2026-11-23T12:00:30.000000Z"})
    return signal.model_copy(update={"provenance": later, **changes})


def approve(world: World, signal: Signal) -> Decision | None:
    return answer(world, signal, AmendmentAction.APPROVE)


def position(world: World, signal: Signal) -> Position | None:
    return world.positions.load(signal.signal_id)


def code(world: World, signal: Signal) -> str | None:
    decision = world.signals.decision(ItemKey.of(signal))
    return None if decision is None else decision.code


def test_a_plan_waits_and_nothing_is_sent(world: World) -> None:
    signal = proposed(world)

    assert position(world, signal) is None
    assert world.venue.placed == []
    assert [each.position_id for _, _, each in waiting(world.signals)] == [signal.signal_id]


def test_the_question_has_drift_edge_loss_and_the_commands_that_answer_it(world: World) -> None:
    world.venue.price("101")
    signal = proposed(world)

    (entry,) = world.positions.journal(signal.signal_id)
    assert entry.notice is NoticeKind.QUESTION
    for part in ("(+1.01 % since it was named)", "reward/risk ", "worst loss "):
        assert part in entry.text
    assert entry.details["answers"] == [
        f"signalfill approve {signal.signal_id}",
        f"signalfill reject {signal.signal_id}",
    ]


def test_the_question_is_put_once(world: World) -> None:
    signal = proposed(world)
    decide_pending(ItemKey.of(signal), world.context())

    assert len(world.positions.journal(signal.signal_id)) == 1


def test_an_approved_plan_trades_live(world: World) -> None:
    signal = proposed(world)

    decision = approve(world, signal)

    opened = position(world, signal)
    assert decision is not None
    assert (decision.code, decision.position_id) == ("approve", signal.signal_id)
    assert opened is not None
    assert opened.mode is Mode.LIVE
    assert code(world, signal) == "opened"


def test_approval_is_judged_at_the_price_of_now(world: World) -> None:
    signal = proposed(world)
    world.venue.price("94")

    decision = approve(world, signal)

    assert decision is not None
    assert decision.code == "stop_touched"
    assert code(world, signal) == "stop_touched"
    assert world.venue.placed == []


def test_a_pause_stops_an_approved_plan_too(world: World) -> None:
    signal = proposed(world)
    world.control.set_flags(Flags(paused=True))

    approve(world, signal)

    assert code(world, signal) == "paused"


def test_a_rejected_plan_is_denied_by_name(world: World) -> None:
    signal = proposed(world)

    answer(world, signal, AmendmentAction.REJECT)

    assert code(world, signal) == "rejected"
    assert list(waiting(world.signals)) == []


def test_an_answer_after_the_answer_finds_no_question(world: World) -> None:
    signal = proposed(world)
    answer(world, signal, AmendmentAction.REJECT)
    world.clock.advance(seconds=1)

    decision = approve(world, signal)

    assert decision is not None
    assert decision.code == "no_proposal"
    assert position(world, signal) is None


def test_approving_twice_opens_one_position(world: World) -> None:
    signal = proposed(world)
    approve(world, signal)
    placed = len(world.venue.placed)
    world.clock.advance(seconds=1)

    approve(world, signal)

    assert len(world.venue.placed) == placed


def test_a_question_waits_while_the_signal_is_young(world: World) -> None:
    signal = proposed(world)
    world.clock.advance(hours=23)

    world.sweep()

    assert code(world, signal) is None


def test_a_question_that_nobody_answered_in_time_is_refused(world: World) -> None:
    signal = proposed(world)
    world.clock.advance(hours=24)

    world.sweep()

    assert code(world, signal) == "not_approved"


def test_the_authors_close_withdraws_a_plan_that_waits(world: World) -> None:
    signal = proposed(world)

    world.say(world.amendment(AmendmentAction.CLOSE))

    assert code(world, signal) == "withdrawn"


def test_turning_the_channel_live_does_not_answer_an_open_question(world: World) -> None:
    signal = proposed(world)
    world.push(settings())
    world.clock.advance(minutes=1)

    world.sweep()

    assert position(world, signal) is None


def test_an_edited_call_is_asked_anew_and_approved_as_it_is_now(world: World) -> None:
    signal = proposed(world)
    changed = edited(signal, stop_loss=Decimal(96))
    for each in (signal, changed):
        record(world, each)
    world.say(changed)

    approve(world, signal)

    opened = position(world, signal)
    assert opened is not None
    assert opened.slices[0].stop_price == Decimal(96)
    assert code(world, signal) == "superseded"
    assert code(world, changed) == "opened"


def test_an_edit_that_leaves_the_call_as_it_was_leaves_the_question_open(world: World) -> None:
    signal = proposed(world)
    for each in (signal, edited(signal)):
        record(world, each)

    approve(world, signal)

    assert code(world, signal) == "opened"


def test_a_call_that_an_edit_took_back_cannot_be_approved(world: World) -> None:
    signal = proposed(world)
    for each in (signal, edited(signal, take_profits=(Decimal(130),))):
        record(world, each)

    approve(world, signal)

    assert code(world, signal) == "superseded"
    assert world.venue.placed == []


def test_mode_approve_listens_to_nobody_unless_listed() -> None:
    with pytest.raises(ValueError, match="mode approve needs"):
        Settings.model_validate(
            {"channels": {CHANNEL: {"name": "a", "rules": {"mode": "approve"}}}}
        )
