from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from coinbase.rest import RESTClient
from requests import HTTPError
from requests.adapters import HTTPAdapter

from sandbox.coinbase import StandInCoinbase
from tests.fakes.coinbase_standin import SettableClock
from tests.integration.coinbase_standin.calls import (
    BTC,
    get,
    limit,
    placed,
    post,
)

pytestmark = pytest.mark.integration


def orders_of(client: RESTClient, count: int) -> list[str]:
    return [
        placed(client, limit(str(50000 + number)), client_order_id=f"sf1-{number}")
        for number in range(count)
    ]


def test_a_product_has_its_increments_and_its_alias(client: RESTClient) -> None:
    product = client.get_product(BTC)

    assert [product.base_increment, product.price_increment] == ["0.00000001", "0.01"]
    assert [product.alias, product.alias_to] == ["", ["BTC-USDC"]]
    assert client.get_product("BTC-USDC").alias == BTC


def test_small_increments_are_written_plainly(client: RESTClient) -> None:
    assert get(client, "/products/PEPE-USD")["price_increment"] == "0.00000001"


def test_the_list_has_coins_of_every_size_and_one_that_is_gone(client: RESTClient) -> None:
    products = {each["product_id"]: each for each in get(client, "/products")["products"]}

    assert {"BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD", "DOGE-USD", "PEPE-USD"} <= set(products)
    assert [each for each, row in products.items() if row["is_disabled"]] == ["EOS-USD", "EOS-USDC"]


def test_the_list_can_be_asked_for_some(client: RESTClient) -> None:
    answer = get(client, "/products", product_ids=[BTC, "ETH-USD"])

    assert [each["product_id"] for each in answer["products"]] == [BTC, "ETH-USD"]
    assert answer["num_products"] == 2


def test_the_list_comes_in_pages(client: RESTClient) -> None:
    whole = get(client, "/products")["products"]

    assert get(client, "/products", limit=3, offset=2)["products"] == whole[2:5]


def test_an_unknown_product_is_not_found(client: RESTClient) -> None:
    with pytest.raises(HTTPError) as error:
        get(client, "/products/NO-USD")

    assert error.value.response.status_code == 404
    assert error.value.response.json()["error"] == "NOT_FOUND"


def test_quotes_of_several_products_come_in_one_call(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.price(BTC, "60000")

    books = client.get_best_bid_ask([BTC, "BTC-USDC", "NO-USD"]).pricebooks

    assert [(book.product_id, book.bids[0].price, book.asks[0].price) for book in books] == [
        (BTC, "60000", "60006"),
        ("BTC-USDC", "60000", "60006"),
    ]


def test_the_spread_can_be_set(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.fault("spread", value="0.01")
    stand_in.control.price(BTC, "60000")

    book = client.get_product_book(BTC)

    assert [book.spread_absolute, book.last] == ["600", "60000"]


@pytest.mark.parametrize(
    ("book", "bid", "ask"),
    [("stub", "0.01", "60006"), ("wide", "54000", "66006.6"), ("crossed", "60606.06", "60000")],
)
def test_the_book_can_say_what_nothing_trades_at(
    stand_in: StandInCoinbase, client: RESTClient, book: str, bid: str, ask: str
) -> None:
    stand_in.control.price(BTC, "60000")
    stand_in.control.fault("book", value=book)

    shown = client.get_best_bid_ask([BTC]).pricebooks[0]

    assert (shown.bids[0].price, shown.asks[0].price) == (bid, ask)
    assert client.get_product(BTC).price == "60000"


def candles(client: RESTClient, clock: SettableClock, minutes: int) -> list[dict[str, str]]:
    now = int(clock().timestamp())
    answer = get(
        client,
        f"/products/{BTC}/candles",
        start=str(now - 60 * minutes),
        end=str(now),
        granularity="ONE_MINUTE",
    )
    return list(answer["candles"])


def test_candles_come_from_the_prices_newest_first(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.prices({BTC: "60000"}, reset=True)
    clock.advance(60)
    for price in ("61000", "59000", "60500"):
        stand_in.control.price(BTC, price)

    newest, *earlier = candles(client, clock, 5)

    assert [newest[name] for name in ("open", "high", "low", "close")] == [
        "60000",
        "61000",
        "59000",
        "60500",
    ]
    assert {each["high"] for each in earlier} == {"60000"}
    assert len(earlier) == 5


def test_minutes_without_a_trade_may_be_missing(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.fault("candle_gaps")
    stand_in.control.price(BTC, "61000")
    clock.advance(180)
    stand_in.control.price(BTC, "62000")

    assert len(candles(client, clock, 10)) == 2


def test_history_can_be_given(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    start = int(clock().timestamp()) // 60 * 60 - 300
    bar: dict[str, str | int | Decimal] = {
        "start": start,
        "open": "5",
        "high": "9",
        "low": "1",
        "close": "6",
    }
    stand_in.control.candles(BTC, [bar])

    found = {each["start"]: each["high"] for each in candles(client, clock, 10)}

    assert found[str(start)] == "9"


def test_at_most_350_candles_are_given(client: RESTClient, clock: SettableClock) -> None:
    assert len(candles(client, clock, 350)) == 350
    with pytest.raises(HTTPError, match="400"):
        candles(client, clock, 351)


def test_longer_bars_join_minutes(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.price(BTC, "70000")
    now = int(clock().timestamp())

    (bar,) = client.get_candles(BTC, str(now), str(now), "ONE_DAY").candles

    assert bar.high == "70000"


def test_a_granularity_is_needed(client: RESTClient) -> None:
    with pytest.raises(HTTPError, match="granularity"):
        get(client, f"/products/{BTC}/candles", start="1", end="2")


def test_a_trade_shows_what_was_printed(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.price(BTC, "64900", base_size="0.25")
    stand_in.control.price(BTC, "64800")
    clock.advance(1)

    sizes = [each["size"] for each in get(client, f"/products/{BTC}/ticker", limit=3)["trades"]]

    assert sizes[1:] == ["15.43209877", "0.25"]


def test_between_scripted_prices_the_market_trades_on(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    stand_in.control.price(BTC, "64900")
    newest = []
    for _ in range(2):
        clock.advance(1)
        newest += get(client, f"/products/{BTC}/ticker", limit=1)["trades"]

    assert [each["price"] for each in newest] == ["64900", "64900"]
    assert int(newest[1]["trade_id"]) == int(newest[0]["trade_id"]) + 1


def test_trades_are_shown_newest_first(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.price(BTC, "60000")
    stand_in.control.price(BTC, "61000")

    answer = client.get_market_trades(BTC, limit=1)

    assert [trade.price for trade in answer.trades] == ["61000"]
    assert answer.best_bid == "61000"


def test_public_twins_need_no_token(stand_in: StandInCoinbase) -> None:
    client = RESTClient(base_url=stand_in.base_url, timeout=5)
    client.session.trust_env = False
    client.session.verify = str(stand_in.ca_bundle)

    with client.session:
        assert client.get_public_product(BTC).product_id == BTC
        assert client.get_public_products(product_ids=[BTC]).num_products == 1
        assert client.get_public_product_book(BTC).last == "65000"
        assert client.get_public_candles(BTC, "0", "60", "ONE_MINUTE").candles
        assert client.get_public_market_trades(BTC, 1).best_bid == "65000"


def test_the_server_tells_its_time_in_strings(client: RESTClient, clock: SettableClock) -> None:
    answer = get(client, "/time")

    assert abs(int(answer["epochSeconds"]) - clock().timestamp()) < 5
    assert answer.keys() == {"iso", "epochSeconds", "epochMillis"}


def test_accounts_come_in_pages_of_49_and_usd_is_not_on_the_first(client: RESTClient) -> None:
    first = client.get_accounts()
    second = client.get_accounts(cursor=first.cursor)

    assert [len(first.accounts), first.has_next, second.has_next] == [49, True, False]
    assert "USD" not in {account.currency for account in first.accounts}
    assert "USD" in {account.currency for account in second.accounts}


def test_one_account_is_found_by_its_id(client: RESTClient) -> None:
    assert client.get_account("wallet-usd").account.available_balance["value"] == "10000"
    with pytest.raises(HTTPError, match="404"):
        client.get_account("wallet-none")


def test_fee_rates_are_strings_and_volumes_numbers(client: RESTClient) -> None:
    answer = get(client, "/transaction_summary")

    assert answer["fee_tier"]["taker_fee_rate"] == "0.006"
    assert answer["total_volume"] == 0.0


def test_the_keys_permissions_can_be_changed(stand_in: StandInCoinbase, client: RESTClient) -> None:
    assert client.get_api_key_permissions().can_trade is True
    stand_in.control.permissions(can_trade=False, can_transfer=True)

    permissions = client.get_api_key_permissions()

    assert [permissions.can_trade, permissions.can_transfer] == [False, True]


def test_the_key_has_one_portfolio(client: RESTClient) -> None:
    (portfolio,) = client.get_portfolios().portfolios

    assert portfolio.uuid == client.get_api_key_permissions().portfolio_uuid


def test_a_key_that_cannot_trade_is_told_its_missing_scope(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.permissions(can_trade=False)

    with pytest.raises(HTTPError, match="Missing Required Scopes"):
        placed(client)


def test_orders_are_listed_newest_first_by_cursor(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.fault("page_size", value=2)
    made = orders_of(client, 3)

    first = get(client, "/orders/historical/batch")
    second = get(client, "/orders/historical/batch", cursor=first["cursor"])

    assert [each["order_id"] for each in first["orders"] + second["orders"]] == made[::-1]
    assert [first["has_next"], second["has_next"], second["cursor"]] == [True, False, ""]


def test_a_page_is_never_longer_than_the_venue_allows(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    orders_of(client, 3)
    stand_in.control.fault("page_size", value=2)
    answer = get(client, "/orders/historical/batch", limit=250)

    assert (len(answer["orders"]), answer["has_next"]) == (2, True)


def test_orders_are_filtered_by_id(client: RESTClient) -> None:
    made = orders_of(client, 3)

    answer = get(client, "/orders/historical/batch", order_ids=made[:2])

    assert {each["order_id"] for each in answer["orders"]} == set(made[:2])


def test_orders_are_filtered_by_product_status_and_time(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    (old,) = orders_of(client, 1)
    clock.advance(100)
    stand_in.control.price(BTC, "49000")
    since = (clock() - timedelta(seconds=50)).isoformat()

    def found(**query: object) -> list[str]:
        answer = get(client, "/orders/historical/batch", **query)
        return [each["order_id"] for each in answer["orders"]]

    assert found(product_ids=["ETH-USD"]) == []
    assert found(order_status=["OPEN"]) == []
    assert found(order_status=["QUEUED", "FILLED"]) == [old]
    assert found(start_date=since) == []
    assert found(end_date=since) == [old]


def test_open_cannot_be_asked_for_together_with_other_statuses(client: RESTClient) -> None:
    with pytest.raises(HTTPError, match="cannot be combined"):
        get(client, "/orders/historical/batch", order_status=["OPEN", "PENDING"])


def test_a_time_that_is_none_is_an_invalid_argument(client: RESTClient) -> None:
    placed(client)

    with pytest.raises(HTTPError, match="INVALID_ARGUMENT"):
        get(client, "/orders/historical/batch", start_date="yesterday")


def test_fills_have_a_cursor_and_no_has_next(stand_in: StandInCoinbase, client: RESTClient) -> None:
    orders_of(client, 3)
    stand_in.control.price(BTC, "49000")

    first = get(client, "/orders/historical/fills", limit=2)
    second = get(client, "/orders/historical/fills", limit=2, cursor=first["cursor"])

    assert [len(first["fills"]), len(second["fills"])] == [2, 1]
    assert second == {"fills": second["fills"], "cursor": ""}


def test_the_venues_own_books_are_open_to_the_script(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    order_id = placed(client)
    stand_in.control.price(BTC, "64000")

    state = stand_in.control.state()

    assert state["balances"]["BTC"] == {"available": "0.01", "hold": "0"}
    assert [each["order_id"] for each in state["orders"]] == [order_id]
    assert len(state["fills"]) == 1
    assert state["prices"][BTC] == "64000"
    assert [[each["method"], each["path"]] for each in state["requests"]] == [
        ["POST", "/api/v3/brokerage/orders"]
    ]


def test_a_sale_by_hand_takes_free_base(stand_in: StandInCoinbase, client: RESTClient) -> None:
    stand_in.control.deposit("BTC", "1")

    stand_in.control.manual_sale(BTC, "0.5")

    balances = stand_in.control.state()["balances"]
    assert Decimal(balances["BTC"]["available"]) == Decimal("0.5")
    assert Decimal(balances["USD"]["available"]) == 10_000 + Decimal(32305)
    assert get(client, "/orders/historical/batch")["orders"] == []


def test_a_market_state_is_shown_and_enforced(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.product(BTC, limit_only=True)

    assert get(client, f"/products/{BTC}")["limit_only"] is True
    answer = client.market_order_buy("sf1-m", BTC, quote_size="15")
    problem = answer["error_response"]
    assert problem["preview_failure_reason"] == "PREVIEW_NOT_ALLOWED_BY_MARKET_STATE"


def test_a_body_that_is_needed_and_missing_is_an_invalid_argument(client: RESTClient) -> None:
    with pytest.raises(HTTPError, match="order_ids is required"):
        post(client, "/orders/batch_cancel")


@pytest.mark.parametrize(("asked", "shown"), [(False, False), (True, True)])
def test_view_only_is_told_to_those_who_ask(
    stand_in: StandInCoinbase, client: RESTClient, *, asked: bool, shown: bool
) -> None:
    stand_in.control.product(BTC, view_only=True)

    product = get(client, f"/products/{BTC}", get_tradability_status=asked)

    assert product["view_only"] is shown


def test_all_calls_share_one_connection_bodies_of_reads_included(client: RESTClient) -> None:
    for _ in range(3):
        get(client, "/accounts")
        get(client, "/time")

    adapter = client.session.get_adapter("https://")
    assert isinstance(adapter, HTTPAdapter)
    pools = adapter.poolmanager.pools
    assert [pools[key].num_connections for key in pools.keys()] == [1]  # noqa: SIM118 - its iterator is forbidden
