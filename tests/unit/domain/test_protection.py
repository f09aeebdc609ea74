"""What one slice needs next, in the situations that faults make."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from signalfill.domain.actions import Cancel, Need, Place
from signalfill.domain.order import OrderKind, OrderRequest, OrderSide, OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.next_need import next_need
from signalfill.domain.protection.refusals import LONGEST_PAUSE
from signalfill.domain.protection.slice_view import View
from tests.fakes.clock import START
from tests.fakes.world import World


def holding() -> tuple[Position, OrderRecord, OrderRecord]:
    """One slice, bought, with its entry and its live bracket."""
    world = World()
    opened = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5")
    position = world.position(opened.position_id)
    entry, bracket = position.orders
    return position, entry, bracket


def need(position: Position, *, now: datetime = START) -> Need:
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=now)
    return next_need(View(position, position.slices[0], quote, now))


def names(needed: Need, kind: type[Place | Cancel]) -> list[str]:
    return [each.order.client_order_id for each in needed.actions if isinstance(each, kind)]


def test_a_sale_under_way_is_waited_for_and_nothing_is_sent_beside_it() -> None:
    position, entry, bracket = holding()
    canceled = bracket.model_copy(update={"status": OrderStatus.CANCELED})
    sale = bracket.model_copy(
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
    position, entry, bracket = holding()
    wide = bracket.model_copy(update={"base_size": bracket.base_size * 2})

    needed = need(position.model_copy(update={"orders": (entry, wide)}))

    assert names(needed, Cancel) == [bracket.client_order_id]


def test_a_bracket_over_a_part_makes_way_for_a_whole_one_at_the_second_look() -> None:
    position, entry, bracket = holding()
    small = bracket.model_copy(update={"base_size": bracket.base_size / 2})
    partly = position.model_copy(update={"orders": (entry, small)})

    first = need(partly)
    seen = {"naked_since": START, "naked_cause": first.naked_cause, "cause_since": START}
    marked = partly.slices[0].model_copy(update=seen)
    second = need(partly.model_copy(update={"slices": (marked,)}))

    assert (first.actions, first.naked_cause) == ((), "no live bracket covers the fills")
    assert names(second, Cancel) == [bracket.client_order_id]


def refused(purpose: OrderPurpose, attempt: int) -> OrderRecord:
    _, _, bracket = holding()
    return bracket.model_copy(
        update={
            "client_order_id": f"sf1-{purpose.value}-{attempt}",
            "purpose": purpose,
            "request": sold(bracket),
            "parent_id": None,
            "venue_order_id": None,
            "status": OrderStatus.REJECTED,
            "reason": "TRADING_HALTED",
        }
    )


def sold(bracket: OrderRecord) -> OrderRequest:
    return OrderRequest(
        client_order_id="sf1-x",
        product_id="BTC-USD",
        side=OrderSide.SELL,
        kind=OrderKind.LIMIT_IOC,
        base_size=bracket.base_size,
        limit_price=Decimal(99),
    )


@pytest.mark.parametrize("is_closing", [True, False])
def test_what_the_venue_neither_guards_nor_sells_is_stranded_and_tried_again(
    is_closing: bool,
) -> None:
    position, entry, bracket = holding()
    tries = [refused(OrderPurpose.PROTECTION, each) for each in range(3)]
    gone = bracket.model_copy(update={"status": OrderStatus.CANCELED})
    asked = {"close_requested": is_closing}
    before = position.model_copy(update={"orders": (entry, gone, *tries), **asked})
    sale = refused(OrderPurpose.EXIT, 3)
    after = before.model_copy(update={"orders": (*before.orders, sale)})

    assert not str(need(before).naked_cause).startswith("stranded")
    late = START + LONGEST_PAUSE + timedelta(minutes=1)
    stuck = need(after, now=late)
    assert stuck.naked_cause == "stranded: the venue refuses to sell (TRADING_HALTED)"
    assert names(stuck, Place)


def test_a_slice_with_a_live_bracket_is_protected_though_the_user_manages_another() -> None:
    position, _, _ = holding()

    managed = position.model_copy(update={"user_managed_since": START})

    assert need(managed).naked_cause is None
