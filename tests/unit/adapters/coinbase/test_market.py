from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.market import CoinbaseMarket
from signalfill.adapters.coinbase.replies import NoAnswerError
from signalfill.domain.errors import HaltedError, VenueUnavailableError
from tests.fakes.clock import START, FakeClock
from tests.unit.adapters.coinbase.payloads import book, candle, product
from tests.unit.adapters.coinbase.scripted_client import ScriptedClient, http_error

MIDNIGHT = 1795435200 - 12 * 3600
NOON = 1795435200


@pytest.fixture
def client() -> ScriptedClient:
    return ScriptedClient()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def market(client: ScriptedClient, clock: FakeClock) -> CoinbaseMarket:
    return CoinbaseMarket(client, clock)


def test_a_product_is_asked_for_with_its_tradability(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/BTC-USD", product())
    assert market.product("BTC-USD") is not None
    assert client.sent("/products/BTC-USD") == [{"get_tradability_status": "true"}]


def test_without_a_key_the_public_product_is_asked_for(clock: FakeClock) -> None:
    client = ScriptedClient(has_key=False)
    client.script("/market/products/BTC-USD", product())
    assert CoinbaseMarket(client, clock).product("BTC-USD") is not None


def test_a_product_is_remembered_for_a_minute(
    market: CoinbaseMarket, client: ScriptedClient, clock: FakeClock
) -> None:
    client.script("/products/BTC-USD", product())
    market.product("BTC-USD")
    clock.advance(seconds=59)
    market.product("BTC-USD")
    assert len(client.calls) == 1


def test_a_product_older_than_a_minute_is_read_again(
    market: CoinbaseMarket, client: ScriptedClient, clock: FakeClock
) -> None:
    client.script("/products/BTC-USD", product(), product(trading_disabled=True))
    market.product("BTC-USD")
    clock.advance(seconds=60)
    changed = market.product("BTC-USD")
    assert changed is not None
    assert changed.trading_disabled


def test_a_product_that_the_venue_does_not_know_is_none(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/NO-USD", http_error(404, error="NOT_FOUND"))
    assert market.product("NO-USD") is None


@pytest.mark.parametrize(
    "answer",
    [
        http_error(400, error="INVALID_ARGUMENT"),
        http_error(403, error="PERMISSION_DENIED"),
        http_error(404),
        http_error(503),
        NoAnswerError("ReadTimeout"),
        {},
    ],
)
def test_a_product_without_a_usable_answer_is_not_none(
    market: CoinbaseMarket, client: ScriptedClient, answer: object
) -> None:
    client.script("/products/BTC-USD", answer)  # type: ignore[arg-type] # one of the answers above
    with pytest.raises(VenueUnavailableError):
        market.product("BTC-USD")


def test_quotes_come_in_one_call(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script("/best_bid_ask", {"pricebooks": [book(), book("ETH-USD", "3000", "3001")]})
    quotes = market.quotes(["BTC-USD", "ETH-USD"])
    assert quotes["ETH-USD"].ask == 3001
    assert client.sent("/best_bid_ask") == [{"product_ids": ["BTC-USD", "ETH-USD"]}]


def test_no_products_need_no_call(market: CoinbaseMarket, client: ScriptedClient) -> None:
    assert market.quotes([]) == {}
    assert client.calls == []


def test_a_product_without_a_book_has_no_quote(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/best_bid_ask", {"pricebooks": [book()]})
    assert set(market.quotes(["BTC-USD", "ETH-USD"])) == {"BTC-USD"}


def test_one_product_that_spoils_the_call_does_not_hide_the_others(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    gone = http_error(404, error="NOT_FOUND")
    client.script("/best_bid_ask", gone, gone, {"pricebooks": [book()]})
    assert set(market.quotes(["GONE-USD", "BTC-USD"])) == {"BTC-USD"}


@pytest.mark.parametrize("has_key", [True, False])
def test_quotes_without_a_usable_answer_are_not_absent(clock: FakeClock, has_key: bool) -> None:
    client = ScriptedClient(has_key=has_key)
    for path in ("/best_bid_ask", "/market/product_book"):
        client.script(path, http_error(503))
    with pytest.raises(VenueUnavailableError):
        CoinbaseMarket(client, clock).quotes(["BTC-USD"])


def test_an_alias_has_the_quote_of_the_product_it_stands_for(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/BTC-USDC", product(product_id="BTC-USDC", alias="BTC-USD"))
    client.script("/best_bid_ask", {"pricebooks": [book("BTC-USD")]})
    market.product("BTC-USDC")
    assert market.quotes(["BTC-USDC"])["BTC-USDC"].product_id == "BTC-USDC"


def test_an_alias_is_learned_before_its_first_quote(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/BTC-USDC", product(product_id="BTC-USDC", alias="BTC-USD"))
    client.script("/best_bid_ask", {"pricebooks": [book("BTC-USD")]})
    assert set(market.quotes(["BTC-USDC"])) == {"BTC-USDC"}


def test_the_last_prices_of_all_coins_come_with_one_call(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    rows = [product(), product(product_id="ETH-USD", price=""), product(product_id="SOL-USD")]
    client.script("/products", {"products": rows})
    found = market.last_prices(["BTC-USD", "ETH-USD", "SOL-USD"])
    assert found == {"BTC-USD": Decimal(60010), "SOL-USD": Decimal(60010)}
    assert len(client.calls) == 1


def test_the_newest_trades_come_oldest_first(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    rows = [
        {"trade_id": "8", "price": "101", "size": "1", "time": "2026-11-23T12:00:01Z"},
        {"trade_id": "7", "price": "100", "size": "1", "time": "2026-11-23T12:00:00Z"},
    ]
    client.script("/products/BTC-USD/ticker", {"trades": rows})
    assert [each.price for each in market.newest_trades("BTC-USD")] == [100, 101]


def test_a_wick_in_the_minute_of_the_moment_may_be_older_than_it(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    wick = candle(NOON - 120, "94", "131") | {"close": "100"}
    client.script("/products/BTC-USD/candles", {"candles": [wick, candle(NOON - 60, "99", "102")]})
    found = market.price_range("BTC-USD", since=START - timedelta(seconds=95))
    assert found is not None
    assert (found.low, found.high) == (Decimal(99), Decimal(102))
    assert (found.own_low, found.own_high) == (Decimal(94), Decimal(131))


def test_without_a_key_each_book_is_asked_for_by_itself(clock: FakeClock) -> None:
    client = ScriptedClient(has_key=False)
    client.script("/market/product_book", {"pricebook": book()}, http_error(404, error="x"))
    assert set(CoinbaseMarket(client, clock).quotes(["BTC-USD", "NO-USD"])) == {"BTC-USD"}


def test_a_price_range_spans_the_candles_whatever_their_order(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    rows = [candle(NOON, "99", "103", "101"), candle(NOON - 120, "98", "102", "100")]
    client.script("/products/BTC-USD/candles", {"candles": rows})
    found = market.price_range("BTC-USD", since=START - timedelta(minutes=2))
    assert found is not None
    assert (found.low, found.high, found.open) == (Decimal(98), Decimal(103), Decimal(100))


def test_a_price_range_begins_with_the_minute_of_the_moment(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    rows = [candle(NOON - 180, "1", "999"), candle(NOON - 120, "98", "102")]
    client.script("/products/BTC-USD/candles", {"candles": rows})
    found = market.price_range("BTC-USD", since=START - timedelta(seconds=95))
    assert found is not None
    assert found.low == 98
    assert client.sent("/products/BTC-USD/candles")[0]["start"] == str(NOON - 120)


def test_no_trades_are_no_price_range(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script("/products/BTC-USD/candles", {"candles": []})
    assert market.price_range("BTC-USD", since=START) is None


def test_a_day_of_minutes_is_read_in_pages(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script(
        "/products/BTC-USD/candles", {"candles": [candle(MIDNIGHT, "90", "91")]}, {"candles": []}
    )
    market.price_range("BTC-USD", since=START - timedelta(hours=24))
    pages = client.sent("/products/BTC-USD/candles")
    assert len(pages) == 5
    assert all(int(page["end"]) - int(page["start"]) < 350 * 60 for page in pages)
    assert int(pages[1]["start"]) == int(pages[0]["end"]) + 60


def test_a_long_time_is_read_in_hours(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script("/products/BTC-USD/candles", {"candles": []})
    market.price_range("BTC-USD", since=START - timedelta(days=7))
    assert client.sent("/products/BTC-USD/candles")[0]["granularity"] == "ONE_HOUR"
    assert len(client.calls) == 1


def test_a_refused_key_halts_and_names_a_clock_that_is_off(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/BTC-USD", http_error(401))
    client.script("/time", {"epochMillis": str((NOON + 90) * 1000)})
    with pytest.raises(HaltedError, match="clock is off by -90 s"):
        market.product("BTC-USD")


def test_a_refused_key_halts_though_the_time_cannot_be_had(
    market: CoinbaseMarket, client: ScriptedClient
) -> None:
    client.script("/products/BTC-USD", http_error(401))
    client.script("/time", NoAnswerError("ReadTimeout"))
    with pytest.raises(HaltedError, match=r"refused the API key \(HTTP 401\)$"):
        market.product("BTC-USD")


def test_missing_scopes_halt(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script("/products/BTC-USD", http_error(403, error_details="Missing required scopes"))
    client.script("/time", NoAnswerError("ReadTimeout"))
    with pytest.raises(HaltedError, match="lacks a permission"):
        market.product("BTC-USD")


def test_the_servers_time_is_read(market: CoinbaseMarket, client: ScriptedClient) -> None:
    client.script("/time", {"epochMillis": str(NOON * 1000)})
    assert market.server_time() == START
