"""Orders are what the venue shows of them: edits without effect, silent triggers, lost orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from signalfill.adapters.paper.orders import order_of
from signalfill.domain.holding import held
from signalfill.domain.order import (
    Accepted,
    Fill,
    OrderSide,
    OrderStatus,
    Outcome,
    VenueOrder,
)
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.matching.model import Order, OrderType, Ticket
from tests.fakes.world import World


def opened(world: World) -> Position:
    """One slice, bought at 99.5, its bracket at 95 and 120."""
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5", "105")
    return world.position(position.position_id)


def bracket(world: World) -> Order:
    orders = world.venue.engine.orders.values()
    return next(o for o in orders if o.is_live and o.order_type is OrderType.BRACKET)


def ignored_edits(world: World) -> list[Decimal | None]:
    """The venue accepts edits from now on and makes none; the stops that were asked for."""
    asked: list[Decimal | None] = []

    def edit(
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        del limit_price, base_size
        asked.append(stop_price)
        return Accepted(venue_order_id=order.venue_order_id)

    world.venue.edit = edit  # type: ignore[method-assign]
    return asked


def test_two_edits_that_change_nothing_are_a_refusal_and_the_bracket_is_replaced() -> None:
    world = World()
    position = opened(world)
    asked = ignored_edits(world)
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="100"))

    for _ in range(3):
        world.move("105")

    assert asked == [Decimal(100), Decimal(100)]
    assert bracket(world).stop_price == 100
    events = [entry.event for entry in world.positions.journal(position.position_id)]
    assert events.count("move_without_effect") == 1


def test_an_edit_whose_effect_is_shown_late_is_not_sent_again() -> None:
    world = World()
    position = opened(world)
    edit, asked = world.venue.edit, ignored_edits(world)
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="100"))
    world.clock.advance(seconds=5)
    edit(order_of(bracket(world)), stop_price=Decimal(100))

    world.sweep()

    assert asked == [Decimal(100)]
    assert not any(each.edited_to for each in world.position(position.position_id).orders)


def silent(world: World) -> None:
    """The venue never says that a stop was triggered, and fills none."""
    view = world.venue._view

    def quiet(order: Order) -> VenueOrder:
        return view(order).model_copy(update={"stop_triggered": False})

    world.venue._view = quiet  # type: ignore[method-assign]
    world.venue.engine.set_depth("BTC-USD", Decimal(0))


def test_a_price_beyond_the_stop_for_15_s_counts_as_triggered_though_nobody_says_so() -> None:
    world = World()
    position = opened(world)
    silent(world)
    world.move("60")
    seen = world.position(position.position_id)
    assert seen.naked_since is not None
    world.venue.engine.set_depth("BTC-USD", None)

    world.move("60")

    closed = world.position(position.position_id)
    assert (closed.state, held(closed)) == (PositionState.CLOSED, Decimal(0))


def test_a_bid_beyond_the_stop_for_a_moment_cancels_nothing() -> None:
    world = World()
    position = opened(world)
    silent(world)
    world.venue.price("94.9")
    world.sweep(seconds=6)
    world.venue.price("99")

    world.sweep()

    assert not [o for o in world.position(position.position_id).orders if o.cancel_requested_at]


def renamed(world: World, *, origin: bool) -> str:
    """The bracket ends unasked, and what it had left rests under an id of the venue's own."""
    engine, old, now = world.venue.engine, bracket(world), world.clock.now()
    engine.cancel(old.order_id, now)
    ticket = Ticket(
        client_order_id="7f2b6c1e-made-by-the-venue",
        product_id=old.product_id,
        side=OrderSide.SELL,
        order_type=OrderType.LIMIT,
        base_size=old.remaining,
        limit_price=Decimal("120.25"),
    )
    placed = engine.place(ticket, now)
    assert isinstance(placed, Order)
    placed.originating_order_id = old.order_id if origin else None
    return placed.order_id


def test_a_bracket_that_goes_on_under_another_id_is_ours_by_its_parent() -> None:
    world = World()
    position = opened(world)
    heir = renamed(world, origin=True)

    world.sweep(seconds=6)

    present = world.position(position.position_id)
    assert heir in {each.venue_order_id for each in present.orders}
    assert present.user_managed_since is None


def test_a_bracket_that_goes_on_without_a_parent_is_ours_by_size_and_side() -> None:
    world = World()
    position = opened(world)
    heir = renamed(world, origin=False)

    for _ in range(3):
        world.move("105")

    present = world.position(position.position_id)
    assert heir in {each.venue_order_id for each in present.orders}
    assert present.user_managed_since is None
    assert bracket(world).stop_price == 95


def test_a_bracket_that_went_on_while_its_cancel_was_asked_is_ours_by_its_parent() -> None:
    """Its cancel came too late: it was triggered, and what it goes on as holds the coins."""
    world = World()
    position = opened(world)
    cancel = world.venue.cancel
    heirs: list[str] = []

    def too_late(venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        if not heirs:
            heirs.append(renamed(world, origin=True))
        return cancel(venue_order_ids)

    world.venue.cancel = too_late  # type: ignore[method-assign]
    world.say(world.amendment(AmendmentAction.SET_TARGETS, to="118"))
    for _ in range(4):
        world.move("105")

    present = world.position(position.position_id)
    assert heirs[0] in {each.venue_order_id for each in present.orders}
    assert bracket(world).limit_price == 118


def lost(world: World, order_id: str) -> None:
    """The venue knows it no more: gone from the market, from lists and by its id."""
    world.venue.engine.cancel(order_id, world.clock.now())
    shown = world.venue._shown
    world.venue._shown = lambda: [o for o in shown() if o.order_id != order_id]  # type: ignore[method-assign]


def test_a_bracket_that_the_venue_no_longer_knows_is_replaced() -> None:
    world = World()
    position = opened(world)
    lost(world, bracket(world).order_id)

    world.move("105")

    present = world.position(position.position_id)
    assert bracket(world).stop_price == 95
    assert present.naked_since is None
    assert OrderStatus.ABANDONED in {each.status for each in present.orders}


def test_a_bracket_that_is_missing_from_one_answer_only_stays() -> None:
    world = World()
    position = opened(world)
    read = world.venue.orders
    answers: list[Mapping[str, VenueOrder]] = [{}]

    def orders(venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        return answers.pop() if venue_order_ids and answers else read(venue_order_ids)

    world.venue.orders = orders  # type: ignore[method-assign]
    world.venue.open_orders = list  # type: ignore[method-assign]
    world.sweep()

    present = world.position(position.position_id)
    assert not answers
    assert present.naked_since is None
    assert not [order for order in present.orders if order.cancel_requested_at]


def test_an_entry_that_vanished_frees_its_budget_after_its_expiry() -> None:
    world = World()
    world.venue.price("105")
    position = world.opened()
    for order in position.orders:
        lost(world, order.venue_order_id or "")
    world.move("105")
    assert world.position(position.position_id).state is PositionState.OPENING

    world.clock.advance(hours=24)
    world.move("105", "105")

    closed = world.position(position.position_id)
    assert closed.state is PositionState.CLOSED
    assert {o.status for o in closed.orders} == {OrderStatus.ABANDONED}


def test_what_a_lost_order_filled_before_is_booked() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    entry = next(iter(world.venue.engine.orders))
    world.venue.engine.set_depth("BTC-USD", Decimal(1))
    world.venue.price("99.5")
    world.venue.engine.set_depth("BTC-USD", None)
    lost(world, entry)

    world.move("105", "105")

    present = world.position(position.position_id)
    assert sum(each.base_size for each in present.fills) == 1
    assert present.exit_reason is not ExitReason.REFUSED
    assert [each for each in present.orders if each.purpose is OrderPurpose.PROTECTION]


def test_a_fill_that_stays_unreadable_is_told_and_keeps_the_position_open() -> None:
    world = World()
    position = opened(world)

    def fills(venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        del venue_order_ids
        return []

    world.venue.fills = fills  # type: ignore[method-assign]
    world.say(world.amendment(AmendmentAction.CLOSE))

    for _ in range(7):
        world.move("105")

    present = world.position(position.position_id)
    events = {entry.event for entry in world.positions.journal(position.position_id)}
    assert present.state is PositionState.CLOSING
    assert "fills_missing" in events
