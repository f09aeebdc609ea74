"""One seeded run: talk, prices, a meddling human and faults; then quiet; then the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.simulation import checker
from tests.simulation.fate import Chances
from tests.simulation.market import Market
from tests.simulation.meter import Interval
from tests.simulation.operator import Operator
from tests.simulation.venue import Habits
from tests.simulation.world import BASES, CHANNELS, SimulatedWorld, settings

STEPS = 22
SETTLING_SWEEPS = 8
ENDING_SWEEPS = 6
INTENSITIES = (0, 0.5, 1, 1, 2)


@dataclass(slots=True)
class Outcome:
    """What a seed showed."""

    seed: int
    violations: list[str] = field(default_factory=list)
    intervals: list[Interval] = field(default_factory=list)
    positions: int = 0
    orders: int = 0


def build(
    seed: int, chances: Chances | None = None, habits: Habits | None = None
) -> SimulatedWorld:
    """With `chances` and `habits` those instead of what the seed says."""
    random = Random(seed)
    intensity = random.choice(INTENSITIES)
    drawn = Habits.drawn(random)
    world = SimulatedWorld(
        random=random,
        chances=chances or Chances().times(intensity),
        habits=habits or drawn,
        quote=random.choice(["USD", "USD", "USDC"]),
    )
    world.pegs(Decimal(1))
    for base in BASES:
        world.price(base, Decimal(100))
    world.push(settings(world.quote, random))
    return world


def run(
    seed: int,
    *,
    mutate: Callable[[SimulatedWorld], None] | None = None,
    chances: Chances | None = None,
    habits: Habits | None = None,
) -> Outcome:
    """Everything that seed `seed` does, and the invariants that it breaks."""
    world = build(seed, chances, habits)
    if mutate is not None:
        mutate(world)
    outcome = Outcome(seed)
    market, operator = Market(world), Operator(world)
    for _ in range(STEPS):
        _live(world, market, operator)
        if _found(outcome, checker.always(world)) or _found(outcome, checker.noticed(world)):
            break
        world.clock.advance(seconds=world.random.choice([0.2, 2, 10, 40, 90]))
        market.moves()
    else:
        _end(world, market, operator, outcome)
    world.meter.finish()
    outcome.intervals = world.meter.intervals
    outcome.positions = len(world.positions.positions(include_closed=True))
    outcome.orders = len(world.venue.engine.orders)
    return outcome


def _found(outcome: Outcome, violations: Iterable[str]) -> bool:
    outcome.violations += list(dict.fromkeys(violations))
    return bool(outcome.violations)


def _live(world: SimulatedWorld, market: Market, operator: Operator) -> None:
    random = world.random
    for _ in range(random.choice([0, 1, 1, 2])):
        _say(world, market)
    world.parse_all()
    deliveries = world.deliveries()
    sweeps = [world.a_sweep() for _ in range(random.choice([0, 0, 1, 1, 2]))]
    world.run([*(each for _, each in deliveries), *sweeps])
    for record, invocation in deliveries:
        world.delivered(record, invocation)
    operator.acts()


def _say(world: SimulatedWorld, market: Market) -> None:
    random, speech = world.random, world.speech
    channel_id, base = random.choice(CHANNELS), random.choice(BASES)
    price = market.prices[base]
    what = random.random()
    if what < 0.34:
        world.post(speech.call(channel_id, base, price))
    elif what < 0.40:
        world.post(speech.repeat(channel_id))
    elif what < 0.66:
        world.post(speech.follow_up(price))
    elif what < 0.77:
        world.post(speech.edit_follow_up(price))
    elif what < 0.80:
        world.post(speech.delete_follow_up())
    elif what < 0.88:
        world.post(speech.edit())
    elif what < 0.93:
        world.post(speech.delete())
    else:
        world.post(speech.talk(channel_id, base))


def _end(world: SimulatedWorld, market: Market, operator: Operator, outcome: Outcome) -> None:
    """No more faults: leases end, what is unknown is found or given up, all is protected."""
    world.fate.active = False
    world.venue.behave()
    operator.lets_go()
    market.opens()
    for _ in range(SETTLING_SWEEPS):
        if _found(outcome, _minute(world, market)):
            return
    if _found(outcome, checker.finally_(world)):
        return
    operator.answers_all()
    for factor in ("0.9", "0.6", "0.6"):
        market.jumps(Decimal(factor))
        for _ in range(ENDING_SWEEPS // 3):
            if _found(outcome, _minute(world, market)):
                return
    _found(outcome, (*checker.closed(world), *checker.finally_(world)))


def _minute(world: SimulatedWorld, market: Market) -> list[str]:
    world.parse_all()
    for line in world.streams.values():
        while line:
            world.run([world.a_decision(line.pop(0).key)])
    world.run([world.a_sweep()])
    violations = list(checker.always(world))
    world.clock.advance(minutes=1)
    market.repeats()
    return violations
