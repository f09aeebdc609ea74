"""What moto gets wrong, on MiniStack: lost answers, deduplication, paging (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session

from sandbox.aws import MiniStack
from sandbox.aws.tools import aws_environment
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.dynamodb.writes import put
from signalfill.adapters.sqs import QUICK, SqsMessageQueue
from signalfill.domain.budget import Reservation
from signalfill.domain.errors import AlreadyDecidedError, RetryableError
from signalfill.domain.message import MessageRecord
from tests.infra.templates import template
from tests.integration.dynamodb import examples
from tests.integration.dynamodb.tables import (
    CONTROL,
    POSITIONS,
    SIGNALS,
    create_tables,
    delete_tables,
)
from tests.unit.scraper.examples import record

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient

pytestmark = pytest.mark.integration

SCOPE = "paper#day"
RESERVED = (Reservation(scope=SCOPE, amount=Decimal(60), limit=Decimal(200)),)


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with MiniStack(tmp_path_factory.mktemp("aws")) as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in aws_environment(aws.endpoint_url).items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def client(emulated: None) -> Iterator[DynamoDBClient]:
    del emulated
    client = make_client()
    create_tables(client)
    yield client
    delete_tables(client)


@pytest.fixture
def signals(client: DynamoDBClient) -> DynamoSignals:
    return DynamoSignals(SIGNALS, POSITIONS, client)


@pytest.fixture
def positions(client: DynamoDBClient) -> DynamoPositions:
    return DynamoPositions(POSITIONS, SIGNALS, client)


def lose_answers(client: DynamoDBClient | SQSClient, operation: str, lost: Iterable[bool]) -> None:
    """The next requests are done, and the answers to some of them never come."""
    losses, session = iter(lost), URLLib3Session()

    def lose(request: AWSPreparedRequest, **_: object) -> None:
        if next(losses, False):
            session.send(request)
            raise ReadTimeoutError(endpoint_url=request.url)

    client.meta.events.register(f"before-send.{operation}", lose)


# --- lost answers ---


def test_what_was_done_without_an_answer_is_not_done_twice(
    client: DynamoDBClient, signals: DynamoSignals, positions: DynamoPositions
) -> None:
    lose_answers(client, "dynamodb.TransactWriteItems", cycle([True, False]))

    made = examples.create(positions, signals, reservations=RESERVED)

    assert positions.load(made.position_id) == made
    assert positions.used([SCOPE]) == {SCOPE: RESERVED[0].amount}


def test_a_position_whose_every_answer_was_lost_is_there_when_it_is_created_again(
    client: DynamoDBClient, signals: DynamoSignals, positions: DynamoPositions
) -> None:
    lose_answers(client, "dynamodb.TransactWriteItems", [False, True, True])

    with pytest.raises(RetryableError):
        examples.create(positions, signals, reservations=RESERVED)
    with pytest.raises(AlreadyDecidedError):
        examples.create(positions, signals, reservations=RESERVED)

    assert positions.used([SCOPE]) == {SCOPE: RESERVED[0].amount}


# --- deduplication ---


@pytest.fixture
def sqs(emulated: None) -> SQSClient:
    del emulated
    return boto3.client("sqs", config=QUICK)


@pytest.fixture
def queue_url(sqs: SQSClient) -> Iterator[str]:
    """The messages queue, with what template.yaml says of it."""
    declared = template()["Resources"]["MessagesQueue"]["Properties"]
    names = ("FifoQueue", "DeduplicationScope", "FifoThroughputLimit")
    attributes = {name: str(declared[name]) for name in names}
    url = sqs.create_queue(QueueName="messages.fifo", Attributes=attributes)["QueueUrl"]  # type: ignore[arg-type] # names from the template
    yield url
    sqs.delete_queue(QueueUrl=url)


def arrived(sqs: SQSClient, queue_url: str) -> list[str]:
    """The ids of all messages that wait, which are then gone from the queue."""
    found: list[str] = []
    while batch := sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
        for each in batch:
            found.append(MessageRecord.model_validate_json(each["Body"]).message_id)
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=each["ReceiptHandle"])
    return found


def test_a_version_that_was_sent_again_arrives_once_though_it_was_taken_meanwhile(
    sqs: SQSClient, queue_url: str
) -> None:
    queue = SqsMessageQueue(queue_url, sqs)

    queue.send([record("100001")])
    first = arrived(sqs, queue_url)
    queue.send([record("100001"), record("100002")])

    assert (first, arrived(sqs, queue_url)) == (["100001"], ["100002"])


def test_records_whose_answer_was_lost_arrive_once_when_they_are_sent_again(
    sqs: SQSClient, queue_url: str
) -> None:
    queue, records = SqsMessageQueue(queue_url, sqs), [record("100001"), record("100002")]
    lose_answers(sqs, "sqs.SendMessageBatch", [True])

    with pytest.raises(RetryableError):
        queue.send(records)
    queue.send(records)

    assert arrived(sqs, queue_url) == ["100001", "100002"]


def test_the_same_version_in_two_channels_arrives_from_both(sqs: SQSClient, queue_url: str) -> None:
    there = [record("100001", channel_id=channel) for channel in ("66666", "77777")]

    SqsMessageQueue(queue_url, sqs).send(there)

    assert arrived(sqs, queue_url) == ["100001", "100001"]


# --- paging ---


def test_more_than_a_page_is_read_to_the_last(client: DynamoDBClient) -> None:
    dynamo, pages = Dynamo(client), []
    for number in range(8):
        item = {"pk": {"S": "long"}, "sk": {"S": str(number)}, "item": {"S": "x" * 300_000}}
        dynamo.write(put(CONTROL, item))
    client.meta.events.register("before-send.dynamodb", lambda **_: pages.append(1))

    queried = list(dynamo.query(CONTROL, "#pk = :pk", {":pk": "long"}))
    scanned = list(dynamo.scan(CONTROL, "#pk = :pk", {":pk": "long"}))
    fetched = list(
        dynamo.get_all(CONTROL, [{n: each[n] for n in ("pk", "sk")} for each in queried])
    )

    assert [len(queried), len(scanned), len(fetched)] == [8, 8, 8]
    assert len(pages) > 3
