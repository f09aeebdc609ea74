"""All that was open when an earlier release stopped is looked after, then closed, by this one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from signalfill.domain.holding import held
from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.services.operating.instruct import instruct
from signalfill.services.sweeping.sweep import SweepResult
from tests.stored.items import names, stored
from tests.stored.world import StoredWorld, stored_world

pytestmark = pytest.mark.integration

POSITIONS = names("positions")
OPEN = sorted(
    name
    for name, position_id in POSITIONS.items()
    for plain in stored("positions", "position")
    if plain["document"]["position_id"] == position_id and plain["live"] == "live"
)
HOLDING = sorted(
    {*OPEN}
    - {"opening", "paper_opening", "entry_unknown"}  # nothing bought yet
    - {"closing", "enlarged"}  # the operator or the author asked to close them
    - {"user_managed"}  # the user's own order holds its coins
)


def position(world: StoredWorld, name: str) -> Position:
    return world.position(POSITIONS[name])


def stops(position: Position) -> set[Decimal | None]:
    return {
        order.stop_price
        for order in position.orders
        if order.status is OrderStatus.ACCEPTED and order.purpose is OrderPurpose.PROTECTION
    }


@pytest.fixture(scope="module")
def swept() -> Iterator[tuple[StoredWorld, SweepResult]]:
    """Everything that was open, after one sweep."""
    with stored_world(*OPEN) as world:
        yield world, world.sweep()


@pytest.fixture(scope="module")
def closed(swept: tuple[StoredWorld, SweepResult]) -> StoredWorld:
    """The operator closes all of it; the user takes his own order back."""
    world, _ = swept
    for order in world.venue.open_orders():
        if not order.client_order_id.startswith("sf1-") and order.originating_order_id is None:
            world.venue.engine.cancel(order.venue_order_id, world.clock.now())
    for name in OPEN:
        signal = position(world, name).signal
        instruct(AmendmentAction.CLOSE, signal, signals=world.signals, now=world.clock.now())
    for _ in range(3):
        world.sweep()
    return world


def test_a_sweep_finds_nothing_unreadable(swept: tuple[StoredWorld, SweepResult]) -> None:
    assert (swept[1].positions, swept[1].failed) == (len(OPEN), 0)


def test_the_sweep_finds_no_counter_that_differs(swept: tuple[StoredWorld, SweepResult]) -> None:
    assert swept[1].budget_drifts == 0


@pytest.mark.parametrize("name", HOLDING)
def test_every_open_position_is_protected_after_a_sweep(
    swept: tuple[StoredWorld, SweepResult], name: str
) -> None:
    after = position(swept[0], name)
    assert (held(after) > 0, after.naked_since) == (True, None)


def test_stops_that_were_mixed_stand_alike_after_a_sweep(
    swept: tuple[StoredWorld, SweepResult],
) -> None:
    moved = position(swept[0], "mixed_stops")
    assert (moved.mixed_since, stops(moved)) == (None, {Decimal("172.00")})


def test_what_waited_in_an_inbox_is_done_once_the_lease_is_over(
    swept: tuple[StoredWorld, SweepResult],
) -> None:
    bought = [f.base_size for f in position(swept[0], "inbox").fills if f.side is OrderSide.BUY]

    assert held(position(swept[0], "inbox")) < sum(bought)


@pytest.mark.parametrize("name", OPEN)
def test_every_open_position_is_closed_when_the_operator_says_so(
    closed: StoredWorld, name: str
) -> None:
    over = position(closed, name)
    assert (over.state, held(over)) == (PositionState.CLOSED, Decimal(0))


def test_closing_all_leaves_no_order_of_ours_at_the_venue(closed: StoredWorld) -> None:
    assert [each.client_order_id for each in closed.venue.open_orders()] == []


def test_closing_all_leaves_no_coin_at_the_venue(closed: StoredWorld) -> None:
    held_still = {c: b.total for c, b in closed.venue.balances().items() if b.total and c != "USD"}
    assert held_still == {}


def test_no_order_of_before_was_sent_again(closed: StoredWorld) -> None:
    known = {
        order["client_order_id"]
        for plain in stored("positions", "position")
        for order in plain["document"]["orders"]
    }
    assert known & {request.client_order_id for request in closed.venue.placed} == set()


def test_an_entry_whose_answer_was_lost_is_given_up(closed: StoredWorld) -> None:
    over = position(closed, "entry_unknown")
    assert {order.status for order in over.orders} == {OrderStatus.ABANDONED}
