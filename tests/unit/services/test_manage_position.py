from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.budget import counted
from signalfill.domain.control import Flags
from signalfill.domain.holding import books_agree, held, realized_pnl
from signalfill.domain.order import Accepted, OrderSide, OrderStatus
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.verdict import ItemKey
from signalfill.matching.model import AttachedChild, VenueRules
from signalfill.services.trading import manage_position
from tests.fakes.venue import PlaceFault
from tests.fakes.world import World


def live_guards(position: Position) -> list[Decimal | None]:
    """The stops that rest at the venue."""
    return [
        order.stop_price
        for order in position.orders
        if order.purpose is OrderPurpose.PROTECTION and not order.is_closed
    ]


def filled_position(world: World) -> Position:
    position = world.opened()
    world.move("99.5")
    return world.position(position.position_id)


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def test_a_filled_entry_is_protected_by_the_bracket_that_came_with_it() -> None:
    world = World()

    position = filled_position(world)

    assert position.state is PositionState.OPEN
    assert live_guards(position) == [Decimal(95), Decimal(95)]
    assert position.naked_since is None
    assert position.unprotected_seconds == 0


def test_a_child_that_only_comes_with_the_whole_fill_makes_the_entry_stop_filling() -> None:
    world = World(rules=VenueRules(attached_child=AttachedChild.FULL_FILL))
    position = world.opened()
    world.venue.engine.set_depth("BTC-USD", Decimal(1))

    world.move("100")
    world.venue.engine.set_depth("BTC-USD", None)
    world.move("99.9")

    position = now(world, position)
    assert position.state is PositionState.OPEN
    assert len(live_guards(position)) >= 1
    assert position.naked_since is None


def test_a_position_whose_bracket_was_cancelled_by_hand_gets_a_new_one() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    world.venue.cancel([child.venue_order_id or ""])

    world.clock.advance(minutes=1)
    world.sweep()

    position = now(world, position)
    assert live_guards(position) == [Decimal(95), Decimal(95)]
    assert position.naked_since is None
    assert any(
        entry.event == "unprotected" for entry in world.positions.journal(position.position_id)
    )


def test_a_lost_bracket_below_the_stop_is_sold_at_once() -> None:
    world = World()
    position = filled_position(world)
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])
    world.clock.advance(minutes=1)
    world.venue.price("94")

    world.sweep()

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    assert position.exit_reason is ExitReason.EMERGENCY


def test_the_stop_sells_everything_and_the_loss_stays_charged_to_the_day() -> None:
    world = World()
    position = filled_position(world)

    world.move("94.9")

    position = now(world, position)
    assert position.exit_reason is ExitReason.STOP_LOSS
    assert held(position) == 0
    day = next(r.scope for r in position.reservations if r.scope.endswith("#day"))
    assert world.positions.used([day])[day] == counted(-realized_pnl(position))
    assert world.positions.used(["live#positions"])["live#positions"] == 0


def test_after_the_first_target_the_other_stops_go_to_the_entry() -> None:
    world = World(after_first_target="entry")
    position = filled_position(world)

    world.move("110.5")

    position = now(world, position)
    assert position.state is PositionState.OPEN
    assert live_guards(position) == [Decimal(100)]


def test_a_settings_choice_leaves_the_stop_where_it_is() -> None:
    world = World(after_first_target="stay")
    position = filled_position(world)

    world.move("110.5")

    assert live_guards(now(world, position)) == [Decimal(95)]


def test_both_targets_close_the_position_in_gain() -> None:
    world = World()
    position = filled_position(world)

    world.move("110.5", "121")

    position = now(world, position)
    assert position.exit_reason is ExitReason.TAKE_PROFIT
    assert realized_pnl(position) > 0


def test_our_books_equal_the_venues_to_the_last_digit() -> None:
    world = World()
    position = filled_position(world)

    world.move("110.5", "99")

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    assert books_agree(position)
    assert world.venue.balances()["USD"].total == Decimal(10_000) + realized_pnl(position)


def test_an_entry_that_was_not_filled_in_time_is_cancelled() -> None:
    world = World()
    position = world.opened()

    world.clock.advance(hours=24)
    world.venue.price("101")
    world.sweep()

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    assert position.exit_reason is ExitReason.EXPIRED
    assert world.positions.used(["live#positions"])["live#positions"] == 0


def test_a_cancel_that_was_refused_is_asked_for_again() -> None:
    world = World()
    position = world.opened()
    world.venue.cancels_refused = 2

    world.clock.advance(hours=24)
    for _ in range(2):
        world.clock.advance(minutes=1)
        world.venue.price("101")
        world.sweep()

    assert now(world, position).state is PositionState.CLOSED


def test_however_long_a_market_stands_still_brackets_come_back_with_it() -> None:
    world = World()
    position = filled_position(world)
    market = world.venue.engine.markets["BTC-USD"].product
    world.venue.add_product(market.model_copy(update={"auction_mode": True}))
    for _ in range(3):
        world.clock.advance(minutes=1)
        world.sweep()
    assert now(world, position).naked_since is not None
    sent = {order.purpose for order in now(world, position).orders}
    assert OrderPurpose.EXIT not in sent

    world.venue.add_product(market)
    world.move("99.5")

    assert now(world, position).naked_since is None
    assert len(live_guards(now(world, position))) == 2


def test_a_bracket_that_filled_in_part_is_replaced_as_it_has_no_stop_any_more() -> None:
    world = World()
    position = filled_position(world)
    world.clock.advance(minutes=1)
    world.venue.engine.set_depth("BTC-USD", Decimal("0.1"))
    world.venue.price("110")
    world.venue.engine.set_depth("BTC-USD", None)
    world.venue.price("108")
    world.sweep()

    position = now(world, position)
    ours = [o for o in position.orders if o.request and o.purpose is OrderPurpose.PROTECTION]
    assert [order.base_size for order in ours] == [held(position, 0)]
    assert position.naked_since is None


def test_a_stop_at_the_bid_is_not_sent_but_waits_for_the_price() -> None:
    world = World()
    position = filled_position(world)
    world.clock.advance(seconds=30)
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.MOVE_STOP, reply, to="entry"))
    assert live_guards(now(world, position)) == [Decimal(95), Decimal(95)]
    world.move("101")

    assert live_guards(now(world, position)) == [Decimal(100), Decimal(100)]


def test_a_bracket_that_cannot_be_edited_is_replaced() -> None:
    world = World()
    position = filled_position(world)
    world.venue.refuse_edits = True
    world.move("104")
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.MOVE_STOP, reply, to="entry"))

    position = now(world, position)
    assert live_guards(position) == [Decimal(100), Decimal(100)]
    assert position.naked_since is None


def test_an_unanswered_exit_is_sent_again_under_its_id() -> None:
    world = World()
    position = filled_position(world)
    world.venue.place_faults.append(PlaceFault.CALL_LOST)
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.CLOSE, reply))

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    assert position.exit_reason is ExitReason.SIGNAL_CLOSED
    assert world.venue.doubled() == []


def test_an_exit_whose_answer_was_lost_does_not_sell_twice() -> None:
    world = World()
    position = filled_position(world)
    world.venue.place_faults += [PlaceFault.ANSWER_LOST, PlaceFault.ANSWER_LOST]
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.CLOSE, reply))
    world.clock.advance(minutes=1)
    world.sweep()

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    sells = [r for r in world.venue.placed if r.side is OrderSide.SELL]
    assert sum(r.base_size for r in sells) == sum(s.base_size for s in position.slices)


def test_an_exit_goes_deeper_until_it_is_filled() -> None:
    world = World()
    position = filled_position(world)
    world.venue.engine.set_depth("BTC-USD", Decimal(1))
    world.venue.price("99.5")
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.CLOSE, reply))
    for _ in range(12):
        world.move("99.5")

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    exits = [r for r in world.venue.placed if "-0-x" in r.client_order_id]
    assert exits[0].limit_price > exits[1].limit_price


def test_without_a_price_nothing_is_sold() -> None:
    world = World()
    position = filled_position(world)
    sent = len(world.venue.placed)
    world.venue.spread = Decimal(-1)

    world.clock.advance(minutes=1)
    world.sweep()

    assert len(world.venue.placed) == sent
    assert live_guards(now(world, position)) == [Decimal(95), Decimal(95)]


def test_halt_sends_nothing_but_still_reads() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    world.venue.cancel([child.venue_order_id or ""])
    world.control.set_flags(Flags(halted=True))
    sent = len(world.venue.placed)

    world.clock.advance(minutes=1)
    world.sweep()

    position = now(world, position)
    assert len(world.venue.placed) == sent
    seen = next(o for o in position.orders if o.client_order_id == child.client_order_id)
    assert seen.status is OrderStatus.CANCELED


def test_what_loses_its_stop_during_a_halt_is_recorded_with_its_cause() -> None:
    world = World()
    position = filled_position(world)
    child = next(o for o in position.orders if o.purpose is OrderPurpose.PROTECTION)
    world.venue.cancel([child.venue_order_id or ""])
    world.control.set_flags(Flags(halted=True))

    world.sweep(seconds=0)

    bare = now(world, position).slices[child.slice_index]
    assert bare.naked_since == world.clock.now()
    assert bare.naked_cause == "no live bracket covers the fills"


def test_a_position_that_another_invocation_holds_is_left_alone() -> None:
    world = World()
    position = filled_position(world)
    moment = world.clock.now()
    world.positions.take_lease(
        position.position_id, owner="another", now=moment, until=moment.replace(hour=23)
    )
    world.venue.price("94.9")

    world.sweep(seconds=0)

    assert now(world, position).version == position.version


def test_a_gap_through_the_stop_is_sold_by_us_after_the_venues_time() -> None:
    world = World()
    position = filled_position(world)

    world.clock.advance(minutes=1)
    world.venue.price("85")
    world.sweep()

    position = now(world, position)
    assert position.state is PositionState.CLOSED
    assert held(position) == 0
    assert position.unprotected_seconds > 0


def test_a_venue_without_attachments_gets_a_marketable_entry_and_a_bracket_at_once() -> None:
    world = World()
    world.venue.refuse_attachments = True
    world.venue.price("99.9")

    position = world.opened()

    assert position.state is PositionState.OPEN
    assert live_guards(position) == [Decimal(95), Decimal(95)]
    assert position.naked_since is None


def test_no_entry_is_tried_another_way_once_entries_are_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    world.venue.refuse_attachments = True
    world.venue.price("99.9")
    with monkeypatch.context() as cut_off:
        cut_off.setattr(manage_position, "MAX_PASSES", 0)
        position = world.opened()
    world.control.set_flags(Flags(paused=True))

    world.sweep()

    assert now(world, position).exit_reason is ExitReason.REFUSED
    assert world.venue.placed == []


def test_a_venue_without_attachments_gets_no_entry_that_would_rest() -> None:
    world = World()
    world.venue.refuse_attachments = True
    world.venue.price("101")

    position = world.opened()

    assert position.exit_reason is ExitReason.REFUSED
    assert world.venue.placed == []


def test_a_bracket_is_not_sent_again_once_the_bid_has_reached_its_stop() -> None:
    world = World()
    position = filled_position(world)
    for child in (o for o in position.orders if o.purpose is OrderPurpose.PROTECTION):
        world.venue.engine.cancel(child.venue_order_id or "", world.clock.now())
    world.venue.place_faults += [PlaceFault.CALL_LOST] * 100
    world.sweep(seconds=0)
    assert now(world, position).orders[-1].status is OrderStatus.UNKNOWN
    calls: list[str] = []
    world.venue.before_call = calls.append

    world.venue.price("94.9")
    world.sweep(seconds=0)

    assert calls == []


def test_a_position_that_is_closed_is_never_entered_another_way() -> None:
    world = World()
    world.venue.refuse_attachments = True
    world.venue.price("101")
    position = world.opened()
    assert position.state is PositionState.CLOSED
    world.venue.price("99.9")

    manage_position.manage_position(
        position.position_id, world.context(), control=world.control.current()
    )

    assert world.venue.placed == []


def test_a_bracket_that_never_lived_protects_nothing_while_it_makes_way_for_a_sale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(
        rules=VenueRules(attached_child=AttachedChild.AT_ACCEPT, child_refused_at_fill=True)
    )
    position = filled_position(world)
    monkeypatch.setattr(
        world.venue, "cancel", lambda ids: {each: Accepted(venue_order_id=each) for each in ids}
    )
    reply = world.provenance(reply_to=position.signal.provenance.message_id)

    world.say(world.amendment(AmendmentAction.CLOSE, reply))

    assert {each.naked_cause for each in now(world, position).slices} == {"selling as asked"}


def test_an_instruction_that_was_ignored_is_not_heard_when_it_is_delivered_late() -> None:
    world = World()
    position = world.opened()
    reply = world.provenance(reply_to=position.signal.provenance.message_id)
    half = world.amendment(AmendmentAction.REDUCE, reply, fraction="0.5")
    decision = world.say(half)
    assert decision is not None
    assert decision.code == "nothing_filled"

    world.positions.add_to_inbox(position.position_id, ItemKey.of(half))
    world.move("99.5")

    assert {each.sell_size for each in now(world, position).slices} == {0}
    assert held(now(world, position)) == sum(s.base_size for s in position.slices)


def test_fills_are_read_only_where_some_are_missing() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    reads: list[str] = []
    world.venue.before_read = reads.append

    manage_position.manage_position(
        position.position_id, world.context(), control=world.control.current()
    )
    settled = reads.count("fills")
    world.venue.price("110.5")
    manage_position.manage_position(
        position.position_id, world.context(), control=world.control.current()
    )

    assert (settled, reads.count("fills")) == (0, 1)
