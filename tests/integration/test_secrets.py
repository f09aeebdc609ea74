from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from signalfill.adapters.secrets import SecretsManagerSecrets
from signalfill.domain.errors import InvalidInputError, RetryableError
from tests.fakes.aws import fake_aws
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

pytestmark = pytest.mark.integration


@pytest.fixture
def client() -> Iterator[SecretsManagerClient]:
    with fake_aws():
        yield boto3.client("secretsmanager")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def put(client: SecretsManagerClient, text: str) -> str:
    return client.create_secret(Name="key", SecretString=text)["ARN"]


def change(client: SecretsManagerClient, arn: str, text: str) -> None:
    client.put_secret_value(SecretId=arn, SecretString=text)


def test_a_secret_is_read_by_its_arn(client: SecretsManagerClient, clock: FakeClock) -> None:
    assert SecretsManagerSecrets(clock).get(put(client, "first")) == "first"


def test_a_secret_is_remembered_for_less_than_five_minutes(
    client: SecretsManagerClient, clock: FakeClock
) -> None:
    secrets = SecretsManagerSecrets(clock, client)
    arn = put(client, "first")
    secrets.get(arn)
    change(client, arn, "second")
    clock.advance(seconds=299)
    assert secrets.get(arn) == "first"


def test_a_secret_of_five_minutes_is_read_again(
    client: SecretsManagerClient, clock: FakeClock
) -> None:
    secrets = SecretsManagerSecrets(clock, client)
    arn = put(client, "first")
    secrets.get(arn)
    change(client, arn, "second")
    clock.advance(minutes=5)
    assert secrets.get(arn) == "second"


def test_a_forgotten_secret_is_read_again(client: SecretsManagerClient, clock: FakeClock) -> None:
    secrets = SecretsManagerSecrets(clock, client)
    arn = put(client, "first")
    secrets.get(arn)
    change(client, arn, "second")
    secrets.forget(arn)
    assert secrets.get(arn) == "second"


def test_a_secret_that_does_not_exist_is_said_in_one_line(
    client: SecretsManagerClient, clock: FakeClock
) -> None:
    with pytest.raises(InvalidInputError, match="nowhere cannot be read: ResourceNotFound"):
        SecretsManagerSecrets(clock, client).get("nowhere")


def test_a_secret_without_text_is_said_in_one_line(
    client: SecretsManagerClient, clock: FakeClock
) -> None:
    arn = client.create_secret(Name="key", SecretBinary=b"x")["ARN"]
    with pytest.raises(InvalidInputError, match="holds no text"):
        SecretsManagerSecrets(clock, client).get(arn)


def test_a_service_that_does_not_answer_may_answer_later(clock: FakeClock) -> None:
    class Unreachable:
        def get_secret_value(self, **_: str) -> None:
            raise EndpointConnectionError(endpoint_url="https://secretsmanager")

    with pytest.raises(RetryableError):
        SecretsManagerSecrets(clock, Unreachable()).get("a")  # type: ignore[arg-type] # fails first
