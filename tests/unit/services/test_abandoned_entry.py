"""An entry that was given up is looked for during a day (docs/architecture.md, invariant 2)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.abandoned import abandoned_entries
from signalfill.domain.budget import day_scope, loss_scope, positions_scope
from signalfill.domain.control import Flags
from signalfill.domain.ending import reopening_changes
from signalfill.domain.entry.late_entry import refusal_of_now
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.holding import held, realized_pnl
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.signal import Signal
from tests.fakes.venue import PlaceFault
from tests.fakes.world import CHANNEL, World

ONE_TARGET = (Decimal(120),)
LONG_AGO = 10_000.0


def lost(world: World, signal: Signal, *faults: PlaceFault) -> Position:
    """The answers of these entries never came, and the venue shows nothing for minutes."""
    world.venue.price("105")
    world.venue.hide_seconds = LONG_AGO
    world.venue.place_faults.extend(faults)
    position = world.opened(signal)
    world.move("105", "105")
    return world.position(position.position_id)


def given_up() -> tuple[World, Position]:
    world = World()
    position = lost(world, world.signal(take_profits=ONE_TARGET), PlaceFault.ANSWER_LOST)
    assert position.state is PositionState.CLOSED
    return world, position


def news(world: World, position: Position) -> list[JournalEntry]:
    entries = world.positions.journal(position.position_id)
    return [entry for entry in entries if entry.event == "entry_found_late"]


def used(world: World) -> list[Decimal]:
    scopes = [positions_scope("live"), day_scope("live"), loss_scope("live")]
    return list(world.positions.used(scopes).values())


def test_one_that_rests_although_its_position_is_over_is_canceled_and_told() -> None:
    world, position = given_up()
    world.venue.hide_seconds = 0

    world.move("105", "105")

    again = world.position(position.position_id)
    assert [order.status for order in world.venue.engine.orders.values()] == [OrderStatus.CANCELED]
    assert again.state is PositionState.CLOSED
    assert [entry.notice for entry in news(world, position)] == [NoticeKind.UNKNOWN]
    assert used(world) == [0, 0, 0]


def test_one_that_bought_although_its_position_is_over_is_sold_and_charged_once() -> None:
    world, position = given_up()
    world.venue.price("99")
    world.venue.hide_seconds = 0

    world.move("98", "98", "98")

    again = world.position(position.position_id)
    lost_money = -realized_pnl(again)
    assert (again.state, held(again)) == (PositionState.CLOSED, Decimal(0))
    assert world.venue.balances()["BTC"].total == 0
    assert lost_money > 0
    assert [each.quantize(Decimal("0.000001")) for each in used(world)] == [
        0,
        lost_money.quantize(Decimal("0.000001")),
        lost_money.quantize(Decimal("0.000001")),
    ]
    drifts = [e for e in world.positions.journal("account-live") if e.event == "budget_drift"]
    assert drifts == []


def test_it_is_not_looked_for_after_a_day() -> None:
    world, position = given_up()
    world.clock.advance(hours=24)
    world.venue.price("105")
    world.venue.hide_seconds = 0

    world.sweep()

    assert news(world, position) == []
    assert abandoned_entries(position, world.clock.now()) == []


def test_after_an_hour_it_is_looked_for_every_ten_minutes() -> None:
    world, position = given_up()
    world.clock.advance(hours=2, minutes=1)
    assert world.clock.now().minute % 10 != 0
    world.venue.price("105")
    world.venue.hide_seconds = 0

    world.sweep()
    assert news(world, position) == []
    while world.clock.now().minute % 10:
        world.clock.advance(minutes=1)
    world.sweep()

    assert len(news(world, position)) == 1


def test_a_venue_without_an_answer_puts_the_search_off() -> None:
    world, position = given_up()
    world.venue.hide_seconds = 0
    search = world.venue.find_order

    def unavailable(*_: object, **__: object) -> None:
        raise VenueUnavailableError("no orders")

    world.venue.find_order = unavailable  # type: ignore[method-assign]
    world.move("105")
    assert news(world, position) == []
    world.venue.find_order = search  # type: ignore[method-assign]
    world.move("105")

    assert len(news(world, position)) == 1


def test_one_that_another_invocation_holds_is_taken_in_by_the_next_sweep() -> None:
    world, position = given_up()
    world.venue.hide_seconds = 0
    until = world.clock.now().replace(hour=23)
    world.positions.take_lease(
        position.position_id, owner="another", now=world.clock.now(), until=until
    )

    world.move("105")
    assert news(world, position) == []
    world.positions.release_lease(position.position_id, owner="another")
    world.move("105")

    assert len(news(world, position)) == 1


def abandoned_beside_a_live_one() -> tuple[World, Position]:
    """One slice rests, the other was given up and rests at the venue unseen."""
    world = World()
    world.venue.price("105")
    find = world.venue.find_order
    world.venue.find_order = lambda *_, **__: None  # type: ignore[method-assign]
    world.venue.before_call = lambda _call: _lose_second(world)
    position = world.opened()
    world.venue.before_call = lambda _call: None
    world.move("105", "105")
    world.venue.find_order = find  # type: ignore[method-assign]
    assert entry_states(world, position) == {OrderStatus.ACCEPTED, OrderStatus.ABANDONED}
    return world, world.position(position.position_id)


def _lose_second(world: World) -> None:
    if len(world.venue.placed) == 1:
        world.venue.place_faults.append(PlaceFault.ANSWER_LOST)


def entry_states(world: World, position: Position) -> set[OrderStatus]:
    present = world.position(position.position_id)
    return {order.status for order in present.orders if order.purpose == "entry"}


def test_one_of_a_living_position_is_adopted_where_nothing_speaks_against_it() -> None:
    world, position = abandoned_beside_a_live_one()

    world.move("105")

    assert entry_states(world, position) == {OrderStatus.ACCEPTED}
    (entry,) = news(world, position)
    assert entry.text.endswith("adopted")


def test_the_gates_of_now_speak_against_one_of_a_living_position() -> None:
    world, position = abandoned_beside_a_live_one()
    world.control.set_flags(Flags(paused_channels=(CHANNEL,)))

    refusal = refusal_of_now(position, world.control.current(), None, now=world.clock.now())

    assert refusal == "paused channel paused"


def test_one_of_a_position_that_a_pause_has_ended_is_canceled() -> None:
    world, position = abandoned_beside_a_live_one()
    world.control.set_flags(Flags(paused_channels=(CHANNEL,)))

    world.move("105")

    assert entry_states(world, position) == {OrderStatus.CANCELED}
    (entry,) = news(world, position)
    assert "its position is over: canceled" in entry.text


def unknown_for_a_moment() -> tuple[World, Position]:
    world = World()
    world.venue.price("105")
    world.venue.hide_seconds = 20
    world.venue.place_faults.append(PlaceFault.ANSWER_LOST)
    position = world.opened(world.signal(take_profits=ONE_TARGET))
    assert position.orders[0].status is OrderStatus.UNKNOWN
    return world, position


def test_one_found_within_the_window_is_kept() -> None:
    world, position = unknown_for_a_moment()

    world.move("105")

    assert entry_states(world, position) == {OrderStatus.ACCEPTED}


def test_one_found_within_the_window_is_canceled_while_entries_are_stopped() -> None:
    world, position = unknown_for_a_moment()
    world.control.set_flags(Flags(paused=True))

    world.move("105")

    assert entry_states(world, position) == {OrderStatus.CANCELED}
    assert world.position(position.position_id).state is PositionState.CLOSED


def test_one_found_with_the_price_beyond_its_stop_is_refused() -> None:
    world, position = abandoned_beside_a_live_one()
    quote = Quote(product_id="BTC-USD", bid=Decimal(94), ask=Decimal(95), at=world.clock.now())

    refusal = refusal_of_now(position, world.control.current(), quote, now=world.clock.now())

    assert refusal == "stop_touched 94"


def test_a_book_that_nobody_believes_cancels_no_found_entry() -> None:
    world, position = abandoned_beside_a_live_one()
    world.venue.spread = Decimal("0.2")

    world.move("104")

    assert entry_states(world, position) == {OrderStatus.ACCEPTED}


def test_what_closing_gave_back_is_taken_again_once() -> None:
    world, position = given_up()
    lost = position.model_copy(update={"closed_at": world.clock.now() - timedelta(days=1)})
    now = world.clock.now()

    same_day, day_before = reopening_changes(position, now), reopening_changes(lost, now)

    reserved = {each.scope: each.amount for each in position.reservations}
    assert {each.scope: each.amount for each in same_day} == reserved
    assert {each.scope: each.amount for each in day_before} == reserved


def test_a_loss_of_a_day_that_is_over_is_not_taken_out_of_its_counters_twice() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=ONE_TARGET))
    world.move("99.5", "94", "94")
    over = world.position(position.position_id)
    assert over.closed_at is not None
    later = over.closed_at + timedelta(days=1)

    same_day = reopening_changes(over, over.closed_at)
    next_day = reopening_changes(over, later)

    day = day_scope("live")
    reserve = next(each.amount for each in over.reservations if each.scope == day)
    sums = [sum(e.amount for e in each if e.scope == day) for each in (same_day, next_day)]
    assert sums == [reserve + realized_pnl(over), reserve]
