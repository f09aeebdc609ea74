from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.order import Accepted, OrderKind, OrderSide, OrderStatus, Refused
from tests.contract.orders import (
    BRACKET,
    ENTRY_ID,
    accepted,
    bought,
    child,
    entry,
    fills,
    find,
    sale,
    shown,
)
from tests.contract.venues import CASH, COIN, SCRIPT, Bench

pytestmark = pytest.mark.integration
NEEDS = SCRIPT

ZERO = Decimal(0)


def word(refused: object) -> str:
    assert isinstance(refused, Refused), refused
    return refused.reason.removeprefix("PREVIEW_")


def test_a_resting_limit_is_shown_as_it_was_sent(bench: Bench) -> None:
    order = shown(bench, accepted(bench, entry()))
    assert (order.client_order_id, order.status, order.kind, order.side) == (
        ENTRY_ID,
        OrderStatus.ACCEPTED,
        OrderKind.LIMIT_GTC,
        OrderSide.BUY,
    )
    assert (order.base_size, order.limit_price, order.filled_size) == (
        Decimal("0.01"),
        Decimal(59000),
        ZERO,
    )


def test_a_resting_limit_holds_its_cost(bench: Bench) -> None:
    accepted(bench, entry())
    balance = bench.venue.balances()["USD"]
    assert balance.total == CASH
    assert 590 <= balance.hold < 610


def test_a_resting_limit_is_among_the_open_orders(bench: Bench) -> None:
    venue_order_id = accepted(bench, entry())
    assert [each.venue_order_id for each in bench.venue.open_orders()] == [venue_order_id]


def test_an_order_is_found_by_our_id(bench: Bench) -> None:
    venue_order_id = accepted(bench, entry())
    found = find(bench, ENTRY_ID)
    assert found is not None
    assert found.venue_order_id == venue_order_id


def test_an_order_that_was_never_sent_is_not_found(bench: Bench) -> None:
    accepted(bench, entry())
    assert find(bench, "sf1-1300000000000000001-0-0-e9") is None


def test_the_same_id_twice_is_one_order(bench: Bench) -> None:
    first, second = bench.venue.place(entry()), bench.venue.place(entry())
    assert first == second
    assert len(bench.venue.open_orders()) == 1


def test_trades_through_the_limit_fill_it(bench: Bench) -> None:
    order = shown(bench, bought(bench))
    assert (order.status, order.filled_size, order.filled_value) == (
        OrderStatus.FILLED,
        Decimal("0.01"),
        Decimal(590),
    )


def test_the_fills_add_up_to_the_order(bench: Bench) -> None:
    venue_order_id = bought(bench)
    order, executions = shown(bench, venue_order_id), fills(bench, venue_order_id)
    assert sum(each.base_size for each in executions) == order.filled_size
    assert sum(each.commission for each in executions) == order.total_fees
    assert {each.is_maker for each in executions} == {True}


def test_what_was_bought_is_in_the_wallet(bench: Bench) -> None:
    venue_order_id = bought(bench)
    balances = bench.venue.balances()
    assert balances["BTC"].available == Decimal("0.01")
    assert balances["USD"].total == CASH - 590 - shown(bench, venue_order_id).total_fees


def test_a_marketable_limit_takes_at_once(bench: Bench) -> None:
    request = entry(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(61000))
    venue_order_id = accepted(bench, request)
    order, executions = shown(bench, venue_order_id), fills(bench, venue_order_id)
    assert (order.status, order.kind) == (OrderStatus.FILLED, OrderKind.LIMIT_IOC)
    assert {each.is_maker for each in executions} == {False}
    assert all(60000 <= each.price <= 60010 for each in executions)


def test_a_marketable_limit_that_meets_nobody_is_canceled(bench: Bench) -> None:
    venue_order_id = accepted(bench, entry(kind=OrderKind.LIMIT_IOC))
    assert shown(bench, venue_order_id).status is OrderStatus.CANCELED


def test_a_cancel_ends_the_order_and_its_hold(bench: Bench) -> None:
    venue_order_id = accepted(bench, entry())
    outcome = bench.venue.cancel([venue_order_id])[venue_order_id]
    bench.wait(1)
    assert isinstance(outcome, Accepted)
    assert shown(bench, venue_order_id).status is OrderStatus.CANCELED
    assert bench.venue.balances()["USD"].available == CASH


def test_a_batch_of_cancels_is_answered_one_by_one(bench: Bench) -> None:
    resting = accepted(bench, entry())
    answers = bench.venue.cancel([resting, "nobody-knows-this"])
    assert isinstance(answers[resting], Accepted)
    assert isinstance(answers["nobody-knows-this"], Refused)


def test_a_filled_order_cannot_be_canceled(bench: Bench) -> None:
    venue_order_id = bought(bench)
    assert isinstance(bench.venue.cancel([venue_order_id])[venue_order_id], Refused)


def test_a_filled_entry_is_protected_by_its_bracket(bench: Bench) -> None:
    bracket = shown(bench, child(bench))
    assert (bracket.kind, bracket.side, bracket.base_size) == (
        OrderKind.BRACKET,
        OrderSide.SELL,
        Decimal("0.01"),
    )
    assert (bracket.limit_price, bracket.stop_price) == (Decimal(66000), Decimal(57000))
    assert bracket.status is OrderStatus.ACCEPTED
    assert bench.venue.balances()["BTC"].available == 0


def test_a_bracket_sells_at_its_target(bench: Bench) -> None:
    bracket = child(bench)
    bench.trade("66010")
    assert shown(bench, bracket).status is OrderStatus.FILLED
    assert [each.price for each in fills(bench, bracket)] == [66000]


def test_a_bracket_sells_at_its_stop(bench: Bench) -> None:
    bracket = child(bench)
    bench.trade("56990")
    order = shown(bench, bracket)
    assert (order.status, order.stop_triggered) == (OrderStatus.FILLED, True)
    assert all(56900 <= each.price <= 57000 for each in fills(bench, bracket))


def test_a_gap_beyond_five_percent_leaves_the_bracket_unsold(bench: Bench) -> None:
    bracket = child(bench)
    bench.trade("53000")
    order = shown(bench, bracket)
    assert (order.stop_triggered, order.filled_size) == (True, ZERO)
    assert not order.status.value.startswith("CANCEL")


def test_a_stop_moves_and_the_order_stays(bench: Bench) -> None:
    bracket = child(bench)
    outcome = bench.venue.edit(shown(bench, bracket), stop_price=Decimal(58000))
    moved = shown(bench, bracket)
    assert isinstance(outcome, Accepted)
    assert (moved.stop_price, moved.limit_price, moved.base_size) == (
        Decimal(58000),
        Decimal(66000),
        Decimal("0.01"),
    )


def test_a_resting_limit_gets_another_price_and_size_and_stays(bench: Bench) -> None:
    resting = accepted(bench, entry())
    outcome = bench.venue.edit(
        shown(bench, resting), limit_price=Decimal(58000), base_size=Decimal("0.02")
    )
    changed = shown(bench, resting)
    assert isinstance(outcome, Accepted)
    assert (changed.limit_price, changed.base_size, changed.client_order_id) == (
        Decimal(58000),
        Decimal("0.02"),
        ENTRY_ID,
    )


def test_a_take_profit_moves_and_the_stop_stays(bench: Bench) -> None:
    bracket = child(bench)
    bench.venue.edit(shown(bench, bracket), limit_price=Decimal(67000))
    moved = shown(bench, bracket)
    assert (moved.limit_price, moved.stop_price) == (Decimal(67000), Decimal(57000))


def test_an_edit_beyond_the_balance_changes_nothing(bench: Bench) -> None:
    resting = accepted(bench, entry())
    outcome = bench.venue.edit(shown(bench, resting), base_size=Decimal(9))
    assert word(outcome) == "INSUFFICIENT_FUND"
    assert shown(bench, resting).base_size == Decimal("0.01")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": OrderKind.LIMIT_GTC},
        {"kind": OrderKind.STOP_LIMIT, "stop_price": Decimal(62000), "limit_price": Decimal(62500)},
        {"kind": OrderKind.BRACKET, "stop_price": Decimal(63000)},
    ],
)
def test_an_order_with_an_end_is_ended_by_the_venue(
    bench: Bench, changes: dict[str, object]
) -> None:
    end = (bench.clock.now() + timedelta(seconds=30)).replace(microsecond=0)
    resting = accepted(bench, entry(expires_at=end, **changes))
    before = shown(bench, resting)
    bench.wait(31)
    assert (before.status, before.expires_at) == (OrderStatus.ACCEPTED, end)
    assert before.kind is changes["kind"]
    assert shown(bench, resting).status is OrderStatus.EXPIRED
    assert bench.venue.balances()["USD"].available == CASH


def test_an_order_whose_end_is_past_is_refused(bench: Bench) -> None:
    past = bench.clock.now() - timedelta(seconds=30)
    assert word(bench.venue.place(entry(expires_at=past))) == "END_TIME_IS_IN_THE_PAST"


def test_an_order_with_an_end_carries_no_bracket(bench: Bench) -> None:
    end = bench.clock.now() + timedelta(hours=1)
    reason = word(bench.venue.place(entry(expires_at=end, attached=BRACKET)))
    assert reason == "ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT"


def test_a_stop_above_the_price_is_refused(bench: Bench) -> None:
    bracket = shown(bench, child(bench))
    assert isinstance(bench.venue.edit(bracket, stop_price=Decimal(64000)), Refused)


def test_a_bracket_protects_what_is_held(bench: Bench) -> None:
    bought(bench)
    request = sale(OrderKind.BRACKET, limit_price=Decimal(66000), stop_price=Decimal(57000))
    order = shown(bench, accepted(bench, request))
    assert (order.kind, order.stop_price) == (OrderKind.BRACKET, Decimal(57000))
    assert bench.venue.balances()["BTC"].hold == Decimal("0.01")


def test_base_that_is_held_is_not_sold_twice(bench: Bench) -> None:
    child(bench)
    request = sale(OrderKind.LIMIT_IOC, limit_price=Decimal(58000))
    assert word(bench.venue.place(request)) == "INSUFFICIENT_FUND"


def test_a_stop_limit_sells_when_its_stop_trades(bench: Bench) -> None:
    bought(bench)
    request = sale(OrderKind.STOP_LIMIT, stop_price=Decimal(57000), limit_price=Decimal(56000))
    stop_limit = accepted(bench, request)
    before = shown(bench, stop_limit)
    bench.trade("56990")
    assert (before.kind, before.stop_triggered) == (OrderKind.STOP_LIMIT, False)
    assert shown(bench, stop_limit).status is OrderStatus.FILLED


def test_a_stop_limit_rests_where_the_price_jumps_over_its_limit(bench: Bench) -> None:
    bought(bench)
    request = sale(OrderKind.STOP_LIMIT, stop_price=Decimal(57000), limit_price=Decimal(56900))
    stop_limit = accepted(bench, request)
    bench.trade("56000")
    order = shown(bench, stop_limit)
    assert (order.stop_triggered, order.filled_size) == (True, ZERO)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"base_size": Decimal(9)}, "INSUFFICIENT_FUND"),
        ({"limit_price": Decimal("59000.001")}, "INVALID_PRICE_PRECISION"),
        ({"base_size": Decimal("0.010000001")}, "INVALID_SIZE_PRECISION"),
        ({"base_size": Decimal("0.00000001")}, "INVALID_QUOTE_SIZE_TOO_SMALL"),
        ({"kind": OrderKind.STOP_LIMIT, "stop_price": Decimal(58000)}, "STOP_PRICE_BELOW_LAST"),
        ({"product_id": "NEVERCOIN-USD"}, "INVALID_PRODUCT_ID"),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_name(
    bench: Bench, changes: dict[str, object], reason: str
) -> None:
    refused = word(bench.venue.place(entry(**changes)))
    assert refused.startswith(reason)
    assert list(bench.venue.open_orders()) == []


def test_a_preview_says_yes_and_places_nothing(bench: Bench) -> None:
    assert bench.venue.preview(entry(attached=BRACKET)) is None
    assert list(bench.venue.open_orders()) == []


def test_a_preview_says_why_not(bench: Bench) -> None:
    assert word(bench.venue.preview(entry(base_size=Decimal(9)))) == "INSUFFICIENT_FUND"


def test_a_preview_looks_at_the_attached_bracket(bench: Bench) -> None:
    upside_down = BRACKET.model_copy(update={"stop_price": Decimal(59500)})
    reason = word(bench.venue.preview(entry(attached=upside_down)))
    assert reason == "INVALID_ATTACHED_STOP_LOSS_PRICE_OUT_OF_BOUNDS"


def test_a_closed_market_says_so(bench: Bench) -> None:
    bench.close_market()
    product = bench.venue.product(COIN)
    assert product is not None
    assert product.closed_for_entries == "trading_disabled"


def test_the_cash_is_free_at_first(bench: Bench) -> None:
    balance = bench.venue.balances()["USD"]
    assert (balance.available, balance.hold) == (CASH, ZERO)


def test_nothing_rests_at_first(bench: Bench) -> None:
    assert list(bench.venue.open_orders()) == []


def test_a_closed_market_takes_no_order(bench: Bench) -> None:
    bench.close_market()
    assert word(bench.venue.place(entry())) == "TRADING_DISABLED"
