from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from coinbase.rest import RESTClient
from requests.exceptions import HTTPError

from sandbox.coinbase import StandInCoinbase
from tests.fakes.coinbase_standin import SettableClock
from tests.integration.coinbase_standin.calls import (
    BRACKET,
    BTC,
    create,
    get,
    limit,
    order,
    placed,
    post,
    refused,
    wallet,
)

pytestmark = pytest.mark.integration


def test_a_created_order_is_answered_without_a_top_level_id(client: RESTClient) -> None:
    answer = create(client)

    assert answer.keys() == {"success", "success_response", "order_configuration"}
    assert answer["success_response"]["client_order_id"] == "sf1-test"
    assert answer["success_response"]["attached_order_id"] == ""


def test_the_typed_methods_of_the_sdk_read_our_answers(client: RESTClient) -> None:
    answer = client.limit_order_gtc_buy("sf1-typed", BTC, "0.01", "64000")
    shown = client.get_order(answer["success_response"]["order_id"]).order

    assert shown.status == "OPEN"
    assert shown.order_configuration.limit_limit_gtc.limit_price == "64000"


def test_a_resting_buy_holds_quote(client: RESTClient) -> None:
    order_id = placed(client)

    assert order(client, order_id)["outstanding_hold_amount"] == "643.84"
    assert wallet(client, "USD") == ("9356.16", "643.84")


def test_a_price_fills_a_resting_order(stand_in: StandInCoinbase, client: RESTClient) -> None:
    order_id = placed(client)

    stand_in.control.price(BTC, "63999")

    shown = order(client, order_id)
    assert shown["status"] == "FILLED"
    assert [shown["filled_size"], shown["average_filled_price"]] == ["0.01", "64000"]


def test_a_fill_is_listed_with_its_fee(stand_in: StandInCoinbase, client: RESTClient) -> None:
    order_id = placed(client)
    stand_in.control.price(BTC, "64000")

    (fill,) = get(client, "/orders/historical/fills", order_ids=[order_id])["fills"]

    assert [fill["price"], fill["size"], fill["commission"]] == ["64000", "0.01", "2.56"]
    assert fill["liquidity_indicator"] == "MAKER"


def test_an_attached_bracket_becomes_a_child_at_the_fill(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    assert order(client, parent_id)["attached_order_id"] == ""
    stand_in.control.price(BTC, "64000")

    parent = order(client, parent_id)
    child = order(client, parent["attached_order_id"])

    assert child["originating_order_id"] == parent_id
    assert [child["order_type"], child["side"], child["status"]] == ["BRACKET", "SELL", "OPEN"]
    assert child["trigger_status"] == "STOP_PENDING"
    assert child["order_configuration"]["trigger_bracket_gtc"]["base_size"] == "0.01"


@pytest.mark.parametrize(
    ("price", "trigger_status", "sold_at"),
    [("70100", "STOP_PENDING", "70000"), ("59900", "STOP_TRIGGERED", "59900")],
)
def test_a_child_exits_at_its_target_or_its_stop(
    stand_in: StandInCoinbase, client: RESTClient, price: str, trigger_status: str, sold_at: str
) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.price(BTC, "64000")
    child_id = order(client, parent_id)["attached_order_id"]

    stand_in.control.price(BTC, price)

    child = order(client, child_id)
    assert child["status"] == "FILLED"
    assert [child["trigger_status"], child["average_filled_price"]] == [trigger_status, sold_at]


def test_a_gap_leaves_the_triggered_bracket_open(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.price(BTC, "64000")

    stand_in.control.price(BTC, "50000")

    child = order(client, order(client, parent_id)["attached_order_id"])
    assert [child["status"], child["trigger_status"]] == ["OPEN", "STOP_TRIGGERED"]


def test_a_bracket_is_placed_on_its_own_and_holds_the_base(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.deposit("BTC", "0.5")
    fields = {"base_size": "0.5", "limit_price": "70000", "stop_trigger_price": "60000"}

    placed(client, {"trigger_bracket_gtc": fields}, side="SELL")

    assert wallet(client, "BTC") == ("0", "0.5")


def test_a_stop_limit_is_placed(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.deposit("BTC", "0.5")
    answer = client.stop_limit_order_gtc_sell(
        "sf1-stop", BTC, "0.5", "59000", "60000", "STOP_DIRECTION_STOP_DOWN"
    )

    shown = order(client, answer["success_response"]["order_id"])

    assert [shown["order_type"], shown["trigger_status"]] == ["STOP_LIMIT", "STOP_PENDING"]


def test_a_marketable_limit_takes_and_drops_its_rest(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.depth(BTC, "0.004")
    fields = {"base_size": "0.01", "limit_price": "65100"}

    shown = order(client, placed(client, {"sor_limit_ioc": fields}))

    assert [shown["status"], shown["filled_size"]] == ["CANCELLED", "0.004"]
    assert shown["time_in_force"] == "IMMEDIATE_OR_CANCEL"


def test_a_market_buy_by_quote_shows_its_fills_in_quote(client: RESTClient) -> None:
    answer = client.market_order_buy("sf1-quote", BTC, quote_size="15")
    order_id = answer["success_response"]["order_id"]

    shown = order(client, order_id)
    (fill,) = get(client, "/orders/historical/fills", order_ids=order_id)["fills"]

    assert [shown["size_in_quote"], shown["size_inclusive_of_fees"]] == [True, True]
    assert Decimal(shown["total_value_after_fees"]) == 15
    assert fill["size_in_quote"] is True
    assert fill["size"] == shown["filled_value"]


def test_a_limit_by_quote_size_buys_what_that_is_worth_at_its_limit(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    fields = {"quote_size": "320", "limit_price": "64000", "post_only": False}
    order_id = placed(client, {"limit_limit_gtc": fields})
    stand_in.control.price(BTC, "64000")

    shown = order(client, order_id)
    (fill,) = get(client, "/orders/historical/fills", order_ids=order_id)["fills"]

    assert [shown["status"], shown["filled_size"]] == ["FILLED", "0.005"]
    assert [shown["size_in_quote"], shown["size_inclusive_of_fees"]] == [True, False]
    assert [fill["size_in_quote"], fill["size"]] == [True, "320"]


def test_an_order_ends_at_its_end_time(client: RESTClient, clock: SettableClock) -> None:
    end = (clock() + timedelta(minutes=1)).isoformat()
    fields = {"base_size": "0.01", "limit_price": "64000", "end_time": end, "post_only": False}
    order_id = placed(client, {"limit_limit_gtd": fields})

    clock.advance(61)

    assert order(client, order_id)["status"] == "EXPIRED"


def test_a_cancel_is_first_queued_then_done(client: RESTClient, clock: SettableClock) -> None:
    order_id = placed(client)

    answer = post(client, "/orders/batch_cancel", order_ids=[order_id])
    (result,) = answer["results"]
    assert [result["success"], result["failure_reason"]] == [True, "UNKNOWN_CANCEL_FAILURE_REASON"]
    clock.advance(1)

    shown = order(client, order_id)
    assert [shown["status"], shown["cancel_message"]] == ["CANCELLED", "User requested cancel"]
    assert wallet(client, "USD") == ("10000", "0")


def test_a_cancel_under_way_shows_as_queued(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("cancel_lag", value=60)
    order_id = placed(client)
    post(client, "/orders/batch_cancel", order_ids=[order_id])

    assert order(client, order_id)["status"] == "CANCEL_QUEUED"
    assert get(client, "/orders/historical/batch", order_status=["OPEN"])["orders"] == []
    (again,) = post(client, "/orders/batch_cancel", order_ids=[order_id])["results"]
    assert again["failure_reason"] == "DUPLICATE_CANCEL_REQUEST"


def test_each_order_of_a_batch_has_its_own_result(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    filled = placed(client, client_order_id="sf1-1")
    stand_in.control.price(BTC, "64000")
    resting = placed(client, limit("50000"), client_order_id="sf1-2")

    results = post(client, "/orders/batch_cancel", order_ids=[filled, "nobody", resting])["results"]

    assert [each["failure_reason"] for each in results] == [
        "ORDER_IS_FULLY_FILLED",
        "UNKNOWN_CANCEL_ORDER",
        "UNKNOWN_CANCEL_FAILURE_REASON",
    ]


def test_an_edit_moves_a_brackets_stop(stand_in: StandInCoinbase, client: RESTClient) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.price(BTC, "64000")
    child_id = order(client, parent_id)["attached_order_id"]

    answer = post(
        client, "/orders/edit", order_id=child_id, price="70000", size="0.01", stop_price="63500"
    )

    assert answer == {"success": True, "errors": []}
    shown = order(client, child_id)
    assert shown["order_configuration"]["trigger_bracket_gtc"]["stop_trigger_price"] == "63500"
    assert [edit["price"] for edit in shown["edit_history"]] == ["70000"]


def test_an_edit_can_be_previewed(stand_in: StandInCoinbase, client: RESTClient) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.price(BTC, "64000")
    child_id = order(client, parent_id)["attached_order_id"]

    def errors(stop: str) -> list[str]:
        body = {"order_id": child_id, "price": "70000", "size": "0.01", "stop_price": stop}
        answer = post(client, "/orders/edit_preview", **body)
        return [each["edit_failure_reason"] for each in answer["errors"]]

    assert errors("63500") == []
    assert errors("64500") == ["INVALID_EDITED_STOP_LOSS_PRICE"]
    shown = order(client, child_id)["order_configuration"]["trigger_bracket_gtc"]
    assert shown["stop_trigger_price"] == "60000"


def test_an_edit_without_a_size_is_refused(client: RESTClient) -> None:
    answer = post(client, "/orders/edit", order_id=placed(client), price="63000")

    assert answer["success"] is False
    assert answer["errors"][0]["edit_failure_reason"] == "INVALID_EDITED_SIZE"


def test_a_refused_order_says_why_in_three_places(client: RESTClient) -> None:
    problem = refused(client, limit(size="1"))

    assert problem["error"] == "INSUFFICIENT_FUND"
    assert problem["preview_failure_reason"] == "PREVIEW_INSUFFICIENT_FUND"
    assert problem["message"] == "Insufficient balance in source account"


def test_some_reasons_are_known_to_the_preview_only(client: RESTClient) -> None:
    problem = refused(client, limit(size="0.00000001"))

    assert problem["error"] == "UNKNOWN_FAILURE_REASON"
    assert problem["preview_failure_reason"] == "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL"


@pytest.mark.parametrize(
    ("configuration", "reason"),
    [
        (limit("64000.001"), "INVALID_PRICE_PRECISION"),
        (limit(size="0.000000001"), "INVALID_SIZE_PRECISION"),
        (limit(size="1e-3"), "UNSUPPORTED_ORDER_CONFIGURATION"),
        ({"twap_limit_gtd": {}}, "UNSUPPORTED_ORDER_CONFIGURATION"),
        (limit() | {"sor_limit_ioc": {}}, "UNSUPPORTED_ORDER_CONFIGURATION"),
    ],
)
def test_what_the_venue_cannot_read_is_refused(
    client: RESTClient, configuration: dict[str, object], reason: str
) -> None:
    assert refused(client, configuration)["error"] == reason


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/orders", {"urgency": "high"}, "urgency"),
        ("/orders", {"order_configuration": {"trailing_stop": {}}}, "trailing_stop"),
        ("/orders", {"order_configuration": limit(trigger="60000")}, "trigger"),
        ("/orders", {"attached_order_configuration": {"stop_only": {}}}, "stop_only"),
        ("/orders/preview", {"client_order_id": "sf1-test"}, "client_order_id"),
        ("/orders/edit", {"order_id": "any", "limit_price": "64000"}, "limit_price"),
        ("/orders/batch_cancel", {"order_ids": ["any"], "reason": "late"}, "reason"),
    ],
)
def test_a_field_that_the_venue_does_not_know_is_an_error_and_changes_nothing(
    stand_in: StandInCoinbase,
    client: RESTClient,
    path: str,
    body: dict[str, object],
    field: str,
) -> None:
    order_body = {"client_order_id": "sf1-test", "product_id": BTC, "side": "BUY"}
    whole = order_body | {"order_configuration": limit()} | body if path == "/orders" else body

    with pytest.raises(HTTPError) as error:
        post(client, path, **whole)

    assert error.value.response.status_code == 400
    assert error.value.response.json()["message"] == f'proto: unknown field "{field}"'
    assert stand_in.control.state()["orders"] == []


@pytest.mark.parametrize(
    ("attached", "reason"),
    [
        ({"limit_limit_gtc": {}}, "ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT"),
        ({"trigger_bracket_gtc": {"limit_price": "70000"}}, "SINGLE_LEGGED_TPSL_NOT_ALLOWED"),
        (
            {"trigger_bracket_gtc": BRACKET["trigger_bracket_gtc"] | {"base_size": "1"}},
            "ATTACHED_ORDER_SIZE_MUST_BE_NIL",
        ),
    ],
)
def test_an_attachment_has_two_prices_and_no_size(
    client: RESTClient, attached: dict[str, object], reason: str
) -> None:
    assert refused(client, attached_order_configuration=attached)["error"] == reason


def test_a_preview_creates_nothing(stand_in: StandInCoinbase, client: RESTClient) -> None:
    answer = post(
        client,
        "/orders/preview",
        product_id=BTC,
        side="BUY",
        order_configuration=limit(),
        attached_order_configuration=BRACKET,
    )

    assert answer["errs"] == []
    assert answer["preview_id"]
    assert stand_in.control.state()["orders"] == []


def test_a_preview_names_what_would_be_refused(client: RESTClient) -> None:
    answer = post(
        client, "/orders/preview", product_id=BTC, side="BUY", order_configuration=limit(size="9")
    )

    assert answer["errs"] == ["PREVIEW_INSUFFICIENT_FUND"]


def test_a_usdc_order_spends_usdc_at_the_same_prices(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    assert refused(client, product_id="BTC-USDC")["error"] == "INSUFFICIENT_FUND"
    stand_in.control.deposit("USDC", "1000")
    order_id = placed(client, product_id="BTC-USDC", client_order_id="sf1-usdc")

    stand_in.control.price(BTC, "64000")

    assert order(client, order_id)["status"] == "FILLED"
    assert wallet(client, "USDC")[0] == "357.44"
