from __future__ import annotations

import io
import json
import logging
from typing import Any

from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.telemetry import JsonFormatter, emit


def line_of(**details: Any) -> dict[str, Any]:  # noqa: ANN401 - log records hold anything
    log_record = logging.makeLogRecord({"msg": "hello %s", "args": ("you",), **details})
    parsed: dict[str, Any] = json.loads(JsonFormatter().format(log_record))
    return parsed


def test_a_log_line_is_one_json_object() -> None:
    assert line_of()["message"] == "hello you"


def test_a_log_line_carries_its_keys() -> None:
    assert line_of(channel_id="66666")["channel_id"] == "66666"


def test_an_exception_is_named_without_its_stack() -> None:
    error = ValueError("why")
    line = line_of(exc_info=(ValueError, error, None))
    assert (line["cause"], "Traceback" in json.dumps(line)) == ("ValueError('why')", False)


def test_a_metrics_line_names_its_metrics_for_cloudwatch() -> None:
    stream = io.StringIO()
    emit({"Parked": 3, "LagMilliseconds": [1.5, 2.5], "messages_sent": 9}, stream)
    line = json.loads(stream.getvalue())
    [directive] = line["_aws"]["CloudWatchMetrics"]
    assert directive == {
        "Namespace": "Signalfill",
        "Dimensions": [["service"]],
        "Metrics": [
            {"Name": "Parked", "Unit": "Count"},
            {"Name": "LagMilliseconds", "Unit": "Milliseconds"},
        ],
    }


def test_a_metrics_line_holds_the_values() -> None:
    stream = io.StringIO()
    emit({"Parked": 3}, stream)
    line = json.loads(stream.getvalue())
    assert (line["service"], line["Parked"]) == ("scraper", 3)


def test_time_without_a_connection_is_not_counted() -> None:
    assert Status().take_connected_seconds() == 0


def test_connected_time_is_counted_once() -> None:
    status = Status()
    status.is_connected = True
    status.is_connected = False
    assert (status.take_connected_seconds() > 0, status.take_connected_seconds()) == (True, 0)
