"""Notices to an SNS topic, for who wants e-mail or text messages instead of a webhook."""

from __future__ import annotations

from typing import Protocol

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from signalfill.domain.errors import RetryableError

LONGEST_SUBJECT = 100
"""Characters that SNS takes in an e-mail's subject, one line of ASCII."""


class Topics(Protocol):
    """The part of boto3's client that is used."""

    def publish(self, *, TopicArn: str, Subject: str, Message: str) -> object: ...  # noqa: N803 - AWS's names


def topic(arn: str) -> SnsTopic:
    client: Topics = boto3.client("sns")
    return SnsTopic(arn, client)


class SnsTopic:
    """Publishes plain text: Discord's marks are taken out."""

    def __init__(self, arn: str, client: Topics) -> None:
        self._arn = arn
        self._client = client

    def notify(self, text: str) -> None:
        plain = text.replace("**", "").replace("`", "")
        first = plain.partition("\n")[0].encode("ascii", "ignore").decode()
        subject = f"Signalfill: {first}"[:LONGEST_SUBJECT]
        try:
            self._client.publish(TopicArn=self._arn, Subject=subject, Message=plain)
        except (ClientError, BotoCoreError) as error:
            raise RetryableError(f"notice not delivered: {type(error).__name__}") from None
