from __future__ import annotations

import pytest

from tests.fakes.world import CHANNEL, settings
from tests.unit.cli.operator import Operator


@pytest.fixture
def asked(operator: Operator) -> str:
    """A plan waits; its position's id."""
    operator.world.push(settings(mode="approve"))
    signal = operator.world.signal()
    operator.world.say(signal)
    return signal.signal_id


def test_approve_trades_and_shows_what_rests(operator: Operator, asked: str) -> None:
    assert operator.types("approve", asked) == 0
    assert f"{asked}: approved, OPENING" in operator.said
    assert operator.said.count("entry BUY") == 2


def test_approve_names_the_gate_that_refuses_now(operator: Operator, asked: str) -> None:
    operator.world.venue.price("94")
    operator.types("approve", asked)
    assert f"{asked}: not traded, stop_touched" in operator.said


def test_reject_says_so(operator: Operator, asked: str) -> None:
    assert operator.types("reject", asked) == 0
    assert operator.said == f"{asked}: rejected\n"


def test_without_a_position_the_questions_are_listed(operator: Operator, asked: str) -> None:
    operator.types("approve")
    assert operator.said.startswith(f"{asked}: buy ")
    assert [each["position_id"] for each in operator.reads("reject")] == [asked]


def test_nothing_waits_at_first(operator: Operator) -> None:
    operator.types("approve")
    assert operator.said == "no plan waits for an answer\n"


def test_what_does_not_wait_cannot_be_answered(operator: Operator, asked: str) -> None:
    assert operator.types("approve", "42-0") == 2
    assert f"what waits: {asked}" in operator.complaints
    assert "signalfill why 42" in operator.complaints


def test_an_answer_that_the_trader_did_not_take_yet_is_left_to_the_sweep(
    operator: Operator, asked: str
) -> None:
    operator.clock.is_at_work = False
    operator.types("approve", asked)
    assert "within a minute" in operator.said


def test_a_no_may_say_that_it_was_misread_and_hears_how_to_teach_it(
    operator: Operator, asked: str
) -> None:
    operator.types("reject", asked, "--misread")

    assert operator.said.startswith(f"{asked}: rejected\n")
    assert f"signalfill learn --message {asked.partition('-')[0]}" in operator.said


def test_a_yes_may_be_for_once(operator: Operator, asked: str) -> None:
    assert operator.types("approve", asked, "--once") == 0
    assert operator.layouts().load(CHANNEL)[1] == 0
