"""What one slice needs next, in the situations that faults make."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from signalfill.domain.actions import Cancel, EditStop, Need, Place
from signalfill.domain.order import (
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
    RefusalKind,
)
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.exits import TOO_LITTLE, rests_behind
from signalfill.domain.protection.next_need import next_need
from signalfill.domain.protection.refusals import LONGEST_PAUSE, THROTTLED, says_never
from signalfill.domain.protection.slice_view import View
from signalfill.domain.protection.stops import place_pending
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind
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


def beside(position: Position, last: str, *, bid: str = "95.5") -> Need:
    """The need where the stop is 95 and the last trade was at `last`."""
    quote = Quote(
        product_id="BTC-USD", bid=Decimal(bid), ask=Decimal(96), at=START, last=Decimal(last)
    )
    return next_need(View(position, position.slices[0], quote, START))


@pytest.mark.parametrize(("last", "kind"), [("95.3", "bracket"), ("94.5", "limit_ioc")])
def test_a_stop_that_the_last_trade_has_passed_is_a_sale_and_no_bracket(
    last: str, kind: str
) -> None:
    position, entry, bracket = holding()
    gone = bracket.model_copy(update={"status": OrderStatus.CANCELED})

    needed = beside(position.model_copy(update={"orders": (entry, gone)}), last)

    (sent,) = needed.actions
    assert isinstance(sent, Place)
    assert sent.order.request is not None
    assert sent.order.request.kind == kind


@pytest.mark.parametrize(("last", "moves"), [("95.3", 1), ("94.5", 0)])
def test_a_stop_is_not_moved_to_where_the_last_trade_has_passed(last: str, moves: int) -> None:
    position, entry, bracket = holding()
    wider = bracket.model_copy(update={"stop_price": Decimal(90)})

    needed = beside(position.model_copy(update={"orders": (entry, wider)}), last)

    assert len([each for each in needed.actions if isinstance(each, EditStop)]) == moves


@pytest.mark.parametrize(("last", "sent"), [("95.3", 1), ("94.5", 0)])
def test_a_bracket_without_an_answer_is_not_sent_again_beyond_the_last_trade(
    last: str, sent: int
) -> None:
    position, entry, bracket = holding()
    gone = bracket.model_copy(update={"status": OrderStatus.CANCELED})
    unanswered = refused(OrderPurpose.PROTECTION, 0).model_copy(
        update={"status": OrderStatus.UNKNOWN, "stop_price": Decimal(95), "intended_at": START}
    )

    needed = beside(position.model_copy(update={"orders": (entry, gone, unanswered)}), last)

    assert len(names(needed, Place)) == sent


def test_a_slice_with_a_live_bracket_is_protected_though_the_user_manages_another() -> None:
    position, _, _ = holding()

    managed = position.model_copy(update={"user_managed_since": START})

    assert need(managed).naked_cause is None


def test_a_sale_without_an_answer_is_sent_again_within_its_window_only() -> None:
    position, entry, bracket = holding()
    gone = bracket.model_copy(update={"status": OrderStatus.CANCELED})
    unanswered = refused(OrderPurpose.EXIT, 0).model_copy(
        update={
            "status": OrderStatus.UNKNOWN,
            "reason": None,
            "stop_price": None,
            "intended_at": START,
        }
    )
    selling = position.model_copy(update={"orders": (entry, gone, unanswered)})

    in_time = need(selling, now=START + timedelta(seconds=59))
    too_late = need(selling, now=START + timedelta(seconds=60))

    assert names(in_time, Place) == [unanswered.client_order_id]
    assert not names(too_late, Place)


def with_slice(position: Position, **fields: object) -> View:
    quote = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)
    changed = position.slices[0].model_copy(update=fields)
    return View(position.model_copy(update={"slices": (changed,)}), changed, quote, START)


def test_a_rest_that_could_not_be_sold_at_the_stop_is_sold_with_the_part_that_was_asked() -> None:
    position, entry, _ = holding()
    position = position.model_copy(update={"quote_min_size": Decimal(100)})
    asked = entry.filled_size - 1  # the other one is worth 95 at the stop, and 120 at the target

    assert with_slice(position, sell_size=asked).leaving == entry.filled_size


def test_a_rest_that_the_venue_takes_at_the_stop_stays() -> None:
    position, entry, _ = holding()
    position = position.model_copy(update={"quote_min_size": Decimal(95)})

    assert with_slice(position, sell_size=entry.filled_size - 1).leaving == entry.filled_size - 1


def test_time_counts_for_the_cause_that_lasts_and_not_for_another_before_it() -> None:
    position, _, _ = holding()
    since = START - timedelta(minutes=1)

    view = with_slice(position, naked_cause="exit under way", cause_since=since)

    assert view.waited_for("exit under way")
    assert not view.waited_for("no live bracket covers the fills")


def test_a_throttled_order_is_no_never() -> None:
    final = {"refusal_kind": RefusalKind.FINAL}
    refusal = refused(OrderPurpose.PROTECTION, 0)

    assert not says_never(refusal.model_copy(update={**final, "reason": THROTTLED}))
    assert not says_never(refusal.model_copy(update={**final, "reason": "TRADING_HALTED"}))
    assert says_never(refusal.model_copy(update={**final, "reason": "UNSUPPORTED"}))


def test_a_rung_that_is_not_entered_waits_for_the_tightest_stop_it_was_given() -> None:
    world = World()
    rungs = (Decimal(100), Decimal(97))
    position = world.opened(world.signal(entry_kind=EntryKind.LADDER, entry_prices=rungs))
    world.move("99.5")
    position = world.position(position.position_id)
    last = position.slices[-1].model_copy(update={"waiting_stop": Decimal(102)})
    before = position.model_copy(
        update={"slices": (*position.slices[:-1], last), "pending_stop": Decimal(101)}
    )
    quote = Quote(product_id="BTC-USD", bid=Decimal(105), ask=Decimal(106), at=START)

    placed = place_pending(before, quote, [])

    assert placed.slices[0].stop_price == 101
    assert placed.slices[-1].waiting_stop == 102


def test_a_bracket_covers_only_what_it_has_not_sold_yet() -> None:
    position, entry, bracket = holding()
    most = bracket.model_copy(update={"base_size": bracket.base_size * Decimal("0.8")})
    partly = most.model_copy(update={"filled_size": bracket.base_size * Decimal("0.3")})

    needed = need(position.model_copy(update={"orders": (entry, partly)}))

    assert needed.naked_cause == "no live bracket covers the fills"


def test_a_bracket_over_what_its_entry_may_still_buy_stays() -> None:
    position, entry, bracket = holding()
    half = entry.base_size / 2
    buying = entry.model_copy(update={"status": OrderStatus.PARTIALLY_FILLED, "filled_size": half})
    fills = tuple(each.model_copy(update={"base_size": half}) for each in position.fills)

    needed = need(position.model_copy(update={"orders": (buying, bracket), "fills": fills}))

    assert (needed.actions, needed.naked_cause) == ((), None)


@pytest.mark.parametrize(
    ("side", "stop", "rests"),
    [
        (Side.LONG, "99.89", True),
        (Side.LONG, "99.95", False),
        (Side.LONG, "100.05", False),
        (Side.SHORT, "100.11", True),
        (Side.SHORT, "100.05", False),
        (Side.SHORT, "99.95", False),
    ],
)
def test_a_stop_nearer_to_the_price_than_a_thousandth_is_a_sale(
    side: Side, stop: str, rests: bool
) -> None:
    assert rests_behind(side, Decimal(stop), Decimal(100)) is rests


def outgrown(position: Position, *orders: OrderRecord, **fields: object) -> Position:
    """The venue takes no order any more as small as what is held."""
    return position.model_copy(update={"base_min_size": Decimal(1000), "orders": orders, **fields})


def test_a_triggered_bracket_over_what_cannot_be_sold_otherwise_is_left_and_told() -> None:
    position, entry, bracket = holding()
    triggered = bracket.model_copy(update={"stop_triggered": True})

    quiet = need(outgrown(position, entry, bracket))
    needed = need(outgrown(position, entry, triggered))

    assert (quiet.actions, quiet.naked_cause) == ((), None)
    assert (needed.actions, needed.naked_cause) == ((), TOO_LITTLE)


def test_a_close_of_what_cannot_be_sold_still_ends_the_entry() -> None:
    position, entry, bracket = holding()
    buying = entry.model_copy(update={"status": OrderStatus.PARTIALLY_FILLED})

    going_on = need(outgrown(position, buying, bracket))
    closing = need(outgrown(position, buying, bracket, close_requested=True))

    assert names(going_on, Cancel) == []
    assert names(closing, Cancel) == [entry.client_order_id]
