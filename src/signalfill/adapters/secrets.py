"""Secrets by ARN from AWS Secrets Manager, kept in memory for at most five minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

# Not boto3: importing it loads the S3 transfer manager too.
import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

from signalfill.domain.errors import InvalidInputError, RetryableError
from signalfill.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

LONGEST_AGE = timedelta(minutes=5)

_NEVER_READABLE = frozenset(
    {"AccessDeniedException", "ResourceNotFoundException", "InvalidRequestException"}
)


class SecretsManagerSecrets:
    """`forget` makes the next `get` read again: for a secret that was just refused."""

    def __init__(self, clock: Clock, client: SecretsManagerClient | None = None) -> None:
        self._clock = clock
        self._client = client
        self._cache: dict[str, tuple[str, datetime]] = {}

    def get(self, arn: str) -> str:
        """The secret's text.

        Raises:
            InvalidInputError: there is no such secret for us; waiting does not help.
            RetryableError: the service gave no answer.
        """
        cached = self._cache.get(arn)
        now = self._clock.now()
        if cached is not None and now - cached[1] < LONGEST_AGE:
            return cached[0]
        secret = self._read(arn)
        self._cache[arn] = (secret, now)
        return secret

    def forget(self, arn: str) -> None:
        self._cache.pop(arn, None)

    def _read(self, arn: str) -> str:
        if self._client is None:
            client = botocore.session.get_session().create_client("secretsmanager")
            self._client = cast("SecretsManagerClient", client)
        try:
            secret = self._client.get_secret_value(SecretId=arn).get("SecretString")
        except ClientError as error:
            code = error.response["Error"].get("Code", "")
            if code in _NEVER_READABLE:
                raise InvalidInputError(f"the secret {arn} cannot be read: {code}") from None
            raise RetryableError(f"the secret {arn} was not read: {code}") from None
        except BotoCoreError as error:
            raise RetryableError(f"the secret was not read: {type(error).__name__}") from None
        if not secret:
            raise InvalidInputError(f"the secret {arn} holds no text")
        return secret
