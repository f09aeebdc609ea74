"""A book that nobody should believe moves, cancels, closes and sells nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.holding import held
from signalfill.domain.order import OrderKind
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.product import PriceRange, TradedPrice
from signalfill.domain.signal import AmendmentAction, EntryKind
from tests.fakes.world import World

ABSURD = {
    "a stub bid": ("0.01", "101"),
    "a stub bid of a third": ("20", "101"),
    "wide": ("90", "112"),
    "far above the trades": ("118", "118.1"),
    "far below the trades": ("60", "60.1"),
    "crossed": ("101", "99"),
    "empty": ("0", "0"),
}


def opened(world: World) -> Position:
    """Two slices of 100, their brackets at 95."""
    position = world.opened(world.signal())
    world.move("99.5", "100")
    return world.position(position.position_id)


def resting(world: World, position: Position) -> list[Decimal | None]:
    """The stops that rest at the venue for it."""
    known = {each.venue_order_id for each in position.orders}
    orders = world.venue.engine.orders.values()
    return [o.stop_price for o in orders if o.is_live and o.order_id in known]


@pytest.mark.parametrize("book", ABSURD.values(), ids=ABSURD)
def test_an_absurd_book_leaves_position_and_brackets_as_they_are(book: tuple[str, str]) -> None:
    world = World()
    position = opened(world)
    world.venue.show_book(*book)

    world.sweep()
    world.sweep()

    present = world.position(position.position_id)
    assert present.state is PositionState.OPEN
    assert present.orders == position.orders
    assert resting(world, present) == [Decimal(95), Decimal(95)]


@pytest.mark.parametrize("book", ABSURD.values(), ids=ABSURD)
def test_nothing_is_sold_by_an_absurd_book_and_all_of_it_once_prices_are_back(
    book: tuple[str, str],
) -> None:
    world = World()
    position = opened(world)
    world.venue.show_book(*book)
    world.say(world.amendment(AmendmentAction.CLOSE))
    world.sweep()
    assert held(world.position(position.position_id)) == held(position)
    assert resting(world, position) == [Decimal(95), Decimal(95)]

    world.venue.books.clear()
    world.move("100")

    present = world.position(position.position_id)
    assert held(present) == 0
    assert present.state is PositionState.CLOSED


def test_a_bid_of_nothing_never_makes_a_position_dust() -> None:
    world = World()
    position = opened(world)
    world.venue.cancel([each.venue_order_id for each in position.orders if each.venue_order_id])
    world.venue.show_book("0.01", "101")

    world.move("100")

    assert world.position(position.position_id).state is PositionState.OPEN


def test_bare_coins_get_a_bracket_by_the_last_trade_while_the_book_is_absurd() -> None:
    world = World()
    position = opened(world)
    world.venue.cancel([each.venue_order_id for each in position.orders if each.venue_order_id])
    world.venue.show_book("20", "101")

    world.move("100")

    present = world.position(position.position_id)
    kinds = {each.kind for each in world.venue.placed[2:]}
    assert resting(world, present) == [Decimal(95), Decimal(95)]
    assert kinds == {OrderKind.BRACKET}
    assert present.naked_since is None


def test_an_answer_that_came_an_hour_late_sells_no_bare_slice() -> None:
    world = World()
    position = opened(world)
    world.venue.cancel([each.venue_order_id for each in position.orders if each.venue_order_id])
    world.venue.price("94")
    world.venue.book_age = timedelta(hours=1)

    world.sweep()

    present = world.position(position.position_id)
    assert held(present) == held(position)
    assert not [each for each in present.orders if each.purpose is OrderPurpose.EXIT]


def test_a_wide_book_moves_no_trailing_stop() -> None:
    world = World(after_first_target="trail")
    position = opened(world)
    world.move("111")
    before = [each.stop_price for each in world.position(position.position_id).slices]
    world.clock.advance(minutes=6)
    world.venue.show_book("118", "180")

    world.sweep()

    assert [each.stop_price for each in world.position(position.position_id).slices] == before


def test_a_book_that_ran_from_an_old_last_price_is_believed_by_its_newest_trades() -> None:
    world = World()
    position = opened(world)
    world.venue.cancel([each.venue_order_id for each in position.orders if each.venue_order_id])
    world.venue.price("90")
    world.venue.last_prices = lambda product_ids: dict.fromkeys(product_ids, Decimal(100))  # type: ignore[method-assign]

    world.sweep()

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_a_wick_before_the_message_in_its_own_minute_refuses_no_call() -> None:
    world = World()
    signal = world.signal(entry_kind=EntryKind.MARKET, entry_prices=())
    posted_at = signal.provenance.posted_at
    world.venue.trades["BTC-USD"] = [
        TradedPrice(price=Decimal(94), at=posted_at - timedelta(seconds=20)),
        TradedPrice(price=Decimal(100), at=posted_at + timedelta(seconds=1)),
    ]
    world.venue.ranges["BTC-USD"] = PriceRange(
        low=Decimal(100), high=Decimal(100), open=Decimal(100), own_low=Decimal(94)
    )

    decision = world.say(signal)

    assert decision is not None
    assert decision.code == "opened"


def test_a_wick_after_the_message_in_its_own_minute_refuses_the_call() -> None:
    world = World()
    signal = world.signal(entry_kind=EntryKind.MARKET, entry_prices=())
    posted_at = signal.provenance.posted_at
    world.venue.trades["BTC-USD"] = [
        TradedPrice(price=Decimal(100), at=posted_at - timedelta(seconds=20)),
        TradedPrice(price=Decimal(94), at=posted_at + timedelta(seconds=1)),
    ]
    world.venue.ranges["BTC-USD"] = PriceRange(
        low=Decimal(100), high=Decimal(100), open=Decimal(100), own_low=Decimal(94)
    )

    decision = world.say(signal)

    assert decision is not None
    assert decision.code == "stop_touched"
