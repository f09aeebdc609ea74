from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.adoption.adopting import UNKNOWN
from signalfill.domain.holding import held
from signalfill.domain.order import (
    Accepted,
    OrderKind,
    OrderRequest,
    OrderSide,
)
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.services.operating.adopt_orders import (
    Adopted,
    Registry,
    adopt_orders,
    unknown_orders,
)
from tests.fakes.adoption import InMemoryAdoption
from tests.fakes.positions import InMemoryPositions
from tests.fakes.signals import InMemorySignals
from tests.fakes.world import World, settings


@pytest.fixture
def world() -> World:
    return World()


def forget(world: World) -> None:
    """The positions table is lost."""
    world.positions = InMemoryPositions(world.signals)


def registry(world: World) -> Registry:
    return Registry(
        venue=world.venue,
        positions=world.positions,
        adoptions=InMemoryAdoption(world.positions),
        signals=world.signals,
        clock=world.clock,
    )


def adopt(world: World, made: Settings | None = None) -> list[Adopted]:
    return adopt_orders(registry(world), made or settings())


def rebuilt(world: World, position: Position) -> Position:
    """After the table was lost and adopted anew."""
    forget(world)
    (adopted,) = adopt(world)
    assert adopted.problem == ""
    return world.position(position.position_id)


def test_known_orders_are_not_adopted(world: World) -> None:
    world.opened()
    assert unknown_orders(world.venue, world.positions) == []
    assert adopt(world) == []


def test_resting_entries_become_their_position_again(world: World) -> None:
    before = world.opened()
    after = rebuilt(world, before)
    assert [each.client_order_id for each in after.orders] == [
        each.client_order_id for each in before.orders
    ]
    assert [(s.base_size, s.take_profit_price, s.stop_price) for s in after.slices] == [
        (s.base_size, s.take_profit_price, s.stop_price) for s in before.slices
    ]


def test_its_worst_case_loss_is_counted_again(world: World) -> None:
    before = world.opened()
    after = rebuilt(world, before)
    assert abs(after.worst_case_loss - before.worst_case_loss) < Decimal("0.1")
    scopes = {each.scope for each in after.reservations}
    assert {"live#positions", "live#loss"} <= scopes
    assert all(each.limit is None for each in after.reservations)


def test_the_call_is_in_the_book_again(world: World) -> None:
    before = world.opened()
    rebuilt(world, before)
    (call,) = world.positions.call_book("live", "BTC-USD").calls
    assert (call.position_id, call.live) == (before.position_id, True)


def test_a_filled_position_is_known_by_its_bracket(world: World) -> None:
    before = world.opened()
    world.move("99")
    after = rebuilt(world, before)
    children = [each for each in after.orders if each.purpose is OrderPurpose.PROTECTION]
    assert {each.parent_id for each in children} == {
        each.client_order_id for each in after.orders if each.request is not None
    }


def test_the_next_sweep_reads_its_fills(world: World) -> None:
    before = world.opened()
    world.move("99")
    size = held(world.position(before.position_id))
    rebuilt(world, before)
    world.sweep()
    after = world.position(before.position_id)
    assert (after.state, held(after), after.naked_since) == (PositionState.OPEN, size, None)


def test_an_adopted_position_ends_like_any_other(world: World) -> None:
    before = world.opened()
    world.move("99")
    rebuilt(world, before)
    world.move("94", "94")
    assert world.position(before.position_id).state is PositionState.CLOSED


def test_a_call_that_nobody_remembers_has_no_author(world: World) -> None:
    before = world.opened()
    forget(world)
    world.signals = InMemorySignals()
    adopt(world)
    after = world.position(before.position_id)
    assert after.signal.provenance.author_id == UNKNOWN
    assert after.signal.stop_loss == before.signal.stop_loss


def test_an_order_that_the_table_lost_is_put_back(world: World) -> None:
    before = world.opened()
    poorer = before.model_copy(update={"orders": before.orders[:1]})
    world.positions._stored[before.position_id].position = poorer
    (adopted,) = adopt(world)
    after = world.position(before.position_id)
    assert adopted.what == "completed"
    assert {each.client_order_id for each in after.orders} == {
        each.client_order_id for each in before.orders
    }


def test_a_closed_position_with_a_living_order_is_closing_again(world: World) -> None:
    before = world.opened()
    gone = {"orders": (), "state": PositionState.CLOSED, "closed_at": world.clock.now()}
    world.positions._stored[before.position_id].position = before.model_copy(update=gone)
    adopt(world)
    after = world.position(before.position_id)
    assert (after.state, after.close_requested) == (PositionState.CLOSING, True)


def test_a_position_at_work_is_left_for_later(world: World) -> None:
    before = world.opened()
    stored = world.positions._stored[before.position_id]
    stored.position = before.model_copy(update={"orders": ()})
    world.positions.take_lease(
        before.position_id,
        owner="trader",
        now=world.clock.now(),
        until=world.clock.advance(minutes=2),
    )
    world.clock.advance(minutes=-2)
    assert adopt(world)[0].problem == "the trader is at work on it: try again"


def test_an_order_for_a_part_that_the_position_does_not_have_is_not_guessed(world: World) -> None:
    before = world.opened()
    poorer = before.model_copy(update={"orders": (), "slices": before.slices[:1]})
    world.positions._stored[before.position_id].position = poorer
    assert "does not have" in adopt(world)[0].problem


def test_an_order_without_any_stop_is_not_adopted(world: World) -> None:
    place(world, "sf1-1300000000000000001-0-0-e0")
    assert "where the stop is" in adopt(world)[0].problem


def test_an_id_that_names_no_position_is_not_adopted(world: World) -> None:
    place(world, "sf1-lost-0-e1")
    assert adopt(world)[0].problem == "its id names no position"


def test_an_order_by_hand_is_none_of_our_business(world: World) -> None:
    place(world, "by-hand")
    assert adopt(world) == []


def test_a_further_exit_has_an_id_that_was_never_used(world: World) -> None:
    before = world.opened()
    world.venue.engine.deposit("BTC", Decimal(1))
    place(world, f"sf1-{before.position_id}-0-x3", side=OrderSide.SELL, price="500")
    assert [each.attempts for each in rebuilt(world, before).slices] == [4, 0]


def place(
    world: World,
    client_order_id: str,
    *,
    side: OrderSide = OrderSide.BUY,
    price: str = "50",
    size: str = "1",
) -> None:
    request = OrderRequest(
        client_order_id=client_order_id,
        product_id="BTC-USD",
        side=side,
        kind=OrderKind.LIMIT_GTC,
        base_size=Decimal(size),
        limit_price=Decimal(price),
    )
    assert isinstance(world.venue.place(request), Accepted)


def recorded(world: World, signal: Signal) -> None:
    """The parser's verdict on the message, whose table survived."""
    said = signal.provenance
    verdict = Verdict(
        channel_id=said.channel_id,
        message_id=said.message_id,
        version=said.version,
        kind=VerdictKind.SIGNAL,
        reason="signal",
        parser_version="test",
        parsed_at=said.parsed_at,
    )
    edited = verdict.model_copy(update={"version": "2026-11-23T12:05:00.000000Z"})
    world.signals.record(verdict, text="")
    world.signals.record(edited, text="")


def test_the_call_that_the_parser_recorded_is_the_position_s_again(world: World) -> None:
    before = world.opened()
    recorded(world, before.signal)

    after = rebuilt(world, before)

    assert after.signal == before.signal
    assert {each.scope for each in before.reservations} == {
        each.scope for each in after.reservations
    }


def test_orders_of_a_coin_that_is_not_traded_any_more_stay_for_the_operator(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.opened()
    forget(world)
    monkeypatch.setattr(world.venue, "product", lambda _: None)

    (adopted,) = adopt(world)

    assert adopted.problem == "BTC-USD is not traded any more"
