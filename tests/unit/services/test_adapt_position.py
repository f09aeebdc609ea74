"""What follow-up messages do to a position that holds something."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought, held
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction
from tests.fakes.venue import product
from tests.fakes.world import World


def filled_position(world: World) -> Position:
    position = world.opened()
    world.move("99.5")
    return world.position(position.position_id)


def guarded(position: Position) -> Decimal:
    return sum(
        (
            order.base_size
            for order in position.orders
            if order.purpose is OrderPurpose.PROTECTION and not order.is_closed
        ),
        Decimal(0),
    )


def resting_targets(position: Position) -> list[Decimal | None]:
    return [
        order.limit_price
        for order in position.orders
        if order.purpose is OrderPurpose.PROTECTION and order.status is OrderStatus.ACCEPTED
    ]


def test_a_reduction_sells_its_part_and_guards_the_rest() -> None:
    world = World()
    position = filled_position(world)

    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.3"))

    position = world.position(position.position_id)
    assert abs(held(position) - bought(position) * Decimal("0.7")) <= position.base_increment
    assert guarded(position) == held(position)


def test_a_reduction_takes_the_nearest_target_first() -> None:
    world = World()
    position = filled_position(world)

    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))

    position = world.position(position.position_id)
    assert [held(position, each.index) > 0 for each in position.slices] == [False, True]


def test_repeated_reductions_are_parts_of_what_was_bought() -> None:
    world = World()
    position = filled_position(world)

    for _ in range(2):
        world.clock.advance(minutes=1)
        world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.25"))

    position = world.position(position.position_id)
    assert held(position) == bought(position) / 2


def test_a_reduction_tied_to_a_target_counts_what_the_target_sold() -> None:
    world = World(after_first_target="stay")
    position = filled_position(world)
    world.move("110.5")

    tied = world.amendment(AmendmentAction.REDUCE, fraction="0.5").model_copy(update={"target": 1})
    world.say(tied)

    position = world.position(position.position_id)
    assert held(position) == bought(position) / 2


def test_reducing_by_everything_ends_the_position() -> None:
    world = World()
    position = filled_position(world)

    world.say(world.amendment(AmendmentAction.REDUCE, fraction="1"))

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_new_targets_replace_the_brackets() -> None:
    world = World()
    position = filled_position(world)

    world.say(world.amendment(AmendmentAction.SET_TARGETS, to="115,130"))

    position = world.position(position.position_id)
    assert resting_targets(position) == [Decimal(115), Decimal(130)]
    assert position.naked_since is None


def test_one_new_target_serves_all_open_slices() -> None:
    world = World()
    position = filled_position(world)

    world.say(world.amendment(AmendmentAction.SET_TARGETS, to="115"))

    assert resting_targets(world.position(position.position_id)) == [Decimal(115)] * 2


def test_a_follow_up_about_a_multiplied_contract_is_divided_as_its_signal_was() -> None:
    world = World()
    pepe = product("PEPE", base_increment="1", price_increment="0.00000001", base_min_size="1")
    world.venue.add_product(pepe)
    world.venue.price("0.00001", "PEPE-USD")
    contract = world.signal(
        base="1000PEPE",
        entry_prices=(Decimal("0.01"),),
        stop_loss=Decimal("0.0095"),
        take_profits=(Decimal("0.012"),),
    )
    position = world.opened(contract)
    world.venue.price("0.00000999", "PEPE-USD")
    world.venue.price("0.0000108", "PEPE-USD")

    world.say(world.amendment(AmendmentAction.MOVE_STOP, None, base="PEPE", to="0.0102"))

    slices = world.position(position.position_id).slices
    assert [each.stop_price for each in slices] == [Decimal("0.0000102")]


def test_a_stop_that_moves_by_an_absurd_factor_is_a_question() -> None:
    world = World()
    position = filled_position(world)

    decision = world.say(world.amendment(AmendmentAction.MOVE_STOP, to="970"))

    assert decision is not None
    assert decision.code == "no_stop_level"
    assert world.position(position.position_id).pending_stop is None
