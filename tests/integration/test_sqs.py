from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from signalfill.adapters.sqs import QUICK, SqsMessageQueue
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageRecord
from tests.fakes.aws import fake_aws
from tests.unit.scraper.examples import record

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

pytestmark = pytest.mark.integration


@pytest.fixture
def client() -> Iterator[SQSClient]:
    with fake_aws():
        yield boto3.client("sqs", region_name="us-east-1")


@pytest.fixture
def queue_url(client: SQSClient) -> str:
    queue = client.create_queue(QueueName="messages.fifo", Attributes={"FifoQueue": "true"})
    return queue["QueueUrl"]


def received(client: SQSClient, queue_url: str) -> list[Any]:
    batch = client.receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
    )
    return batch.get("Messages", [])


def test_records_arrive_in_order_and_whole(client: SQSClient, queue_url: str) -> None:
    records = [record(f"10000{n}", content=f"buy 🚀 {n}") for n in range(3)]
    SqsMessageQueue(queue_url, client).send(records)
    arrived = [
        MessageRecord.model_validate_json(each["Body"]) for each in received(client, queue_url)
    ]
    assert arrived == records


def test_all_records_are_acknowledged(client: SQSClient, queue_url: str) -> None:
    records = [record(f"10000{n}") for n in range(10)]
    assert SqsMessageQueue(queue_url, client).send(records) == 10


def test_the_group_is_the_parent_of_a_thread(client: SQSClient, queue_url: str) -> None:
    in_thread = record("100001", channel_id="77777", parent_channel_id="66666")
    SqsMessageQueue(queue_url, client).send([in_thread])
    [message] = received(client, queue_url)
    assert message["Attributes"]["MessageGroupId"] == "66666"


def test_the_deduplication_id_is_the_versions(client: SQSClient, queue_url: str) -> None:
    SqsMessageQueue(queue_url, client).send([record("100001")])
    [message] = received(client, queue_url)
    assert message["Attributes"]["MessageDeduplicationId"] == "100001-M-0"


def test_nothing_is_sent_for_nothing(client: SQSClient) -> None:
    assert SqsMessageQueue("http://127.0.0.1:1/none", client).send([]) == 0


def test_a_queue_that_refuses_is_tried_again_later(client: SQSClient) -> None:
    with pytest.raises(RetryableError):
        SqsMessageQueue("https://sqs.us-east-1.amazonaws.com/1/none.fifo", client).send(
            [record("100001")]
        )


class PartlyFailing:
    """Answers as the queue does that stored only some entries of a batch."""

    def __init__(self, *stored: str) -> None:
        self._stored = stored

    def send_message_batch(self, **_arguments: object) -> dict[str, object]:
        return {"Successful": [{"Id": each} for each in self._stored]}


class Silent:
    def send_message_batch(self, **_arguments: object) -> None:
        raise ReadTimeoutError(endpoint_url="http://127.0.0.1")


@pytest.mark.parametrize(
    ("stored", "counted"), [((), 0), (("0",), 1), (("0", "2"), 1), (("1", "2"), 0)]
)
def test_only_the_stored_front_is_acknowledged(stored: tuple[str, ...], counted: int) -> None:
    client: Any = PartlyFailing(*stored)
    assert SqsMessageQueue("q", client).send([record(f"10000{n}") for n in range(3)]) == counted


def test_no_answer_is_not_a_no() -> None:
    client: Any = Silent()
    with pytest.raises(RetryableError):
        SqsMessageQueue("q", client).send([record("100001")])


def test_a_call_is_short_and_never_repeated_behind_our_back() -> None:
    client: Any = SqsMessageQueue("q", boto3.client("sqs", "us-east-1", config=QUICK))
    config = client._client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries["total_max_attempts"] == 1


def test_the_cause_of_a_refusal_is_kept(client: SQSClient) -> None:
    with pytest.raises(RetryableError) as raised:
        SqsMessageQueue("https://sqs.us-east-1.amazonaws.com/1/none.fifo", client).send(
            [record("100001")]
        )
    assert isinstance(raised.value.__cause__, ClientError)
