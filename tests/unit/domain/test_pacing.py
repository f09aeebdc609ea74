"""How many calls one slice has at once, and which of them are kept for what protects."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.actions import EditStop, Place
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.pacing import paced, with_calls
from signalfill.domain.protection.refusals import THROTTLED
from signalfill.domain.protection.throttled import entries_again, without_lapsed
from signalfill.domain.rules import Rules
from tests.fakes.clock import START
from tests.fakes.world import World


def holding() -> Position:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5")
    return world.position(position.position_id)


def test_a_slice_has_thirty_calls_at_once() -> None:
    position = holding()
    calls = [Place(position.orders[1])] * 40

    assert len(paced(position, calls, START)) == 30


def test_moves_of_a_stop_leave_ten_calls_to_what_protects() -> None:
    position = holding()
    moves = [EditStop(position.orders[1], Decimal(96))] * 40

    kept = paced(position, moves, START)

    assert len(kept) == 20
    after = with_calls(position, kept, START)
    assert len(paced(after, [Place(position.orders[1])] * 40, START)) == 10


def test_a_call_comes_back_every_minute() -> None:
    position = holding()
    bracket = Place(position.orders[1])
    spent = with_calls(position, [bracket] * 30, START)

    assert not paced(spent, [bracket], START)
    assert paced(spent, [bracket], START + timedelta(minutes=1)) == [bracket]


def throttled(**of_slice: str) -> Position:
    """Its entry was not looked at by the venue, just now."""
    position = holding()
    entry = position.orders[0].model_copy(
        update={
            "status": OrderStatus.INITIALIZED,
            "reason": THROTTLED,
            "intended_at": START,
            "throttled_since": START,
        }
    )
    part = position.slices[0].model_copy(update=dict(of_slice))
    return position.model_copy(update={"orders": (entry,), "slices": (part,)})


def lapses(position: Position, *, after: timedelta) -> bool:
    (entry,) = without_lapsed(position, Rules(), START + after, []).orders
    return entry.status is OrderStatus.REJECTED


def test_an_entry_that_the_venue_did_not_look_at_is_sent_again_after_five_seconds() -> None:
    waiting = throttled()
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)

    assert not entries_again(waiting, quote, START + timedelta(seconds=4))
    assert len(entries_again(waiting, quote, START + timedelta(seconds=5))) == 1


def test_an_entry_that_the_venue_never_looked_at_lapses_with_its_call() -> None:
    position = throttled()
    window = position.expires_at - START

    assert not lapses(position, after=window - timedelta(seconds=1))
    assert lapses(position, after=window)


def test_an_addition_that_the_venue_never_looked_at_lapses_sooner() -> None:
    addition = throttled(added_by="1-0-a0")
    window = Rules().max_signal_age_market

    assert not lapses(addition, after=window - timedelta(seconds=1))
    assert lapses(addition, after=window)
