from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from cli.stack import with_stack_outputs
from tests.unit.cli.operator import refuses

OUTPUTS = [
    {"OutputKey": "SignalsTable", "OutputValue": "signals-1"},
    {"OutputKey": "MessagesQueueUrl", "OutputValue": "https://queue"},
    {"OutputKey": "CoinbaseKeySecretArn", "OutputValue": "arn:key"},
]


class Stacks:
    """CloudFormation's answer; the code is what it refuses with."""

    def __init__(self, code: str | None = None) -> None:
        self._code = code

    def describe_stacks(self, **_name: str) -> dict[str, Any]:
        if self._code is not None:
            error: Any = {"Error": {"Code": self._code, "Message": "no"}}
            raise ClientError(error, "DescribeStacks")
        return {"Stacks": [{"Outputs": OUTPUTS}]}


def answered_by(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "client", lambda _service: stacks)


def test_an_output_is_the_variable_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_by(Stacks(), monkeypatch)
    assert with_stack_outputs({}, "mine") == {
        "SIGNALFILL_SIGNALS_TABLE": "signals-1",
        "SIGNALFILL_MESSAGES_QUEUE_URL": "https://queue",
        "SIGNALFILL_COINBASE_KEY_SECRET_ARN": "arn:key",
    }


def test_what_is_set_by_hand_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_by(Stacks(), monkeypatch)
    by_hand = {"SIGNALFILL_SIGNALS_TABLE": "mine"}
    assert with_stack_outputs(by_hand, "mine")["SIGNALFILL_SIGNALS_TABLE"] == "mine"


def test_an_unknown_stack_says_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_by(Stacks("ValidationError"), monkeypatch)
    assert "--stack" in refuses(lambda: with_stack_outputs({}, "nowhere"))


def test_other_refusals_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_by(Stacks("AccessDenied"), monkeypatch)
    with pytest.raises(ClientError):
        with_stack_outputs({}, "mine")
