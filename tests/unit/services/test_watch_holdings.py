"""Living with a human who trades the same account."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from signalfill.domain.holding import held
from signalfill.domain.order import (
    Accepted,
    OrderKind,
    OrderRequest,
    OrderSide,
    Outcome,
    VenueOrder,
)
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.protection.next_need import USER_MANAGED
from tests.fakes.venue import product
from tests.fakes.world import OTHER_CHANNEL, World


def filled_position(world: World) -> Position:
    position = world.opened()
    world.move("99.5")
    return world.position(position.position_id)


def sell_by_hand(world: World, position: Position, size: Decimal) -> None:
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])
    world.venue.engine.withdraw("BTC", size)


def test_a_position_that_was_sold_by_hand_ends_and_asks() -> None:
    world = World()
    position = filled_position(world)
    sell_by_hand(world, position, held(position))

    world.move("99.5", "99.5", "99.5")

    assert world.position(position.position_id).state is PositionState.CLOSED
    events = [entry.event for entry in world.positions.journal(position.position_id)]
    assert "sold_by_hand" in events


def test_a_part_sold_by_hand_leaves_the_rest_guarded() -> None:
    world = World()
    position = filled_position(world)
    half = held(position) / 2
    sell_by_hand(world, position, half)

    world.move("99.5", "99.5", "99.5")

    position = world.position(position.position_id)
    assert position.state is PositionState.OPEN
    assert held(position) == half
    assert position.naked_since is None


def test_coins_that_are_not_ours_hide_no_position_and_are_left_alone() -> None:
    world = World()
    world.venue.engine.deposit("BTC", Decimal(5))
    position = filled_position(world)

    world.move("99.5", "99.5")

    assert held(world.position(position.position_id)) == held(position)
    assert world.venue.balances()["BTC"].total == held(position) + 5


def test_a_stop_moved_by_hand_is_kept_as_it_is() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    seen = world.venue.orders([child.venue_order_id or ""])[child.venue_order_id or ""]
    world.venue.edit(seen, stop_price=Decimal(92))

    world.move("99.5", "99.5")

    position = world.position(position.position_id)
    assert [each.stop_price for each in position.slices] == [Decimal(92), Decimal(95)]
    live = world.venue.orders([child.venue_order_id or ""])[child.venue_order_id or ""]
    assert live.stop_price == Decimal(92)


def own_sale(world: World, position: Position, *, limit: str = "150") -> str:
    """The user cancels our brackets and rests a sale of his own over all that the position has."""
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])
    request = OrderRequest(
        client_order_id="of-the-user",
        product_id="BTC-USD",
        side=OrderSide.SELL,
        kind=OrderKind.LIMIT_GTC,
        base_size=held(position),
        limit_price=Decimal(limit),
    )
    outcome = world.venue.place(request)
    assert isinstance(outcome, Accepted)
    return outcome.venue_order_id


def events(world: World, position: Position) -> list[str]:
    return [entry.event for entry in world.positions.journal(position.position_id)]


def test_a_position_whose_coins_an_order_of_the_user_holds_is_left_alone_and_named() -> None:
    world = World()
    position = filled_position(world)
    own_sale(world, position)

    world.move("99.5")
    marked = world.position(position.position_id)
    placed = len(world.venue.placed)
    world.move("99.5", "90", "90")

    assert world.sweep().attention == []
    left = world.position(position.position_id)
    assert marked.user_managed_since is not None
    assert left.state is PositionState.OPEN
    assert {each.naked_cause for each in left.slices} == {USER_MANAGED}
    assert len(world.venue.placed) == placed
    assert events(world, position).count("user_managed") == 1


def test_it_is_guarded_again_when_the_user_s_order_is_gone() -> None:
    world = World()
    position = filled_position(world)
    mine = own_sale(world, position)
    world.move("99.5")
    world.venue.cancel([mine])

    world.move("99.5", "99.5")

    again = world.position(position.position_id)
    assert (again.user_managed_since, again.naked_since) == (None, None)
    assert events(world, position).count("taken_up_again") == 1


def test_what_the_user_s_order_sells_is_booked_as_sold_by_hand() -> None:
    world = World()
    position = filled_position(world)
    own_sale(world, position, limit="103")
    world.move("99.5")

    world.move("104", "104", "104")

    over = world.position(position.position_id)
    assert over.state is PositionState.CLOSED
    assert "sold_by_hand" in events(world, position)


def test_a_sale_of_the_user_s_own_coins_is_none_of_our_business() -> None:
    world = World()
    world.venue.engine.deposit("BTC", Decimal(20))
    position = filled_position(world)
    request = OrderRequest(
        client_order_id="of-the-user",
        product_id="BTC-USD",
        side=OrderSide.SELL,
        kind=OrderKind.LIMIT_GTC,
        base_size=Decimal(20),
        limit_price=Decimal(150),
    )
    world.venue.place(request)
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])

    world.move("99.5", "99.5")

    guarded = world.position(position.position_id)
    assert (guarded.user_managed_since, guarded.naked_since) == (None, None)


def test_coins_that_come_back_within_a_minute_were_never_missing() -> None:
    world = World()
    position = filled_position(world)
    sell_by_hand(world, position, held(position))
    world.sweep(seconds=0)
    assert world.position(position.position_id).missing_since is not None
    world.venue.engine.deposit("BTC", held(position))

    world.move("99.5", "99.5")

    back = world.position(position.position_id)
    assert (back.missing_since, back.naked_since) == (None, None)
    assert held(back) == held(position)


def test_a_gap_is_no_sale_before_it_has_lasted_a_minute() -> None:
    world = World()
    position = filled_position(world)
    sell_by_hand(world, position, held(position))

    world.sweep(seconds=0)
    world.clock.advance(seconds=30)
    world.sweep(seconds=0)

    waiting = world.position(position.position_id)
    assert waiting.missing_since is not None
    assert held(waiting) == held(position)


def test_a_gap_of_another_size_is_none_that_lasted() -> None:
    world = World()
    position = filled_position(world)
    sell_by_hand(world, position, held(position))
    world.sweep(seconds=0)
    world.venue.engine.deposit("BTC", held(position) / 4)

    world.clock.advance(seconds=61)
    world.sweep(seconds=0)

    waiting = world.position(position.position_id)
    assert held(waiting) == held(position)
    assert waiting.missing_size == held(position) * 3 / 4


def test_positions_on_paper_hold_no_coins_of_the_account() -> None:
    world = World(mode="paper")
    position = filled_position(world)
    sell_by_hand(world, position, held(position))

    world.move("99.5", "99.5", "99.5")

    assert "sold_by_hand" not in events(world, position)


def test_a_target_moved_by_hand_is_kept_as_it_is() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    seen = world.venue.orders([child.venue_order_id or ""])[child.venue_order_id or ""]
    world.venue.edit(seen, limit_price=Decimal(130))

    world.move("99.5", "99.5")

    position = world.position(position.position_id)
    assert [each.take_profit_price for each in position.slices] == [Decimal(130), Decimal(120)]


def test_nobody_is_blamed_for_a_gap_while_fills_of_ours_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    position = world.opened()
    fills = world.venue.fills
    monkeypatch.setattr(world.venue, "fills", lambda _ids: [])
    world.move("99.5")
    sell_by_hand(world, world.position(position.position_id), Decimal(1))

    world.move("99.5", "99.5", "99.5")
    while_they_are_missing = events(world, position)
    monkeypatch.setattr(world.venue, "fills", fills)
    world.move("99.5", "99.5", "99.5")

    assert "sold_by_hand" not in while_they_are_missing
    assert "sold_by_hand" in events(world, position)


def test_a_bracket_that_came_and_went_between_two_looks_is_ours_and_no_sale_by_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    hide_children(world, monkeypatch)
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.venue.price("99.5")
    world.venue.price("120.5")
    assert world.venue.balances()["BTC"].total == 0

    world.move("120.5", "120.5", "120.5", "120.5")

    over = world.position(position.position_id)
    assert (over.state, over.exit_reason) == (PositionState.CLOSED, ExitReason.TAKE_PROFIT)
    assert "sold_by_hand" not in events(world, position)


def hide_children(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer about an entry names its child, and none by id shows one; the list does."""
    orders, place = world.venue.orders, world.venue.place

    def without_children(ids: Sequence[str]) -> dict[str, VenueOrder]:
        return {
            name: each.model_copy(update={"attached_order_id": None})
            for name, each in orders(ids).items()
        }

    def placed(request: OrderRequest) -> Outcome:
        outcome = place(request)
        if isinstance(outcome, Accepted):
            return outcome.model_copy(update={"attached_order_id": None})
        return outcome

    monkeypatch.setattr(world.venue, "orders", without_children)
    monkeypatch.setattr(world.venue, "place", placed)


def test_holdings_are_not_compared_while_a_position_cannot_be_read() -> None:
    world = World()
    world.venue.add_product(product("ETH"))
    world.venue.price("101", "ETH-USD")
    position = filled_position(world)
    other = world.opened(world.signal(world.provenance(channel_id=OTHER_CHANNEL), base="ETH"))
    world.positions.unreadable[other.position_id] = KeyError("orders")
    sell_by_hand(world, position, held(position))

    world.move("99.5", "99.5", "99.5")

    assert "sold_by_hand" not in events(world, position)
