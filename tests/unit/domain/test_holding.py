from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.account.recount import expected
from signalfill.domain.adoption.manual_changes import held_by_others
from signalfill.domain.adoption.our_orders import records_of
from signalfill.domain.ending import closed, nothing_left
from signalfill.domain.holding import (
    as_seen,
    books_agree,
    filled,
    held,
    is_dust,
    is_sellable,
    realized_pnl,
    with_fills,
)
from signalfill.domain.order import OrderSide, OrderStatus, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, PositionState
from tests.fakes.clock import START
from tests.fakes.world import World


def filled_position() -> Position:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5")
    return world.position(position.position_id)


def shown(status: OrderStatus, **changes: object) -> VenueOrder:
    values: dict[str, object] = {
        "venue_order_id": "v-1",
        "client_order_id": "",
        "product_id": "BTC-USD",
        "side": OrderSide.SELL,
        "status": status,
        "venue_status": status.value,
        "created_at": START,
        **changes,
    }
    return VenueOrder.model_validate(values)


def record(status: OrderStatus) -> OrderRecord:
    return OrderRecord(
        client_order_id="sf1-1-0-0-e0",
        purpose=OrderPurpose.ENTRY,
        slice_index=0,
        side=OrderSide.BUY,
        status=status,
        venue_order_id="v-1",
        intended_at=START,
    )


@pytest.mark.parametrize(
    ("known", "seen", "after"),
    [
        (OrderStatus.CANCELED, OrderStatus.ACCEPTED, OrderStatus.CANCELED),
        (OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED),
        (OrderStatus.CANCELED, OrderStatus.FILLED, OrderStatus.FILLED),
        (OrderStatus.ABANDONED, OrderStatus.ACCEPTED, OrderStatus.ACCEPTED),
        (OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED, OrderStatus.CANCELED),
    ],
)
def test_a_closed_order_opens_again_only_if_it_was_we_who_had_given_it_up(
    known: OrderStatus, seen: OrderStatus, after: OrderStatus
) -> None:
    assert as_seen(record(known), shown(seen)).status is after


def test_a_fill_after_a_cancel_counts() -> None:
    late = shown(OrderStatus.CANCELED, filled_size=Decimal(2))

    assert as_seen(record(OrderStatus.CANCELED), late).filled_size == 2


def test_a_lagging_read_takes_nothing_back() -> None:
    filled = record(OrderStatus.PARTIALLY_FILLED).model_copy(update={"filled_size": Decimal(3)})

    assert as_seen(filled, shown(OrderStatus.ACCEPTED)).filled_size == 3


def test_what_is_too_little_to_sell_is_listed_when_a_position_ends() -> None:
    position = filled_position()
    entry = position.orders[0]
    dust = Decimal("0.000000001")
    fills = tuple(each.model_copy(update={"base_size": dust}) for each in position.fills)
    small = entry.model_copy(update={"filled_size": dust})
    almost = position.model_copy(update={"fills": fills, "orders": (small,)})
    notes: list = []  # type: ignore[type-arg]

    closed(almost, START, notes)

    assert held(almost) == dust
    assert "0.000000001 BTC is left, too little to sell" in notes[0].text
    assert notes[0].details["dust"] == "0.000000001"


def test_only_orders_over_the_same_coin_that_close_such_a_position_can_hold_its_coins() -> None:
    position = filled_position()
    size = held(position)
    elsewhere = shown(OrderStatus.ACCEPTED, base_size=size, product_id="ETH-USD")
    buying = shown(OrderStatus.ACCEPTED, base_size=size, side=OrderSide.BUY)
    selling = shown(OrderStatus.ACCEPTED, base_size=size)

    bound = [held_by_others([position], [each], size) for each in (elsewhere, buying, selling)]

    assert bound == [0, 0, size]


def test_the_user_s_own_coins_serve_his_orders_first() -> None:
    position = filled_position()
    size = held(position)
    over_twenty = shown(OrderStatus.ACCEPTED, base_size=Decimal(20))
    over_more = shown(OrderStatus.ACCEPTED, base_size=Decimal(23))

    bound = [held_by_others([position], [each], size + 20) for each in (over_twenty, over_more)]

    assert bound == [0, 3]


def test_orders_that_no_id_of_ours_explains_become_no_records() -> None:
    stranger = shown(OrderStatus.ACCEPTED)
    orphan = shown(OrderStatus.ACCEPTED, venue_order_id="v-2", originating_order_id="gone")

    assert records_of([stranger, orphan]) == []


def test_an_order_of_ours_whose_prices_are_not_shown_has_no_request() -> None:
    ours = shown(OrderStatus.ACCEPTED, client_order_id="sf1-1-0-0-e0", side=OrderSide.BUY)

    (found,) = records_of([ours])

    assert (found.client_order_id, found.request) == ("sf1-1-0-0-e0", None)


def test_a_closed_position_reserves_nothing() -> None:
    world = World()
    position = world.opened()
    over = position.model_copy(update={"state": PositionState.CLOSED})
    watch = world.positions.watch("live")

    assert expected([over], watch) == {}
    assert expected([position], watch) != {}


def two_slices() -> Position:
    world = World()
    opened = world.opened()
    world.move("99.5")
    return world.position(opened.position_id)


def changed(position: Position, place: int, **fields: object) -> Position:
    orders = list(position.orders)
    orders[place] = orders[place].model_copy(update=fields)
    return position.model_copy(update={"orders": tuple(orders)})


def test_what_an_order_did_is_the_larger_of_its_own_count_and_its_fills() -> None:
    position = filled_position()
    size = position.orders[0].filled_size

    late_count = changed(position, 0, filled_size=Decimal(0))
    late_fills = position.model_copy(update={"fills": ()})

    assert [filled(each, each.orders[0]) for each in (late_count, late_fills)] == [size, size]


def test_what_one_slice_sold_too_much_came_out_of_the_others() -> None:
    position = two_slices()
    first = next(p for p, o in enumerate(position.orders) if o.purpose is OrderPurpose.PROTECTION)
    own, whole = held(position, 0), held(position)

    sold = changed(position, first, filled_size=own + 1)

    assert [held(sold, 0), held(sold, 1)] == [0, whole - own - 1]
    assert held(sold) == whole - own - 1


def test_the_venues_minimum_itself_can_be_sold() -> None:
    position = filled_position().model_copy(update={"base_min_size": Decimal(2)})

    assert is_sellable(position, Decimal(2), Decimal(100))
    assert not is_sellable(position, Decimal("1.99999999"), Decimal(100))


def test_what_could_not_be_sold_at_its_stop_is_dust() -> None:
    position = filled_position().model_copy(update={"quote_min_size": Decimal(100)})

    assert is_dust(position, Decimal(1), 0)  # worth 100 at the entry and 95 at the stop
    assert not is_dust(position, Decimal("1.06"), 0)


def test_books_agree_when_every_counted_size_has_its_fills() -> None:
    position = filled_position()
    size = position.orders[0].filled_size

    assert books_agree(changed(position, 0, filled_size=size - 1))
    assert not books_agree(changed(position, 0, filled_size=size + 1))


def test_a_fill_counts_once_however_often_it_is_listed() -> None:
    position = filled_position()
    (fill,) = position.fills
    other = fill.model_copy(update={"trade_id": "another"})

    once, new = with_fills(position, [fill, other, other])

    assert new == [other]
    assert once.fills == (fill, other)


def test_commissions_make_a_result_smaller() -> None:
    position = filled_position()
    (bought_at,) = position.fills

    assert realized_pnl(position) == -bought_at.price * bought_at.base_size - bought_at.commission
    assert bought_at.commission > 0


def test_a_trigger_that_was_shown_once_stays() -> None:
    triggered = record(OrderStatus.ACCEPTED).model_copy(update={"stop_triggered": True})

    assert as_seen(triggered, shown(OrderStatus.ACCEPTED)).stop_triggered


def test_a_position_is_not_over_while_fills_are_missing_though_nothing_is_held() -> None:
    position = filled_position()
    gone = changed(position, 1, status=OrderStatus.FILLED, filled_size=held(position))
    sale = position.fills[0].model_copy(
        update={"trade_id": "sale", "venue_order_id": gone.orders[1].venue_order_id}
    )

    assert held(gone) == 0
    assert not nothing_left(gone)
    assert nothing_left(gone.model_copy(update={"fills": (*gone.fills, sale)}))
