"""A client that we did not write: the SDK's own typed methods, as any program would call them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
import requests
from coinbase.rest import RESTClient
from requests.exceptions import HTTPError

from sandbox.coinbase import StandInCoinbase
from tests.fakes.coinbase_standin import BROKERAGE
from tests.integration.coinbase_standin.calls import BTC

pytestmark = pytest.mark.integration

END = "2099-01-01T00:00:00Z"
UP, DOWN = "STOP_DIRECTION_STOP_UP", "STOP_DIRECTION_STOP_DOWN"

PLACEMENTS: dict[str, Callable[[RESTClient, str], Any]] = {
    "limit_limit_gtc": lambda c, i: c.limit_order_gtc_buy(i, BTC, "0.001", "60000"),
    "limit_limit_gtd": lambda c, i: c.limit_order_gtd_buy(i, BTC, "0.001", "60000", END),
    "limit_limit_fok": lambda c, i: c.limit_order_fok_buy(i, BTC, "0.001", "66000"),
    "sor_limit_ioc": lambda c, i: c.limit_order_ioc_buy(i, BTC, "0.001", "66000"),
    "market_market_ioc": lambda c, i: c.market_order_buy(i, BTC, quote_size="50"),
    "stop_limit_stop_limit_gtc": lambda c, i: c.stop_limit_order_gtc_buy(
        i, BTC, "0.001", "71000", "70000", UP
    ),
    "stop_limit_stop_limit_gtd": lambda c, i: c.stop_limit_order_gtd_sell(
        i, BTC, "0.001", "59000", "60000", END, DOWN
    ),
    "trigger_bracket_gtc": lambda c, i: c.trigger_bracket_order_gtc_sell(
        i, BTC, "0.001", "70000", "60000"
    ),
    "trigger_bracket_gtd": lambda c, i: c.trigger_bracket_order_gtd_sell(
        i, BTC, "0.001", "70000", "60000", END
    ),
}


TURNED: dict[str, Callable[[RESTClient], Any]] = {
    UP: lambda c: c.stop_limit_order_gtc_sell("turned", BTC, "0.001", "69000", "70000", UP),
    DOWN: lambda c: c.stop_limit_order_gtc_buy("turned", BTC, "0.001", "61000", "60000", DOWN),
}


@pytest.fixture
def rich(stand_in: StandInCoinbase, client: RESTClient) -> RESTClient:
    stand_in.control.deposit("BTC", "1")
    return client


@pytest.mark.parametrize("name", PLACEMENTS)
def test_every_order_helper_places_what_it_says(rich: RESTClient, name: str) -> None:
    answer = PLACEMENTS[name](rich, f"typed-{name}")
    assert answer.success, answer.to_dict()
    shown = rich.get_order(answer.success_response["order_id"]).order
    assert list(shown.order_configuration.to_dict()) == [name]
    assert shown.client_order_id == f"typed-{name}"


@pytest.mark.parametrize("direction", TURNED)
def test_either_side_may_wait_in_either_direction(rich: RESTClient, direction: str) -> None:
    answer = TURNED[direction](rich)
    assert answer.success, answer.to_dict()
    shown = rich.get_order(answer.success_response["order_id"]).order.to_dict()
    fields = shown["order_configuration"]["stop_limit_stop_limit_gtc"]
    assert (shown["status"], fields["stop_direction"]) == ("OPEN", direction)


def test_an_attached_bracket_rides_on_an_order_helper(rich: RESTClient) -> None:
    bracket = {"trigger_bracket_gtc": {"limit_price": "70000", "stop_trigger_price": "60000"}}
    answer = rich.limit_order_gtc_buy(
        "typed-attached", BTC, "0.001", "64000", attached_order_configuration=bracket
    )
    shown = rich.get_order(answer.success_response["order_id"]).order
    assert shown.attached_order_configuration == bracket


@pytest.mark.parametrize(
    ("ask", "size"),
    [
        (lambda c: c.preview_limit_order_gtc_buy(BTC, "0.001", "60000"), "0.001"),
        (lambda c: c.preview_market_order_buy(BTC, base_size="0.003"), "0.003"),
        (lambda c: c.preview_limit_order_ioc_sell(BTC, "0.002", "60000"), "0.002"),
        (lambda c: c.preview_trigger_bracket_order_gtc_sell(BTC, "0.1", "70000", "60000"), "0.1"),
        (lambda c: c.preview_stop_limit_order_gtc_sell(BTC, "1", "59000", "60000", DOWN), "1"),
    ],
)
def test_previews_tell_size_and_total(
    rich: RESTClient, ask: Callable[[RESTClient], Any], size: str
) -> None:
    preview = ask(rich)
    assert (preview.errs, preview.base_size) == ([], size)
    assert float(preview.order_total) > 0
    assert float(preview.commission_total) > 0


def test_a_preview_of_a_quote_size_has_its_fee_inside(rich: RESTClient) -> None:
    preview = rich.preview_market_order_buy(BTC, quote_size="100.6")
    assert (preview.order_total, preview.commission_total) == ("100", "0.6")


def test_an_edit_and_its_preview_take_size_and_price(rich: RESTClient) -> None:
    order_id = rich.limit_order_gtc_buy("typed", BTC, "0.001", "60000").success_response["order_id"]
    assert rich.preview_edit_order(order_id, size="0.002", price="59000").errors == []
    assert rich.edit_order(order_id, size="0.002", price="59000").success
    fields = rich.get_order(order_id).order.order_configuration.limit_limit_gtc
    assert (fields["base_size"], fields["limit_price"]) == ("0.002", "59000")


def test_a_batch_of_cancels_answers_for_each(rich: RESTClient) -> None:
    order_id = rich.limit_order_gtc_buy("typed", BTC, "0.001", "60000").success_response["order_id"]
    results = rich.cancel_orders([order_id, "nobody"]).results
    assert [each.success for each in results] == [True, False]


def test_lists_of_orders_take_every_filter(rich: RESTClient) -> None:
    rich.limit_order_gtc_buy("gtc", BTC, "0.001", "60000")
    rich.limit_order_gtd_buy("gtd", BTC, "0.001", "60000", END)
    found = rich.list_orders(
        product_ids=[BTC],
        product_type="SPOT",
        order_status=["OPEN"],
        order_types=["LIMIT"],
        time_in_forces=["GOOD_UNTIL_DATE_TIME"],
        order_side="BUY",
        start_date="2020-01-01T00:00:00Z",
        end_date=END,
        limit=5,
    )
    assert [each.client_order_id for each in found.orders] == ["gtd"]


def test_fills_take_a_span_of_time(rich: RESTClient) -> None:
    rich.limit_order_ioc_buy("typed", BTC, "0.001", "66000")
    assert len(rich.get_fills(start_sequence_timestamp="2020-01-01T00:00:00Z").fills) == 1
    assert rich.get_fills(end_sequence_timestamp="2020-01-01T00:00:00Z").fills == []


def test_candles_may_be_limited(rich: RESTClient) -> None:
    now = int(time.time())
    found = rich.get_candles(BTC, str(now - 3600), str(now), "ONE_MINUTE", limit=10)
    assert len(found.candles) == 10
    assert max(int(each.start) for each in found.candles) > now - 120


READS: dict[str, Callable[[RESTClient], Any]] = {
    "accounts": lambda c: c.get_accounts(limit=250).accounts,
    "products": lambda c: c.get_products(product_type="SPOT", get_tradability_status=True).products,
    "product": lambda c: [c.get_product(BTC)],
    "book": lambda c: [c.get_product_book(BTC, limit=1).pricebook],
    "bid_ask": lambda c: c.get_best_bid_ask([BTC, "ETH-USD"]).pricebooks,
    "trades": lambda c: c.get_market_trades(BTC, limit=5).trades,
    "fees": lambda c: [c.get_transaction_summary(product_type="SPOT").fee_tier],
    "permissions": lambda c: [c.get_api_key_permissions()],
    "portfolios": lambda c: c.get_portfolios().portfolios,
    "time": lambda c: [c.get_unix_time()],
    "public_products": lambda c: c.get_public_products(limit=3).products,
    "public_book": lambda c: [c.get_public_product_book(BTC).pricebook],
    "public_trades": lambda c: c.get_public_market_trades(BTC, limit=5).trades,
}


@pytest.mark.parametrize("name", READS)
def test_typed_reads_are_readable(rich: RESTClient, name: str) -> None:
    assert READS[name](rich)


def test_a_portfolio_tells_what_it_holds(rich: RESTClient) -> None:
    (portfolio,) = rich.get_portfolios().portfolios
    breakdown = rich.get_portfolio_breakdown(portfolio.uuid).breakdown
    assert {each.asset: each.total_balance_crypto for each in breakdown.spot_positions} == {
        "USD": 10000.0,
        "BTC": 1.0,
    }
    assert breakdown.portfolio_balances["total_balance"] == {"value": "75000", "currency": "USD"}


def test_another_portfolio_is_not_shown(rich: RESTClient) -> None:
    with pytest.raises(HTTPError) as refused:
        rich.get_portfolio_breakdown("6f3c0de1-0000-4000-8000-000000000000")
    assert refused.value.response.status_code == 404
    assert rich.get_portfolios(portfolio_type="DEFAULT").portfolios == []


@pytest.mark.parametrize(
    ("call", "status", "word"),
    [
        (lambda c: c.get_futures_balance_summary(), 403, "PERMISSION_DENIED"),
        (lambda c: c.list_futures_positions(), 403, "PERMISSION_DENIED"),
        (lambda c: c.close_position("typed", BTC), 403, "PERMISSION_DENIED"),
        (lambda c: c.move_portfolio_funds("1", "USD", "a", "b"), 403, "PERMISSION_DENIED"),
        (lambda c: c.list_payment_methods(), 404, "NOT_FOUND"),
    ],
    ids=["balance", "positions", "close", "move", "payments"],
)
def test_what_is_not_here_is_refused_in_the_gateways_shape(
    rich: RESTClient, call: Callable[[RESTClient], Any], status: int, word: str
) -> None:
    with pytest.raises(HTTPError) as refused:
        call(rich)
    assert refused.value.response.status_code == status
    assert refused.value.response.json()["error"] == word


def token(stand_in: StandInCoinbase, **claims: object) -> str:
    now, key = int(time.time()), stand_in.key
    payload = {"sub": key["name"], "iss": "cdp", "nbf": now, "exp": now + 120, **claims}
    headers = {"kid": key["name"]}
    return jwt.encode(payload, key["privateKey"], algorithm="ES256", headers=headers)


def status_of(stand_in: StandInCoinbase, **claims: object) -> int:
    answer = requests.get(
        f"https://{stand_in.base_url}{BROKERAGE}/key_permissions",
        headers={"Authorization": f"Bearer {token(stand_in, **claims)}"},
        verify=str(stand_in.ca_bundle),
        timeout=5,
    )
    return answer.status_code


def test_tokens_of_other_clients_are_understood(
    stand_in: StandInCoinbase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    uri = f"GET {stand_in.base_url}{BROKERAGE}/key_permissions"
    older = {"iss": "coinbase-cloud", "aud": ["retail_rest_api_proxy"], "uri": uri}
    newer = {"aud": ["cdp_service"], "uris": [uri]}
    statuses = [status_of(stand_in, **claims) for claims in (older, newer)]
    assert statuses == [200, 200]
    assert status_of(stand_in, iss="somebody", uri=uri) == 401
    assert status_of(stand_in, uris=["GET elsewhere"]) == 401
