"""The canary's way: reader, queue, parser, table, stream, trader's door; and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.parser import app as parser
from functions.trader import app as trader
from signalfill.domain.message import MessageRecord
from signalfill.services.scraping.canary import CANARY_CHANNEL, make_canary
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.integration.dynamodb.tables import SIGNALS

pytestmark = pytest.mark.integration


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    with opened_doors(monkeypatch) as doors:
        parser.dynamo.cache_clear()
        parser.signal_store.cache_clear()
        parser.canaries.cache_clear()
        yield doors


def parse(doors: TraderDoors, record: MessageRecord) -> list[dict[str, Any]]:
    """What the signals table holds afterwards."""
    queued: Any = SimpleNamespace(body=record.model_dump_json(by_alias=True), message_id="queued-1")
    parser.record_one(queued)
    return doors.client.scan(TableName=SIGNALS)["Items"]


def test_the_parser_passes_it_on_without_a_verdict(doors: TraderDoors) -> None:
    [item] = parse(doors, make_canary(doors.clock()))
    assert (item["item"]["S"], item["channel_id"]["S"]) == ("canary", CANARY_CHANNEL)
    assert "expires_at" in item


def test_the_trader_measures_it_and_orders_nothing(
    doors: TraderDoors, capsys: pytest.CaptureFixture[str]
) -> None:
    [item] = parse(doors, make_canary(doors.clock() - timedelta(milliseconds=250)))
    trader.on_signal({"Records": [{"dynamodb": {"NewImage": item}}]}, doors.context())
    lines = [json.loads(each) for each in capsys.readouterr().out.splitlines() if "_aws" in each]
    [[milliseconds]] = [each["CanaryMilliseconds"] for each in lines]
    assert 250 <= milliseconds < 60_000
    assert (doors.creates(), doors.signals.pending()) == ([], [])


def test_it_travels_apart_from_every_channel(doors: TraderDoors) -> None:
    canary = make_canary(doors.clock())
    assert (canary.home_channel_id, canary.content) == (CANARY_CHANNEL, "")
