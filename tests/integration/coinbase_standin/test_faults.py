from __future__ import annotations

from collections.abc import Callable

import pytest
from coinbase.jwt_generator import build_rest_jwt, format_jwt_uri
from coinbase.rest import RESTClient
from requests import ConnectionError as LostConnectionError
from requests import HTTPError, JSONDecodeError, ReadTimeout

from sandbox.coinbase import StandInCoinbase
from sandbox.coinbase.api_key import StandInKey
from sandbox.coinbase.faults import UnknownFaultError
from tests.fakes.coinbase_standin import SettableClock, running_stand_in, sdk_client
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


def orders_at_the_venue(stand_in: StandInCoinbase) -> list[str]:
    return [each["client_order_id"] for each in stand_in.control.state()["orders"]]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("drop_response_after_accept", LostConnectionError),
        ("5xx_after_accept", HTTPError),
        ("not_json_after_accept", JSONDecodeError),
    ],
)
def test_an_order_may_exist_though_no_usable_answer_came(
    stand_in: StandInCoinbase, client: RESTClient, fault: str, error: type[Exception]
) -> None:
    stand_in.control.fault(fault)

    with pytest.raises(error):
        create(client)

    assert orders_at_the_venue(stand_in) == ["sf1-test"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("drop_before_accept", LostConnectionError),
        ("5xx", HTTPError),
        ("429_json", HTTPError),
        ("429_html", HTTPError),
        ("unauthorized", HTTPError),
    ],
)
def test_an_order_does_not_exist_after_a_failure_at_the_door(
    stand_in: StandInCoinbase, client: RESTClient, fault: str, error: type[Exception]
) -> None:
    stand_in.control.fault(fault)

    with pytest.raises(error):
        create(client)

    assert orders_at_the_venue(stand_in) == []


def test_a_fault_happens_as_often_as_it_was_armed(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("5xx", count=2)

    for _ in range(2):
        with pytest.raises(HTTPError):
            get(client, "/accounts")

    assert get(client, "/accounts")["size"] == 49


def test_a_fault_may_be_for_one_path(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("drop_response_after_accept", value="batch_cancel")
    order_id = placed(client)

    with pytest.raises(LostConnectionError):
        post(client, "/orders/batch_cancel", order_ids=[order_id])


def test_faults_can_be_cleared(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("5xx", count=99)
    stand_in.control.fault("edit_limit", value=0)

    stand_in.control.clear_faults()

    assert stand_in.control.state()["faults"]["armed"] == []
    assert get(client, "/accounts")["size"] == 49


def test_an_unknown_fault_is_an_error(stand_in: StandInCoinbase) -> None:
    with pytest.raises(UnknownFaultError, match="no fault is called storm"):
        stand_in.control.fault("storm")


def test_throttling_may_come_as_json(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("429_json")

    with pytest.raises(HTTPError) as error:
        get(client, "/accounts")

    assert error.value.response.status_code == 429
    assert error.value.response.json()["errors"][0]["id"] == "rate_limit_exceeded"


def test_throttling_may_come_as_a_page(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("429_html")

    with pytest.raises(HTTPError) as error:
        get(client, "/accounts")

    assert error.value.response.headers["content-type"].startswith("text/html")
    assert len(error.value.response.text) > 4000


def test_answers_carry_the_rate_limit(client: RESTClient) -> None:
    answer = client.session.get(f"https://{client.base_url}/api/v3/brokerage/time", timeout=5)

    assert answer.headers["x-ratelimit-limit"] == "30"


@pytest.mark.parametrize("skew", [-300, 300])
def test_a_venue_with_another_clock_refuses_our_tokens_and_says_its_time(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock, skew: int
) -> None:
    stand_in.control.fault("clock_skew", value=skew)

    with pytest.raises(HTTPError) as error:
        get(client, "/accounts")

    assert error.value.response.status_code == 401
    assert error.value.response.text == "Unauthorized"
    seconds = int(get(client, "/time")["epochSeconds"])
    assert abs(seconds - clock().timestamp() - skew) < 5


def test_too_many_requests_in_a_second_are_throttled(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("rate_limit", value=2)
    for _ in range(2):
        get(client, "/key_permissions")
    with pytest.raises(HTTPError, match="429"):
        get(client, "/key_permissions")
    clock.advance(1.1)

    assert get(client, "/key_permissions")["can_view"] is True


def test_public_and_private_requests_are_counted_apart(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("rate_limit", value=1)
    for _ in range(3):
        get(client, "/time")

    assert get(client, "/key_permissions")["can_view"] is True


def test_the_headers_count_what_remains(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("rate_limit_public", value=5)
    get(client, "/time")
    answer = client.session.get(f"https://{client.base_url}/api/v3/brokerage/time", timeout=5)

    assert answer.headers["x-ratelimit-remaining"] == "3"


def test_a_dollar_coin_may_lose_its_peg(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.price(BTC, "60000")
    stand_in.control.fault("depeg", value="0.8")

    assert get(client, "/products/BTC-USDC")["price"] == "75000"
    assert get(client, f"/products/{BTC}")["price"] == "60000"


def test_candles_follow_a_lost_peg(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("depeg", value="0.8")
    stand_in.control.price(BTC, "60000")
    now = int(clock().timestamp())
    query = {"start": str(now - 60), "end": str(now), "granularity": "ONE_MINUTE"}

    newest = get(client, "/products/BTC-USDC/candles", **query)["candles"][0]

    assert newest["close"] == "75000"


@pytest.mark.parametrize(
    ("name", "value", "usd"),
    [
        ("deposit", {"currency": "USD", "amount": "5"}, "10005"),
        ("withdrawal", {"currency": "USD", "amount": "10"}, "9990"),
    ],
)
def test_the_owner_moves_money_by_hand(
    stand_in: StandInCoinbase, client: RESTClient, name: str, value: object, usd: str
) -> None:
    stand_in.control.fault(name, value=value)

    assert wallet(client, "USD")[0] == usd


def test_the_owner_sells_by_hand(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.deposit("BTC", "1")
    stand_in.control.fault("manual_sale", value={"product_id": BTC, "base_size": "0.4"})

    assert wallet(client, "BTC")[0] == "0.6"


def test_a_foreign_key_is_refused(stand_in: StandInCoinbase) -> None:
    other = StandInCoinbase()
    foreign = sdk_client(stand_in, api_secret=other.key["privateKey"])

    with foreign as client, pytest.raises(HTTPError, match="401"):
        get(client, "/accounts")
    other.stop()


def test_a_key_of_the_newer_kind_is_accepted() -> None:
    with (
        running_stand_in(key_algorithm="EdDSA") as stand_in,
        sdk_client(stand_in) as client,
    ):
        assert get(client, "/key_permissions")["can_trade"] is True


@pytest.mark.parametrize(("ours", "theirs"), [("ES256", "EdDSA"), ("EdDSA", "ES256")])
def test_a_token_signed_by_a_key_of_another_kind_is_refused(ours: str, theirs: str) -> None:
    foreign = StandInKey.make(theirs)
    with (
        running_stand_in(key_algorithm=ours) as stand_in,
        sdk_client(stand_in, api_secret=foreign.private_key) as client,
        pytest.raises(HTTPError, match="401"),
    ):
        get(client, "/accounts")


def test_a_token_for_another_request_is_refused(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    uri = format_jwt_uri("GET", "/api/v3/brokerage/accounts")
    uri = uri.replace("api.coinbase.com", stand_in.base_url)
    token = build_rest_jwt(uri, stand_in.key["name"], stand_in.key["privateKey"])
    headers = {"Authorization": f"Bearer {token}"}
    url = f"https://{stand_in.base_url}/api/v3/brokerage/key_permissions"

    assert client.session.get(url, headers=headers, timeout=5).status_code == 401
    right = url.replace("key_permissions", "accounts")
    assert client.session.get(right, headers=headers, timeout=5).status_code == 200


def test_a_request_without_a_token_is_refused(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    url = f"https://{stand_in.base_url}/api/v3/brokerage/accounts"

    assert client.session.get(url, timeout=5).status_code == 401


def test_an_authority_of_another_start_is_not_trusted(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    client.session.verify = True

    with pytest.raises(LostConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        get(client, "/time")
    assert stand_in.ca_bundle.exists()


def test_a_slow_venue_lets_the_client_time_out(stand_in: StandInCoinbase) -> None:
    stand_in.control.fault("latency", value=0.5)
    with sdk_client(stand_in, timeout=0.1) as client, pytest.raises(ReadTimeout):
        get(client, "/time")


def test_a_new_order_may_not_be_found_at_first(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("404_after_create", count=1)
    order_id = placed(client)

    with pytest.raises(HTTPError, match="404"):
        order(client, order_id)

    assert order(client, order_id)["status"] == "OPEN"


def test_a_list_may_miss_the_newest_order(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("list_misses_newest")
    placed(client)

    assert get(client, "/orders/historical/batch")["orders"] == []
    assert len(get(client, "/orders/historical/batch")["orders"]) == 1


def test_a_queued_order_is_not_open_yet_but_cancelable(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("queue_lag", value=60)
    order_id = placed(client)
    assert order(client, order_id)["status"] == "PENDING"
    assert get(client, "/orders/historical/batch", order_status=["OPEN"])["orders"] == []

    clock.advance(61)

    assert order(client, order_id)["status"] == "OPEN"


def test_a_queued_order_shows_no_fills_yet(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("queue_lag", value=60)
    order_id = placed(client, limit("66000"))
    assert order(client, order_id)["filled_size"] == "0"
    assert get(client, "/orders/historical/fills")["fills"] == []

    clock.advance(61)

    assert order(client, order_id)["status"] == "FILLED"
    assert len(get(client, "/orders/historical/fills")["fills"]) == 1


def test_fills_may_be_reported_late(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("late_fill", value=60)
    order_id = placed(client)
    stand_in.control.price(BTC, "64000")
    assert order(client, order_id)["status"] == "FILLED"
    assert get(client, "/orders/historical/fills")["fills"] == []

    clock.advance(61)

    assert len(get(client, "/orders/historical/fills")["fills"]) == 1


def test_the_same_id_again_returns_the_original_order(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    order_id = placed(client)

    assert placed(client) == order_id
    assert orders_at_the_venue(stand_in) == ["sf1-test"]


def test_the_same_id_again_may_be_refused(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("duplicate_id", value="reject")
    placed(client)

    assert refused(client)["error"] == "DUPLICATE_CLIENT_ORDER_ID"
    assert orders_at_the_venue(stand_in) == ["sf1-test"]


def test_an_id_of_more_than_128_characters_is_an_invalid_argument(client: RESTClient) -> None:
    placed(client, client_order_id="x" * 128)

    with pytest.raises(HTTPError, match="INVALID_ARGUMENT"):
        placed(client, client_order_id="x" * 129)


def test_an_attached_bracket_may_be_refused(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("attached_refused")

    problem = refused(client, attached_order_configuration=BRACKET)

    assert problem["error"] == "ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT"
    assert placed(client)


@pytest.mark.parametrize(
    ("setting", "after_part", "after_all"),
    [("at_accept", "OPEN", "OPEN"), ("first_fill", "OPEN", "OPEN"), ("full_fill", "", "OPEN")],
)
def test_the_child_appears_when_the_setting_says(
    stand_in: StandInCoinbase, client: RESTClient, setting: str, after_part: str, after_all: str
) -> None:
    stand_in.control.fault("attached_child", value=setting)
    parent_id = placed(client, attached_order_configuration=BRACKET)
    seen = []
    for size in ("0.004", None):
        stand_in.control.price(BTC, "64000", base_size=size)
        child_id = order(client, parent_id)["attached_order_id"]
        seen.append(order(client, child_id)["status"] if child_id else "")

    assert seen == [after_part, after_all]


def test_a_waiting_child_is_pending_and_named_in_the_answer(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("attached_child", value="at_accept")
    answer = create(client, attached_order_configuration=BRACKET)

    child = order(client, answer["success_response"]["attached_order_id"])

    assert [child["status"], child["workable_size"]] == ["PENDING", "0"]


@pytest.mark.parametrize(
    ("setting", "status"), [("child_keeps_fills", "OPEN"), ("child_dies", "CANCELLED")]
)
def test_a_partly_filled_parent_takes_its_child_along_or_not(
    stand_in: StandInCoinbase,
    client: RESTClient,
    clock: SettableClock,
    setting: str,
    status: str,
) -> None:
    stand_in.control.fault("parent_cancel", value=setting)
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.price(BTC, "64000", base_size="0.004")

    post(client, "/orders/batch_cancel", order_ids=[parent_id])
    clock.advance(1)

    assert order(client, order(client, parent_id)["attached_order_id"])["status"] == status


def test_a_child_may_be_refused_at_the_fill(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("child_refused_at_fill")
    parent_id = placed(client, attached_order_configuration=BRACKET)

    stand_in.control.price(BTC, "64000")

    assert order(client, parent_id)["attached_order_id"] == ""
    assert wallet(client, "BTC") == ("0.01", "0")


def test_a_setting_may_change_while_an_entry_rests(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    parent_id = placed(client, attached_order_configuration=BRACKET)
    stand_in.control.fault("child_refused_at_fill")

    stand_in.control.price(BTC, "64000")

    assert order(client, parent_id)["attached_order_id"] == ""


def test_an_order_may_fill_while_its_cancel_is_under_way(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("cancel_race")
    order_id = placed(client)

    answer = post(client, "/orders/batch_cancel", order_ids=[order_id])
    clock.advance(1)

    assert answer["results"][0]["success"] is True
    assert order(client, order_id)["status"] == "FILLED"


def test_a_cancel_may_be_refused(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("cancel_refused", value="ORDER_IS_BEING_REPLACED")
    order_id = placed(client)

    (result,) = post(client, "/orders/batch_cancel", order_ids=[order_id])["results"]

    assert [result["success"], result["failure_reason"]] == [False, "ORDER_IS_BEING_REPLACED"]


@pytest.mark.parametrize(
    ("shape", "of"),
    [
        ("list", lambda errors: errors[0]["edit_failure_reason"]),
        ("object", lambda errors: errors["edit_failure_reason"]),
    ],
)
def test_an_edit_may_be_refused_in_two_shapes(
    stand_in: StandInCoinbase, client: RESTClient, shape: str, of: Callable[[object], str]
) -> None:
    stand_in.control.fault("edit_refused")
    stand_in.control.fault("edit_errors", value=shape)

    answer = post(client, "/orders/edit", order_id=placed(client), price="63000", size="0.01")

    assert of(answer["errors"]) == "ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED"


def test_the_sdks_typed_edit_breaks_on_an_object(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("edit_refused")
    stand_in.control.fault("edit_errors", value="object")

    with pytest.raises(TypeError):
        client.edit_order(placed(client), "0.01", "63000")


def test_edits_may_be_limited(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("edit_limit", value=1)
    order_id = placed(client)

    first = post(client, "/orders/edit", order_id=order_id, price="63000", size="0.01")
    second = post(client, "/orders/edit", order_id=order_id, price="62000", size="0.01")

    assert first["success"] is True
    reason = second["errors"][0]["edit_failure_reason"]
    assert reason == "EXCEEDED_MAX_ALLOWED_EDIT_REQUEST_COUNT"


def test_an_order_may_be_refused_by_any_name(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("order_refused", value="GEOFENCING_RESTRICTION")

    assert refused(client)["error"] == "GEOFENCING_RESTRICTION"


def test_funds_may_be_missing(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("insufficient")

    assert refused(client)["error"] == "INSUFFICIENT_FUND"


def test_the_true_reason_may_hide_in_the_preview(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("refusal_shape", value="unknown")

    problem = refused(client, limit(size="9"))

    assert [problem["error"], problem["message"]] == ["UNKNOWN_FAILURE_REASON", ""]
    assert problem["preview_failure_reason"] == "PREVIEW_INSUFFICIENT_FUND"


def test_the_old_answer_had_the_id_at_its_top(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("legacy_create_shape")

    answer = create(client)

    assert answer["order_id"] == answer["success_response"]["order_id"]
    assert answer["failure_reason"] == "UNKNOWN_FAILURE_REASON"


def test_a_created_order_may_break_the_typed_answer(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("null_shapes", value="order_configuration")

    with pytest.raises(TypeError):
        client.limit_order_gtc_buy("sf1-null", BTC, "0.01", "64000")

    assert orders_at_the_venue(stand_in) == ["sf1-null"]


@pytest.mark.parametrize("name", ["order_configuration", "edit_history"])
def test_a_shown_order_may_have_nulls(
    stand_in: StandInCoinbase, client: RESTClient, name: str
) -> None:
    order_id = placed(client)
    stand_in.control.fault("null_shapes", value=name)

    assert order(client, order_id)[name] is None


def test_an_order_and_fills_may_be_null(stand_in: StandInCoinbase, client: RESTClient) -> None:
    order_id = placed(client)
    stand_in.control.fault("null_shapes", value="order")
    stand_in.control.fault("null_shapes", value="fills")

    assert get(client, f"/orders/historical/{order_id}")["order"] is None
    assert get(client, "/orders/historical/fills")["fills"] is None


@pytest.mark.parametrize(
    ("fault", "state", "left_open"),
    [
        ("limit_only", "limit_only", True),
        ("cancel_only", "cancel_only", True),
        ("post_only", "post_only", True),
        ("trading_disabled", "trading_disabled", True),
        ("auction_cancels_brackets", "auction_mode", False),
        ("delisted", "is_disabled", True),
    ],
)
def test_a_market_may_change_its_state(
    stand_in: StandInCoinbase, client: RESTClient, fault: str, state: str, *, left_open: bool
) -> None:
    stand_in.control.deposit("BTC", "1")
    fields = {"base_size": "0.5", "limit_price": "70000", "stop_trigger_price": "60000"}
    order_id = placed(client, {"trigger_bracket_gtc": fields}, side="SELL")

    stand_in.control.fault(fault, value=BTC)

    assert get(client, f"/products/{BTC}")[state] is True
    assert (order(client, order_id)["status"] == "OPEN") is left_open


def test_a_cleared_market_state_is_normal_again(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("cancel_only", value=BTC)

    stand_in.control.clear_faults()

    assert get(client, f"/products/{BTC}")["cancel_only"] is False


def test_a_target_may_fill_in_part_and_then_lose_its_stop(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.deposit("BTC", "1")
    fields = {"base_size": "1", "limit_price": "70000", "stop_trigger_price": "60000"}
    order_id = placed(client, {"trigger_bracket_gtc": fields}, side="SELL")

    stand_in.control.fault("bracket_partial_then_drop", value=order_id)

    shown = order(client, order_id)
    assert [shown["status"], shown["filled_size"]] == ["OPEN", "0.5"]
    assert shown["trigger_status"] == "STOP_PENDING"
    assert float(get(client, f"/products/{BTC}")["price"]) < 60000


def test_the_price_may_jump_over_the_stop(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.deposit("BTC", "1")
    fields = {"base_size": "1", "limit_price": "70000", "stop_trigger_price": "60000"}
    order_id = placed(client, {"trigger_bracket_gtc": fields}, side="SELL")

    stand_in.control.fault("gap_through_stop", value=order_id)

    shown = order(client, order_id)
    assert [shown["status"], shown["filled_size"]] == ["OPEN", "0"]
    assert shown["trigger_status"] == "STOP_TRIGGERED"


def test_balances_may_lag(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("balance_lag", value=60)
    placed(client)
    assert wallet(client, "USD") == ("10000", "0")

    clock.advance(61)

    assert wallet(client, "USD") == ("9356.16", "643.84")


def test_an_edit_may_be_accepted_and_change_nothing(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("edit_ignored")
    order_id = placed(client)
    before = client.get_order(order_id).to_dict()["order"]["order_configuration"]

    answer = post(client, "/orders/edit", order_id=order_id, price="63000", size="0.01")

    assert answer == {"success": True, "errors": []}
    assert client.get_order(order_id).to_dict()["order"]["order_configuration"] == before


def test_surveillance_writes_about_orders_without_end(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("surveillance", value=3)
    for number in range(3):
        create(client, client_order_id=f"sf1-{number}")
    tolerated = stand_in.control.state()["letters"]

    create(client, client_order_id="sf1-3")
    (letter,) = stand_in.control.state()["letters"]
    stand_in.control.reset_requests()
    create(client, client_order_id="sf1-4")
    clock.advance(3600)
    for number in range(5, 8):
        create(client, client_order_id=f"sf1-{number}")

    assert tolerated == []
    assert (letter["product_id"], letter["side"], letter["calls"]) == ("BTC-USD", "BUY", 4)
    assert stand_in.control.state()["letters"] == []
