"""moto's AWS in this process, one request at a time.

What it does otherwise than AWS, and which tests may therefore not stand on it: docs/testing.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from moto import mock_aws  # noqa: TID251 - this is the one place
from moto.core.botocore_stubber import BotocoreStubber
from moto.dynamodb.models.dynamo_type import DynamoType

REGION = "us-east-1"
SERVICES = ["dynamodb", "secretsmanager", "sns", "sqs", "sts"]
"""Not streams nor stacks, which it gets wrong: those are tested on MiniStack."""


_add = DynamoType.__add__


def _add_as_aws_does(one: DynamoType, other: DynamoType) -> DynamoType:
    """The sum without an exponent: moto itself cannot read a zero that it wrote as `0E-12`."""
    total = _add(one, other)
    total.value = format(Decimal(total.value).normalize(), "f")
    return total


@contextmanager
def fake_aws() -> Iterator[None]:
    """Empty services for every client of this process; all that they held is gone at the end.

    moto copies a whole table for each transaction, without a lock: a thread that writes
    meanwhile makes it raise. So a request waits until the one before it was answered.
    """
    lock, answer = threading.Lock(), BotocoreStubber.process_request

    def answer_alone(stubber: BotocoreStubber, request: Any) -> Any:  # noqa: ANN401 - moto's own
        with lock:
            return answer(stubber, request)

    config: Any = {"core": {"service_whitelist": SERVICES}}
    with pytest.MonkeyPatch.context() as patch, mock_aws(config=config):
        patch.setattr(BotocoreStubber, "process_request", answer_alone)
        patch.setattr(DynamoType, "__add__", _add_as_aws_does)
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield
