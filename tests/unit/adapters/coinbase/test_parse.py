from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.parse import parse_fill, parse_order
from signalfill.domain.order import OrderKind, OrderStatus
from tests.unit.adapters.coinbase.payloads import fill, order

BRACKET = {
    "trigger_bracket_gtc": {
        "base_size": "0.01",
        "limit_price": "66000",
        "stop_trigger_price": "57000",
    }
}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PENDING", OrderStatus.SUBMITTED),
        ("QUEUED", OrderStatus.SUBMITTED),
        ("OPEN", OrderStatus.ACCEPTED),
        ("EDIT_QUEUED", OrderStatus.ACCEPTED),
        ("CANCEL_QUEUED", OrderStatus.PENDING_CANCEL),
        ("FILLED", OrderStatus.FILLED),
        ("CANCELLED", OrderStatus.CANCELED),
        ("EXPIRED", OrderStatus.EXPIRED),
        ("FAILED", OrderStatus.REJECTED),
        ("UNKNOWN_ORDER_STATUS", OrderStatus.SUBMITTED),
        ("A_STATUS_OF_NEXT_YEAR", OrderStatus.SUBMITTED),
        (None, OrderStatus.SUBMITTED),
    ],
)
def test_every_venue_status_has_one_of_ours_and_a_new_one_is_in_flight(
    status: str | None, expected: OrderStatus
) -> None:
    assert parse_order(order(status=status)).status is expected


def test_the_venues_own_word_is_kept() -> None:
    assert (
        parse_order(order(status="A_STATUS_OF_NEXT_YEAR")).venue_status == "A_STATUS_OF_NEXT_YEAR"
    )


def test_an_open_order_with_fills_is_partially_filled() -> None:
    parsed = parse_order(order(filled_size="0.004", filled_value="240", total_fees="1.44"))
    assert parsed.status is OrderStatus.PARTIALLY_FILLED


def test_an_open_order_with_a_pending_cancel_is_pending_cancel() -> None:
    assert parse_order(order(pending_cancel=True)).status is OrderStatus.PENDING_CANCEL


def test_a_limit_order_shows_size_and_price() -> None:
    parsed = parse_order(order())
    assert (parsed.kind, parsed.base_size, parsed.limit_price, parsed.stop_price) == (
        OrderKind.LIMIT_GTC,
        Decimal("0.01"),
        Decimal(60000),
        None,
    )


def test_a_bracket_shows_take_profit_and_stop() -> None:
    parsed = parse_order(
        order(order_configuration=BRACKET, side="SELL", trigger_status="STOP_PENDING")
    )
    assert (parsed.kind, parsed.limit_price, parsed.stop_price, parsed.stop_triggered) == (
        OrderKind.BRACKET,
        Decimal(66000),
        Decimal(57000),
        False,
    )


def test_a_triggered_stop_is_seen() -> None:
    assert parse_order(order(trigger_status="STOP_TRIGGERED")).stop_triggered


def test_a_configuration_of_another_kind_keeps_its_numbers_without_a_kind() -> None:
    other = {"twap_limit_gtd": {"base_size": "2", "limit_price": "9", "stop_price": "10"}}
    parsed = parse_order(order(order_configuration=other))
    assert (parsed.kind, parsed.base_size, parsed.stop_price) == (None, Decimal(2), Decimal(10))


def test_a_stop_limit_has_its_stop_and_limit() -> None:
    stop_limit = {
        "stop_limit_stop_limit_gtc": {
            "base_size": "2",
            "limit_price": "9",
            "stop_price": "10",
            "stop_direction": "STOP_DIRECTION_STOP_DOWN",
        }
    }
    parsed = parse_order(order(order_configuration=stop_limit, side="SELL"))
    assert (parsed.kind, parsed.limit_price, parsed.stop_price) == (
        OrderKind.STOP_LIMIT,
        Decimal(9),
        Decimal(10),
    )


def test_a_stop_limit_without_a_configuration_is_known_by_its_type() -> None:
    parsed = parse_order(order(order_configuration=None, order_type="STOP_LIMIT"))
    assert parsed.kind is OrderKind.STOP_LIMIT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("limit_limit_gtd", OrderKind.LIMIT_GTC),
        ("stop_limit_stop_limit_gtd", OrderKind.STOP_LIMIT),
        ("trigger_bracket_gtd", OrderKind.BRACKET),
    ],
)
def test_an_order_that_is_good_till_a_date_shows_its_end(name: str, kind: OrderKind) -> None:
    end = "2026-11-24T12:00:00Z"
    parsed = parse_order(order(order_configuration={name: {"base_size": "2", "end_time": end}}))
    assert (parsed.kind, parsed.expires_at) == (kind, datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.mark.parametrize("end", ["soon", "2026-11-24T12:00:00", 5, None])
def test_an_end_that_cannot_be_read_leaves_the_order_readable(end: object) -> None:
    configuration = {"limit_limit_gtd": {"base_size": "2", "end_time": end}}
    assert parse_order(order(order_configuration=configuration)).expires_at is None


@pytest.mark.parametrize(
    ("order_type", "kind"),
    [
        ("LIMIT", OrderKind.LIMIT_GTC),
        ("STOP_LIMIT", OrderKind.STOP_LIMIT),
        ("BRACKET", OrderKind.BRACKET),
    ],
)
def test_without_a_configuration_an_order_with_an_end_is_known_by_its_type(
    order_type: str, kind: OrderKind
) -> None:
    row = order(
        order_configuration=None, order_type=order_type, time_in_force="GOOD_UNTIL_DATE_TIME"
    )
    assert parse_order(row).kind is kind


def test_a_null_configuration_leaves_the_order_readable() -> None:
    parsed = parse_order(order(order_configuration=None, order_type="BRACKET", edit_history=None))
    assert (parsed.kind, parsed.base_size) == (OrderKind.BRACKET, None)


def test_numbers_that_are_empty_until_settled_are_zero() -> None:
    parsed = parse_order(order(filled_size="", filled_value=None, total_fees=""))
    assert {parsed.filled_size, parsed.filled_value, parsed.total_fees} == {Decimal(0)}


def test_parent_and_child_name_each_other() -> None:
    parsed = parse_order(order(attached_order_id="child", originating_order_id="parent"))
    assert (parsed.attached_order_id, parsed.originating_order_id) == ("child", "parent")


def test_empty_relations_are_none() -> None:
    parsed = parse_order(order())
    assert (parsed.attached_order_id, parsed.originating_order_id) == (None, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"reject_reason": "HOLD_FAILURE"}, "HOLD_FAILURE"),
        ({"cancel_message": "User requested cancel"}, "User requested cancel"),
    ],
)
def test_the_reason_of_an_end_is_kept(changes: dict[str, str], expected: str | None) -> None:
    assert parse_order(order(**changes)).reject_reason == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"order_id": ""},
        {"side": "UNKNOWN"},
        {"created_time": "x"},
        {"created_time": "2026-11-23T11:58:00"},
    ],
)
def test_an_order_without_id_side_or_time_is_not_guessed(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_order(order(**changes))


def test_a_fill_in_base_is_taken_as_it_is() -> None:
    parsed = parse_fill(fill())
    assert parsed is not None
    assert (parsed.base_size, parsed.commission, parsed.is_maker) == (
        Decimal("0.004"),
        Decimal("1.44"),
        True,
    )


def test_a_fill_in_quote_is_divided_by_its_price() -> None:
    parsed = parse_fill(fill(size="240", size_in_quote=True))
    assert parsed is not None
    assert parsed.base_size == Decimal("0.004")


def test_a_trade_taken_back_is_not_a_fill() -> None:
    assert parse_fill(fill(trade_type="REVERSAL")) is None


def test_nanoseconds_are_cut_to_microseconds() -> None:
    parsed = parse_fill(fill(trade_time="2026-11-23T11:59:00.123456789Z"))
    assert parsed is not None
    assert parsed.filled_at == datetime(2026, 11, 23, 11, 59, 0, 123456, tzinfo=UTC)
