from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.model import AttachedChild, OrderType, ParentCancel, VenueRules
from tests.unit.matching.making import (
    AT,
    COIN,
    SOL,
    a_ticket,
    an_engine,
    balance,
    bracket,
    buy,
    child_of,
    placed,
    refused,
    trade,
)


def test_a_bracket_holds_its_base_once_for_both_exits() -> None:
    engine = an_engine(sol="1")

    bracket(engine)

    assert balance(engine, "SOL").hold == 1
    assert refused(engine, a_ticket(OrderSide.SELL, limit="120")) == "INSUFFICIENT_FUND"


def test_a_bracket_sells_at_its_target_as_maker() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)

    trade(engine, "115")

    assert order.status is OrderStatus.FILLED
    assert [engine.fills[0].price, engine.fills[0].is_maker] == [110, True]


def test_a_bracket_sells_at_the_bid_when_its_stop_trades() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)

    trade(engine, "89.5")

    assert [order.status, order.triggered] == [OrderStatus.FILLED, True]
    assert [engine.fills[0].price, engine.fills[0].is_maker] == [Decimal("89.5"), False]


def test_a_gap_beyond_five_percent_leaves_the_triggered_bracket_resting() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine, stop="90")

    trade(engine, "85.49")

    assert [order.status, order.triggered] == [OrderStatus.ACCEPTED, True]
    assert order.resting_price == Decimal("85.5")


def test_a_resting_stop_sells_when_the_price_comes_back_to_its_limit() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine, stop="90")
    trade(engine, "80")

    trade(engine, "85.5")

    assert order.status is OrderStatus.FILLED
    assert engine.fills[0].price == Decimal("85.5")


def test_a_bracket_that_began_to_fill_at_its_target_never_becomes_a_stop() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)
    trade(engine, "110", size="0.25")

    trade(engine, "60")

    assert [order.status, order.filled_size] == [OrderStatus.PARTIALLY_FILLED, Decimal("0.25")]
    assert not order.triggered


def test_a_stop_in_a_thin_market_sells_what_it_can_and_rests_with_the_remainder() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine, stop="90")

    trade(engine, "89", size="0.3")

    assert order.filled_size == Decimal("0.3")
    assert order.resting_price == Decimal("85.5")


def test_a_buying_bracket_mirrors_a_selling_one() -> None:
    engine = an_engine()
    ticket = a_ticket(OrderSide.BUY, OrderType.BRACKET, limit="90", stop="110")
    order = placed(engine, ticket)
    assert balance(engine, "USD").hold == Decimal("115.5") * Decimal("1.006")

    trade(engine, "111")

    assert [order.status, engine.fills[0].price] == [OrderStatus.FILLED, 111]


def test_an_auction_cancels_brackets_and_leaves_limits() -> None:
    engine = an_engine(sol="1")
    protection, entry = bracket(engine), buy(engine)

    engine.set_product(SOL.model_copy(update={"auction_mode": True}), AT)

    assert protection.status is OrderStatus.CANCELED
    assert entry.status is OrderStatus.ACCEPTED


def test_the_first_fill_brings_a_child_of_its_size() -> None:
    engine = an_engine()
    parent = buy(engine, bracket=("110", "90"))
    assert parent.attached_order_id is None

    trade(engine, "95", size="0.4")

    child = child_of(engine, parent)
    assert [child.base_size, child.side, child.status] == [
        Decimal("0.4"),
        OrderSide.SELL,
        OrderStatus.ACCEPTED,
    ]
    assert child.originating_order_id == parent.order_id


def test_later_fills_grow_the_child() -> None:
    engine = an_engine()
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")

    trade(engine, "95", size="0.6")

    assert child_of(engine, parent).base_size == 1
    assert balance(engine, "SOL").hold == 1


def test_a_fill_after_the_child_ended_brings_another_child() -> None:
    engine = an_engine()
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")
    first = child_of(engine, parent)
    trade(engine, "110")

    trade(engine, "95")

    assert first.status is OrderStatus.FILLED
    assert child_of(engine, parent).base_size == Decimal("0.6")


def test_a_child_canceled_by_hand_stays_canceled() -> None:
    engine = an_engine()
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")
    child = child_of(engine, parent)
    engine.cancel(child.order_id, AT)

    trade(engine, "95")

    assert child_of(engine, parent) is child
    assert child.base_size == Decimal("0.4")
    assert balance(engine, "SOL").available == 1


def test_an_entry_and_its_stop_may_both_fall_in_one_trade() -> None:
    engine = an_engine()
    parent = buy(engine, bracket=("110", "90"))

    trade(engine, "89")

    assert child_of(engine, parent).status is OrderStatus.FILLED
    assert [fill.price for fill in engine.fills] == [95, 89]


def test_at_accept_the_child_waits_without_a_hold() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.AT_ACCEPT))
    parent = buy(engine, bracket=("110", "90"))

    child = child_of(engine, parent)

    assert [child.status, child.hold] == [OrderStatus.SUBMITTED, 0]


def test_at_accept_the_child_goes_live_with_the_first_fill() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.AT_ACCEPT))
    parent = buy(engine, bracket=("110", "90"))

    trade(engine, "95", size="0.4")

    child = child_of(engine, parent)
    assert [child.status, child.base_size] == [OrderStatus.ACCEPTED, Decimal("0.4")]


def test_at_accept_the_child_ends_with_an_unfilled_parent() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.AT_ACCEPT))
    parent = buy(engine, bracket=("110", "90"))

    engine.cancel(parent.order_id, AT)

    assert child_of(engine, parent).status is OrderStatus.CANCELED


def test_at_full_fill_a_part_is_not_protected() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.FULL_FILL))
    parent = buy(engine, bracket=("110", "90"))

    trade(engine, "95", size="0.4")
    assert parent.attached_order_id is None
    trade(engine, "95")

    assert child_of(engine, parent).base_size == 1


def test_at_full_fill_a_canceled_parent_leaves_a_child_for_its_fills() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.FULL_FILL))
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")

    engine.cancel(parent.order_id, AT)

    assert child_of(engine, parent).base_size == Decimal("0.4")


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        (ParentCancel.CHILD_KEEPS_FILLS, OrderStatus.ACCEPTED),
        (ParentCancel.CHILD_DIES, OrderStatus.CANCELED),
    ],
)
def test_a_parent_canceled_after_a_part_keeps_or_loses_its_child(
    rule: ParentCancel, status: OrderStatus
) -> None:
    engine = an_engine(rules=VenueRules(parent_cancel=rule))
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")

    engine.cancel(parent.order_id, AT)

    assert child_of(engine, parent).status is status


def test_a_child_refused_at_the_fill_leaves_the_base_free() -> None:
    engine = an_engine(rules=VenueRules(child_refused_at_fill=True))
    parent = buy(engine, bracket=("110", "90"))

    trade(engine, "95")

    assert parent.attached_order_id is None
    assert balance(engine, "SOL").available == 1


def test_an_entry_that_takes_at_once_has_its_child_at_once() -> None:
    engine = an_engine()

    parent = buy(engine, limit="101", bracket=("110", "90"))

    assert child_of(engine, parent).base_size == 1


def test_a_child_of_a_quote_sized_buy_protects_every_digit() -> None:
    engine = an_engine()
    ticket = a_ticket(OrderSide.BUY, OrderType.MARKET, size=None, quote="15", bracket=("110", "90"))

    parent = placed(engine, ticket)

    assert child_of(engine, parent).base_size == parent.filled_size
    assert engine.markets[COIN].open_orders


def test_a_child_comes_not_where_what_was_bought_is_sold_already() -> None:
    engine = an_engine(rules=VenueRules(attached_child=AttachedChild.FULL_FILL))
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")
    engine.withdraw("SOL", Decimal("0.4"))

    trade(engine, "95")

    assert parent.status is OrderStatus.FILLED
    assert parent.attached_order_id is None
