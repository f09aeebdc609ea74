from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sandbox.demo.checks import unmet, unprotected, waiting, without_notice
from sandbox.demo.messages import Expectation, Message
from sandbox.demo.row import Row, is_protected, targets_filled
from sandbox.demo.script import Milestone
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.signal import Problem, Reading, ReadingKind, SignalReading
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey, Verdict, VerdictKind
from tests.unit.demo.examples import CHANNEL_ID, MESSAGE_ID, POSTED_AT, order, position

KEY = ItemKey(channel_id=CHANNEL_ID, sort_key=f"{MESSAGE_ID}#0#S0")
OPENED = Decision(kind=DecisionKind.OPENED, code="opened", decided_at=POSTED_AT)


def message(**changes: Any) -> Message:  # noqa: ANN401 - any field
    expect = Expectation(verdict="signal", code="opened", result="open")
    return Message(**{"key": "btc", "room": "swing", "text": "BTC", "expect": expect} | changes)


def verdict(*problems: Problem) -> Verdict:
    reading = Reading(
        kind=ReadingKind.SIGNAL, signals=(SignalReading(problems=problems),), reason="a call"
    )
    return Verdict(
        channel_id=CHANNEL_ID,
        message_id=MESSAGE_ID,
        version="0",
        kind=VerdictKind.SIGNAL,
        reason="a call",
        parser_version="1",
        reading=reading,
        parsed_at=POSTED_AT,
    )


def row(
    at: Position | None = None, *, decision: Decision | None = OPENED, said: Message | None = None
) -> Row:
    return Row(said or message(), CHANNEL_ID, MESSAGE_ID, verdict(), {KEY: decision}, at)


def with_guard(**changes: Any) -> Position:  # noqa: ANN401 - any field
    entry = order(OrderPurpose.ENTRY)
    return position(orders=(entry, order(OrderPurpose.PROTECTION, **changes)))


def test_a_row_is_decided_when_each_of_its_items_is() -> None:
    assert row().is_decided
    assert not row(decision=None).is_decided
    assert not Row(message(), CHANNEL_ID, MESSAGE_ID).is_decided


def test_the_problems_name_why_nothing_was_to_decide() -> None:
    untradable = Row(message(), CHANNEL_ID, MESSAGE_ID, verdict(Problem.CONDITIONAL))

    assert untradable.code == "conditional"


def test_an_amendment_has_no_result_of_its_own() -> None:
    edit = message(edits="btc")

    assert row(position(), said=edit).result == ""
    assert row(position()).result == "open"


def test_a_closed_position_tells_why() -> None:
    closed = position(state=PositionState.CLOSED, exit_reason=ExitReason.STOP_LOSS)

    assert row(closed).result == "stop_loss"


def test_protected_means_a_resting_bracket_for_all_that_is_held() -> None:
    assert is_protected(position())
    assert not is_protected(with_guard(base_size=Decimal("1.99")))
    assert not is_protected(with_guard(status=OrderStatus.SUBMITTED))


def test_a_stop_that_was_hit_is_no_target() -> None:
    assert targets_filled(with_guard(status=OrderStatus.FILLED)) == 1
    assert targets_filled(with_guard(status=OrderStatus.FILLED, stop_triggered=True)) == 0


@pytest.mark.parametrize(
    ("milestone", "reached"),
    [
        (Milestone.DECIDED, row()),
        (Milestone.PLACED, row(position())),
        (Milestone.PROTECTED, row(position())),
        (Milestone.ONE_TARGET, row(with_guard(status=OrderStatus.FILLED))),
        (Milestone.BREAKEVEN, row(with_guard(stop_price=Decimal(100)))),
        (Milestone.CLOSED, row(position(state=PositionState.CLOSED))),
    ],
)
def test_milestone_is_seen_when_it_is_reached(milestone: Milestone, reached: Row) -> None:
    assert reached.has_reached(milestone)


@pytest.mark.parametrize("milestone", [each for each in Milestone if each is not Milestone.DECIDED])
def test_milestone_is_not_seen_before_there_is_a_position(milestone: Milestone) -> None:
    assert not row().has_reached(milestone)


def test_a_message_that_was_never_posted_is_told() -> None:
    assert list(unmet([message()], {})) == ["btc: was never posted"]


def test_a_row_as_expected_is_not_told() -> None:
    assert list(unmet([message()], {"btc": row(position())})) == []


def test_another_decision_than_expected_is_told() -> None:
    denied = Decision(kind=DecisionKind.DENIED, code="too_old", decided_at=POSTED_AT)

    assert list(unmet([message()], {"btc": row(decision=denied)})) == [
        "btc: code is too_old, not opened",
        "btc: result is none, not open",
    ]


def test_missing_targets_are_excused_only_where_a_worker_was_killed() -> None:
    expect = Expectation(verdict="signal", code="opened", result="open", targets_filled=2)
    said = message(expect=expect)
    rows = {"btc": row(position(), said=said)}

    assert list(unmet([said], rows)) == ["btc: targets filled is 0, not 2"]
    assert list(unmet([said], rows, disturbed=["btc"])) == []


def test_an_open_position_without_its_bracket_is_told() -> None:
    assert list(unprotected([position()])) == []
    assert list(unprotected([with_guard(status=OrderStatus.CANCELED)])) != []


def test_every_kind_of_notice_must_have_been_sent() -> None:
    sent = [{"content": "**Entry** (1-0): text"}]

    assert list(without_notice(sent)) == ["no notice begins with **Exit**"]


def test_records_that_wait_in_a_failure_queue_are_told() -> None:
    assert list(waiting({"dead": 2, "failures": 0})) == ["2 records in dead"]
