"""A stop change over several slices: worst first, and mixed stops are a named state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.actions import Cancel, EditStop
from signalfill.domain.order import Outcome, Unknown, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.protection.mixed_stops import resting_stops, worst_first
from signalfill.domain.signal import AmendmentAction
from tests.fakes.world import World


def holding(world: World) -> Position:
    position = world.opened()
    world.move("99.5", "104")
    return world.position(position.position_id)


def brackets(position: Position) -> list[OrderRecord]:
    return [o for o in position.orders if o.purpose is OrderPurpose.PROTECTION]


def events(world: World, position: Position) -> list[str]:
    wanted = {"stops_mixed", "stops_agree"}
    journal = world.positions.journal(position.position_id)
    return [entry.event for entry in journal if entry.event in wanted]


def test_stops_that_moved_together_are_never_called_mixed() -> None:
    world = World()
    position = holding(world)

    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="entry"))

    assert set(resting_stops(world.position(position.position_id)).values()) == {Decimal(100)}
    assert events(world, position) == []


def test_a_move_that_got_only_half_way_is_named_until_all_stand_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    position = holding(world)
    edit, unanswered = world.venue.edit, brackets(position)[1].venue_order_id

    def half(order: VenueOrder, **changes: Decimal | None) -> Outcome:
        if order.venue_order_id == unanswered:
            return Unknown(cause="ReadTimeout")
        return edit(order, **changes)

    monkeypatch.setattr(world.venue, "edit", half)
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="entry"))
    mixed = world.position(position.position_id)
    assert mixed.mixed_since is not None
    assert set(resting_stops(mixed).values()) == {Decimal(95), Decimal(100)}
    assert mixed.naked_since is None
    assert events(world, position) == ["stops_mixed"]

    monkeypatch.setattr(world.venue, "edit", edit)
    world.move("104")

    assert world.position(position.position_id).mixed_since is None
    assert events(world, position) == ["stops_mixed", "stops_agree"]


def test_the_slice_with_most_to_lose_comes_first_and_all_else_keeps_its_place() -> None:
    position = holding(World())
    near, far = brackets(position)
    far = far.model_copy(update={"stop_price": Decimal(90)})
    cancel = Cancel(position.orders[0])

    ordered = worst_first(
        position, [EditStop(near, Decimal(100)), cancel, EditStop(far, Decimal(100))]
    )

    assert ordered == [EditStop(far, Decimal(100)), cancel, EditStop(near, Decimal(100))]
