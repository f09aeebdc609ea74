"""One seeded run: signals, follow-ups, prices and faults; then quiet; then the checker."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from random import Random

from signalfill.domain.errors import SignalfillError
from signalfill.domain.signal import Amendment, AmendmentAction, EntryKind, Signal
from signalfill.domain.verdict import ItemKey
from signalfill.matching.model import AttachedChild, ParentCancel, Rules
from signalfill.services.decide_pending import decide_pending
from tests.fakes.world import CHANNEL, OTHER_CHANNEL, World
from tests.simulation.checker import violations
from tests.simulation.faults import CrashError, Faults, Rates

STEPS = 25
_INSTRUCTIONS: dict[AmendmentAction, dict[str, str | None]] = {
    AmendmentAction.CLOSE: {},
    AmendmentAction.MOVE_STOP: {"to": "entry"},
    AmendmentAction.CANCEL: {},
    AmendmentAction.REDUCE: {"fraction": "0.4"},
    AmendmentAction.SET_TARGETS: {"to": "120,150"},
}
SETTLING_MINUTES = 6


def run(
    seed: int, *, mutate: Callable[[World], None] | None = None, rates: Rates | None = None
) -> list[str]:
    """The invariants that seed `seed` breaks; empty where all hold."""
    random = Random(seed)
    world = World(rules=_venue_rules(random))
    world.venue.hide_seconds = random.choice([0, 0, 3, 20])
    if mutate is not None:
        mutate(world)
    faults = Faults(world, random, rates)
    price = Decimal(100)
    for _ in range(STEPS):
        _attempt(faults, lambda: _say_something(world, random))
        world.clock.advance(seconds=random.choice([1, 5, 30, 90]))
        price = (price * Decimal(random.randint(970, 1030)) / 1000).quantize(Decimal("0.01"))
        world.venue.engine.set_depth("BTC-USD", random.choice([None, None, Decimal(2)]))
        world.venue.price(price)
        if random.random() < 0.03:
            _meddle(world, random)
        if random.random() < 0.6:
            _attempt(faults, lambda: world.sweep(seconds=random.choice([0, 50])))
    _settle(world, faults, price)
    return violations(world)


def _venue_rules(random: Random) -> Rules:
    """One of the answers where the venue's behaviour is not established."""
    return Rules(
        attached_child=random.choice(list(AttachedChild)),
        parent_cancel=random.choice(list(ParentCancel)),
        child_refused_at_fill=random.random() < 0.1,
    )


def _say_something(world: World, random: Random) -> None:
    if random.random() < 0.5:
        return
    positions = world.positions.positions()
    item = (
        _signal(world, random)
        if not positions or random.random() < 0.4
        else _amendment(world, random, positions[0].signal)
    )
    key = world.signals.add(item)
    for _ in range(random.choice([0, 1, 1, 1, 2])):
        _deliver(world, key)


def _deliver(world: World, key: ItemKey) -> None:
    decide_pending(key, world.desk())


def _signal(world: World, random: Random) -> Signal:
    last = world.venue.quotes(["BTC-USD"])["BTC-USD"].bid.quantize(Decimal("0.01"))
    entry = last * Decimal(random.choice(["0.98", "1", "1.001"]))
    channel = random.choice([CHANNEL, OTHER_CHANNEL])
    rungs = random.choice([(entry,), (entry,), (entry, entry * Decimal("0.985"))])
    return world.signal(
        world.provenance(channel_id=channel),
        entry_kind=EntryKind.LIMIT if len(rungs) == 1 else EntryKind.LADDER,
        entry_prices=rungs,
        stop_loss=entry * Decimal("0.96"),
        take_profits=tuple(entry * Decimal(each) for each in ("1.05", "1.08", "1.12")),
    )


def _amendment(world: World, random: Random, signal: Signal) -> Amendment:
    action = random.choice(list(_INSTRUCTIONS))
    reply = world.provenance(
        channel_id=signal.provenance.channel_id, reply_to=signal.provenance.message_id
    )
    return world.amendment(action, reply, **_INSTRUCTIONS[action])


def _meddle(world: World, random: Random) -> None:
    """The user cancels brackets by hand, and perhaps sells what they held."""
    guards = [o for o in world.venue.engine.orders.values() if o.stop_price and not o.is_closed]
    for guard in guards[: random.randint(0, len(guards))]:
        world.venue.engine.cancel(guard.order_id, world.clock.now())
    free = world.venue.balances()["BTC"].available if guards else Decimal(0)
    if free > Decimal("0.02") and random.random() < 0.5:
        world.venue.engine.withdraw("BTC", free)


def _attempt(faults: Faults, invocation: Callable[[], object]) -> None:
    """An invocation may die or fail; the world goes on."""
    faults.new_process()
    with suppress(CrashError, SignalfillError):
        invocation()


def _settle(world: World, faults: Faults, price: Decimal) -> None:
    """No more faults: leases end, what is unknown is found or given up, all is protected."""
    faults.active = False
    world.venue.place_faults.clear()
    world.venue.engine.set_depth("BTC-USD", None)
    for _ in range(SETTLING_MINUTES):
        world.clock.advance(minutes=1)
        world.venue.price(price)
        _attempt(faults, world.sweep)
