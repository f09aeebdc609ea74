"""Keys, signatures and pages of the venue's gateway stay out of logs and errors."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.coinbase.transport import THROTTLED_PAGE
from signalfill.domain.errors import SignalfillError
from tests.integration.coinbase_adapter.conftest import Coinbase, request

pytestmark = pytest.mark.integration

CALLS: dict[str, Callable[[Coinbase], Any]] = {
    "a command": lambda coinbase: coinbase.venue.place(request()),
    "a read": lambda coinbase: coinbase.venue.balances(),
    "a quote": lambda coinbase: coinbase.venue.quotes(["BTC-USD"]),
}
FAULTS = ("unauthorized", "429_html", "5xx", "drop_before_accept", "not_json_after_accept")


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """What a deployment would write with every logger turned up, the SDK's included."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root, sdk = logging.getLogger(), logging.getLogger("coinbase.RESTClient")
    levels = root.level, sdk.level
    for logger in (root, sdk):
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip((root, sdk), levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_no_log_line_and_no_traceback_tells_a_secret(
    coinbase: Coinbase,
    everything_logged: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    call: str,
    fault: str,
) -> None:
    coinbase.fault(fault, count=9)
    told = ""
    try:
        told += repr(CALLS[call](coinbase))
    except SignalfillError as error:
        told += "".join(traceback.format_exception(error)) + repr(error)
    told += everything_logged.getvalue() + "".join(capfd.readouterr())
    key = coinbase.stand_in.key
    secrets = [*key["privateKey"].split("\n")[1:-2], key["name"], "Bearer ", "eyJ"]
    pages = [THROTTLED_PAGE[:60], "Too many requests"]
    assert [each for each in (*secrets, *pages) if each in told] == []
