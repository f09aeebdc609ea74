from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from coinbase.rest import RESTClient

from sandbox.coinbase import StandInCoinbase
from sandbox.coinbase.faults import ONE_SHOTS, SETTINGS
from sandbox.coinbase.scenes import MARKET_STATES, SCENES
from tests.fakes.coinbase_standin import SettableClock
from tests.integration.coinbase_standin.calls import BTC, get, order, placed, wallet

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
SECONDS = 20


@contextmanager
def process(directory: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    """The stand-in as its own process, and what it printed."""
    command = [sys.executable, "-m", "sandbox.coinbase", "--directory", str(directory), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own module
        assert running.stdout is not None
        try:
            yield running, json.loads(running.stdout.readline())
        finally:
            running.kill()


@contextmanager
def connected(address: dict[str, Any], host: str = "127.0.0.1") -> Iterator[RESTClient]:
    client = RESTClient(
        api_key=address["key"]["name"],
        api_secret=address["key"]["privateKey"],
        base_url=address["base_url"].replace("127.0.0.1", host),
        timeout=5,
    )
    client.session.trust_env = False
    client.session.verify = address["ca_bundle"]
    with client.session:
        yield client


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_process_says_where_it_is_and_stops_when_told(tmp_path: Path, number: int) -> None:
    options = ("--deposit", "USD=500", "--price", "ETH-USD=2000", "--taker", "0.012")
    with process(tmp_path, *options) as (running, address):
        assert address.keys() == {"base_url", "control_url", "ca_bundle", "key"}
        with connected(address, "localhost") as client:
            assert wallet(client, "USD") == ("500", "0")
            assert get(client, "/products/ETH-USD")["price"] == "2000"
            assert client.get_transaction_summary().fee_tier["taker_fee_rate"] == "0.012"
        running.send_signal(number)

        assert running.wait(SECONDS) == 0


def test_a_number_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sandbox.coinbase", "--directory", str(tmp_path)]

    ended = subprocess.run(  # noqa: S603 - our own module
        [*command, "--taker", "much"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert "much is not a number" in ended.stderr
    assert "Traceback" not in ended.stderr


def control(stand_in: StandInCoinbase, name: str, /, **arguments: object) -> requests.Response:
    return requests.post(f"{stand_in.control_url}/{name}", json=arguments, timeout=5)


def test_prices_move_over_http(stand_in: StandInCoinbase, client: RESTClient) -> None:
    order_id = placed(client)

    answer = control(stand_in, "price", product_id=BTC, price="64000")

    assert answer.json() == {"last": "64000", "bid": "64000", "ask": "64006.4"}
    assert order(client, order_id)["status"] == "FILLED"


def test_many_prices_move_in_one_call(stand_in: StandInCoinbase, client: RESTClient) -> None:
    control(stand_in, "prices", prices={BTC: "1", "ETH-USD": "2"}, reset=True)

    assert get(client, f"/products/{BTC}")["price"] == "1"
    assert get(client, "/products/ETH-USD")["price"] == "2"


def test_faults_are_set_and_cleared_over_http(stand_in: StandInCoinbase) -> None:
    armed = control(stand_in, "fault", name="5xx", count=3).json()
    cleared = requests.delete(f"{stand_in.control_url}/fault", timeout=5).json()

    assert armed["armed"] == [{"name": "5xx", "count": 3, "value": None}]
    assert cleared["armed"] == []


def test_the_state_is_shown_over_http(stand_in: StandInCoinbase) -> None:
    state = requests.get(f"{stand_in.control_url}/state", timeout=5).json()

    assert state == stand_in.control.state()


def test_money_depth_states_and_permissions_change_over_http(stand_in: StandInCoinbase) -> None:
    control(stand_in, "deposit", currency="BTC", amount="2")
    control(stand_in, "withdrawal", currency="USD", amount="9000")
    control(stand_in, "manual_sale", product_id=BTC, base_size="1.5")
    control(stand_in, "permissions", can_transfer=True)
    control(stand_in, "product", product_id=BTC, limit_only=True)
    control(stand_in, "depth", product_id=BTC, base_size="0.5")
    bar = {"start": 60, "open": "1", "high": "1", "low": "1", "close": "1"}
    assert control(stand_in, "candle", product_id=BTC, candles=[bar]).status_code == 200

    state = stand_in.control.state()

    assert state["balances"]["BTC"]["available"] == "0.5"
    assert state["balances"]["USD"]["available"] == "97915"
    assert state["permissions"]["can_transfer"] is True


def test_a_recorded_tape_drives_the_prices(
    stand_in: StandInCoinbase, client: RESTClient, clock: SettableClock
) -> None:
    order_id = placed(client)
    rows = [
        {"seconds": 60, "product_id": BTC, "price": "63000", "base_size": "0.004"},
        {"seconds": 30, "product_id": BTC, "price": "64500"},
    ]

    assert control(stand_in, "tape", rows=rows, speed=2).json() == {"rows": 2}
    clock.advance(20)
    assert get(client, f"/products/{BTC}")["price"] == "64500"
    clock.advance(20)

    assert order(client, order_id)["filled_size"] == "0.004"


def test_the_process_plays_a_tape_file(tmp_path: Path) -> None:
    tape = tmp_path / "tape.csv"
    tape.write_text(f"seconds,product_id,price\n0,{BTC},1234\n")
    with process(tmp_path, "--tape", str(tape)) as (_, address), connected(address) as client:
        assert get(client, f"/products/{BTC}")["price"] == "1234"


def test_the_request_log_can_be_emptied(stand_in: StandInCoinbase, client: RESTClient) -> None:
    placed(client)

    control(stand_in, "reset_requests")

    assert stand_in.control.state()["requests"] == []


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("price", {"product_id": "NO-USD", "price": "1"}),
        ("price", {"product_id": BTC, "price": "much"}),
        ("price", {"product_id": BTC}),
        ("price", {"product_id": BTC, "price": "0"}),
        ("fault", {"name": "storm"}),
        ("fault", {"name": "attached_child", "value": "never"}),
        ("fault", {"name": "gap_through_stop", "value": "nobody"}),
        ("withdrawal", {"currency": "USD", "amount": "10001"}),
        ("permissions", {"can_fly": True}),
        ("product", {"product_id": BTC, "sunny": True}),
        ("tape", {"rows": [{"seconds": 0, "product_id": "NO-USD", "price": "1"}]}),
        ("tape", {"rows": [{"seconds": 0, "product_id": BTC, "price": "much"}]}),
        ("tape", {"rows": [{"seconds": 0, "product_id": BTC, "price": "0"}]}),
        ("tape", {"rows": [{"seconds": 0, "product_id": BTC, "price": "1"}], "speed": 0}),
        ("fault", {"name": "deposit", "value": {"currency": "USD"}}),
    ],
)
def test_a_wrong_command_is_an_error_with_its_reason(
    stand_in: StandInCoinbase, name: str, arguments: dict[str, object]
) -> None:
    answer = control(stand_in, name, **arguments)

    assert answer.status_code == 400
    assert answer.json()["message"]


def named_faults() -> dict[str, object]:
    """Every fault with a value that it takes."""
    values = {name: value for name, value in SETTINGS.items() if value is not None}
    return {
        **dict.fromkeys(SETTINGS, 3),
        **values,
        **dict.fromkeys(ONE_SHOTS),
        **dict.fromkeys(MARKET_STATES, BTC),
        "deposit": {"currency": "USD", "amount": "1"},
        "withdrawal": {"currency": "USD", "amount": "1"},
        "manual_sale": {"product_id": BTC, "base_size": "0"},
    }


def test_every_fault_is_armed_over_http(stand_in: StandInCoinbase) -> None:
    answers = {
        name: control(stand_in, "fault", name=name, value=value).status_code
        for name, value in named_faults().items()
    }

    assert {name for name, status in answers.items() if status != 200} == set()


def test_an_order_that_vanishes_is_unknown_by_its_id(
    stand_in: StandInCoinbase, client: RESTClient
) -> None:
    stand_in.control.deposit("BTC", "1")
    exits = {"base_size": "1", "limit_price": "70000", "stop_trigger_price": "60000"}
    bracket = placed(client, {"trigger_bracket_gtc": exits}, side="SELL")

    control(stand_in, "fault", name="order_vanishes", value=bracket)

    with pytest.raises(requests.HTTPError, match="404"):
        order(client, bracket)


@pytest.mark.parametrize("name", sorted(set(SCENES) - {"order_vanishes"}))
def test_every_scene_of_a_stop_is_played_over_http(
    stand_in: StandInCoinbase, client: RESTClient, name: str
) -> None:
    stand_in.control.deposit("BTC", "1")
    exits = {"base_size": "1", "limit_price": "70000", "stop_trigger_price": "60000"}
    bracket = placed(client, {"trigger_bracket_gtc": exits}, side="SELL")

    control(stand_in, "fault", name=name, value=bracket)

    assert order(client, bracket)["trigger_status"] != "INVALID_ORDER_TYPE"
    assert Decimal(get(client, f"/products/{BTC}")["price"]) < 60000
