"""What DynamoDB answers to a write, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import ANY, Stubber

from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.errors import BusyError, translate
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import Write, put
from signalfill.domain.errors import (
    AlreadyDecidedError,
    BudgetExceededError,
    InvalidInputError,
    RetryableError,
    VersionConflictError,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.integration

PARAMETERS = {"TransactItems": ANY, "ClientRequestToken": ANY}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    for name, value in {
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }.items():
        monkeypatch.setenv(name, value)
    return make_client()


@pytest.fixture
def answers(client: DynamoDBClient) -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def dynamo(client: DynamoDBClient, pauses: list[float]) -> Dynamo:
    return Dynamo(client, sleep=pauses.append)


def a_put(refusal: Exception | None = None) -> Write:
    assert refusal is None or isinstance(refusal, AlreadyDecidedError | BudgetExceededError)
    return put("t", {"pk": {"S": "1"}}, condition="attribute_not_exists(#pk)", refusal=refusal)


def cancel(answers: Stubber, *codes: str) -> None:
    answers.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        expected_params=PARAMETERS,
        modeled_fields={"CancellationReasons": [{"Code": code} for code in codes]},
    )


def test_the_first_failed_condition_says_what_is_raised(answers: Stubber, dynamo: Dynamo) -> None:
    cancel(answers, "None", "ConditionalCheckFailed", "ConditionalCheckFailed")
    decided, budget = AlreadyDecidedError("decided"), BudgetExceededError("paper#loss")

    with pytest.raises(BudgetExceededError) as error:
        dynamo.transact([a_put(decided), a_put(budget), a_put(decided)])

    assert error.value is budget


def test_a_condition_without_a_meaning_of_its_own_is_a_conflict(
    answers: Stubber, dynamo: Dynamo
) -> None:
    cancel(answers, "ConditionalCheckFailed")

    with pytest.raises(VersionConflictError):
        dynamo.transact([a_put()])


def test_a_transaction_in_the_way_is_waited_for(
    answers: Stubber, dynamo: Dynamo, pauses: list[float]
) -> None:
    cancel(answers, "TransactionConflict")
    answers.add_client_error("transact_write_items", "ThrottlingException")
    answers.add_client_error("transact_write_items", "Odd", http_status_code=503)
    answers.add_response("transact_write_items", {}, PARAMETERS)

    dynamo.transact([a_put()])

    answers.assert_no_pending_responses()
    assert len(pauses) == 3
    assert sum(pauses) < 0.5


def test_the_repeats_of_a_transaction_carry_one_token(client: DynamoDBClient) -> None:
    tokens = []

    def busy(params: dict[str, str], **_: object) -> None:
        tokens.append(params["ClientRequestToken"])
        raise BusyError("conflict")

    client.meta.events.register("provide-client-params.dynamodb.TransactWriteItems", busy)

    with pytest.raises(BusyError):
        Dynamo(client, sleep=lambda _: None).transact([a_put()])

    assert len(tokens) == 5
    assert len(set(tokens)) == 1


def test_patience_ends(answers: Stubber, dynamo: Dynamo, pauses: list[float]) -> None:
    for _ in range(5):
        cancel(answers, "TransactionConflict")

    with pytest.raises(RetryableError):
        dynamo.transact([a_put()])

    assert len(pauses) == 4


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ValidationException", InvalidInputError),
        ("AccessDeniedException", RetryableError),
        ("ResourceNotFoundException", RetryableError),
    ],
)
def test_what_waiting_does_not_mend_is_not_repeated(
    answers: Stubber, dynamo: Dynamo, pauses: list[float], code: str, expected: type[Exception]
) -> None:
    answers.add_client_error("put_item", code)

    with pytest.raises(expected):
        dynamo.write(a_put())

    assert pauses == []


def test_an_item_that_no_table_takes_is_invalid(answers: Stubber, dynamo: Dynamo) -> None:
    cancel(answers, "None", "ValidationError")

    with pytest.raises(InvalidInputError):
        dynamo.transact([a_put(), a_put()])


def test_no_answer_may_be_asked_again() -> None:
    error = translate(ReadTimeoutError(endpoint_url="http://127.0.0.1"))

    assert type(error) is RetryableError


def test_the_client_gives_up_before_the_function_does(client: DynamoDBClient) -> None:
    config = vars(client.meta.config)

    assert (config["connect_timeout"], config["read_timeout"]) == (1, 2)


def test_unprocessed_keys_are_asked_again(answers: Stubber, dynamo: Dynamo) -> None:
    left = {"t": {"Keys": [{"pk": {"S": "2"}}], "ConsistentRead": True}}
    first = {"Responses": {"t": [{"pk": {"S": "1"}}]}, "UnprocessedKeys": left}
    second = {"Responses": {"t": [{"pk": {"S": "2"}}]}, "UnprocessedKeys": {}}
    answers.add_response("batch_get_item", first)
    answers.add_response("batch_get_item", second, {"RequestItems": left})

    found = list(dynamo.get_all("t", [{"pk": {"S": "1"}}, {"pk": {"S": "2"}}]))

    assert [each["pk"]["S"] for each in found] == ["1", "2"]


def test_a_query_reads_all_pages(answers: Stubber, dynamo: Dynamo) -> None:
    last = {"pk": {"S": "1"}}
    answers.add_response("query", {"Items": [last], "LastEvaluatedKey": last})
    answers.add_response("query", {"Items": [{"pk": {"S": "2"}}]})

    assert len(list(dynamo.query("t", "#pk = :pk", {":pk": "1"}))) == 2
