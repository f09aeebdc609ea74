from __future__ import annotations

from typing import Any

import pytest

from functions.scraper.pace import Pace
from tests.infra.templates import ALARMS, properties, resources, template

METRICS = {
    name: each["Properties"]
    for name, each in resources(ALARMS, of_type="AWS::CloudWatch::Alarm").items()
}
FUNCTIONS = ["Parser", "OnSignal", "OnSchedule", "OnPosition"]


def dimensions(alarm: dict[str, Any]) -> dict[str, Any]:
    return {each["Name"]: each["Value"] for each in alarm["Dimensions"]}


@pytest.mark.parametrize("alarm", METRICS)
def test_every_alarm_tells_the_topic(alarm: str) -> None:
    assert METRICS[alarm]["AlarmActions"] == [{"Ref": "Topic"}]


@pytest.mark.parametrize("alarm", METRICS)
def test_no_alarm_watches_for_longer_than_three_minutes(alarm: str) -> None:
    assert METRICS[alarm]["Period"] * METRICS[alarm]["EvaluationPeriods"] <= 180


@pytest.mark.parametrize(
    ("alarm", "metric", "service"),
    [
        ("UnprotectedAlarm", "UnprotectedSeconds", "trader"),
        ("SweepAlarm", "SweepCompleted", "trader"),
        ("BreakerAlarm", "BreakerLatched", "trader"),
        ("UnexpectedErrorsAlarm", "UnexpectedErrors", "trader"),
        ("ScraperAlarm", "ScraperHeartbeat", "scraper"),
        ("CanaryAlarm", "CanaryMilliseconds", "trader"),
        ("ChannelsUnreadableAlarm", "ChannelsUnreadable", "scraper"),
        ("UnreadableAlarm", "UnreadableRecords", "parser"),
    ],
)
def test_our_own_metrics_have_the_service_as_their_only_dimension(
    alarm: str, metric: str, service: str
) -> None:
    assert METRICS[alarm]["Namespace"] == "Signalfill"
    assert METRICS[alarm]["MetricName"] == metric
    assert dimensions(METRICS[alarm]) == {"service": service}


def test_a_position_unprotected_for_more_than_a_minute_alarms() -> None:
    alarm = METRICS["UnprotectedAlarm"]

    assert (alarm["Statistic"], alarm["Threshold"]) == ("Maximum", 60)
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"


@pytest.mark.parametrize("alarm", ["SweepAlarm", "ScraperAlarm"])
def test_three_minutes_of_silence_alarm(alarm: str) -> None:
    assert METRICS[alarm]["TreatMissingData"] == "breaching"
    assert (METRICS[alarm]["Period"], METRICS[alarm]["EvaluationPeriods"]) == (60, 3)
    assert METRICS[alarm]["ComparisonOperator"] == "LessThanThreshold"


def test_a_canary_that_does_not_come_alarms() -> None:
    alarm = METRICS["CanaryAlarm"]

    assert (alarm["Statistic"], alarm["TreatMissingData"]) == ("SampleCount", "breaching")
    assert alarm["Period"] > Pace().canary_seconds


@pytest.mark.parametrize(
    "alarm", sorted(set(METRICS) - {"SweepAlarm", "ScraperAlarm", "CanaryAlarm"})
)
def test_no_other_alarm_is_raised_by_silence(alarm: str) -> None:
    assert METRICS[alarm]["TreatMissingData"] == "notBreaching"


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_a_function_that_fails_or_is_throttled_alarms(function: str, metric: str) -> None:
    alarm = METRICS[f"{function}{metric}Alarm"]

    assert alarm["MetricName"] == metric
    assert alarm["Threshold"] == 0
    assert dimensions(alarm) == {"FunctionName": {"Ref": f"{function}Function"}}


@pytest.mark.parametrize("function", ["OnSignal", "OnPosition"])
def test_a_stream_that_is_read_late_alarms(function: str) -> None:
    alarm = METRICS[f"{function}IteratorAgeAlarm"]

    assert (alarm["MetricName"], alarm["Threshold"]) == ("IteratorAge", 60_000)


@pytest.mark.parametrize(
    ("alarm", "queue"),
    [("DeadMessagesAlarm", "DeadMessagesQueueName"), ("FailuresAlarm", "FailuresQueueName")],
)
def test_anything_given_up_alarms(alarm: str, queue: str) -> None:
    assert METRICS[alarm]["Threshold"] == 0
    assert dimensions(METRICS[alarm]) == {"QueueName": {"Ref": queue}}


def test_messages_that_wait_too_long_alarm() -> None:
    assert METRICS["QueueAgeAlarm"]["MetricName"] == "ApproximateAgeOfOldestMessage"


def test_the_heartbeat_is_missed_only_where_a_scraper_is_deployed() -> None:
    conditional = [
        name for name, each in resources(ALARMS).items() if each.get("Condition") == "HasScraper"
    ]

    assert conditional == ["ScraperAlarm", "CanaryAlarm"]


def test_mail_is_sent_only_where_an_address_is_given() -> None:
    assert resources(ALARMS)["EmailSubscription"]["Condition"] == "HasEmail"


def test_the_system_passes_every_parameter_of_the_alarms() -> None:
    given = set(properties("AlarmsApplication")["Parameters"])

    assert given == set(template(ALARMS)["Parameters"])
