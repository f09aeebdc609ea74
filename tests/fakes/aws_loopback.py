"""moto behind a loopback port, for processes that must find AWS at an address."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3
from aiohttp import web
from botocore import xform_name
from botocore.exceptions import ClientError

from signalfill.domain.message import MessageRecord
from tests.fakes.aws import REGION, fake_aws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class AwsLoopback:
    """Speaks the JSON protocol that SQS and DynamoDB share: the body is the call's arguments."""

    sqs: SQSClient
    dynamodb: DynamoDBClient
    queue_url: str
    address: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    """Services that answer nothing of use at the moment: `AmazonSQS`, `DynamoDB_20120810`."""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.address[0],
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
        }

    async def handle(self, request: web.Request) -> web.Response:
        service, operation = request.headers["X-Amz-Target"].split(".")
        client: Any = self.sqs if service == "AmazonSQS" else self.dynamodb
        if service in self.failing:
            return web.Response(status=503)
        try:
            arguments = json.loads(await request.read())
            answer = await asyncio.to_thread(getattr(client, xform_name(operation)), **arguments)
        except ConnectionError:  # whoever asked was killed
            return web.Response()
        except ClientError as error:
            refusal = error.response["Error"]
            return web.json_response(
                {"__type": refusal.get("Code"), "message": refusal.get("Message")}, status=400
            )
        answer.pop("ResponseMetadata", None)
        return web.json_response(answer)

    def take(self) -> list[MessageRecord]:
        """Everything new on the queue, in order; it is empty afterwards.

        SQS drops repetitions for five minutes, moto only while the first is still there.
        """
        taken: list[MessageRecord] = []
        while records := self.take_some():
            for record in records:
                if record.deduplication_id not in self.seen:
                    self.seen.add(record.deduplication_id)
                    taken.append(record)
        return taken

    def take_some(self) -> list[MessageRecord]:
        """At most ten from the queue, in order; they are gone from it."""
        sqs, url = self.sqs, self.queue_url
        batch = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for each in batch:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return [MessageRecord.model_validate_json(each["Body"]) for each in batch]


@asynccontextmanager
async def aws_loopback(kind: type[AwsLoopback] = AwsLoopback) -> AsyncIterator[AwsLoopback]:
    with fake_aws():
        sqs = boto3.client("sqs", region_name=REGION)
        queue = sqs.create_queue(QueueName="messages.fifo", Attributes={"FifoQueue": "true"})
        dynamodb = boto3.client("dynamodb", region_name=REGION)
        loopback = kind(sqs, dynamodb, queue["QueueUrl"])
        app = web.Application()
        app.router.add_post("/{path:.*}", loopback.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            loopback.address.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
            yield loopback
        finally:
            await runner.cleanup()
