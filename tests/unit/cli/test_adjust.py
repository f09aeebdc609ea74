"""`signalfill stop`, `stop-to-entry`, `reduce` and `close --keep-coins`."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.control import Flags
from signalfill.domain.holding import held
from signalfill.domain.position import Position, PositionState
from tests.unit.cli.operator import Operator


def filled(operator: Operator) -> Position:
    position = operator.world.opened()
    operator.world.move("99", "104")
    return position


def stops(operator: Operator, position: Position) -> set[Decimal]:
    return {each.stop_price for each in operator.world.position(position.position_id).slices}


def test_a_stop_is_moved_to_the_price_that_was_typed(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("stop", position.position_id, "98.5") == 0

    assert stops(operator, position) == {Decimal("98.5")}
    assert f"{position.position_id}: OPEN, holds" in operator.said


def test_a_stop_goes_to_the_entry(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("stop-to-entry", position.position_id) == 0

    assert stops(operator, position) == {Decimal(100)}


def test_a_stop_that_gives_more_room_is_refused_by_name(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("stop", position.position_id, "90") == 0

    assert stops(operator, position) == {Decimal(95)}
    assert "nothing done, stop_not_tighter 90" in operator.said


@pytest.mark.parametrize("part", ["50%", "50 %", "0.5"])
def test_a_part_of_what_was_bought_is_sold_and_the_rest_stays_guarded(
    operator: Operator, part: str
) -> None:
    position = filled(operator)
    bought = held(operator.world.position(position.position_id))

    assert operator.types("reduce", position.position_id, part) == 0

    assert held(operator.world.position(position.position_id)) == bought / 2
    assert operator.world.position(position.position_id).naked_since is None


@pytest.mark.parametrize(
    "words",
    [
        ("reduce", "0%"),
        ("reduce", "150%"),
        ("reduce", "half"),
        ("stop", "-1"),
        ("stop", "abc"),
        ("stop", "0"),
    ],
)
def test_what_is_no_part_and_no_price_is_refused_before_anything_is_said(
    operator: Operator, words: tuple[str, str]
) -> None:
    position = filled(operator)
    command, value = words

    assert operator.types(command, position.position_id, "--", value) == 2

    assert operator.world.signals.pending() == []


def test_a_position_that_is_not_there_or_closed_is_named(operator: Operator) -> None:
    position = filled(operator)
    operator.types("close", position.position_id, "--yes")

    assert operator.types("stop-to-entry", position.position_id) == 2
    assert "closed already" in operator.complaints
    assert operator.types("stop-to-entry", "1-0") == 2
    assert "there is no position 1-0" in operator.complaints


def test_a_halt_is_said_beside_what_was_asked(operator: Operator) -> None:
    position = filled(operator)
    operator.control().set_flags(Flags(halted=True))

    operator.types("stop-to-entry", position.position_id)

    assert "halted: nothing is sent before `signalfill resume`" in operator.said


# --- close --keep-coins ---


def test_kept_coins_are_not_sold_and_no_order_is_left(operator: Operator) -> None:
    position = filled(operator)
    coins = operator.world.venue.balances()["BTC"].total

    assert operator.types("close", position.position_id, "--keep-coins", answers=["keep"]) == 0

    now = operator.world.position(position.position_id)
    assert now.state is PositionState.CLOSED
    assert operator.world.venue.balances()["BTC"].total == coins > 0
    assert not operator.world.venue.open_orders()


def test_kept_coins_are_booked_at_the_price_of_then(operator: Operator) -> None:
    position = filled(operator)

    operator.types("close", position.position_id, "--keep-coins", "--yes")

    now = operator.world.position(position.position_id)
    assert held(now) == 0
    assert {each.price for each in now.fills if each.trade_id.startswith("by-hand")} == {
        operator.world.venue.quotes(["BTC-USD"])["BTC-USD"].bid
    }
    events = [each.event for each in operator.world.positions.journal(position.position_id)]
    assert "coins_kept" in events


def test_keeping_wants_its_own_word_typed(operator: Operator) -> None:
    position = filled(operator)

    assert operator.types("close", position.position_id, "--keep-coins", answers=["close"]) == 1
    assert operator.world.signals.pending() == []
