"""The contract on a venue that is not ours: Coinbase's static sandbox, or the operator's key."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from signalfill.adapters.clock import SystemClock
from signalfill.adapters.coinbase.connect import venue_from
from signalfill.config import VenueEnvironment
from signalfill.domain.errors import InvalidInputError
from tests.contract.venues import ACCOUNT, ORDERS, READS, Bench
from tests.integration.coinbase_adapter.conftest import NoSecrets

VENUE, PLACE = "SIGNALFILL_CHECK_VENUE", "SIGNALFILL_CHECK_PLACE"
SANDBOX, KEY = "sandbox", "key"
SANDBOX_URL = "api-sandbox.coinbase.com"


@dataclass
class RealBench(Bench):
    """Nothing here moves at our command, and a wait is a wait."""


def real_bench(name: str, *, may_place: bool) -> Bench:
    """The sandbox answers any key with canned accounts and orders; a key sees its portfolio.

    Raises:
        InvalidInputError: no key is set.
    """
    environment = VenueEnvironment.read(os.environ)
    if name == SANDBOX:
        environment = VenueEnvironment(coinbase_base_url=SANDBOX_URL, coinbase_key=_any_key())
    if environment.coinbase_key is None:
        raise InvalidInputError(
            "SIGNALFILL_COINBASE_KEY is not set: put the JSON of a key file into it "
            "(View is enough to read; ARGS=--place needs Trade), or VENUE=sandbox needs none"
        )
    clock = SystemClock()
    bench = RealBench(venue_from(environment, NoSecrets(), clock), clock)
    can = {ACCOUNT} if name == SANDBOX else {ACCOUNT, READS}
    bench.can = frozenset({*can, ORDERS} if may_place and name == KEY else can)
    return bench


def _any_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return json.dumps({"name": "organizations/check/apiKeys/check", "privateKey": pem.decode()})
