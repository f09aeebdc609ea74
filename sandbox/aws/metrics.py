"""What the functions measured, out of their logs, where CloudWatch itself finds it on AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sandbox.aws.stack import Stack


def measured(stack: Stack, function: str, metric: str) -> list[float]:
    """All values of a metric that the function of this output wrote so far, oldest first."""
    name = stack.outputs[function]
    configuration = stack.client("lambda").get_function_configuration(FunctionName=name)
    group = configuration["LoggingConfig"]["LogGroup"]
    return [value for line in _lines(stack, group) for value in _values(line, metric)]


def _lines(stack: Stack, group: str) -> Iterator[str]:
    pages = stack.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    for page in pages:
        yield from (each["message"] for each in page["events"])


def _values(line: str, metric: str) -> list[float]:
    """Those that a line in CloudWatch's embedded format carries under this name."""
    if '"CloudWatchMetrics"' not in line:
        return []
    told = json.loads(line)
    names = [each["Name"] for each in told["_aws"]["CloudWatchMetrics"][0]["Metrics"]]
    found = told.get(metric, []) if metric in names else []
    return [float(each) for each in (found if isinstance(found, list) else [found])]
