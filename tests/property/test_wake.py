"""Between the levels of a wake, and before its moment, a look finds nothing to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.position import Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.protection.review import needs_review
from signalfill.domain.rules import AfterTarget, Rules
from signalfill.domain.signal import AmendmentAction, EntryKind
from signalfill.domain.wake import Wake, wake
from tests.fakes.world import AUTHOR, CHANNEL, World

FARTHEST = timedelta(days=2)
INSIDE = Decimal("0.000001")

moves = st.lists(st.integers(93, 121), max_size=6)
fractions = st.decimals(0, 1, places=4)
amendments = st.sampled_from(
    [None, (AmendmentAction.MOVE_STOP, "entry"), (AmendmentAction.MOVE_STOP, "99.9"), "reduce"]
)


def grown(
    policy: AfterTarget, *, ladder: bool, on_close: bool, path: list[int], said: object
) -> World:
    """A world with one position, after so many minutes and an instruction."""
    world = World(after_first_target=policy.value, stop_on_close="catastrophe")
    changes: dict[str, Any] = {"stop_on_close": "4h"} if on_close else {}
    if ladder:
        changes |= {
            "entry_kind": EntryKind.LADDER,
            "entry_prices": (Decimal(100), Decimal(98), Decimal(97)),
        }
    world.say(world.signal(**changes))
    for number, price in enumerate(path):
        world.move(str(price))
        if number == 1 and said is not None:
            _instruct(world, said)
    world.sweep(seconds=58)
    return world


def _instruct(world: World, said: object) -> None:
    if isinstance(said, tuple):
        action, to = said
        world.say(world.amendment(action, to=to))
    else:
        world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))


def rules_of(world: World) -> Rules:
    return world.control.current().settings.rules_for(CHANNEL, AUTHOR)


def quotes_within(found: Wake, position: Position, share: Decimal, at: datetime) -> Quote:
    low, high = found.behind or Decimal(50), found.ahead or Decimal(200)
    price = low + INSIDE + (high - low - 2 * INSIDE) * share
    return Quote(product_id=position.product_id, bid=price, ask=price, at=at, last=price)


def moment_before(found: Wake, now: datetime, share: Decimal) -> datetime:
    last = found.at - timedelta(microseconds=1) if found.at is not None else now + FARTHEST
    return now + (last - now) * float(share)


@settings(max_examples=60)
@given(
    policy=st.sampled_from(AfterTarget),
    ladder=st.booleans(),
    on_close=st.booleans(),
    path=moves,
    said=amendments,
    where=fractions,
    when=fractions,
    is_priced=st.booleans(),
)
def test_inside_a_wake_a_look_finds_nothing(
    policy: AfterTarget,
    *,
    ladder: bool,
    on_close: bool,
    path: list[int],
    said: object,
    where: Decimal,
    when: Decimal,
    is_priced: bool,
) -> None:
    world = grown(policy, ladder=ladder, on_close=on_close, path=path, said=said)
    now, rules = world.clock.now(), rules_of(world)
    open_orders = {order.venue_order_id: order for order in world.venue.open_orders()}

    for position in world.positions.positions():
        found = wake(position, rules, now=now)
        if found.at is not None and found.at <= now:
            continue
        at = moment_before(found, now, when)
        quote = quotes_within(found, position, where, at) if is_priced else None
        assert not needs_review(position, open_orders, quote, now=at, rules=rules)


def test_a_position_that_is_over_never_wakes() -> None:
    world = World()
    world.opened()
    world.move("94")
    (position,) = world.positions.positions(include_closed=True)

    assert position.state is PositionState.CLOSED
    assert wake(position, Rules(), now=world.clock.now()) == Wake(None, None, None)


def test_a_protected_position_waits_for_its_stop() -> None:
    world = World(after_first_target="stay", unfilled_after_target="keep")
    world.opened()
    world.move("99.9")
    (position,) = world.positions.positions()

    assert wake(position, rules_of(world), now=world.clock.now()) == Wake(Decimal(95), None, None)


def test_a_stop_that_waits_for_price_wakes_at_the_first_price_that_allows_it() -> None:
    world = World(after_first_target="stay")
    world.opened()
    world.move("99.9", "100.05")
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="100"))
    (position,) = world.positions.positions()
    found = wake(position, rules_of(world), now=world.clock.now())

    assert position.pending_stop == 100
    assert found.ahead is not None
    assert round(found.ahead, 4) == Decimal("100.1001")


def test_what_is_in_flight_is_looked_at_now() -> None:
    world = World()
    position = world.opened()
    naked = position.slices[0].model_copy(update={"naked_since": world.clock.now()})
    position = position.model_copy(update={"slices": (naked, *position.slices[1:])})

    assert wake(position, rules_of(world), now=world.clock.now()).at == world.clock.now()
