"""What was built is whole, and runs under its own roles."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from sandbox.aws import BUILT, Stack, undisturbed
from sandbox.aws.tools import ROOT

pytestmark = pytest.mark.e2e

LAYER = BUILT / "HouseLayer" / "python"


def event(name: str) -> Any:  # noqa: ANN401 - as JSON has it
    return json.loads((ROOT / "tests" / "events" / name).read_text())


def run_from_artifacts(code: str, *folders: str) -> list[str]:
    """What the code prints where only the artifacts, no environment of ours, can be imported."""
    with undisturbed():
        done = subprocess.run(  # noqa: S603 - our own code
            [ROOT / ".tools" / "build" / "bin" / "python3.13", "-S", "-c", code],
            env={"PYTHONPATH": os.pathsep.join([*folders, str(LAYER)])},
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.split()


@pytest.mark.usefixtures("built")
def test_the_layer_holds_all_that_the_house_needs() -> None:
    code = (
        "import aws_lambda_powertools, pydantic, signalfill.domain.signal as house;"
        "print(aws_lambda_powertools.__file__, pydantic.__file__, house.__file__)"
    )

    assert all(path.startswith(str(LAYER)) for path in run_from_artifacts(code))


@pytest.mark.usefixtures("built")
def test_the_trader_alone_carries_coinbases_sdk() -> None:
    trader = str(BUILT / "OnSignalFunction")

    (path,) = run_from_artifacts("import coinbase.rest; print(coinbase.rest.__file__)", trader)

    assert path.startswith(trader)
    assert not (LAYER / "coinbase").exists()
    assert not (BUILT / "ParserFunction" / "coinbase").exists()


def test_a_message_is_recorded(guarded_stack: Stack) -> None:
    answer = guarded_stack.invoke("ParserFunction", event("message.json"))

    assert answer == {"batchItemFailures": []}
    assert "verdict" in kinds(guarded_stack, "SignalsTable")


def test_a_record_that_nobody_can_read_is_not_retried(guarded_stack: Stack) -> None:
    answer = guarded_stack.invoke("ParserFunction", event("unreadable_record.json"))

    assert answer == {"batchItemFailures": []}


def test_a_signal_that_was_never_stored_is_no_failure(guarded_stack: Stack) -> None:
    assert guarded_stack.invoke("OnSignalFunction", event("signal.json")) is None


def test_a_sweep_over_nothing_completes(guarded_stack: Stack) -> None:
    answer = guarded_stack.invoke("OnScheduleFunction", event("schedule.json"))

    assert answer["failed"] == 0
    assert "sweep" in kinds(guarded_stack, "ControlTable")


def test_a_notice_without_a_webhook_is_no_failure(guarded_stack: Stack) -> None:
    assert guarded_stack.invoke("OnPositionFunction", event("journal.json")) is None


def kinds(stack: Stack, table: str) -> set[str]:
    items = stack.client("dynamodb").scan(TableName=stack.outputs[table])["Items"]
    return {item["item"]["S"] for item in items}
