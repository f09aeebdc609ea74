"""Cold starts of the parser and the trader, as ratios to what any such function pays.

CPU time of fresh processes, taken in turns: a busy machine slows all of them alike.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sandbox.aws.tools import ROOT
from sandbox.coinbase import StandInCoinbase
from signalfill.adapters.dynamodb.positions import DynamoPositions
from tests.benchmarks.first_event import BASE, PARSER, TRADER
from tests.benchmarks.result import Figure, at_most, informative
from tests.fakes.aws_loopback import AwsLoopback, aws_loopback
from tests.fakes.coinbase_standin import SettableClock, running_stand_in
from tests.fakes.trader_doors import TraderDoors, variables
from tests.fakes.world import CHANNEL, settings
from tests.integration.dynamodb.tables import POSITIONS, SIGNALS, create_tables, delete_tables

ROUNDS = 7
BARS = {PARSER: 1.7, TRADER: 2.1}
CALL = "ETH/USDT LONG\nEntry: 2500\nTP1: 2600\nTP2: 2700\nSL: 2400"


def measure() -> list[Figure]:
    prices = {"BTC-USD": Decimal(60500)}
    with TemporaryDirectory() as directory, running_stand_in(prices=prices) as stand_in:
        # Byte code is kept, whatever the caller's environment says, and shared by nobody else.
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{directory}/cache"}
        kept["PYTHONPATH"] = str(_layer(Path(directory)))
        seconds = asyncio.run(_rounds(stand_in, kept))
    base = median(seconds[BASE])
    return [
        informative("cold start, boto3 + pydantic alone (CPU)", f"{base * 1000:.0f} ms"),
        *(
            at_most(f"cold start, {door} (CPU)", _ratio(seconds, door), bar, "x", is_gate=True)
            for door, bar in BARS.items()
        ),
    ]


def _layer(built: Path) -> Path:
    """The house as a build leaves it in the layer, with its compiled lexicon."""
    layer = built / "HouseLayer" / "python"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "signalfill", layer / "signalfill", ignore=ignored)
    compile_lexicon = str(ROOT / "infra" / "compile_lexicon.py")
    subprocess.run([sys.executable, compile_lexicon, str(built)], check=True)  # noqa: S603 - ours
    return layer


def _ratio(seconds: dict[str, list[float]], door: str) -> float:
    """Round by round: what slows the machine for a while slows both."""
    return median(each / base for each, base in zip(seconds[door], seconds[BASE], strict=True))


async def _rounds(stand_in: StandInCoinbase, byte_code: dict[str, str]) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {BASE: [], PARSER: [], TRADER: []}
    async with aws_loopback() as aws:
        environment = {**os.environ, **variables(stand_in), **aws.environment, **byte_code}
        for _ in range(ROUNDS + 1):
            for door, taken in seconds.items():
                event = _prepare(door, stand_in, aws)
                taken.append(await asyncio.to_thread(_run, door, event, environment))
                _check(door, event, aws)
    # The first round wrote the byte code.
    return {door: taken[1:] for door, taken in seconds.items()}


def _run(door: str, event: dict[str, Any], environment: dict[str, str]) -> float:
    before = _cpu_seconds()
    subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.benchmarks.first_event", door],
        input=json.dumps(event).encode(),
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return _cpu_seconds() - before


def _cpu_seconds() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _prepare(door: str, stand_in: StandInCoinbase, aws: AwsLoopback) -> dict[str, Any]:
    """New tables, and an event that was never seen."""
    if door == BASE:
        return {}
    if aws.dynamodb.list_tables()["TableNames"]:
        delete_tables(aws.dynamodb)
    create_tables(aws.dynamodb)
    if door == PARSER:
        return _queued()
    doors = TraderDoors(stand_in, SettableClock(), aws.dynamodb)
    # Small, so that the resting entries of all rounds fit into the account.
    doors.push(settings(risk_fraction="0.0002"))
    return {"Records": [{"dynamodb": {"NewImage": doors.image(doors.say())}}]}


def _queued() -> dict[str, Any]:
    body = {
        "schema": 1,
        "event": "create",
        "message_id": "11",
        "channel_id": CHANNEL,
        "author_id": "7",
        "posted_at": datetime.now(UTC).isoformat(),
        "content": CALL,
        "received_at": datetime.now(UTC).isoformat(),
    }
    record = {
        "messageId": "queued",
        "body": json.dumps(body),
        "attributes": {"MessageGroupId": CHANNEL},
        "eventSource": "aws:sqs",
    }
    return {"Records": [record]}


def _check(door: str, event: dict[str, Any], aws: AwsLoopback) -> None:
    """A door that did not do its work would be fast."""
    if door == PARSER:
        assert aws.dynamodb.scan(TableName=SIGNALS)["Count"] > 1
    if door == TRADER:
        image = event["Records"][0]["dynamodb"]["NewImage"]
        position = DynamoPositions(POSITIONS, SIGNALS, aws.dynamodb).load(
            image["document"]["M"]["signal_id"]["S"]
        )
        assert position is not None
        assert all(order.venue_order_id for order in position.orders)
