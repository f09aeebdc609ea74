"""From a signal's stream event to its first create-order request at the stand-in.

Tables (moto's) and stand-in share this process, and moto is slow: the figure is an upper limit.
`make demo` measures the whole road, from the gateway's frame on.
"""

from __future__ import annotations

import io
import logging
from contextlib import redirect_stdout
from datetime import UTC, datetime
from statistics import median

import pytest

from tests.benchmarks.result import Figure, at_most, percentile
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.fakes.world import settings
from tests.integration.dynamodb.tables import create_tables, delete_tables

SIGNALS = 60
WARM_UP = 5


def measure() -> list[Figure]:
    logging.disable(logging.INFO)
    with (
        pytest.MonkeyPatch.context() as patch,
        opened_doors(patch) as doors,
        redirect_stdout(io.StringIO()),
    ):
        taken = [_one(doors) for _ in range(WARM_UP + SIGNALS)][WARM_UP:]
    logging.disable(logging.NOTSET)
    return [
        at_most("event → create order, moto in it, p50", median(taken), 100, "ms"),
        at_most("event → create order, moto in it, p99", percentile(taken, 99), 300, "ms"),
    ]


def _one(doors: TraderDoors) -> float:
    """Milliseconds; every signal meets empty tables and a calm account."""
    delete_tables(doors.client)
    create_tables(doors.client)
    # Small, so that the resting entries of all signals fit into the account.
    doors.push(settings(risk_fraction="0.0001"))
    signal = doors.say()
    doors.stand_in.control.reset_requests()
    began = datetime.now(UTC)
    doors.deliver(signal)
    first = datetime.fromisoformat(doors.creates()[0]["at"])
    return (first - began).total_seconds() * 1000
