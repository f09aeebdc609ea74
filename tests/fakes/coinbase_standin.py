"""The stand-in Coinbase for tests, and the real SDK pointed at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from coinbase.rest import RESTClient

from sandbox.coinbase import StandInCoinbase
from sandbox.coinbase.server import DEPOSITS, FEES
from signalfill.domain.product import FeeRates

BROKERAGE = "/api/v3/brokerage"


class SettableClock:
    """Stands still at the moment that it was made, until the test lets time pass.

    That moment is real, as the SDK signs its tokens by the real time.
    """

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


@contextmanager
def running_stand_in(
    *,
    deposits: Mapping[str, Decimal] = DEPOSITS,
    prices: Mapping[str, Decimal] | None = None,
    fees: FeeRates = FEES,
    clock: SettableClock | None = None,
    key_algorithm: str = "ES256",
) -> Iterator[StandInCoinbase]:
    """A stand-in of its own, stopped at the end; use it as the body of a fixture."""
    stand_in = StandInCoinbase(
        deposits=deposits,
        prices=prices,
        fees=fees,
        key_algorithm=key_algorithm,
        clock=clock or SettableClock(),
    )
    with stand_in:
        yield stand_in


@contextmanager
def sdk_client(stand_in: StandInCoinbase, **options: Any) -> Iterator[RESTClient]:  # noqa: ANN401 - passed on as they are
    """The real SDK with the stand-in's key and authority."""
    arguments = {
        "api_key": stand_in.key["name"],
        "api_secret": stand_in.key["privateKey"],
        "base_url": stand_in.base_url,
        "timeout": (2, 5),
    } | options
    client = RESTClient(**arguments)
    client.session.trust_env = False
    client.session.verify = str(stand_in.ca_bundle)
    try:
        yield client
    finally:
        client.session.close()
