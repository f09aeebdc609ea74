"""The fake AWS must not fail where AWS would not, nor answer what AWS would not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.core.exceptions import ServiceNotWhitelisted

from signalfill.adapters.dynamodb.client import make_client
from tests.fakes.aws import fake_aws
from tests.integration.dynamodb.tables import CONTROL, create_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

THREADS, WRITES = 4, 25


def item(thread: int, number: int) -> dict[str, Any]:
    return {"pk": {"S": f"{thread}"}, "sk": {"S": f"{number}"}, "padding": {"L": [{"N": "1"}] * 50}}


def write(client: DynamoDBClient, thread: int) -> None:
    for number in range(WRITES):
        put: Any = {"TableName": CONTROL, "Item": item(thread, number)}
        if thread % 2:
            client.put_item(**put)
        else:
            client.transact_write_items(TransactItems=[{"Put": put}])


def test_transactions_and_writes_of_several_threads_do_not_disturb_each_other() -> None:
    with fake_aws():
        client = make_client()
        create_tables(client)
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda thread: write(client, thread), range(THREADS)))

        assert client.scan(TableName=CONTROL, Select="COUNT")["Count"] == THREADS * WRITES


def test_streams_are_not_faked_where_they_would_be_wrong() -> None:
    with fake_aws(), pytest.raises(ServiceNotWhitelisted):
        boto3.client("dynamodbstreams").list_streams()
