"""Two surprises at a time: of the venue, of the market, of the author."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.control import Flags
from signalfill.domain.holding import bought, held
from signalfill.domain.order import OrderSide, Throttled
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction, EntryKind
from signalfill.matching.model import Order, OrderType, Ticket
from tests.fakes.venue import product
from tests.fakes.world import World
from tests.unit.services.author import Author
from tests.unit.services.test_refusals import Refusals

CLOSE, REDUCE, MOVE_STOP = AmendmentAction.CLOSE, AmendmentAction.REDUCE, AmendmentAction.MOVE_STOP


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def holding(world: World, price: str = "101", **call: Any) -> Position:  # noqa: ANN401 - as `signal`
    position = world.opened(world.signal(**call))
    world.move("99.5", price)
    return now(world, position)


def brackets(world: World) -> list[Order]:
    orders = world.venue.engine.orders.values()
    return [o for o in orders if o.is_live and o.order_type is OrderType.BRACKET]


def stops(world: World) -> list[Decimal | None]:
    return [order.stop_price for order in brackets(world)]


def is_over(world: World, position: Position) -> bool:
    """Closed, and nothing of it is left at the venue."""
    left = world.venue.balances()["BTC"].total
    return now(world, position).state is PositionState.CLOSED and left == 0


def sales(position: Position) -> list[Decimal]:
    return [fill.price for fill in position.fills if fill.side is OrderSide.SELL]


def test_an_absurd_book_of_one_coin_keeps_no_other_from_being_sold() -> None:
    world = World()
    world.venue.add_product(product("ETH"))
    world.venue.price("50.5", "ETH-USD")
    levels: dict[str, Any] = {"entry_prices": (Decimal(50),), "take_profits": (Decimal(60),)}
    other = world.opened(world.signal(base="ETH", stop_loss=Decimal(48), **levels))
    world.venue.price("49.5", "ETH-USD")
    position = holding(world)
    world.venue.show_book("0.01", "102")

    world.say(world.amendment(CLOSE, base="ETH"))
    world.sweep()

    assert now(world, other).state is PositionState.CLOSED
    assert now(world, position).orders == position.orders


@pytest.mark.parametrize("book", [("0.01", "102"), ("80", "130")])
@pytest.mark.parametrize("action", [CLOSE, REDUCE])
def test_what_is_asked_under_an_absurd_book_waits_behind_its_brackets(
    action: AmendmentAction, book: tuple[str, str]
) -> None:
    world = World()
    position = holding(world)
    world.venue.show_book(*book)

    world.say(world.amendment(action, fraction="0.5" if action is REDUCE else None))
    world.sweep()
    waiting = now(world, position)
    kept = stops(world)
    world.venue.books.clear()
    world.move("101", "101")

    assert held(waiting) == bought(waiting)
    assert kept == [Decimal(95), Decimal(95)]
    sold = now(world, position)
    assert held(sold) < bought(sold)
    assert min(sales(sold)) > 100


def test_a_close_that_the_venue_throttles_for_minutes_is_done_afterwards() -> None:
    world = World()
    position = holding(world)
    refusals = Refusals(world)
    refusals.answer = Throttled()

    world.say(world.amendment(CLOSE))
    world.move("101", "101", "101")
    meanwhile = held(now(world, position))
    refusals.answer = None
    world.move("101", "101", "101")

    assert meanwhile == bought(position)
    assert is_over(world, position)


def test_a_stop_that_comes_while_half_is_being_sold_sells_nothing_twice() -> None:
    world = World()
    position = holding(world, take_profits=(Decimal(120),))
    world.venue.engine.set_depth("BTC-USD", Decimal(0))
    world.say(world.amendment(REDUCE, fraction="0.5"))
    world.venue.engine.set_depth("BTC-USD", None)

    world.venue.price("94.9")
    world.move("94.9", "94.9")

    assert is_over(world, position)


def test_brackets_that_vanish_while_everything_is_being_sold_keep_no_coins() -> None:
    world = World()
    position = holding(world)
    gone, shown = {order.order_id for order in brackets(world)}, world.venue._shown
    world.venue._shown = lambda: [  # type: ignore[method-assign]
        order for order in shown() if order.order_id not in gone
    ]
    world.say(world.amendment(CLOSE))
    for order_id in gone:
        world.venue.engine.cancel(order_id, world.clock.now())

    world.move("101", "101")

    assert is_over(world, position)


def test_a_stop_moves_though_edits_and_the_first_cancels_are_refused() -> None:
    world = World()
    position = holding(world, "105")
    world.venue.refuse_edits, world.venue.cancels_refused = True, 5

    world.say(world.amendment(MOVE_STOP, to="98"))
    world.move("105", "105", "105")

    assert stops(world) == [Decimal(98), Decimal(98)]
    assert now(world, position).naked_since is None


def test_brackets_of_two_slices_that_go_on_under_other_ids_are_ours_each() -> None:
    world = World()
    position = holding(world, "105")
    engine = world.venue.engine
    for old in brackets(world):
        engine.cancel(old.order_id, world.clock.now())
        engine.place(
            Ticket(
                client_order_id=f"made-by-the-venue-{old.order_id}",
                product_id=old.product_id,
                side=OrderSide.SELL,
                order_type=OrderType.LIMIT,
                base_size=old.remaining,
                limit_price=old.limit_price,
            ),
            world.clock.now(),
        )

    world.move("105")

    found = now(world, position)
    limits = {o.slice_index: o.limit_price for o in found.orders if not o.is_closed}
    assert found.user_managed_since is None
    assert limits == {each.index: each.take_profit_price for each in found.slices}


def test_a_rung_that_fills_while_its_stop_waits_for_the_entry_is_not_sold_at_once() -> None:
    world = World(unfilled_after_target="keep")
    rungs = (Decimal(100), Decimal(97))
    call = {"entry_kind": EntryKind.LADDER, "entry_prices": rungs}
    position = holding(world, "99.4", take_profits=(Decimal(120),), **call)

    world.say(world.amendment(MOVE_STOP, to="entry"))
    world.move("96.9", "96.9")
    filled = stops(world)
    world.move("103", "103")

    assert filled == [Decimal(95), Decimal(95)]
    assert all(stop is not None and stop > 98 for stop in stops(world))
    assert held(now(world, position)) == bought(now(world, position))


def test_a_call_that_is_mended_twice_rests_once() -> None:
    world = World(cool_down="0s")
    author = Author(world)
    world.venue.price("101")
    text = "#BTC/USDT LONG\nEntry: {}\nTP1: 110\nTP2: 120\nSL: 95"

    call = author.post(text.format(100))
    author.edit(author.edit(call, text.format(99)), text.format(98))
    world.move("101", "101")

    (position,) = author.positions(call)
    entries = [o for o in position.orders if o.purpose is OrderPurpose.ENTRY]
    assert {order.limit_price for order in entries} == {Decimal(98)}
    live = [o for o in world.venue.engine.orders.values() if o.is_live]
    assert len(live) == len(entries)


def test_a_call_that_is_mended_under_a_pause_buys_nothing() -> None:
    world = World(cool_down="0s")
    author = Author(world)
    world.venue.price("101")
    text = "#BTC/USDT LONG\nEntry: {}\nTP1: 110\nTP2: 120\nSL: 95"
    call = author.post(text.format(100))

    world.control.set_flags(Flags(paused=True))
    author.edit(call, text.format(99))
    world.move("101", "98.9")

    assert [bought(each) for each in author.positions(call, live=False)] == [0]
