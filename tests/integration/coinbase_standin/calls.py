"""The calls that the tests make, by the SDK's generic methods: plain dicts come back."""

from __future__ import annotations

from typing import Any

from coinbase.rest import RESTClient

from tests.fakes.coinbase_standin import BROKERAGE

type Json = dict[str, Any]

BTC = "BTC-USD"
BRACKET = {"trigger_bracket_gtc": {"limit_price": "70000", "stop_trigger_price": "60000"}}


def get(client: RESTClient, path: str, **params: Any) -> Json:  # noqa: ANN401 - any query value
    return dict(client.get(BROKERAGE + path, params=params))


def post(client: RESTClient, path: str, **body: Any) -> Json:  # noqa: ANN401 - any JSON value
    return dict(client.post(BROKERAGE + path, data=body))


def limit(price: str = "64000", size: str = "0.01", **more: Any) -> Json:  # noqa: ANN401
    return {
        "limit_limit_gtc": {"base_size": size, "limit_price": price, "post_only": False, **more}
    }


def create(
    client: RESTClient,
    configuration: Json | None = None,
    *,
    side: str = "BUY",
    product_id: str = BTC,
    client_order_id: str = "sf1-test",
    **more: Any,  # noqa: ANN401
) -> Json:
    return post(
        client,
        "/orders",
        client_order_id=client_order_id,
        product_id=product_id,
        side=side,
        order_configuration=configuration or limit(),
        **more,
    )


def placed(client: RESTClient, configuration: Json | None = None, **more: Any) -> str:  # noqa: ANN401
    """The new order's id."""
    answer = create(client, configuration, **more)
    assert answer["success"], answer
    return str(answer["success_response"]["order_id"])


def refused(client: RESTClient, configuration: Json | None = None, **more: Any) -> Json:  # noqa: ANN401
    answer = create(client, configuration, **more)
    assert answer["success"] is False
    return dict(answer["error_response"])


def order(client: RESTClient, order_id: str) -> Json:
    return dict(get(client, f"/orders/historical/{order_id}")["order"])


def wallet(client: RESTClient, currency: str) -> tuple[str, str]:
    """Available and hold."""
    accounts = get(client, "/accounts", limit=250)["accounts"]
    (found,) = (account for account in accounts if account["currency"] == currency)
    return found["available_balance"]["value"], found["hold"]["value"]
