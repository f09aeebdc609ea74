from __future__ import annotations

import json

import pytest

from sandbox.coinbase.api_key import StandInKey
from signalfill.adapters.coinbase.connect import public_market, venue_from
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.config import VenueEnvironment
from signalfill.domain.errors import HaltedError, InvalidInputError
from tests.integration.coinbase_adapter.conftest import Coinbase, VenueClock

pytestmark = pytest.mark.integration


class RotatedSecret:
    """Gives what is cached until it is told to forget it."""

    def __init__(self, cached: object, stored: object) -> None:
        self._cached, self._stored = json.dumps(cached), json.dumps(stored)
        self.reads = 0

    def get(self, arn: str) -> str:
        assert arn == "arn:key"
        self.reads += 1
        return self._cached

    def forget(self, arn: str) -> None:
        assert arn == "arn:key"
        self._cached = self._stored


def connect(coinbase: Coinbase, secrets: RotatedSecret, **key: str) -> CoinbaseVenue:
    environment = VenueEnvironment(
        coinbase_base_url=coinbase.stand_in.base_url,
        coinbase_ca_bundle=str(coinbase.stand_in.ca_bundle),
        **key,
    )
    return venue_from(environment, secrets, VenueClock(coinbase.clock))


def test_the_key_is_read_from_its_secret(coinbase: Coinbase) -> None:
    secrets = RotatedSecret(coinbase.stand_in.key, None)
    venue = connect(coinbase, secrets, coinbase_key_secret_arn="arn:key")
    assert venue.balances()


def test_a_rotated_key_is_read_again_after_a_401(coinbase: Coinbase) -> None:
    secrets = RotatedSecret(StandInKey.make().as_file(), coinbase.stand_in.key)
    venue = connect(coinbase, secrets, coinbase_key_secret_arn="arn:key")
    assert venue.balances()


def test_a_key_that_stays_refused_is_read_again_once(coinbase: Coinbase) -> None:
    wrong = StandInKey.make().as_file()
    secrets = RotatedSecret(wrong, wrong)
    venue = connect(coinbase, secrets, coinbase_key_secret_arn="arn:key")
    with pytest.raises(HaltedError):
        venue.balances()
    assert secrets.reads == 2


def test_a_key_given_directly_needs_no_secret(coinbase: Coinbase) -> None:
    secrets = RotatedSecret(None, None)
    key = json.dumps(coinbase.stand_in.key)
    venue = connect(coinbase, secrets, coinbase_key=key, coinbase_key_secret_arn="arn:key")
    assert venue.balances()
    assert secrets.reads == 0


def test_a_malformed_secret_is_one_clear_line(coinbase: Coinbase) -> None:
    with pytest.raises(InvalidInputError, match="has no name"):
        connect(coinbase, RotatedSecret({}, {}), coinbase_key_secret_arn="arn:key")


def test_without_a_key_prices_work_and_the_account_does_not(coinbase: Coinbase) -> None:
    venue = connect(coinbase, RotatedSecret(None, None))
    assert set(venue.quotes(["BTC-USD", "NOSUCH-USD"])) == {"BTC-USD"}
    with pytest.raises(HaltedError, match="no Coinbase API key"):
        venue.balances()


def test_public_prices_never_use_the_key(coinbase: Coinbase) -> None:
    environment = VenueEnvironment(
        coinbase_base_url=coinbase.stand_in.base_url,
        coinbase_key="not even read",
        coinbase_ca_bundle=str(coinbase.stand_in.ca_bundle),
    )
    market = public_market(environment, VenueClock(coinbase.clock))
    assert market.product("BTC-USD") is not None
