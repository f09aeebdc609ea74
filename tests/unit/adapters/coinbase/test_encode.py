from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.encode import edit_body, order_body, preview_body, unsendable
from signalfill.adapters.coinbase.parse import parse_order
from signalfill.domain.order import AttachedBracket, OrderKind, OrderRequest, OrderSide
from tests.unit.adapters.coinbase.payloads import CLIENT_ORDER_ID, ORDER_ID, order


def request(**changes: object) -> OrderRequest:
    values = {
        "client_order_id": CLIENT_ORDER_ID,
        "product_id": "BTC-USD",
        "side": OrderSide.BUY,
        "kind": OrderKind.LIMIT_GTC,
        "base_size": Decimal("0.01"),
        "limit_price": Decimal(60000),
        **changes,
    }
    return OrderRequest.model_validate(values)


def test_a_resting_limit_is_limit_limit_gtc() -> None:
    assert order_body(request()) == {
        "client_order_id": CLIENT_ORDER_ID,
        "product_id": "BTC-USD",
        "side": "BUY",
        "order_configuration": {
            "limit_limit_gtc": {"base_size": "0.01", "limit_price": "60000", "post_only": False}
        },
    }


def test_a_marketable_limit_is_sor_limit_ioc() -> None:
    body = order_body(request(kind=OrderKind.LIMIT_IOC))
    assert body["order_configuration"] == {
        "sor_limit_ioc": {"base_size": "0.01", "limit_price": "60000"}
    }


def test_a_bracket_carries_take_profit_and_trigger() -> None:
    body = order_body(
        request(kind=OrderKind.BRACKET, side=OrderSide.SELL, stop_price=Decimal(57000))
    )
    assert body["order_configuration"] == {
        "trigger_bracket_gtc": {
            "base_size": "0.01",
            "limit_price": "60000",
            "stop_trigger_price": "57000",
        }
    }


@pytest.mark.parametrize(
    ("side", "direction"),
    [(OrderSide.SELL, "STOP_DIRECTION_STOP_DOWN"), (OrderSide.BUY, "STOP_DIRECTION_STOP_UP")],
)
def test_a_stop_limit_says_from_which_side_the_price_comes(side: OrderSide, direction: str) -> None:
    body = order_body(request(kind=OrderKind.STOP_LIMIT, side=side, stop_price=Decimal(57000)))
    assert body["order_configuration"] == {
        "stop_limit_stop_limit_gtc": {
            "base_size": "0.01",
            "limit_price": "60000",
            "stop_price": "57000",
            "stop_direction": direction,
        }
    }


def test_a_preview_is_the_order_without_its_id() -> None:
    body = order_body(request())
    assert preview_body(request()) == {
        name: value for name, value in body.items() if name != "client_order_id"
    }


def test_an_attached_bracket_has_no_size() -> None:
    attached = AttachedBracket(take_profit_price=Decimal(66000), stop_price=Decimal(57000))
    assert order_body(request(attached=attached))["attached_order_configuration"] == {
        "trigger_bracket_gtc": {"limit_price": "66000", "stop_trigger_price": "57000"}
    }


def test_small_numbers_are_written_without_an_exponent() -> None:
    body = order_body(request(base_size=Decimal("1E+3"), limit_price=Decimal("1.2E-7")))
    limit = body["order_configuration"]["limit_limit_gtc"]
    assert (limit["base_size"], limit["limit_price"]) == ("1000", "0.00000012")


@pytest.mark.parametrize("client_order_id", ["", "x" * 129])
def test_an_id_that_the_venue_would_replace_or_refuse_is_not_sent(client_order_id: str) -> None:
    assert unsendable(request(client_order_id=client_order_id)) == "INVALID_CLIENT_ORDER_ID"


def test_an_id_of_the_longest_length_is_sent() -> None:
    assert unsendable(request(client_order_id="x" * 128)) is None


@pytest.mark.parametrize("kind", [OrderKind.BRACKET, OrderKind.STOP_LIMIT])
def test_a_stop_order_without_a_stop_is_not_sent(kind: OrderKind) -> None:
    assert unsendable(request(kind=kind)) == f"{kind.name}_WITHOUT_STOP"


def test_an_edit_repeats_take_profit_and_total_size() -> None:
    configuration = {
        "trigger_bracket_gtc": {
            "base_size": "0.01",
            "limit_price": "66000",
            "stop_trigger_price": "57000",
        }
    }
    bracket = parse_order(order(order_configuration=configuration, side="SELL"))
    assert edit_body(bracket, stop_price=Decimal("60000.00")) == {
        "order_id": ORDER_ID,
        "price": "66000",
        "size": "0.01",
        "stop_price": "60000.00",
    }


def test_an_order_that_shows_no_size_cannot_be_edited() -> None:
    assert edit_body(parse_order(order(order_configuration=None)), stop_price=Decimal(1)) is None


def test_an_edit_of_price_and_size_keeps_the_present_stop() -> None:
    configuration = {
        "trigger_bracket_gtc": {
            "base_size": "0.01",
            "limit_price": "66000",
            "stop_trigger_price": "57000",
        }
    }
    bracket = parse_order(order(order_configuration=configuration, side="SELL"))
    assert edit_body(bracket, limit_price=Decimal(67000), base_size=Decimal("0.02")) == {
        "order_id": ORDER_ID,
        "price": "67000",
        "size": "0.02",
        "stop_price": "57000",
    }


def test_an_edit_of_a_plain_limit_has_no_stop() -> None:
    assert edit_body(parse_order(order()), limit_price=Decimal("59999.99")) == {
        "order_id": ORDER_ID,
        "price": "59999.99",
        "size": "0.01",
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (OrderKind.LIMIT_GTC, "limit_limit_gtd"),
        (OrderKind.STOP_LIMIT, "stop_limit_stop_limit_gtd"),
        (OrderKind.BRACKET, "trigger_bracket_gtd"),
    ],
)
def test_an_order_with_an_end_is_good_till_its_date(kind: OrderKind, name: str) -> None:
    end = datetime(2026, 11, 24, 12, tzinfo=UTC)
    stop = None if kind is OrderKind.LIMIT_GTC else Decimal(57000)
    configuration = order_body(request(kind=kind, expires_at=end, stop_price=stop))
    ((written, fields),) = configuration["order_configuration"].items()
    assert (written, fields["end_time"]) == (name, "2026-11-24T12:00:00.000000Z")


def test_an_immediate_order_has_no_end() -> None:
    ioc = request(kind=OrderKind.LIMIT_IOC, expires_at=datetime(2026, 11, 24, tzinfo=UTC))
    assert unsendable(ioc) == "IMMEDIATE_WITH_END_TIME"
