"""What an edit of the signal's own message does, by what changed and what was filled."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.position import Position, PositionState
from signalfill.domain.side import Side
from signalfill.domain.verdict import Decision, DecisionKind
from tests.fakes.world import World

EDITED = "2026-11-23T12:05:00.000000Z"


def edit(world: World, position: Position, **changes: object) -> Decision:
    before = position.signal
    provenance = before.provenance.model_copy(update={"version": EDITED})
    decision = world.say(before.model_copy(update={"provenance": provenance, **changes}))
    assert decision is not None
    return decision


def filled_position(world: World) -> Position:
    position = world.opened()
    world.move("101", "99.5", "101")
    return world.position(position.position_id)


def test_another_entry_changes_nothing_once_it_was_filled() -> None:
    world = World()
    position = filled_position(world)

    decision = edit(world, position, entry_prices=(Decimal(98),))

    assert decision.value == "nothing that matters now"
    assert world.position(position.position_id).state is PositionState.OPEN


def test_a_tighter_stop_moves_the_brackets() -> None:
    world = World()
    position = filled_position(world)

    edit(world, position, stop_loss=Decimal(97))

    slices = world.position(position.position_id).slices
    assert [each.stop_price for each in slices] == [Decimal(97)] * 2


def test_a_looser_stop_stays_where_it_is() -> None:
    world = World()
    position = filled_position(world)

    decision = edit(world, position, stop_loss=Decimal(90))

    assert decision.value == "stop_not_tighter"
    assert world.position(position.position_id).slices[0].stop_price == Decimal(95)


def test_other_targets_are_taken_over() -> None:
    world = World()
    position = filled_position(world)

    edit(world, position, take_profits=(Decimal(108), Decimal(118)))

    slices = world.position(position.position_id).slices
    assert [each.take_profit_price for each in slices] == [Decimal(108), Decimal(118)]


def test_a_tighter_stop_of_a_resting_entry_holds_from_its_fill_on() -> None:
    world = World()
    position = world.opened()

    edit(world, position, stop_loss=Decimal(97))
    world.move("99.5")

    position = world.position(position.position_id)
    stops = {o.stop_price for o in position.orders if o.parent_id and not o.is_closed}
    assert stops == {Decimal(97)}


def test_another_side_cancels_an_unfilled_entry() -> None:
    world = World()
    position = world.opened()

    edit(world, position, side=Side.SHORT)

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_another_side_of_a_filled_position_asks_the_user() -> None:
    world = World()
    position = filled_position(world)

    decision = edit(world, position, side=Side.SHORT)

    assert decision.value == "needs_a_human"
    assert world.position(position.position_id).state is PositionState.OPEN


def test_other_percentages_are_a_question_once_prices_follow_from_the_entry() -> None:
    world = World(percent_levels="compute")
    position = world.opened(world.signal(take_profits=(), percent_targets=("10%",)))
    world.move("101", "99.5", "101")

    decision = edit(world, position, take_profits=(), percent_targets=("20%",))

    assert (decision.kind, decision.value) == (DecisionKind.IGNORED, "needs_a_human")


def test_the_same_percentages_ask_for_nothing() -> None:
    world = World(percent_levels="compute")
    position = world.opened(world.signal(take_profits=(), percent_targets=("10%",)))
    world.move("101", "99.5", "101")

    assert edit(world, position, take_profits=()).value == "nothing that matters now"
