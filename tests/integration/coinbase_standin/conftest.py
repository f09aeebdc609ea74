from __future__ import annotations

from collections.abc import Iterator

import pytest
from coinbase.rest import RESTClient

from sandbox.coinbase import StandInCoinbase
from tests.fakes.coinbase_standin import SettableClock, running_stand_in, sdk_client


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def stand_in(clock: SettableClock) -> Iterator[StandInCoinbase]:
    with running_stand_in(clock=clock) as running:
        yield running


@pytest.fixture
def client(stand_in: StandInCoinbase) -> Iterator[RESTClient]:
    with sdk_client(stand_in) as connected:
        yield connected
