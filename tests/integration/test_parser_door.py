"""The parser's door with its real store, on events as the queue sends them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from functions.parser import app
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.domain.errors import RetryableError
from signalfill.domain.settings import ChannelSettings, Settings
from signalfill.domain.signal import Signal
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.domain.verdict import Verdict, VerdictKind
from tests.fakes.aws import fake_aws
from tests.integration.dynamodb.tables import CONTROL, SIGNALS, create_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

CHANNEL = "900000000000000001"
OTHER_CHANNEL = "900000000000000002"
CALL = "ETH/USDT LONG\nEntry: 2500\nTP1: 2600\nTP2: 2700\nSL: 2400"


@dataclass(frozen=True)
class Context:
    """What Powertools asks of a Lambda context."""

    function_name: str = "parser"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:parser"
    aws_request_id: str = "request-1"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoDBClient]:
    monkeypatch.setenv("SIGNALFILL_SIGNALS_TABLE", SIGNALS)
    monkeypatch.setenv("SIGNALFILL_CONTROL_TABLE", CONTROL)
    app.dynamo.cache_clear()
    app.signal_store.cache_clear()
    app.readers.cache_clear()
    with fake_aws():
        client = make_client()
        create_tables(client)
        yield client


@pytest.fixture
def signals(client: DynamoDBClient) -> DynamoSignals:
    return DynamoSignals(SIGNALS, "positions", client)


def message(message_id: str, content: str = CALL, *, channel_id: str = CHANNEL) -> str:
    return json.dumps(
        {
            "schema": 1,
            "event": "create",
            "message_id": message_id,
            "channel_id": channel_id,
            "author_id": "7",
            "posted_at": "2026-11-23T12:00:00Z",
            "content": content,
            "received_at": "2026-11-23T12:00:01Z",
        }
    )


def queued(body: str, *, group: str = CHANNEL, queue_id: str = "queued-1") -> dict[str, Any]:
    return {
        "messageId": queue_id,
        "receiptHandle": "handle",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": group},
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:messages.fifo",
        "awsRegion": "us-east-1",
    }


def invoke(*records: dict[str, Any]) -> list[str]:
    """The queue ids that the door hands back."""
    answer = app.handler({"Records": list(records)}, Context())
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def stored(client: DynamoDBClient) -> list[tuple[str, str]]:
    items = client.scan(TableName=SIGNALS)["Items"]
    return sorted((item["item"]["S"], item["sort_key"]["S"]) for item in items)


def test_a_call_becomes_verdict_head_text_and_a_pending_signal(client: DynamoDBClient) -> None:
    assert invoke(queued(message("11"))) == []

    assert stored(client) == [
        ("head", "11#HEAD"),
        ("signal", "11#0#S0"),
        ("text", "11#0#TEXT"),
        ("verdict", "11#0"),
    ]


def test_the_pending_signal_says_what_the_message_said(signals: DynamoSignals) -> None:
    invoke(queued(message("11")))

    (key,) = signals.pending()
    signal = signals.item(key)
    assert isinstance(signal, Signal)
    assert (signal.signal_id, signal.base, str(signal.stop_loss)) == ("11-0", "ETH", "2400")


def test_one_bad_record_of_three_is_a_verdict_and_blocks_nobody(signals: DynamoSignals) -> None:
    failures = invoke(
        queued(message("11"), queue_id="queued-1"),
        queued('{"schema": 1, "event":', queue_id="queued-2"),
        queued(message("13", "good morning"), queue_id="queued-3"),
    )

    assert failures == []
    kinds = [
        each.kind
        for channel, message_id in [(CHANNEL, "11"), ("unreadable", "queued-2"), (CHANNEL, "13")]
        for each in signals.verdicts(channel, message_id)
    ]
    assert kinds == [VerdictKind.SIGNAL, VerdictKind.UNREADABLE, VerdictKind.NONE]


def test_a_record_of_a_newer_release_is_read_and_opens_nothing(signals: DynamoSignals) -> None:
    body = message("11").replace('"schema": 1', '"schema": 2, "mood": "calm"')

    assert invoke(queued(body)) == []

    (verdict,) = signals.verdicts(CHANNEL, "11")
    assert verdict.reason == "newer_record"
    assert signals.pending() == []


def test_an_unreadable_record_is_counted_and_told(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    del client
    invoke(queued("no JSON", queue_id="queued-2"))

    (metric,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert metric["UnreadableRecords"] == [0.0, 1.0]
    told = [vars(each) for each in caplog.records if each.levelname == "ERROR"]
    assert [each["message_id"] for each in told] == ["queued-2"]


def test_no_log_line_holds_words_of_a_message(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    del client
    invoke(queued(message("11", "whispered ETH LONG")), queued("whispered", queue_id="queued-2"))

    told = str([vars(each) for each in caplog.records]) + capsys.readouterr().out
    assert len(caplog.records) == 2
    assert "whispered" not in told


def test_a_replay_changes_nothing(client: DynamoDBClient) -> None:
    batch = [queued(message("11")), queued("no JSON", queue_id="queued-2")]
    invoke(*batch)
    before = client.scan(TableName=SIGNALS)["Items"]

    assert invoke(*batch) == []
    assert client.scan(TableName=SIGNALS)["Items"] == before


class Struggling(DynamoSignals):
    """A table that does not take one message."""

    def __init__(self, client: DynamoDBClient, *, refused: str, error: Exception) -> None:
        super().__init__(SIGNALS, "positions", client)
        self.refused = refused
        self.error = error

    def record(self, verdict: Verdict, **others: Any) -> bool:  # noqa: ANN401 - passed through
        if verdict.message_id == self.refused:
            raise self.error
        return super().record(verdict, **others)


def test_what_the_table_refuses_keeps_its_channel_in_order_and_no_other(
    client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals = Struggling(client, refused="11", error=RetryableError("busy"))
    monkeypatch.setattr(app, "signal_store", lambda: signals)

    failures = invoke(
        queued(message("11"), queue_id="queued-1"),
        queued(message("21", channel_id=OTHER_CHANNEL), group=OTHER_CHANNEL, queue_id="queued-2"),
        queued(message("12"), queue_id="queued-3"),
    )

    assert failures == ["queued-1", "queued-3"]
    assert signals.verdicts(OTHER_CHANNEL, "21") != []
    assert signals.verdicts(CHANNEL, "12") == []


def test_a_record_that_we_stumble_over_is_unreadable_by_the_kind_of_error_only(
    client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals = Struggling(client, refused="11", error=KeyError("words of the message"))
    monkeypatch.setattr(app, "signal_store", lambda: signals)

    assert invoke(queued(message("11"))) == []

    (verdict,) = signals.verdicts("unreadable", "queued-1")
    assert verdict.reason == "KeyError"


# --- what the settings teach ---


def teach(client: DynamoDBClient) -> None:
    reading = Teaching(words={WordKind.STOP: ("safety plank",)})
    settings = Settings(channels={CHANNEL: ChannelSettings(name="calls", reading=reading)})
    control = DynamoControl(CONTROL, client)
    control.push_settings(settings, pushed_at=datetime(2026, 11, 23, tzinfo=UTC), pushed_by="me")


SLANG = "ETH/USDT LONG\nEntry: 2500\nTP1: 2600\nSafety plank: 2400"


def test_a_channel_is_read_with_the_words_that_it_was_taught(
    client: DynamoDBClient, signals: DynamoSignals
) -> None:
    teach(client)

    invoke(queued(message("11", SLANG)))
    invoke(queued(message("12", SLANG, channel_id=OTHER_CHANNEL), group=OTHER_CHANNEL))

    taught, untaught = (
        signals.verdict(channel_id, message_id, "0")
        for channel_id, message_id in ((CHANNEL, "11"), (OTHER_CHANNEL, "12"))
    )
    assert taught is not None
    assert untaught is not None
    assert stops(taught) == ["2400"]
    assert stops(untaught) == [None]
    assert taught.settings_version == 1


def stops(verdict: Verdict) -> list[str | None]:
    assert verdict.reading is not None
    return [each.stop_loss for each in verdict.reading.signals]


def test_a_control_table_that_does_not_answer_delays_no_message(
    client: DynamoDBClient, signals: DynamoSignals
) -> None:
    client.delete_table(TableName=CONTROL)

    invoke(queued(message("11")))

    verdict = signals.verdict(CHANNEL, "11", "0")
    assert verdict is not None
    assert (verdict.kind, verdict.settings_version) == (VerdictKind.SIGNAL, 0)
