"""The command line against moto's AWS and both stand-ins, over real sockets."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.coinbase.server import StandInCoinbase
from sandbox.discord.server import StandInDiscord
from signalfill.adapters.dynamodb.client import make_client
from tests.fakes.aws import fake_aws
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS, create_tables

CHANNEL = "700000000000000001"


@pytest.fixture
def aws() -> Iterator[None]:
    with fake_aws():
        create_tables(make_client())
        yield


@pytest.fixture
def tables(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - its tables
    monkeypatch.delenv("SIGNALFILL_STACK", raising=False)
    monkeypatch.setenv("SIGNALFILL_SIGNALS_TABLE", SIGNALS)
    monkeypatch.setenv("SIGNALFILL_POSITIONS_TABLE", POSITIONS)
    monkeypatch.setenv("SIGNALFILL_CONTROL_TABLE", CONTROL)


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInDiscord]:
    standin = StandInDiscord()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(standin.start(), loop).result()
    monkeypatch.setenv("SIGNALFILL_DISCORD_API_URL", standin.api_url)
    monkeypatch.setenv("SIGNALFILL_DISCORD_TOKEN", standin.world.token)
    standin.world.add_channel("alpha", channel_id=CHANNEL)
    yield standin
    asyncio.run_coroutine_threadsafe(standin.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def coinbase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInCoinbase]:
    with StandInCoinbase(tmp_path) as standin:
        monkeypatch.setenv("SIGNALFILL_COINBASE_BASE_URL", standin.base_url)
        monkeypatch.setenv("SIGNALFILL_COINBASE_CA_BUNDLE", str(standin.ca_bundle))
        monkeypatch.setenv("SIGNALFILL_COINBASE_KEY", json.dumps(standin.key))
        yield standin
