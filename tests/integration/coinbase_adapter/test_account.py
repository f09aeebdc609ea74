from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.coinbase.api_key import StandInKey
from signalfill.domain.errors import HaltedError, VenueUnavailableError
from signalfill.domain.product import FeeRates
from signalfill.services.trading.read_prices import read_prices
from tests.integration.coinbase_adapter.conftest import Coinbase

pytestmark = pytest.mark.integration


def test_the_product_is_read(coinbase: Coinbase) -> None:
    product = coinbase.venue.product("BTC-USD")
    assert product is not None
    assert (product.base_increment, product.price_increment, product.closed_for_entries) == (
        Decimal("0.00000001"),
        Decimal("0.01"),
        None,
    )


def test_a_product_that_is_not_listed_is_none(coinbase: Coinbase) -> None:
    assert coinbase.venue.product("NOSUCH-USD") is None


def test_a_market_state_closes_the_product_a_minute_later_at_most(coinbase: Coinbase) -> None:
    coinbase.venue.product("BTC-USD")
    coinbase.stand_in.control.product("BTC-USD", limit_only=True)
    coinbase.clock.advance(60)
    product = coinbase.venue.product("BTC-USD")
    assert product is not None
    assert product.closed_for_entries == "limit_only"


def test_quotes_of_two_products_come_in_one_call(coinbase: Coinbase) -> None:
    quotes = coinbase.venue.quotes(["BTC-USD", "ETH-USD", "NOSUCH-USD"])
    assert set(quotes) == {"BTC-USD", "ETH-USD"}
    assert quotes["BTC-USD"].is_sane
    assert len(coinbase.requests("/best_bid_ask")) == 1


def test_a_price_range_spans_what_traded(coinbase: Coinbase) -> None:
    since = coinbase.clock().replace(second=0, microsecond=0)
    for price in ("60500", "61500", "61000"):
        coinbase.price(price)
    found = coinbase.venue.price_range("BTC-USD", since=since)
    assert found is not None
    assert (found.low, found.high) == (Decimal(60500), Decimal(61500))


def test_what_the_books_say_is_held_against_what_traded_last(coinbase: Coinbase) -> None:
    coinbase.price("61000")
    coinbase.stand_in.control.fault("book", value="stub")

    quote = read_prices(coinbase.venue, ["BTC-USD"])["BTC-USD"]

    assert (quote.bid, quote.last) == (Decimal("0.01"), Decimal(61000))
    assert coinbase.venue.newest_trades("BTC-USD")[-1].price == 61000


def test_each_minute_closes_at_its_last_trade_and_the_last_one_is_still_forming(
    coinbase: Coinbase,
) -> None:
    since = coinbase.clock()
    for price in ("60500", "61500"):
        coinbase.price(price)
    coinbase.clock.advance(60)
    coinbase.price("60000")

    closes = coinbase.venue.minute_closes("BTC-USD", since=since)

    assert [each.price for each in closes] == [Decimal(61500), Decimal(60000)]
    assert closes[1].start - closes[0].start == timedelta(minutes=1)


def test_a_day_of_candles_is_read_in_pages(coinbase: Coinbase) -> None:
    since = coinbase.clock() - timedelta(hours=24)
    assert len(coinbase.venue.candles("BTC-USD", since=since)) == 24 * 60 + 1
    assert len(coinbase.requests("/candles")) == 5


def test_gaps_between_candles_change_no_range(coinbase: Coinbase) -> None:
    coinbase.fault("candle_gaps", value=True)
    coinbase.price("60000")
    coinbase.clock.advance(90)
    found = coinbase.venue.price_range("BTC-USD", since=coinbase.clock() - timedelta(minutes=10))
    assert found is not None
    assert (found.low, found.open) == (Decimal(60000), Decimal(61000))


def test_balances_of_all_pages_are_read(coinbase: Coinbase) -> None:
    balances = coinbase.venue.balances()
    assert balances["USD"].available == 10_000
    assert len(balances) > 49


def test_more_wallets_than_a_page_may_have_are_read_to_the_last(coinbase: Coinbase) -> None:
    whole = coinbase.venue.balances()
    coinbase.fault("page_size", value=9)
    assert coinbase.venue.balances() == whole
    assert len(coinbase.requests("/accounts")) > 5


def test_fees_and_permissions_are_read(coinbase: Coinbase) -> None:
    assert coinbase.venue.fee_rates() == FeeRates(
        maker=Decimal("0.004"), taker=Decimal("0.006"), tier="Stand-in"
    )
    permissions = coinbase.venue.key_permissions()
    assert (permissions.can_view, permissions.can_trade, permissions.can_transfer) == (
        True,
        True,
        False,
    )


def test_the_servers_clock_is_read(coinbase: Coinbase) -> None:
    skew = coinbase.venue.server_time() - coinbase.clock()
    assert abs(skew) < timedelta(seconds=5)


def test_a_clock_that_is_off_is_named(coinbase: Coinbase) -> None:
    coinbase.fault("clock_skew", 300)
    with pytest.raises(HaltedError, match="clock is off by -300 s"):
        coinbase.venue.balances()


def test_one_unauthorized_answer_is_signed_anew(coinbase: Coinbase) -> None:
    coinbase.fault("unauthorized")
    assert coinbase.venue.balances()


def test_a_key_that_the_venue_does_not_know_halts(coinbase: Coinbase) -> None:
    stranger = coinbase.connect(key=StandInKey.make().as_file())
    with pytest.raises(HaltedError, match="refused the API key"):
        stranger.balances()


@pytest.mark.parametrize("fault", ["5xx", "429_html", "429_json"])
def test_a_read_without_a_usable_answer_is_unavailable(coinbase: Coinbase, fault: str) -> None:
    coinbase.fault(fault)
    with pytest.raises(VenueUnavailableError):
        coinbase.venue.balances()


def test_sixteen_threads_share_one_venue(coinbase: Coinbase) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: coinbase.venue.quotes(["BTC-USD"]), range(160)))
    assert all(set(answer) == {"BTC-USD"} for answer in answers)
