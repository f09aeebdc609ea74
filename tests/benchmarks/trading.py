"""How many simulated worlds a second, and what a sweep costs a position, with tables in memory."""

from __future__ import annotations

import logging
import time
from decimal import Decimal

from signalfill.domain.position import Position
from signalfill.domain.verdict import Decision, DecisionKind
from tests.benchmarks.result import Figure, at_most
from tests.fakes.world import World
from tests.simulation.run import run

SIMULATION_SECONDS = 6.0
POSITIONS = 60
SWEEPS = 3


def measure() -> list[Figure]:
    logging.disable(logging.WARNING)
    figures = [_simulation(), _sweep()]
    logging.disable(logging.NOTSET)
    return figures


def _simulation() -> Figure:
    began, seeds, broken = time.perf_counter(), 0, 0
    while time.perf_counter() - began < SIMULATION_SECONDS:
        broken += bool(run(1_000_000 + seeds).violations)
        seeds += 1
    speed = seeds / (time.perf_counter() - began)
    return Figure("simulation", f"{speed:.0f} seeds/s, {broken} broken", "0 broken", broken == 0)


def _sweep() -> Figure:
    """The bar is that of 1,000 positions in 2 s; the venue's engine has its share in the figure."""
    world = World()
    first = world.opened(world.signal(take_profits=(Decimal(110), Decimal(115), Decimal(120))))
    world.move("99.9")
    filled = world.position(first.position_id)
    for _ in range(POSITIONS - 1):
        _copy(filled, world)
    world.sweep()
    began = time.process_time()
    for _ in range(SWEEPS):
        world.clock.advance(minutes=1)
        world.sweep()
    each = (time.process_time() - began) / (SWEEPS * POSITIONS)
    return at_most("sweep, a position of 3 slices", each * 1000, 2, "ms")


def _copy(position: Position, world: World) -> None:
    """Another position with the same orders: a sweep reads them all the same."""
    signal = world.signal()
    now = world.clock.now()
    world.positions.create(
        position.model_copy(update={"position_id": signal.signal_id, "reservations": ()}),
        signal_key=world.signals.add(signal),
        decision=Decision(kind=DecisionKind.OPENED, code="opened", decided_at=now),
        call_book=world.positions.call_book(position.account, position.product_id),
        journal=[],
        owner="nobody",
        lease_until=now,
    )
