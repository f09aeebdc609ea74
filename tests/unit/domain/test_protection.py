"""What one slice needs next, in the situations that faults make."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.actions import Cancel, Need, Place
from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote
from signalfill.domain.protection import next_need
from signalfill.domain.slice_view import View
from tests.fakes.clock import START
from tests.fakes.world import World


def holding() -> tuple[Position, OrderRecord, OrderRecord]:
    """One slice, bought, with its entry and its live bracket."""
    world = World()
    opened = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5")
    position = world.position(opened.position_id)
    entry, guard = position.orders
    return position, entry, guard


def need(position: Position) -> Need:
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)
    return next_need(View(position, position.slices[0], quote, START))


def names(needed: Need, kind: type[Place | Cancel]) -> list[str]:
    return [each.order.client_order_id for each in needed.actions if isinstance(each, kind)]


def test_a_sale_under_way_is_waited_for_and_nothing_is_sent_beside_it() -> None:
    position, entry, guard = holding()
    canceled = guard.model_copy(update={"status": OrderStatus.CANCELED})
    sale = guard.model_copy(
        update={
            "client_order_id": "sf1-sale",
            "purpose": OrderPurpose.EXIT,
            "venue_order_id": "x",
            "status": OrderStatus.ACCEPTED,
            "side": OrderSide.SELL,
        }
    )

    waiting = need(position.model_copy(update={"orders": (entry, canceled, sale)}))

    assert (waiting.naked_cause, waiting.actions) == ("exit under way", ())


def test_a_bracket_over_more_than_the_slice_holds_makes_way() -> None:
    position, entry, guard = holding()
    wide = guard.model_copy(update={"base_size": guard.base_size * 2})

    needed = need(position.model_copy(update={"orders": (entry, wide)}))

    assert names(needed, Cancel) == [guard.client_order_id]


def test_a_bracket_over_a_part_makes_way_for_a_whole_one_at_the_second_look() -> None:
    position, entry, guard = holding()
    small = guard.model_copy(update={"base_size": guard.base_size / 2})
    partly = position.model_copy(update={"orders": (entry, small)})

    first = need(partly)
    seen = {"naked_since": START, "naked_cause": first.naked_cause, "cause_since": START}
    marked = partly.slices[0].model_copy(update=seen)
    second = need(partly.model_copy(update={"slices": (marked,)}))

    assert (first.actions, first.naked_cause) == ((), "no live bracket covers the fills")
    assert names(second, Cancel) == [guard.client_order_id]
