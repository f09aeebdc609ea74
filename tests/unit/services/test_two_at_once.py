"""Two invocations on one position, and items that were decided or lost meanwhile."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from signalfill.domain.entry.late_entry import refusal_of_now
from signalfill.domain.errors import RetryableError, VersionConflictError
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.product import Quote
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.verdict import ItemKey
from signalfill.services.operating.flatten import flatten
from signalfill.services.operating.instruct import instruct
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.sweeping.watch_ended import watch_ended
from signalfill.services.sweeping.watch_holdings import _change
from signalfill.services.trading.answer_proposal import answer_proposal
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.reconcile import reconcile, with_lost_children
from signalfill.services.trading.route_amendment import route_amendment
from tests.fakes.clock import START
from tests.fakes.world import World


def holding() -> tuple[World, Position]:
    world = World()
    position = world.opened()
    world.move("99.5")
    return world, world.position(position.position_id)


def test_an_item_that_is_not_there_is_nothing_to_decide() -> None:
    world = World()

    assert decide_pending(ItemKey(channel_id="1", sort_key="2#0#S0"), world.context()) is None


def test_an_amendment_that_was_decided_is_not_decided_again() -> None:
    world, _ = holding()
    key = world.signals.add(world.amendment(AmendmentAction.CLOSE))
    decide_pending(key, world.context())

    assert route_amendment(key, world.context()) is None
    assert answer_proposal(key, world.context()) is None


def test_an_edit_that_was_decided_is_not_decided_again() -> None:
    world, position = holding()
    later = position.signal.provenance.model_copy(update={"version": "2026-11-23T12:05:00.000000Z"})
    key = world.signals.add(position.signal.model_copy(update={"provenance": later}))
    decide_pending(key, world.context())

    assert decide_pending(key, world.context()) is None


def test_a_no_to_a_plan_that_was_never_proposed_changes_nothing() -> None:
    world = World(mode="approve")
    signal = world.signal()
    key = instruct(AmendmentAction.REJECT, signal, signals=world.signals, now=world.clock.now())

    decision = decide_pending(key, world.context())

    assert decision is not None
    assert decision.code == "no_proposal"


def test_a_yes_to_a_message_that_neither_opened_nor_enlarged_the_position_is_late() -> None:
    world, position = holding()
    other = position.signal.model_copy(update={"provenance": world.provenance()})
    key = instruct(AmendmentAction.APPROVE, other, signals=world.signals, now=world.clock.now())

    decision = decide_pending(key, world.context())

    assert decision is not None
    assert decision.code == "no_proposal"


def test_what_is_closing_already_is_not_asked_to_close_again() -> None:
    world, position = holding()
    world.say(world.amendment(AmendmentAction.CLOSE))

    assert flatten([position], world.context(), why="test") == []


def test_a_signal_whose_coin_keeps_changing_hands_stays_pending() -> None:
    world = World()
    signal = world.signal()
    key = world.signals.add(signal)

    def conflict(operation: str) -> None:
        if operation == "create":
            raise VersionConflictError("the call book changed meanwhile")

    world.positions.before_write = conflict

    with pytest.raises(RetryableError, match="kept changing"):
        decide_pending(key, world.context())
    assert world.signals.is_pending(key)


def test_a_change_is_not_stored_over_what_another_did_meanwhile() -> None:
    world, position = holding()
    older = position.model_copy(update={"version": position.version - 1})
    now = world.clock.now()

    assert not _change(older, world.context(), older, [])
    world.positions.take_lease(
        position.position_id, owner="another", now=now, until=now + timedelta(minutes=1)
    )
    assert not _change(position, world.context(), position, [])
    assert world.position(position.position_id) == position


def test_a_bracket_that_came_and_went_between_two_looks_is_ours() -> None:
    world, position = holding()
    without = position.model_copy(
        update={"orders": tuple(o for o in position.orders if o.purpose is OrderPurpose.ENTRY)}
    )

    found = with_lost_children(without, world.venue.orders_since(START), START)

    assert {o.venue_order_id for o in found.orders} == {o.venue_order_id for o in position.orders}


def test_a_child_that_was_never_shown_ends_with_its_unfilled_parent() -> None:
    world = World()
    world.venue.price("105")
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    entry = position.orders[0]
    child = entry.model_copy(
        update={
            "client_order_id": f"{entry.client_order_id}/never",
            "purpose": OrderPurpose.PROTECTION,
            "parent_id": entry.client_order_id,
            "venue_order_id": "never",
            "attached_order_id": None,
            "request": None,
            "status": OrderStatus.SUBMITTED,
        }
    )
    with_child = position.model_copy(update={"orders": (entry, child)})
    assert reconcile(with_child, world.venue, now=START)[0].orders[1].status is (
        OrderStatus.SUBMITTED
    )
    world.venue.cancel([entry.venue_order_id or ""])

    seen, _ = reconcile(with_child, world.venue, now=START)

    assert [order.status for order in seen.orders[:2]] == [
        OrderStatus.CANCELED,
        OrderStatus.CANCELED,
    ]


def test_what_ended_without_a_late_fill_is_left_as_it_is() -> None:
    world, position = holding()
    world.say(world.amendment(AmendmentAction.CLOSE))
    world.move("99.5")
    over = world.position(position.position_id)

    assert watch_ended(world.context(), over.mode, Bulkhead()) == []
    assert world.position(position.position_id) == over


def test_an_entry_is_unwanted_where_its_entries_are_canceled_and_wanted_without_a_price() -> None:
    world, position = holding()
    control = world.control.current()
    refusal = partial(refusal_of_now, control=control, now=world.clock.now())
    canceling = position.model_copy(update={"cancel_entries": True})
    absurd = Quote(product_id="BTC-USD", bid=Decimal(2), ask=Decimal(1), at=START)

    assert refusal(canceling, quote=None) == "its entries are canceled"
    assert refusal(position, quote=None) is None
    assert refusal(position, quote=absurd) is None
