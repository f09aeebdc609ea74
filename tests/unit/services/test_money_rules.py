"""Single lines between a fault and money: each has the fact that it stands for."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.actions import Need, Place
from signalfill.domain.budget import day_scope, positions_scope
from signalfill.domain.ending import nothing_left
from signalfill.domain.entry.gates import may_speak
from signalfill.domain.holding import bought, with_fills, with_order
from signalfill.domain.order import OrderSide, OrderStatus, RefusalKind, Refused
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.protection.exits import bracket_or_exit, exit_order
from signalfill.domain.protection.lifecycle import decide
from signalfill.domain.protection.next_need import CHILD_NOT_SEEN, next_need
from signalfill.domain.protection.slice_view import View
from signalfill.domain.protection.stops import place_pending
from signalfill.domain.rules import Mode, Rules
from signalfill.domain.settings import ChannelSettings
from signalfill.domain.signal import AmendmentAction
from signalfill.services.trading.execute_actions import _after, execute_actions
from signalfill.services.trading.manage_position import manage_position
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import OTHER_CHANNEL, World


def test_the_refusal_of_a_resend_is_not_a_no() -> None:
    world = World()
    order = world.opened().orders[0].model_copy(update={"sent_again_at": world.clock.now()})

    assert _after(order, Refused(reason="INSUFFICIENT_FUND")).status is OrderStatus.UNKNOWN


@pytest.mark.parametrize(("seconds", "is_sent"), [(59, True), (60, False)])
def test_a_resend_that_slow_calls_held_up_is_not_sent(seconds: int, is_sent: bool) -> None:
    world = World()
    position = bought_with_child_unseen()
    first = exit_order(view(position))
    sent_again = {"status": OrderStatus.UNKNOWN, "sent_again_at": START + timedelta(seconds=50)}
    again = first.model_copy(update=sent_again)
    world.clock.advance(seconds=seconds)

    execute_actions(with_order(position, again), [Place(first)], world.venue, clock=world.clock)

    assert bool(world.venue.placed) is is_sent


def test_a_repeated_fill_changes_nothing() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    filled = world.position(position.position_id)

    again, new = with_fills(filled, filled.fills)

    assert (again, new, bought(again)) == (filled, [], bought(filled))


def test_a_stop_at_or_above_the_bid_is_never_the_wanted_one() -> None:
    world = World()
    position = world.opened().model_copy(update={"pending_stop": Decimal(101)})
    quote = world.venue.quotes(["BTC-USD"])["BTC-USD"]

    assert place_pending(position, quote, []).slices == position.slices


@pytest.mark.parametrize(("last", "is_moved"), [("98.5", False), ("99.5", True), (None, True)])
def test_a_stop_waits_while_the_last_trade_is_behind_it(last: str | None, is_moved: bool) -> None:
    world = World()
    position = world.opened().model_copy(update={"pending_stop": Decimal("98.9")})
    traded = Decimal(last) if last is not None else None
    quote = Quote(
        product_id="BTC-USD", bid=Decimal(100), ask=Decimal("100.1"), at=START, last=traded
    )

    placed = place_pending(position, quote, [])

    assert (placed.pending_stop is None) is is_moved


def test_an_empty_list_means_nobody_live() -> None:
    who = World().provenance()

    assert not may_speak(ChannelSettings(name="alpha"), who, Mode.LIVE)
    assert may_speak(ChannelSettings(name="alpha"), who, Mode.PAPER)


def bought_with_child_unseen() -> Position:
    """The entry was filled whole; its bracket was never shown, nor named."""
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    (entry,) = [order for order in position.orders if order.purpose is OrderPurpose.ENTRY]
    shown = {
        "status": OrderStatus.FILLED,
        "filled_size": entry.base_size,
        "attached_order_id": None,
    }
    return position.model_copy(update={"orders": (entry.model_copy(update=shown),)})


def view(position: Position, *, seconds: int = 0) -> View:
    now = START + timedelta(seconds=seconds)
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=now)
    return View(position, position.slices[0], quote, now)


def need(position: Position, *, seconds: int = 0) -> Need:
    return next_need(view(position, seconds=seconds))


@pytest.mark.parametrize(("times", "is_sold"), [(2, False), (3, True)])
def test_a_target_that_the_venue_holds_for_reached_time_and_again_is_sold(
    times: int, is_sold: bool
) -> None:
    position = bought_with_child_unseen()
    for _ in range(times):
        bracket = bracket_or_exit(view(position))
        refused = {
            "status": OrderStatus.REJECTED,
            "reason": "TAKE_PROFIT_PRICE_TOO_LOW",
            "refusal_kind": RefusalKind.CORRECTABLE,
        }
        orders = (*position.orders, bracket.model_copy(update=refused))
        position = position.model_copy(update={"orders": orders})

    assert (bracket_or_exit(view(position)).purpose is OrderPurpose.EXIT) is is_sold


@pytest.mark.parametrize("is_closing", [True, False])
def test_nothing_is_sold_beside_a_bracket_that_was_not_shown_yet(is_closing: bool) -> None:
    position = bought_with_child_unseen().model_copy(update={"close_requested": is_closing})

    waiting = need(position)

    assert waiting.naked_cause == CHILD_NOT_SEEN
    assert not any(isinstance(action, Place) for action in waiting.actions)


def test_a_bracket_that_never_shows_is_waited_for_only_so_long() -> None:
    position = bought_with_child_unseen()
    since = {"naked_since": START, "cause_since": START, "naked_cause": CHILD_NOT_SEEN}
    unprotected = position.slices[0].model_copy(update=since)

    late = need(position.model_copy(update={"slices": (unprotected,)}), seconds=16)

    assert any(isinstance(action, Place) for action in late.actions)


@pytest.mark.parametrize("status", [OrderStatus.SUBMITTED, OrderStatus.UNKNOWN])
def test_a_child_that_was_not_read_back_live_protects_nothing(status: OrderStatus) -> None:
    position = bought_with_child_unseen()
    (entry,) = position.orders
    child = OrderRecord(
        client_order_id=f"{entry.client_order_id}/child",
        purpose=OrderPurpose.PROTECTION,
        slice_index=0,
        side=OrderSide.SELL,
        parent_id=entry.client_order_id,
        status=status,
        venue_order_id="child",
        base_size=entry.base_size,
        limit_price=Decimal(120),
        stop_price=Decimal(95),
        intended_at=START,
    )
    unread = position.model_copy(update={"orders": (entry, child)})
    live = child.model_copy(update={"status": OrderStatus.ACCEPTED})

    assert need(unread).naked_cause is not None
    assert need(position.model_copy(update={"orders": (entry, live)})).naked_cause is None


def test_a_child_smaller_than_the_fills_protects_nothing_wholly() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5")
    held = world.position(position.position_id)
    orders = tuple(
        order.model_copy(update={"base_size": order.base_size / 2})
        if order.purpose is OrderPurpose.PROTECTION
        else order
        for order in held.orders
    )

    assert need(held).naked_cause is None
    assert need(held.model_copy(update={"orders": orders})).naked_cause is not None


def test_nothing_is_over_while_fills_are_missing() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5", "121")
    over = world.position(position.position_id)
    assert over.state is PositionState.CLOSED

    late = over.model_copy(update={"fills": over.fills[:-1]})

    assert nothing_left(over)
    assert not nothing_left(late)


def test_a_reserve_is_given_back_once() -> None:
    world = World()
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    other = world.opened(world.signal(world.provenance(channel_id=OTHER_CHANNEL), base="ETH"))
    assert other.reservations
    scopes = [day_scope("live"), positions_scope("live")]
    world.say(world.amendment(AmendmentAction.CLOSE))
    assert world.position(position.position_id).state is PositionState.CLOSED
    after_closing = world.positions.used(scopes)

    for _ in range(2):
        manage_position(position.position_id, world.context(), control=world.control.current())

    assert world.positions.used(scopes) == after_closing
    closed = world.position(position.position_id)
    assert decide(closed, None, now=world.clock.now(), rules=Rules()).notes == ()
