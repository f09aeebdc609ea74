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
from signalfill.domain.protection.throttled import entries_again
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


def test_an_entry_that_the_venue_did_not_look_at_is_sent_again_after_five_seconds() -> None:
    position = holding()
    entry = position.orders[0].model_copy(
        update={
            "status": OrderStatus.INITIALIZED,
            "reason": THROTTLED,
            "intended_at": START,
            "throttled_since": START,
        }
    )
    waiting = position.model_copy(update={"orders": (entry,)})
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)

    assert not entries_again(waiting, quote, START + timedelta(seconds=4))
    assert len(entries_again(waiting, quote, START + timedelta(seconds=5))) == 1
