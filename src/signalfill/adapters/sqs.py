"""The FIFO queue between scraper and parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageRecord

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

# One attempt and short waits: the outbox repeats, and a stop must not hang on a dead queue.
QUICK = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1})


class SqsMessageQueue:
    """Sends at most ten records a call; the group is the channel whose order counts."""

    def __init__(self, queue_url: str, client: SQSClient | None = None) -> None:
        self._queue_url = queue_url
        self._client: SQSClient = client or boto3.client("sqs", config=QUICK)

    def send(self, records: Sequence[MessageRecord]) -> int:
        """How many from the front were stored; later ones may be stored too.

        Raises:
            RetryableError: no usable answer; any may have been stored.
        """
        if not records:
            return 0
        entries = [_entry(number, record) for number, record in enumerate(records)]
        try:
            response = self._client.send_message_batch(QueueUrl=self._queue_url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            raise RetryableError(f"queue: {error}") from error
        stored = {int(each["Id"]) for each in response.get("Successful", [])}
        return next((n for n in range(len(records)) if n not in stored), len(records))


def _entry(number: int, record: MessageRecord) -> SendMessageBatchRequestEntryTypeDef:
    return {
        "Id": str(number),
        "MessageBody": record.model_dump_json(by_alias=True),
        "MessageGroupId": record.home_channel_id,
        "MessageDeduplicationId": record.deduplication_id,
    }
