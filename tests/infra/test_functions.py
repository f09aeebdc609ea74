from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from signalfill.config import (
    Environment,
    NoticeEnvironment,
    ParserEnvironment,
    TraderEnvironment,
)
from tests.infra.templates import ROOT, mentions, properties, resources, template

FUNCTIONS = sorted(resources(of_type="AWS::Serverless::Function"))
DOORS: dict[str, type[Environment]] = {
    "ParserFunction": ParserEnvironment,
    "OnSignalFunction": TraderEnvironment,
    "OnScheduleFunction": TraderEnvironment,
    "OnPositionFunction": NoticeEnvironment,
}
STREAM_DOORS = [("OnSignalFunction", "Signals"), ("OnPositionFunction", "Journal")]


def event_source(function: str, event: str) -> dict[str, Any]:
    source: dict[str, Any] = properties(function)["Events"][event]["Properties"]
    return source


def pattern(function: str, event: str) -> dict[str, Any]:
    (only,) = event_source(function, event)["FilterCriteria"]["Filters"]
    read: dict[str, Any] = json.loads(only["Pattern"])
    return read


def test_there_are_four_functions() -> None:
    assert sorted(DOORS) == FUNCTIONS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_handler_is_there(function: str) -> None:
    declared = properties(function)
    module, _, name = declared["Handler"].partition(".")
    folder = Path(declared["CodeUri"])

    door = importlib.import_module(".".join([*folder.parts, module]))

    assert callable(getattr(door, name))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_gets_only_variables_that_its_door_reads(function: str) -> None:
    given = set(properties(function)["Environment"]["Variables"])

    read = {f"SIGNALFILL_{name.upper()}" for name in DOORS[function].model_fields}

    assert given <= read


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_gets_every_variable_that_its_door_demands(function: str) -> None:
    given = set(properties(function)["Environment"]["Variables"])
    fields = DOORS[function].model_fields.items()

    demanded = {f"SIGNALFILL_{name.upper()}" for name, field in fields if field.is_required()}

    assert demanded <= given


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_functions_logs_expire(function: str) -> None:
    group = properties(function)["LoggingConfig"]["LogGroup"]["Ref"]

    assert properties(group)["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_the_python_of_the_functions_is_the_projects() -> None:
    version = (ROOT / ".python-version").read_text().strip()

    assert template()["Globals"]["Function"]["Runtime"] == f"python{version}"
    assert resources()["HouseLayer"]["Metadata"]["BuildMethod"] == f"python{version}"


def test_the_house_is_one_layer_for_all_functions() -> None:
    assert template()["Globals"]["Function"]["Layers"] == [{"Ref": "HouseLayer"}]
    assert properties("HouseLayer")["ContentUri"] == "src/"
    assert properties("HouseLayer")["RetentionPolicy"] == "Delete"


def test_only_failed_messages_return_to_the_queue_and_none_is_filtered_out() -> None:
    messages = event_source("ParserFunction", "Messages")

    assert messages["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert messages["BatchSize"] == 10
    assert "FilterCriteria" not in messages


@pytest.mark.parametrize(("function", "event"), STREAM_DOORS)
def test_a_stream_door_takes_one_record_at_a_time_and_raises(function: str, event: str) -> None:
    source = event_source(function, event)

    assert source["BatchSize"] == 1
    assert source["BisectBatchOnFunctionError"] is False
    assert "FunctionResponseTypes" not in source


@pytest.mark.parametrize(("function", "event"), STREAM_DOORS)
def test_a_stream_door_misses_nothing_and_gives_up_in_the_end(function: str, event: str) -> None:
    source = event_source(function, event)

    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert source["ParallelizationFactor"] == 10
    assert source["MaximumRetryAttempts"] in range(11)
    assert source["MaximumRecordAgeInSeconds"] in range(60, 3601)


@pytest.mark.parametrize(("function", "event"), STREAM_DOORS)
def test_what_a_stream_door_gave_up_is_kept(function: str, event: str) -> None:
    assert event_source(function, event)["DestinationConfig"]["OnFailure"] == {
        "Type": "SQS",
        "Destination": {"Fn::GetAtt": "FailuresQueue.Arn"},
    }


def test_on_signal_sees_new_signals_amendments_and_canaries_only() -> None:
    assert pattern("OnSignalFunction", "Signals") == {
        "eventName": ["INSERT"],
        "dynamodb": {"NewImage": {"item": {"S": ["signal", "amendment", "canary"]}}},
    }


def test_on_position_sees_new_journal_entries_that_are_notices_only() -> None:
    assert pattern("OnPositionFunction", "Journal") == {
        "eventName": ["INSERT"],
        "dynamodb": {"NewImage": {"item": {"S": ["journal"]}, "notice": {"S": [{"exists": True}]}}},
    }


def test_the_schedule_ticks_every_minute() -> None:
    schedule = event_source("OnScheduleFunction", "EveryMinute")

    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert properties("OnScheduleFunction")["Timeout"] < 60


def test_a_missed_tick_is_retried_neither_by_the_scheduler_nor_by_lambda() -> None:
    schedule = event_source("OnScheduleFunction", "EveryMinute")

    assert schedule["RetryPolicy"]["MaximumRetryAttempts"] == 0
    assert properties("OnScheduleFunction")["EventInvokeConfig"]["MaximumRetryAttempts"] == 0


@pytest.mark.parametrize("function", ["ParserFunction", "OnPositionFunction"])
def test_the_coinbase_key_is_not_even_named_to(function: str) -> None:
    assert not mentions(properties(function), "CoinbaseKeySecret")


def test_no_secret_has_a_value_in_the_template() -> None:
    secrets = resources(of_type="AWS::SecretsManager::Secret")

    assert len(secrets) == 3
    assert [set(each["Properties"]) for each in secrets.values()] == [{"Description"}] * 3
