from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def make_client() -> DynamoDBClient:
    """Answers or fails within 4 seconds: the parser's function has 6.

    The second attempt is for a kept connection that the other end has closed; it carries the
    same idempotency token, so that a transaction whose answer was lost is not a conflict.
    """
    return boto3.client(
        "dynamodb",
        config=Config(
            connect_timeout=1,
            read_timeout=2,
            retries={"mode": "standard", "total_max_attempts": 2},
            tcp_keepalive=True,
        ),
    )
