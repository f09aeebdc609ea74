"""Orders that are moved, and orders that nobody shows: what is concluded, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.order import OrderStatus, VenueOrder
from signalfill.domain.position import OrderRecord, Position
from signalfill.domain.protection.read_back import is_entry_lost, mark_missing, read_back_moves
from tests.fakes.clock import START
from tests.fakes.world import World


def opened(*, is_bought: bool = True) -> Position:
    """One slice, its entry at 100 and its bracket at 95 and 120."""
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5" if is_bought else "101")
    return world.position(position.position_id)


def changed(position: Position, place: int, **fields: object) -> Position:
    orders = list(position.orders)
    orders[place] = orders[place].model_copy(update=fields)
    return position.model_copy(update={"orders": tuple(orders)})


def shown(order: OrderRecord) -> dict[str, VenueOrder]:
    assert order.venue_order_id is not None
    seen = VenueOrder(
        venue_order_id=order.venue_order_id,
        client_order_id=order.client_order_id,
        product_id="BTC-USD",
        side=order.side,
        status=order.status,
        venue_status=order.status.value,
        stop_price=order.stop_price,
        created_at=START,
    )
    return {order.venue_order_id: seen}


def marked(position: Position, place: int, *, now: datetime = START) -> OrderRecord:
    """The order after a look at which the venue showed nothing."""
    return mark_missing(position, {}, now, []).orders[place]


def resting(**fields: object) -> Position:
    return changed(opened(is_bought=False), 0, status=OrderStatus.ACCEPTED, **fields)


def test_a_move_that_took_effect_forgets_the_one_in_vain_before_it() -> None:
    position = changed(opened(), 1, edited_to=Decimal(95), edited_at=START, moves_in_vain=1)

    settled = read_back_moves(position, shown(position.orders[1]), START, []).orders[1]

    assert (settled.edited_to, settled.moves_in_vain) == (None, 0)


def test_a_bracket_that_is_not_shown_is_given_up_after_the_venues_time() -> None:
    position = changed(opened(), 1, not_shown_since=START)

    assert marked(position, 1, now=START + timedelta(seconds=14)).status is OrderStatus.ACCEPTED
    assert marked(position, 1, now=START + timedelta(seconds=15)).status is OrderStatus.ABANDONED


def test_a_bracket_that_was_never_shown_has_a_minute() -> None:
    position = changed(opened(), 1, status=OrderStatus.SUBMITTED, not_shown_since=START)

    assert marked(position, 1, now=START + timedelta(seconds=59)).status is OrderStatus.SUBMITTED
    assert marked(position, 1, now=START + timedelta(seconds=60)).status is OrderStatus.ABANDONED


def test_an_order_that_is_shown_again_is_missing_no_more() -> None:
    position = changed(opened(), 1, not_shown_since=START)

    seen = shown(position.orders[1])

    assert mark_missing(position, seen, START, []).orders[1].not_shown_since is None


def test_an_entry_that_is_not_shown_keeps_its_budget_until_it_expires() -> None:
    position = resting(not_shown_since=START)

    assert marked(position, 0, now=START + timedelta(hours=1)).status is OrderStatus.ACCEPTED


def test_a_child_need_not_be_shown_before_its_entrys_first_fill() -> None:
    bought, unfilled = opened(), resting()
    child = bought.orders[1].model_copy(update={"status": OrderStatus.SUBMITTED})
    waiting = unfilled.model_copy(update={"orders": (unfilled.orders[0], child)})

    assert marked(waiting, 1).not_shown_since is None
    assert marked(bought, 1).not_shown_since == START


def test_an_entry_is_lost_only_when_it_is_over_and_the_venue_had_its_time() -> None:
    position = resting(not_shown_since=START)
    over = position.model_copy(update={"cancel_entries": True})
    late = START + timedelta(seconds=15)

    assert is_entry_lost(over, over.orders[0], late)
    assert not is_entry_lost(over, over.orders[0], late - timedelta(seconds=1))
    assert not is_entry_lost(position, position.orders[0], late)
