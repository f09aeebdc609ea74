from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.errors import HaltedError, VenueUnavailableError
from signalfill.domain.order import (
    Accepted,
    OrderKind,
    OrderSide,
    OrderStatus,
    RefusalKind,
    Refused,
    Throttled,
    Unknown,
)
from tests.integration.coinbase_adapter.conftest import BRACKET, Coinbase, request

pytestmark = pytest.mark.integration


def protected(coinbase: Coinbase) -> tuple[str, str]:
    """A filled entry and its attached bracket."""
    entry = coinbase.place(attached=BRACKET)
    coinbase.price("60000")
    child = coinbase.order(entry).attached_order_id
    assert child is not None
    return entry, child


def test_a_limit_order_rests(coinbase: Coinbase) -> None:
    order = coinbase.order(coinbase.place())
    assert (order.status, order.kind, order.base_size, order.limit_price) == (
        OrderStatus.ACCEPTED,
        OrderKind.LIMIT_GTC,
        Decimal("0.01"),
        Decimal(60000),
    )


def test_a_marketable_limit_fills_at_once(coinbase: Coinbase) -> None:
    order = coinbase.order(coinbase.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(62000)))
    assert (order.status, order.filled_size) == (OrderStatus.FILLED, Decimal("0.01"))


def test_a_filled_entry_has_its_attached_bracket(coinbase: Coinbase) -> None:
    entry, child = protected(coinbase)
    bracket = coinbase.order(child)
    assert (
        bracket.status,
        bracket.kind,
        bracket.side,
        bracket.base_size,
        bracket.limit_price,
        bracket.stop_price,
        bracket.originating_order_id,
    ) == (
        OrderStatus.ACCEPTED,
        OrderKind.BRACKET,
        OrderSide.SELL,
        Decimal("0.01"),
        Decimal(66000),
        Decimal(57000),
        entry,
    )


def test_a_bracket_is_placed_by_itself(coinbase: Coinbase) -> None:
    coinbase.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(62000))
    bracket = coinbase.place(
        client_order_id="sf1-x",
        side=OrderSide.SELL,
        kind=OrderKind.BRACKET,
        limit_price=Decimal(66000),
        stop_price=Decimal(57000),
    )
    assert coinbase.order(bracket).stop_price == 57000


def test_a_moved_stop_is_read_back(coinbase: Coinbase) -> None:
    _, child = protected(coinbase)
    outcome = coinbase.venue.edit(coinbase.order(child), stop_price=Decimal("59000.00"))
    after = coinbase.order(child)
    assert outcome == Accepted(venue_order_id=child)
    assert (after.stop_price, after.limit_price, after.base_size) == (
        Decimal(59000),
        Decimal(66000),
        Decimal("0.01"),
    )


@pytest.mark.parametrize("shape", ["list", "object"])
def test_a_refused_edit_names_its_reason_in_either_shape(coinbase: Coinbase, shape: str) -> None:
    _, child = protected(coinbase)
    coinbase.fault("edit_errors", shape)
    coinbase.fault("edit_refused", "CANNOT_EDIT_TRIGGERED_ORDER")
    outcome = coinbase.venue.edit(coinbase.order(child), stop_price=Decimal(59000))
    assert outcome == Refused(reason="CANNOT_EDIT_TRIGGERED_ORDER")


def test_a_triggered_stop_is_seen(coinbase: Coinbase) -> None:
    coinbase.stand_in.control.depth("BTC-USD", "0.004")
    entry = coinbase.place(attached=BRACKET)
    for _ in range(3):
        coinbase.price("60000")
    child = coinbase.order(entry).attached_order_id
    assert child is not None
    coinbase.price("56900")
    bracket = coinbase.order(child)
    assert (bracket.stop_triggered, bracket.status) == (True, OrderStatus.PARTIALLY_FILLED)


def test_a_cancel_is_asked_for_and_later_done(coinbase: Coinbase) -> None:
    coinbase.fault("cancel_lag", 30)
    order = coinbase.place()
    outcome = coinbase.venue.cancel([order])
    before = coinbase.status(order)
    coinbase.clock.advance(31)
    assert outcome == {order: Accepted(venue_order_id=order)}
    assert (before, coinbase.status(order)) == (OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED)


def test_an_order_may_fill_while_its_cancel_is_under_way(coinbase: Coinbase) -> None:
    coinbase.fault("cancel_race")
    order = coinbase.place()
    coinbase.venue.cancel([order])
    coinbase.clock.advance(1)
    assert coinbase.status(order) is OrderStatus.FILLED


def test_each_cancel_has_its_own_outcome(coinbase: Coinbase) -> None:
    order = coinbase.place()
    outcomes = coinbase.venue.cancel([order, "nobody"])
    assert isinstance(outcomes[order], Accepted)
    assert isinstance(outcomes["nobody"], Refused)


def test_fills_carry_size_price_fee_and_side(coinbase: Coinbase) -> None:
    order = coinbase.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(62000))
    (fill,) = coinbase.venue.fills([order])
    shown = coinbase.order(order)
    assert (fill.base_size, fill.commission, fill.side, fill.is_maker) == (
        shown.filled_size,
        shown.total_fees,
        OrderSide.BUY,
        False,
    )


def test_open_orders_include_what_is_in_flight(coinbase: Coinbase) -> None:
    resting = coinbase.place()
    coinbase.clock.advance(5)
    coinbase.fault("queue_lag", 3)
    queued = coinbase.place(client_order_id="sf1-2")
    found = {order.venue_order_id: order.status for order in coinbase.venue.open_orders()}
    assert found == {resting: OrderStatus.ACCEPTED, queued: OrderStatus.SUBMITTED}


def test_an_order_is_found_by_our_id_over_many_pages(coinbase: Coinbase) -> None:
    coinbase.fault("page_size", 2)
    since = coinbase.clock()
    wanted = coinbase.place()
    for number in range(5):
        coinbase.place(client_order_id=f"sf1-other-{number}")
    found = coinbase.venue.find_order(request().client_order_id, product_id="BTC-USD", since=since)
    assert found is not None
    assert found.venue_order_id == wanted


def test_an_order_that_was_never_placed_is_not_found(coinbase: Coinbase) -> None:
    assert coinbase.venue.find_order("sf1-2", product_id="BTC-USD", since=coinbase.clock()) is None


def test_an_order_that_the_list_misses_is_read_by_its_id(coinbase: Coinbase) -> None:
    order = coinbase.place()
    coinbase.fault("list_misses_newest")
    assert coinbase.status(order) is OrderStatus.ACCEPTED


def test_an_order_that_cannot_be_seen_yet_is_absent_and_then_there(coinbase: Coinbase) -> None:
    order = coinbase.place()
    coinbase.fault("list_misses_newest")
    coinbase.fault("404_after_create")
    assert coinbase.venue.orders([order]) == {}
    assert coinbase.status(order) is OrderStatus.ACCEPTED


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("drop_response_after_accept", "ConnectionError"),
        ("5xx_after_accept", "http_502"),
        ("not_json_after_accept", "JSONDecodeError"),
    ],
)
def test_an_order_whose_answer_was_lost_is_unknown_and_found(
    coinbase: Coinbase, fault: str, cause: str
) -> None:
    since = coinbase.clock()
    coinbase.fault(fault)
    outcome = coinbase.venue.place(request())
    found = coinbase.venue.find_order(request().client_order_id, product_id="BTC-USD", since=since)
    assert outcome == Unknown(cause=cause)
    assert found is not None
    assert coinbase.count_orders() == 1


def test_an_order_lost_before_the_venue_took_it_is_unknown_and_not_found(
    coinbase: Coinbase,
) -> None:
    since = coinbase.clock()
    coinbase.fault("drop_before_accept")
    outcome = coinbase.venue.place(request())
    assert isinstance(outcome, Unknown)
    assert (
        coinbase.venue.find_order(request().client_order_id, product_id="BTC-USD", since=since)
        is None
    )


def test_a_repeated_id_answered_with_the_original_is_accepted(coinbase: Coinbase) -> None:
    first = coinbase.place()
    assert coinbase.place() == first
    assert coinbase.count_orders() == 1


def test_a_repeated_id_that_is_rejected_must_be_searched(coinbase: Coinbase) -> None:
    coinbase.fault("duplicate_id", "reject")
    coinbase.place()
    assert coinbase.venue.place(request()) == Unknown(cause="duplicate_client_order_id")


@pytest.mark.parametrize("fault", ["429_html", "429_json"])
def test_a_throttled_order_was_not_placed(coinbase: Coinbase, fault: str) -> None:
    coinbase.fault(fault)
    assert isinstance(coinbase.venue.place(request()), Throttled)
    assert coinbase.count_orders() == 0


def test_an_order_beyond_the_balance_is_refused_for_good(coinbase: Coinbase) -> None:
    outcome = coinbase.venue.place(request(base_size=Decimal(1)))
    assert isinstance(outcome, Refused)
    assert (outcome.reason.removeprefix("PREVIEW_"), outcome.kind) == (
        "INSUFFICIENT_FUND",
        RefusalKind.FINAL,
    )


@pytest.mark.parametrize(
    "changes", [{"limit_price": Decimal("60000.001")}, {"base_size": Decimal("0.00000000001")}]
)
def test_too_many_decimals_are_correctable(coinbase: Coinbase, changes: dict[str, Decimal]) -> None:
    outcome = coinbase.venue.place(request(**changes))
    assert isinstance(outcome, Refused)
    assert outcome.kind is RefusalKind.CORRECTABLE


def test_a_reason_hidden_in_the_preview_is_found(coinbase: Coinbase) -> None:
    outcome = coinbase.venue.place(request(base_size=Decimal("0.00000001")))
    assert isinstance(outcome, Refused)
    assert outcome.reason == "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL"


def test_a_refused_attachment_is_a_refusal(coinbase: Coinbase) -> None:
    coinbase.fault("attached_refused")
    outcome = coinbase.venue.place(request(attached=BRACKET))
    assert isinstance(outcome, Refused)


def test_a_key_that_may_not_trade_halts_an_order(coinbase: Coinbase) -> None:
    coinbase.stand_in.control.permissions(can_trade=False)
    with pytest.raises(HaltedError, match="lacks a permission"):
        coinbase.venue.place(request())


@pytest.mark.parametrize("shape", ["order_configuration", "edit_history"])
def test_null_where_an_object_was_expected_leaves_the_order_readable(
    coinbase: Coinbase, shape: str
) -> None:
    order = coinbase.place()
    coinbase.fault("null_shapes", shape)
    assert coinbase.order(order).kind is OrderKind.LIMIT_GTC


def test_a_null_order_is_not_an_absent_order(coinbase: Coinbase) -> None:
    order = coinbase.place()
    coinbase.fault("list_misses_newest")
    coinbase.fault("null_shapes", "order")
    with pytest.raises(VenueUnavailableError):
        coinbase.venue.orders([order])


def test_null_fills_are_no_fills(coinbase: Coinbase) -> None:
    order = coinbase.place()
    coinbase.fault("null_shapes", "fills")
    assert coinbase.venue.fills([order]) == []


def test_the_older_answer_to_create_is_understood(coinbase: Coinbase) -> None:
    coinbase.fault("legacy_create_shape", value=True)
    assert coinbase.status(coinbase.place()) is OrderStatus.ACCEPTED


def test_our_books_equal_the_venues(coinbase: Coinbase) -> None:
    entry, child = protected(coinbase)
    coinbase.price("66000")
    fills = coinbase.venue.fills([entry, child])
    cash = sum(
        ((-1 if fill.side is OrderSide.BUY else 1) * fill.price * fill.base_size - fill.commission)
        for fill in fills
    )
    assert coinbase.venue.balances()["USD"].total == 10_000 + cash


def test_a_search_begins_before_the_moment_it_is_given(coinbase: Coinbase) -> None:
    placed = coinbase.place()
    found = coinbase.venue.find_order(
        request().client_order_id,
        product_id="BTC-USD",
        since=coinbase.clock() + timedelta(minutes=4),
    )
    assert found is not None
    assert found.venue_order_id == placed
