from __future__ import annotations

from signalfill.domain.control import Flags
from signalfill.domain.position import Position, PositionState
from tests.fakes.venue import product
from tests.unit.cli.operator import Operator


def filled(operator: Operator) -> Position:
    position = operator.world.opened()
    operator.world.move("99")
    return position


def test_close_sells_what_a_position_holds_and_says_what_it_made(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("close", position.position_id, answers=["close"]) == 0
    assert f"{position.position_id}: CLOSED (operator_closed), result -" in operator.said
    assert operator.world.position(position.position_id).state is PositionState.CLOSED


def test_close_wants_the_word_typed(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("close", position.position_id, answers=["yes"]) == 1
    assert operator.world.signals.pending() == []


def test_close_without_anybody_to_ask_closes_nothing(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("close", position.position_id) == 2
    assert operator.world.signals.pending() == []


def test_an_unknown_position_cannot_be_closed(operator: Operator) -> None:
    assert operator.types("close", "1-0", "--yes") == 2
    assert "there is no position 1-0" in operator.complaints


def test_a_closed_position_cannot_be_closed_again(operator: Operator) -> None:
    position = filled(operator)
    operator.types("close", position.position_id, "--yes")

    assert operator.types("close", position.position_id, "--yes") == 2
    assert "closed already" in operator.complaints


def test_the_command_places_no_order_itself(operator: Operator) -> None:
    position = filled(operator)
    operator.clock.is_at_work = False
    placed = len(operator.world.venue.placed)

    operator.types("close", position.position_id, "--yes")

    assert len(operator.world.venue.placed) == placed
    assert "the next sweep goes on with it" in operator.said


def test_flatten_closes_everything_and_pauses_entries(operator: Operator) -> None:
    operator.world.venue.add_product(product("ETH"))
    operator.world.venue.price("100", "ETH-USD")
    operator.world.opened()
    operator.world.opened(operator.world.signal(base="ETH"))

    record = operator.reads("flatten", answers=["flatten"])

    assert [each["state"] for each in record["positions"]] == ["CLOSED", "CLOSED"]
    assert operator.control().current().flags == Flags(paused=True)


def test_flatten_without_a_position_still_pauses(operator: Operator) -> None:
    assert operator.types("flatten", "--yes") == 0
    assert operator.said == "no open positions\nentries are paused: signalfill resume\n"


def test_close_during_a_halt_says_what_stands_in_the_way(operator: Operator) -> None:
    position = filled(operator)
    operator.control().set_flags(Flags(halted=True))

    operator.types("close", position.position_id, "--yes")

    assert "halted: nothing is sold before `signalfill resume`" in operator.said
