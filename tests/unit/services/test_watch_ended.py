"""A fill that is shown after its position was over is booked and settled once more."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.budget import day_scope, positions_scope
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.holding import held
from signalfill.domain.order import Fill, OrderSide, OrderStatus
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.watch_ended import watch_ended
from tests.fakes.world import World


def canceled_with_a_late_fill(world: World) -> Position:
    """The entry ends by its cancel; that it had bought before is shown a little later."""
    world.venue.price("105")
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    engine = world.venue.engine
    world.clock.advance(hours=25)
    world.venue.price("105")
    world.sweep()
    over = world.position(position.position_id)
    assert over.state is PositionState.CLOSED
    (entry,) = [o for o in engine.orders.values() if o.order_id == over.orders[0].venue_order_id]
    assert entry.status is OrderStatus.CANCELED
    return over


def shows_more_filled(
    world: World, position: Position, monkeypatch: pytest.MonkeyPatch, *, size: int = 1
) -> None:
    """From now on the venue shows the canceled entry, and its fill, of one coin at 100."""
    orders, fills = world.venue.orders, world.venue.fills
    entry = position.orders[0].venue_order_id or ""
    world.venue.engine.deposit("BTC", Decimal(1))
    world.venue.engine.withdraw("USD", Decimal(100))

    def late_orders(ids: list[str]) -> object:
        shown = dict(orders(ids))
        if entry in shown:
            update = {"filled_size": Decimal(size), "filled_value": Decimal(size * 100)}
            shown[entry] = shown[entry].model_copy(update=update)
        return shown

    def late_fills(ids: list[str]) -> object:
        return [*fills(ids), *([_fill(world, position)] if entry in ids else [])]

    monkeypatch.setattr(world.venue, "orders", late_orders)
    monkeypatch.setattr(world.venue, "fills", late_fills)


def _fill(world: World, position: Position) -> Fill:
    return Fill(
        trade_id="late",
        venue_order_id=position.orders[0].venue_order_id or "",
        product_id="BTC-USD",
        side=OrderSide.BUY,
        price=Decimal(100),
        base_size=Decimal(1),
        commission=Decimal(0),
        filled_at=world.clock.now(),
    )


def test_what_a_canceled_entry_bought_is_sold_and_the_books_agree_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    over = canceled_with_a_late_fill(world)
    shows_more_filled(world, over, monkeypatch)

    world.move("104", "104")

    again = world.position(over.position_id)
    assert (again.state, held(again)) == (PositionState.CLOSED, Decimal(0))
    assert world.venue.balances()["BTC"].total == 0
    assert world.positions.used([positions_scope("live")]) == {positions_scope("live"): 0}
    assert world.positions.used([day_scope("live")]) == {day_scope("live"): 0}
    told = [e.event for e in world.positions.journal(over.position_id)]
    assert told.count("filled_late") == 1


def test_what_ended_long_ago_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    over = canceled_with_a_late_fill(world)
    shows_more_filled(world, over, monkeypatch)
    world.clock.advance(minutes=10)
    world.venue.price("104")

    world.sweep()

    assert world.position(over.position_id).version == over.version


def test_a_position_that_another_holds_is_looked_at_by_the_next_sweep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    over = canceled_with_a_late_fill(world)
    shows_more_filled(world, over, monkeypatch)
    now = world.clock.now()
    until = now.replace(hour=23, minute=59)
    world.positions.take_lease(over.position_id, owner="another", now=now, until=until)

    world.move("104")
    assert world.position(over.position_id).state is PositionState.CLOSED
    world.positions.release_lease(over.position_id, owner="another")
    world.move("104")

    told = [e.event for e in world.positions.journal(over.position_id)]
    assert told.count("filled_late") == 1


def test_without_an_answer_the_sweep_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    canceled_with_a_late_fill(world)

    def unavailable(ids: list[str]) -> object:
        raise VenueUnavailableError(f"no orders {ids}")

    monkeypatch.setattr(world.venue, "orders", unavailable)
    world.clock.advance(minutes=1)

    assert world.sweep().failed == 1


def test_what_another_invocation_reopened_meanwhile_is_not_reopened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    over = canceled_with_a_late_fill(world)
    shows_more_filled(world, over, monkeypatch)
    take_lease, first, second = world.positions.take_lease, world.context(), world.context()

    def after_the_other(position_id: str, **lease: Any) -> Any:  # noqa: ANN401 - as the port
        if lease["owner"] == first.owner:
            assert watch_ended(second, Mode.LIVE, Bulkhead()) == [over.position_id]
            shows_more_filled(world, over, monkeypatch, size=2)
        return take_lease(position_id, **lease)

    monkeypatch.setattr(world.positions, "take_lease", after_the_other)

    assert watch_ended(first, Mode.LIVE, Bulkhead()) == []
    assert world.positions.used([positions_scope("live")]) == {positions_scope("live"): 1}
    told = [e.event for e in world.positions.journal(over.position_id)]
    assert told.count("filled_late") == 1
