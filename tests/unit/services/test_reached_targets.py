"""Which targets count as reached, and what becomes of the stop and of what still rests then."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import average_entry_price, bought, held
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.protection.reached_targets import count_reached
from signalfill.domain.signal import AmendmentAction, EntryKind
from tests.fakes.world import World

LADDER = (Decimal(100), Decimal(97))
THREE = (Decimal(110), Decimal(120), Decimal(140))


def in_depth(world: World, size: Decimal | None) -> None:
    world.venue.engine.set_depth("BTC-USD", size)


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def holding(world: World) -> Position:
    position = world.opened()
    world.move("99.5")
    return now(world, position)


def ladder(world: World, *prices: str, targets: tuple[Decimal, ...] = THREE) -> Position:
    call = world.signal(entry_kind=EntryKind.LADDER, entry_prices=LADDER, take_profits=targets)
    position = world.opened(call)
    world.move(*prices)
    return now(world, position)


def last_stop(position: Position) -> Decimal:
    return position.slices[-1].stop_price


def resting_entries(position: Position) -> int:
    entries = [o for o in position.orders if o.purpose is OrderPurpose.ENTRY]
    return sum(not order.is_closed for order in entries)


def test_a_bracket_that_filled_all_but_dust_has_reached_its_target() -> None:
    world = World(after_first_target="entry")
    position = holding(world)
    in_depth(world, held(position, 0) - Decimal("0.005"))

    world.move("110.5")

    assert last_stop(now(world, position)) == Decimal(100)


def test_a_bracket_that_filled_nine_tenths_and_turned_has_reached_its_target() -> None:
    world = World(after_first_target="entry")
    position = holding(world)
    in_depth(world, (held(position, 0) * Decimal("0.9")).quantize(position.base_increment))
    world.venue.price("110")
    world.clock.advance(seconds=5)
    in_depth(world, None)

    world.move("109", "109", "109")

    assert {each.stop_price for each in now(world, position).slices} == {Decimal(100)}


def test_a_part_of_which_little_was_sold_at_its_target_has_not_reached_it() -> None:
    world = World()
    position = holding(world)
    in_depth(world, (held(position, 0) * Decimal("0.1")).quantize(position.base_increment))
    world.venue.price("110")
    world.clock.advance(seconds=5)
    in_depth(world, None)

    world.move("109", "109")

    assert last_stop(now(world, position)) == Decimal(95)


def test_what_was_sold_on_request_was_not_left_for_the_target() -> None:
    world = World(after_first_target="entry")
    position = holding(world)
    world.move("104")
    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.4"))

    world.move("110.5")

    assert last_stop(now(world, position)) == Decimal(100)


def test_a_part_that_our_own_exit_sold_at_its_target_has_reached_it() -> None:
    world = World(after_first_target="entry")
    position = holding(world)
    bracket = next(
        o for o in position.orders if o.purpose is OrderPurpose.PROTECTION and o.slice_index == 0
    )
    assert bracket.venue_order_id is not None
    world.venue.engine.cancel(bracket.venue_order_id, world.clock.now())

    world.move("110.2", "111")

    assert [o.purpose for o in now(world, position).orders if o.filled_size][
        -1
    ] is OrderPurpose.EXIT
    assert last_stop(now(world, position)) == Decimal(100)


def test_a_part_that_was_sold_below_its_target_has_not_reached_it() -> None:
    world = World()
    position = holding(world)

    world.move("104")
    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))

    assert held(now(world, position), 0) == 0
    assert last_stop(now(world, position)) == Decimal(95)


def test_a_part_that_was_stopped_out_has_not_reached_its_target() -> None:
    world = World()
    position = holding(world)

    world.move("94.9", "94.8")

    assert count_reached(now(world, position)) == 0


def test_the_first_target_of_two_rungs_is_one_target() -> None:
    world = World(after_first_target="previous_target")

    position = ladder(world, "99.5", "96.5", "110.5", "110.5")

    mean = average_entry_price(position)
    assert mean is not None
    assert 0 <= last_stop(position) - mean < Decimal("0.01")
    assert position.state is PositionState.OPEN


def test_the_second_target_of_two_rungs_moves_the_stop_to_the_first() -> None:
    world = World(after_first_target="previous_target")

    position = ladder(world, "99.5", "96.5", "110.5", "120.5")

    assert last_stop(position) == Decimal(110)


def test_a_target_whose_part_was_sold_before_still_comes_before_the_next() -> None:
    world = World(after_first_target="previous_target")
    position = world.opened(world.signal(take_profits=THREE))
    world.move("99.5", "104")
    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.34"))

    world.move("120.5")

    assert last_stop(now(world, position)) == Decimal(110)


def test_unfilled_entries_end_when_the_first_target_is_reached() -> None:
    world = World()

    position = ladder(world, "99.5", "110.5")

    assert resting_entries(position) == 0
    assert bought(position) > 0


def test_an_entry_never_filled_does_not_outlive_its_targets() -> None:
    world = World()
    position = world.opened(world.signal(entry_prices=(Decimal(98),)))

    world.move("121", "97.9")

    closed = now(world, position)
    assert (closed.state, closed.exit_reason) == (PositionState.CLOSED, ExitReason.CANCELED)
    assert bought(closed) == 0


def test_unfilled_entries_may_be_kept_by_the_settings() -> None:
    world = World(unfilled_after_target="keep")

    position = ladder(world, "99.5", "110.5")

    assert resting_entries(position) == 3


def test_an_addition_after_the_first_target_is_not_taken_for_what_outlived_it() -> None:
    world = World(addition_size="0.25", after_first_target="stay", max_notional_fraction="0.5")
    position = holding(world)
    world.move("110.5", "105")

    world.say(world.amendment(AmendmentAction.ADD, to="103"))
    world.move("105")

    assert resting_entries(now(world, position)) == 1


def test_the_last_target_of_one_rung_ends_the_rung_that_waits() -> None:
    world = World()

    position = ladder(world, "99.5", "110.5", "97", targets=(Decimal(110),))

    assert position.state is PositionState.CLOSED
    assert position.exit_reason is ExitReason.TAKE_PROFIT


def test_a_stop_above_a_rung_that_waits_does_not_sell_the_rung_when_it_fills() -> None:
    world = World(unfilled_after_target="keep")
    position = ladder(world, "99.5", "104")
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="98"))

    world.move("96.9", "96.9")

    filled = now(world, position)
    assert [held(filled, each.index) > 0 for each in filled.slices] == [False] * 3 + [True] * 3
    assert {each.stop_price for each in filled.slices[3:]} == {Decimal(95)}
    assert filled.naked_since is None


def test_a_rung_that_filled_late_gets_the_stop_when_price_allows_it() -> None:
    world = World(unfilled_after_target="keep")
    position = ladder(world, "99.5", "104")
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="98"))
    world.move("96.9")

    world.move("99", "99")

    raised = now(world, position)
    assert {each.stop_price for each in raised.slices[3:]} == {Decimal(98)}
    assert {
        o.stop_price
        for o in raised.orders
        if o.purpose is OrderPurpose.PROTECTION and not o.is_closed
    } == {Decimal(98)}


def test_nothing_is_added_behind_a_stop_that_still_waits_for_its_price() -> None:
    world = World(addition_size="0.5", max_notional_fraction="0.5")
    holding(world)
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="entry"))

    decision = world.say(world.amendment(AmendmentAction.ADD, to="98"))

    assert decision is not None
    assert decision.code == "stop_touched"


def test_a_stop_tightened_by_hand_on_a_part_that_is_sold_blocks_nobody() -> None:
    world = World(after_first_target="stay")
    position = holding(world)
    world.move("104")
    bracket = next(o for o in now(world, position).orders if o.purpose is OrderPurpose.PROTECTION)
    assert bracket.venue_order_id is not None
    assert bracket.limit_price is not None
    world.venue.engine.edit(
        bracket.venue_order_id,
        base_size=bracket.base_size,
        limit_price=bracket.limit_price,
        stop_price=Decimal(103),
        at=world.clock.now(),
    )
    world.move("104", "102.9", "104")
    assert held(now(world, position), 0) == 0

    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="98"))

    assert last_stop(now(world, position)) == Decimal(98)
