"""What went wrong in other systems of this kind must not go wrong here, one fact each.

| incident elsewhere                         | our fact                                           |
|--------------------------------------------|----------------------------------------------------|
| a fill beyond the first target             | here: the first two                                |
| leverage multiplied into the risk          | domain/test_plan: leverage_changes_nothing         |
| contract of another size                   | test_open_position: a_multiplied_contract_...      |
| bumped to the venue's minimum              | domain/test_plan: a_risk_too_small_...             |
| a resting entry fills after the close      | here                                               |
| a bare rest after a partial close          | test_adapt_position: a_reduction_sells_its_part_.. |
| the stop read into a wrong field           | test_open_position: a_stop_above_the_entry_...     |
| our stops and the exchange's differ        | here                                               |
| rows closed by mistake leave orphans       | here, test_watch_ended, test_adopt_orders          |
| results counted twice over several legs    | here                                               |
| the last target leaves dust                | domain/test_plan: whole_coins_leave_nothing_over   |
| an edit replaces the default stop          | here                                               |
| a restart resets the day's limit           | here, test_watch_breaker: the_breaker_survives_... |
| a result that is not a number              | here                                               |
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from signalfill.domain.budget import day_scope
from signalfill.domain.holding import held, realized_pnl
from signalfill.domain.order import Fill, OrderSide, OrderStatus
from signalfill.domain.planning.plan import Means, Plan, make_plan, price_of
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.product import Quote
from signalfill.domain.protection.exits import bracket_or_exit
from signalfill.domain.protection.slice_view import View
from signalfill.domain.rules import Rules
from signalfill.domain.signal import AmendmentAction, EntryKind
from tests.fakes.clock import START
from tests.fakes.venue import FEES, product
from tests.fakes.world import OTHER_CHANNEL, World, settings

WORLD = World()


def present(world: World, position: Position) -> Position:
    return world.position(position.position_id)


# --- a fill beyond the first target ---


@given(
    st.decimals("96", "125", places=2),
    st.lists(st.decimals("100.5", "130", places=2), min_size=1, max_size=5),
)
def test_no_entry_can_fill_at_or_beyond_its_own_target(
    ask: Decimal, targets: list[Decimal]
) -> None:
    signal = WORLD.signal(entry_kind=EntryKind.MARKET, entry_prices=(), take_profits=tuple(targets))
    plan = make_plan(
        signal,
        rules=Rules(min_reward_risk=Decimal(0), max_chase=Decimal("0.01")),
        product=product(),
        quote=Quote(product_id="BTC-USD", bid=ask, ask=ask, at=START),
        means=Means(equity=Decimal(10_000), available=Decimal(10_000), fees=FEES),
    )

    if isinstance(plan, Plan):
        assert all(price_of(each) < each.take_profit_price for each in plan.slices)


def test_a_price_beyond_the_target_is_sold_and_gets_no_bracket_that_makes_no_sense() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(110),)))
    world.move("99.5")
    quote = Quote(product_id="BTC-USD", bid=Decimal(111), ask=Decimal(112), at=START)
    holding = present(world, position)

    order = bracket_or_exit(View(holding, holding.slices[0], quote, START))

    assert order.purpose is OrderPurpose.EXIT


# --- a resting entry fills after the close ---


def test_a_close_cancels_what_rests_so_that_nothing_fills_after_it() -> None:
    world = World()
    world.venue.price("105")
    position = world.opened()

    world.say(world.amendment(AmendmentAction.CLOSE))
    world.move("99", "98")

    closed = present(world, position)
    assert (closed.state, held(closed)) == (PositionState.CLOSED, Decimal(0))
    assert closed.exit_reason is ExitReason.CANCELED
    assert "BTC" not in world.venue.balances()


def test_an_entry_that_fills_while_it_is_being_canceled_is_sold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    world.venue.price("105")
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    cancel = world.venue.cancel

    def too_late(ids: list[str]) -> object:
        world.venue.price("99")
        return cancel(ids)

    monkeypatch.setattr(world.venue, "cancel", too_late)
    world.say(world.amendment(AmendmentAction.CLOSE))
    monkeypatch.setattr(world.venue, "cancel", cancel)
    world.move("99", "99")

    closed = present(world, position)
    assert (closed.state, held(closed)) == (PositionState.CLOSED, Decimal(0))
    assert world.venue.balances()["BTC"].total == 0


# --- our stops and the exchange's differ ---


def test_a_stop_that_our_books_have_and_the_exchange_has_not_is_moved_there() -> None:
    world = World()
    position = world.opened()
    world.move("99.5", "104")
    leased = world.positions.take_lease(
        position.position_id,
        owner="test",
        now=world.clock.now(),
        until=world.clock.now() + timedelta(seconds=1),
    )
    assert leased is not None
    believed = tuple(
        each.model_copy(update={"stop_price": Decimal(100)}) for each in leased[0].slices
    )
    world.positions.save(leased[0].model_copy(update={"slices": believed}), owner="test")

    world.move("104")

    resting = {
        order.stop_price
        for order in world.venue.engine.orders.values()
        if order.stop_price is not None and not order.is_closed
    }
    assert resting == {Decimal(100)}


# --- results counted twice, orphans of closed rows ---


def test_the_results_of_all_slices_together_are_what_the_account_gained() -> None:
    world = World()
    before = world.venue.balances()["USD"].total
    position = world.opened()

    world.move("99.5", "111", "121", "121")

    assert present(world, position).state is PositionState.CLOSED
    gained = world.venue.balances()["USD"].total - before
    assert realized_pnl(present(world, position)) == gained


def test_a_position_with_anything_still_at_the_venue_is_not_over() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")

    world.say(world.amendment(AmendmentAction.CANCEL))

    assert present(world, position).state is PositionState.OPEN
    assert [o.status for o in present(world, position).orders if o.stop_price] == [
        OrderStatus.ACCEPTED,
        OrderStatus.ACCEPTED,
    ]


# --- an edit replaces the default stop ---


@pytest.mark.parametrize(("named", "stop"), [("97", 97), ("93", 96)])
def test_a_stop_that_an_edit_names_replaces_the_channel_s_own_where_it_is_tighter(
    named: str, stop: int
) -> None:
    world = World(default_stop="4 %")
    position = world.opened(world.signal(stop_loss=None))
    world.move("99.5")
    before = position.signal
    later = before.provenance.model_copy(update={"version": "2026-11-23T12:05:00.000000Z"})

    world.say(before.model_copy(update={"provenance": later, "stop_loss": Decimal(named)}))

    assert {each.stop_price for each in present(world, position).slices} == {Decimal(stop)}


# --- a restart resets the day's limit; a result that is not a number ---


def test_the_day_s_losses_count_for_a_trader_that_has_just_started() -> None:
    world = World()
    position = world.opened()
    world.move("99.5", "94", "94")
    lost = -realized_pnl(present(world, position))
    assert lost > 0
    limit = {"daily_loss_fraction": (lost + 1) / 10_000}
    account = settings().account.model_copy(update=limit)
    again = settings(cool_down="0s", same_call_window="1s")
    world.push(again.model_copy(update={"account": account}))
    world.move("100")

    # Every invocation is a new trader: all that it knows is in the tables.
    decision = world.say(world.signal(world.provenance(channel_id=OTHER_CHANNEL)))

    assert decision is not None
    assert (decision.code, decision.value.split()[0]) == ("budget", day_scope("live"))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_enters_no_book(number: str) -> None:
    fill = {
        "trade_id": "t",
        "venue_order_id": "v",
        "product_id": "BTC-USD",
        "side": OrderSide.SELL,
        "base_size": "1",
        "commission": "0",
        "filled_at": START,
    }
    with pytest.raises(ValidationError):
        Fill.model_validate({**fill, "price": number})
    with pytest.raises(ValidationError):
        Quote.model_validate({"product_id": "BTC-USD", "bid": number, "ask": "1", "at": START})
