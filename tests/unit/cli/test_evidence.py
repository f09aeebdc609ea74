from __future__ import annotations

from decimal import Decimal

from cli.evidence import r_of
from tests.unit.cli.operator import Operator


def test_before_any_position_has_ended_there_is_nothing_to_judge_by(operator: Operator) -> None:
    operator.world.opened()
    operator.types("evidence")
    assert "nothing to judge by" in operator.said


def test_a_position_that_was_stopped_lost_a_risk_and_its_fees(operator: Operator) -> None:
    position = operator.world.opened()
    operator.world.move("99", "94")
    (found,) = operator.reads("evidence")
    assert found["channel_id"] == position.signal.provenance.channel_id
    assert (found["standing"], found["signals"], found["days"]) == ("unknown", 1, 1)
    assert Decimal(-2) < Decimal(found["mean"]) < Decimal(-1)


def test_a_live_position_counts_as_its_twin_measured_it(operator: Operator) -> None:
    position = operator.world.opened()
    operator.world.move("99", "94")
    operator.twin_ended(position.position_id, live="-1.2", paper="-1.05")
    (found,) = operator.reads("evidence")
    assert found["mean"] == "-1.2000"


def test_an_open_position_has_made_nothing_yet(operator: Operator) -> None:
    assert r_of(operator.world.opened()) is None


def test_people_read_one_line_for_each_channel(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99", "94")
    operator.types("evidence")
    heads, row = operator.said.splitlines()
    assert heads.split()[:2] == ["channel", "standing"]
    assert "unknown" in row


def test_a_channel_without_an_ended_position_is_said_to_be_so(operator: Operator) -> None:
    assert operator.types("evidence", "nowhere") == 2
    assert "no position of channel nowhere" in operator.complaints
