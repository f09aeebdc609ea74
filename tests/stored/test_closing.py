"""All that was open when an earlier release stopped is looked after, then closed, by this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import batched

import pytest

from signalfill.domain.holding import held
from signalfill.domain.position import Position, PositionState
from signalfill.domain.rules import Mode
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


GROUPS = [frozenset(each) for each in batched(OPEN, 5, strict=False)]
"""Not all at once: moto copies its tables in every transaction."""


@dataclass(frozen=True)
class Swept:
    """Some of what was open, after one sweep."""

    world: StoredWorld
    group: frozenset[str]
    result: SweepResult

    def positions(self) -> dict[str, Position]:
        return {name: self.world.position(POSITIONS[name]) for name in sorted(self.group)}


@pytest.fixture(scope="module", params=GROUPS, ids=["one", "two", "three"])
def swept(request: pytest.FixtureRequest) -> Iterator[Swept]:
    with stored_world(*request.param) as world:
        yield Swept(world, request.param, world.sweep())


@pytest.fixture(scope="module")
def closed(swept: Swept) -> Swept:
    """The operator closes all of it; the user takes his own order back."""
    world = swept.world
    for order in world.venue.open_orders():
        if order.client_order_id == "by-hand-1":
            world.venue.engine.cancel(order.venue_order_id, world.clock.now())
    for each in swept.positions().values():
        now = world.clock.now()
        instruct(AmendmentAction.CLOSE, each.signal, signals=world.signals, now=now)
    for _ in range(3):
        world.sweep()
    return swept


def test_a_sweep_finds_nothing_unreadable(swept: Swept) -> None:
    assert (swept.result.positions, swept.result.failed) == (len(swept.group), 0)


def test_every_open_position_is_protected_after_a_sweep(swept: Swept) -> None:
    held_and_bare = {
        name: (held(each) > 0, each.naked_since)
        for name, each in swept.positions().items()
        if name in HOLDING
    }

    assert held_and_bare == dict.fromkeys(held_and_bare, (True, None))


def test_every_open_position_is_closed_when_the_operator_says_so(closed: Swept) -> None:
    left = {name: (each.state, held(each)) for name, each in closed.positions().items()}

    assert left == dict.fromkeys(left, (PositionState.CLOSED, Decimal(0)))


def live_products(swept: Swept) -> set[str]:
    return {each.product_id for each in swept.positions().values() if each.mode is Mode.LIVE}


def test_closing_leaves_no_order_at_the_venue(closed: Swept) -> None:
    open_products = {each.product_id for each in closed.world.venue.open_orders()}

    assert open_products & live_products(closed) == set()


def test_closing_leaves_no_coin_at_the_venue(closed: Swept) -> None:
    coins = {f"{coin}-USD" for coin, each in closed.world.venue.balances().items() if each.total}

    assert coins & live_products(closed) == set()


def test_no_order_of_before_was_sent_again(closed: Swept) -> None:
    known = {
        order["client_order_id"]
        for plain in stored("positions", "position")
        for order in plain["document"]["orders"]
    }

    assert known & {request.client_order_id for request in closed.world.venue.placed} == set()
