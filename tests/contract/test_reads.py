from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.ports import Venue
from tests.contract.venues import COIN, READS, Bench

pytestmark = pytest.mark.integration
NEEDS = READS


def test_it_is_a_venue(bench: Bench) -> None:
    port: Venue = bench.venue
    assert port is bench.venue


def test_a_product_has_increments_and_minimums(bench: Bench) -> None:
    product = bench.venue.product(COIN)
    assert product is not None
    assert (product.base, product.quote, product.price_increment) == ("BTC", "USD", Decimal("0.01"))
    assert product.quote_min_size == 1
    assert product.closed_for_entries is None


def test_a_product_that_is_not_traded_here_is_none(bench: Bench) -> None:
    assert bench.venue.product("NEVERCOIN-USD") is None


def test_a_quote_is_sane_and_near_the_last_trade(bench: Bench) -> None:
    quote = bench.venue.quotes([COIN])[COIN]
    assert quote.is_sane
    assert quote.spread < Decimal("0.01")


def test_a_product_without_a_book_is_absent_from_quotes(bench: Bench) -> None:
    assert set(bench.venue.quotes([COIN, "NEVERCOIN-USD"])) == {COIN}


def test_no_products_are_no_quotes(bench: Bench) -> None:
    assert bench.venue.quotes([]) == {}


def test_a_range_holds_the_price_of_now(bench: Bench) -> None:
    found = bench.venue.price_range(COIN, since=bench.clock.now() - timedelta(minutes=5))
    assert found is None or found.low <= found.open <= found.high


def test_a_maker_pays_no_more_than_a_taker(bench: Bench) -> None:
    rates = bench.venue.fee_rates()
    assert 0 <= rates.maker <= rates.taker < Decimal("0.05")


def test_the_key_trades_and_never_transfers(bench: Bench) -> None:
    permissions = bench.venue.key_permissions()
    assert permissions.can_view
    assert permissions.can_trade
    assert not permissions.can_transfer


def test_its_time_is_about_ours(bench: Bench) -> None:
    assert abs(bench.venue.server_time() - bench.clock.now()) < timedelta(seconds=5)
