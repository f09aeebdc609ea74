"""Makes a venue from a door's settings."""

from __future__ import annotations

from typing import Protocol

from signalfill.adapters.coinbase.client import TIMEOUT_SECONDS, CoinbaseClient
from signalfill.adapters.coinbase.key import ApiKey, parse_key
from signalfill.adapters.coinbase.tape import CoinbaseTape
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.ports import Clock


class VenueAddress(Protocol):
    """The part of the environment that says how to reach Coinbase."""

    @property
    def coinbase_base_url(self) -> str: ...

    @property
    def coinbase_key(self) -> str | None: ...

    @property
    def coinbase_key_secret_arn(self) -> str | None: ...

    @property
    def coinbase_ca_bundle(self) -> str | None: ...


class Secrets(Protocol):
    def get(self, arn: str) -> str: ...

    def forget(self, arn: str) -> None: ...


def venue_from(environment: VenueAddress, secrets: Secrets, clock: Clock) -> CoinbaseVenue:
    """The account of the configured key; without a key, a venue whose public prices alone work.

    Raises:
        InvalidInputError: the key is malformed, or its secret cannot be read.
    """
    arn = environment.coinbase_key_secret_arn
    if environment.coinbase_key is not None:
        key: ApiKey | None = parse_key(environment.coinbase_key)
        arn = None
    else:
        key = None if arn is None else parse_key(secrets.get(arn))

    def renewed(key_arn: str) -> ApiKey:
        secrets.forget(key_arn)
        return parse_key(secrets.get(key_arn))

    client = CoinbaseClient(
        base_url=environment.coinbase_base_url,
        key=key,
        ca_bundle=environment.coinbase_ca_bundle,
        renew_key=None if arn is None else lambda: renewed(arn),
    )
    return CoinbaseVenue(client, clock)


def public_market(
    environment: VenueAddress,
    clock: Clock,
    *,
    timeout_seconds: tuple[float, float] = TIMEOUT_SECONDS,
) -> CoinbaseTape:
    """Prices without a key, for paper trading."""
    client = CoinbaseClient(
        base_url=environment.coinbase_base_url,
        ca_bundle=environment.coinbase_ca_bundle,
        timeout_seconds=timeout_seconds,
    )
    return CoinbaseTape(client, clock)
