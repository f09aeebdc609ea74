"""The Coinbase account behind the operator's key."""

from __future__ import annotations

from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.coinbase.key import parse_key
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.config import VenueEnvironment
from signalfill.ports import Clock, Venue


def open_account(environment: VenueEnvironment, key: str, clock: Clock) -> Venue:
    """Raises:
    InvalidInputError: the key is malformed; the text never shows the secret.
    """
    client = CoinbaseClient(
        base_url=environment.coinbase_base_url,
        key=parse_key(key),
        ca_bundle=environment.coinbase_ca_bundle,
    )
    return CoinbaseVenue(client, clock)
